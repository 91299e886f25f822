"""How much an allocation costs beside the bare apportionment in it, in one interleaved run.

An allocation is taken with its result, its ideal shares and its verification; its derivation is
built on demand and is not part of it.
"""

from collections.abc import Callable
from random import Random
from time import perf_counter

import kim_model as kim
from kim_model import nrw
from kim_model.apportionment import apportion

ROUNDS = 15
SCENARIOS = 100_000
RULE = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
RHEIN_KREIS = nrw.district("05162")
TOWNS = tuple(town for district in nrw.districts() for town in district.municipalities)


def population(towns: tuple[kim.Municipality, ...]) -> kim.KeyFigures:
    """Return the population of municipalities of several districts."""
    counted = {ags: n for d in nrw.districts() for ags, n in nrw.population(d).counts.items()}
    return kim.KeyFigures(
        source="Destatis",
        intended_date=nrw.POPULATION_DATE,
        reference_date=nrw.POPULATION_DATE,
        counts={town.ags: counted[town.ags] for town in towns},
    )


def allocated(
    total: int,
    towns: tuple[kim.Municipality, ...],
    figures: kim.KeyFigures,
    rule: kim.AllocationRule,
) -> Callable[[], object]:
    """Return the work: allocate and verify."""
    return lambda: kim.allocate(total, towns, figures, rule).verify()


def interleaved(calls: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Return the best time of each call, in seconds; all take turns in every round."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, (call, times) in calls.items():
            start = perf_counter()
            for _ in range(times):
                call()
            best[name] = min(best[name], (perf_counter() - start) / times)
    return best


def ratios() -> None:
    """Print what allocations cost, in bare calls and per municipality."""
    towns, figures = RHEIN_KREIS.municipalities, nrw.population(RHEIN_KREIS)
    everywhere = population(TOWNS)
    pools = tuple(
        kim.Pool(id=district.key, members=tuple(town.ags for town in district.municipalities))
        for district in nrw.districts()
    )
    districts = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5", pools=pools)
    weights = dict(figures.counts)
    best = interleaved(
        {
            "apportion 8/28": (lambda: apportion(28, weights, "sainte_lague"), 300),
            "8 municipalities": (allocated(14, towns, figures, RULE), 10),
            "396 municipalities": (allocated(1_000, TOWNS, everywhere, RULE), 1),
            "53 districts": (allocated(1_000, TOWNS, everywhere, districts), 1),
        }
    )
    bare, small = best["apportion 8/28"], best["8 municipalities"]
    print(f"{'allocate and verify':22}{'ms':>9}{'bare calls':>12}{'per municipality, of 8':>25}")
    for name, seconds in best.items():
        each = seconds / int(name.split()[0]) / (small / 8) if name[0].isdigit() else 0
        shown = f"{each:25.2f}" if each else ""
        print(f"{name:22}{seconds * 1e3:9.3f}{seconds / bare:12.1f}{shown}")
    met = "met" if small < 100 * bare else "missed"
    print(f"target: 8 municipalities below 100 bare calls: {met}")


def sweep() -> None:
    """Print how many perturbed allocations of the Rhein-Kreis Neuss a second computes."""
    random = Random("sweep")  # noqa: S311 - repeatable, not secret
    towns, counts = RHEIN_KREIS.municipalities, nrw.population(RHEIN_KREIS).counts
    order = tuple(counts)
    start = perf_counter()
    for _ in range(SCENARIOS):
        perturbed = {ags: n + random.randint(-n // 20, n // 20) for ags, n in counts.items()}
        figures = kim.KeyFigures(
            source="Destatis",
            intended_date=nrw.POPULATION_DATE,
            reference_date=nrw.POPULATION_DATE,
            counts=perturbed,
        )
        kim.allocate(14, towns, figures, RULE, tie_break=order)
    seconds = perf_counter() - start
    print(f"{SCENARIOS:,} perturbed allocations: {SCENARIOS / seconds:,.0f} a second")


if __name__ == "__main__":
    ratios()
    sweep()
