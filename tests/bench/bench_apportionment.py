"""How fast apportionment is beside its peers: the same work, interleaved in one run, as ratios.

The work is to get from a mapping of log-normal whole weights to a mapping of seats: our whole
call, with checks, tie detection and the result object; the certificate is built on demand and is
not part of it. For peers that take and give lists it includes what any caller does: to list the
weights, and to put the seats back to their keys. Where a peer gives another answer than ours, which
is exact, or none, the table says so.
"""

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from math import log
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from kim_model.apportionment import Method, TieError, apportion

SIZES = [(8, 28), (53, 1_000), (396, 2_000), (11_000, 100_000)]
SAINTE_LAGUE_OVER_VOTELIB = {8: 20, 53: 150, 396: 60, 11_000: 200}
ROUNDS = 9
FEW_ROUNDS = 2
TIMED = [method for method in Method if method is not Method.DEAN]
HOPELESS = {("voting", Method.DHONDT), ("voting", Method.ADAMS)}
"""Takes minutes a call from 10,000 keys on: unit by unit over all keys."""
SLOW = 0.25
"""A call that takes longer than so many seconds is timed in few rounds."""

Weights = dict[str, int]
Call = Callable[[], Any]


class Case(NamedTuple):
    """One question, for one size."""

    units: int
    weights: Weights


def questions(keys: int, units: int) -> list[Case]:
    """The more questions the smaller they are, so that chance evens out; none of them ties."""
    wanted = max(1, 160 // keys)
    found: list[Case] = []
    seed = 0
    while len(found) < wanted:
        random = Random(f"bench {keys} {seed}")  # noqa: S311 - repeatable, not secret
        seed += 1
        weights = {f"key {n}": 1 + int(random.lognormvariate(10, 1)) for n in range(keys)}
        if not any(ties(units, weights, method) for method in TIMED):
            found.append(Case(units, weights))
    return found


def ties(units: int, weights: Weights, method: Method) -> bool:
    """Whether keys tie, so that peers and we would not do the same work."""
    try:
        apportion(units, weights, method)
    except TieError:
        return True
    return False


Peer = Callable[[Case], dict[str, int]]


def peers() -> dict[Method, dict[str, Peer]]:
    """By method and name, how each peer is called."""
    voting = import_module("voting.apportionment")
    apportionpy = import_module("apportionpy.apportionment").Apportion
    votelib = import_module("votelib.evaluate.proportional")
    hare = votelib.LargestRemainder("hare")
    sainte_lague = votelib.HighestAverages("sainte_lague")
    dhondt = votelib.HighestAverages("d_hondt")

    def listed(function: Callable[[list[int], int], list[int]]) -> Peer:
        return lambda case: dict(
            zip(case.weights, function([*case.weights.values()], case.units), strict=True)
        )

    def apportionpy_by(name: str) -> Peer:
        return listed(lambda weights, units: apportionpy(units, weights, name).fair_shares)

    def votelib_by(evaluator: Any) -> Peer:
        return lambda case: evaluator.evaluate(case.weights, case.units)

    return {
        Method.SAINTE_LAGUE: {
            "votelib": votelib_by(sainte_lague),
            "voting": listed(voting.webster),
            "apportionpy": apportionpy_by("WEBSTER"),
        },
        Method.DHONDT: {
            "votelib": votelib_by(dhondt),
            "voting": listed(voting.jefferson),
            "apportionpy": apportionpy_by("JEFFERSON"),
        },
        Method.ADAMS: {"voting": listed(voting.adams), "apportionpy": apportionpy_by("ADAM")},
        Method.HUNTINGTON_HILL: {
            "voting": listed(voting.huntington_hill),
            "apportionpy": apportionpy_by("HHILL"),
        },
        Method.LARGEST_REMAINDER: {
            "votelib": votelib_by(hare),
            "voting": listed(voting.hamilton),
            "apportionpy": apportionpy_by("HAMILTON"),
        },
    }


def seconds(call: Call, repeats: int) -> float:
    """The time of one call, over some of them."""
    started = perf_counter()
    for _ in range(repeats):
        call()
    return (perf_counter() - started) / repeats


def interleaved(calls: dict[str, Call]) -> dict[str, float]:
    """The least time of each call, all of them taking turns."""
    once = {name: seconds(call, 1) for name, call in calls.items()}
    repeats = {name: max(1, int(0.004 / time)) for name, time in once.items()}
    best = dict(once)
    for turn in range(ROUNDS):
        for name, call in calls.items():
            if turn < FEW_ROUNDS or once[name] < SLOW:
                best[name] = min(best[name], seconds(call, repeats[name]))
    return best


def answer_of(case: Case, peer: Peer) -> dict[str, int] | str:
    """The seats by key that a peer gives, or its error."""
    try:
        seats = peer(case)
    except Exception as error:  # noqa: BLE001 - whatever a peer raises is a line of the table
        return type(error).__name__
    return {key: int(seats.get(key, 0)) for key in case.weights}


def compare(method: Method, cases: list[Case], by: dict[str, Peer]) -> list[str]:
    """The line of each peer for one method and size, and the targets that the line shows."""
    total = dict.fromkeys(["ours", *by], 0.0)
    mistaken: set[str] = set()
    failed = {
        name: "not timed, takes minutes"
        for name in by
        if (name, method) in HOPELESS and len(cases[0].weights) >= 10_000
    }
    for case in cases:
        exact = apportion(case.units, case.weights, method).seats
        calls: dict[str, Call] = {"ours": partial(apportion, case.units, case.weights, method)}
        for name, peer in by.items():
            answer = "" if name in failed else answer_of(case, peer)
            if isinstance(answer, str):
                failed.setdefault(name, answer)
                continue
            if answer != exact:
                mistaken.add(name)
            calls[name] = partial(peer, case)
        for name, time in interleaved(calls).items():
            total[name] += time / len(cases)
    lines = []
    for name in by:
        label = f"{method:18}{len(cases[0].weights):6}/{cases[0].units:<8}{name:12}"
        if name in failed:
            lines.append(f"{label}{failed[name]}")
            continue
        ratio = total[name] / total["ours"]
        wanted = 1.0
        if method is Method.SAINTE_LAGUE and name == "votelib":
            wanted = SAINTE_LAGUE_OVER_VOTELIB[len(cases[0].weights)]
        met = "met" if ratio >= wanted else "MISSED"
        note = ", against a wrong answer" if name in mistaken else ""
        lines.append(
            f"{label}{total[name] * 1e6:12.1f} us{total['ours'] * 1e6:12.1f} us"
            f"{ratio:9.2f}   at least {wanted:g}: {met}{note}"
        )
    return lines


def growth() -> list[str]:
    """How the cost grows with the units and with the keys."""
    (base,) = questions(11_000, 100_000)
    (more,) = questions(11_000, 1_000_000)
    (few,) = questions(2_750, 25_000)
    (many,) = questions(22_000, 200_000)
    # Beside n log n, a quarter more for memory that is not near any longer.
    n_log_n = 1.25 * 8 * log(22_000) / log(2_750)
    lines: list[str] = []
    for method in TIMED:
        cases = {"base": base, "more": more, "few": few, "many": many}
        times = interleaved(
            {
                name: partial(apportion, case.units, case.weights, method)
                for name, case in cases.items()
            }
        )
        for what, ratio, most in (
            ("ten times the units", times["more"] / times["base"], 2.0),
            ("eight times the keys", times["many"] / times["few"], n_log_n),
        ):
            met = "met" if ratio <= most else "MISSED"
            lines.append(
                f"{method:18}{what:24}{ratio:6.2f} times the cost, at most {most:.1f}: {met}"
            )
    return lines


def main() -> None:
    """Print the table."""
    gc.freeze()
    print(f"{'method':18}{'keys/units':15}{'peer':12}{'peer takes':>15}{'ours':>15}{'ratio':>9}")
    for method, by in peers().items():
        for keys, units in SIZES:
            for line in compare(method, questions(keys, units), by):
                print(line)
    for line in growth():
        print(line)


if __name__ == "__main__":
    main()
