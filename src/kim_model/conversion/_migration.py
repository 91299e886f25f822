"""How documents of earlier schemas are read: what has changed in the fields of each record.

A change turns the fields of an object as they are written into those of today. It returns where
each that it moved was written, so that what is refused in it is named by its place there.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, TypeAlias, cast

from kim_model.conversion._values import ReadHook, RefusedError, as_object, refused

Places: TypeAlias = dict[str, str]  # those of today, each with the one as written
Change: TypeAlias = Callable[[dict[str, Any]], Places]


def renamed(old: str, new: str) -> Change:
    """Return the change of a field that has another name today."""

    def change(given: dict[str, Any]) -> Places:
        if new in given:
            return {}
        if old in given:
            given[new] = given.pop(old)
        return {f".{new}": f".{old}"}

    return change


def listed(old: str, new: str) -> Change:
    """Return the change of a field with one value that is a field with a list of them today."""

    def change(given: dict[str, Any]) -> Places:
        if new in given or old not in given:
            return {}
        given[new] = [given.pop(old)]
        return {f".{new}": f".{old}", f".{new}[0]": f".{old}"}

    return change


def gathered(new: str, **kinds: str) -> Change:
    """Return the change of several lists that are one today, whose items tell their kind."""

    def change(given: dict[str, Any]) -> Places:
        parts = {old: given.pop(old) for old in (new, *kinds) if old in given}
        for old, part in parts.items():
            if not isinstance(part, list):
                given[new] = part
                return {f".{new}": f".{old}"}
        for old, kind in kinds.items():
            for i, each in enumerate(cast("list[dict[str, Any]]", parts.get(old, []))):
                if type(each) is dict and each.get("kind", kind) != kind:
                    raise refused(f"is not a field of {old}; leave it out", f".{old}[{i}].kind")
        places = [f".{old}[{i}]" for old, part in parts.items() for i in range(len(part))]
        if parts:
            given[new] = [_of(kinds.get(old), each) for old, part in parts.items() for each in part]
        return {f".{new}[{i}]": place for i, place in enumerate(places)}

    return change


def _of(kind: str | None, item: Any) -> Any:  # noqa: ANN401 - any data
    # An object that names something twice is another class, and stays what it is: it is refused.
    if kind is None or type(item) is not dict:
        return item
    return {"kind": kind, **cast("dict[str, object]", item)}


def told_by(**kinds: str) -> Change:
    """Return the change of a record that tells its kind today: each had a field of its own."""

    def change(given: dict[str, Any]) -> Places:
        told = [kind for field, kind in kinds.items() if field in given]
        if told and "kind" not in given:
            given["kind"] = told[0]
        return {}

    return change


def known_ahead(given: dict[str, Any]) -> Places:
    """Say of what was known with its end from the first that it is known whole since then.

    An end that became known in between is known when it has come.
    """
    if "known_since" in given or "end_known_since" not in given:
        return {}
    told, period = given.pop("end_known_since"), given.get("period")
    first = cast("dict[str, object]", period).get("first_day") if type(period) is dict else None
    days = [each for each in (first, given.get("as_of")) if isinstance(each, str)]
    if not _is_day(told):
        given["known_since"] = told  # is refused as what it was written for
    elif days and cast("str", told) <= min(days):
        given["known_since"] = min(days)
    return {".known_since": ".end_known_since"}


def _is_day(told: object) -> bool:
    try:
        return date.fromisoformat(cast("str", told)).isoformat() == told
    except (TypeError, ValueError):
        return False


def unfolded(branch: str) -> Change:
    """Return the change of a record that held its own kind, of which a list is written today."""

    def change(given: dict[str, Any]) -> Places:
        listed: list[object] = []
        places: Places = {}
        known: dict[int, int] = {}  # by identity: what several hold is listed once

        def placed(item: object, place: str) -> int:
            identity, is_object = id(item), type(item) is dict
            if identity in known:
                return known[identity]
            listed.append(folded(cast("dict[str, Any]", item), place) if is_object else item)
            places[f".steps[{len(listed) - 1}]"] = place
            if is_object:  # equal ints may be one, and each is refused where it stands
                known[identity] = len(listed) - 1
            return len(listed) - 1

        def folded(item: dict[str, Any], place: str) -> dict[str, Any]:
            below = item.get(branch)
            if not isinstance(below, list):
                return item
            held = enumerate(cast("list[object]", below))
            return item | {branch: [placed(each, f"{place}.{branch}[{i}]") for i, each in held]}

        if "steps" in given:
            raise refused(f"is not a field here; write each where it is, in {branch}", ".steps")
        given |= folded(given, "")
        if listed:
            given["steps"] = listed
        return places

    return change


def agreement_told(given: dict[str, Any]) -> Places:
    """Change an allocation so that it tells what is agreed, beside the shares that show it.

    Shares that are agreed without an adjustment are agreed as they are. A line with neither posts
    nor an ideal share, whose recipient gets some by an adjustment, was made by it.
    """
    shares, adjustments = given.get("shares"), given.get("adjustments", [])
    lines = cast("dict[str, Any]", shares) if isinstance(shares, dict) else {}
    moves = cast("list[object]", adjustments) if isinstance(adjustments, list) else []
    if not moves and any(_field(each, "agreed") is not None for each in lines.values()):
        given["adoption"] = {}
    receivers = dict.fromkeys(str(_field(each, "receiver")) for each in moves)
    if added := [each for each in receivers if _is_bare(lines.get(each))]:
        given["added"] = added
    return {}


def previous_pools_told(given: dict[str, Any]) -> Places:
    """Change an allocation so that it tells who had a previous share together.

    The share bound the pool of the same id, as if its members had always been the same. A pool with
    a member that had a share of its own was another one, and who was in that is not told.
    """
    previous, rule = given.get("previous"), given.get("rule")
    pools = cast("dict[str, Any]", rule).get("pools") if isinstance(rule, dict) else None
    places: Places = {}
    found: list[object] = []
    if isinstance(previous, dict) and isinstance(pools, list):
        had = cast("dict[str, object]", previous)
        for index, pool in enumerate(cast("list[object]", pools)):
            if _field(pool, "id") in had and not _has_any(pool, had):
                places[f".previous_pools[{len(found)}]"] = f".rule.pools[{index}]"
                found.append(pool)
    if found:
        given["previous_pools"] = found
    return places


def _has_any(pool: object, shares: Mapping[str, object]) -> bool:
    """Whether a member of a pool has one of some shares."""
    members = cast("dict[str, object]", pool).get("members")
    names = cast("list[object]", members) if isinstance(members, list) else []
    return any(each in shares for each in names if isinstance(each, str))


def _is_bare(line: object) -> bool:
    """Whether a line of an allocation has neither posts nor an ideal share."""
    return _field(line, "ideal") is None and _field(line, "fte") in {"0", 0}


def _field(data: object, name: str) -> Hashable:
    """Return a single value in an object; None for anything else."""
    found = cast("dict[str, object]", data).get(name) if type(data) is dict else None
    return found if isinstance(found, str | int) else None


def migrated(make: Callable[[dict[str, object]], object], changes: tuple[Change, ...]) -> ReadHook:
    """Return the hook that makes a record of an object after some changes of its fields."""

    def read(data: object, _: object) -> object:
        given = as_object(data)
        places: Places = {}
        for change in changes:
            places |= change(given)
        try:
            return make(given)
        except RefusedError as error:
            raise error.moved(places) from None

    return read


_SINCE_2: Mapping[str, tuple[Change, ...]] = {"Rate": (renamed("known_from", "known_since"),)}
_SINCE_1: Mapping[str, tuple[Change, ...]] = {
    **_SINCE_2,
    "Allocation": (agreement_told, previous_pools_told),
    "AllocationRule": (renamed("base", "flat_share"), renamed("limit", "threshold")),
    "Attribution": (renamed("changes", "difference"),),
    "AttributionStep": (renamed("changes", "difference"),),
    "Deployment": (known_ahead,),
    "Finding": (renamed("place", "path"),),
    "OtherFilling": (renamed("claim", "position"),),
    "Staffing": (known_ahead,),
    "Cooperation": (told_by(actor="involvement", actors="exchange"), listed("actor", "actors")),
    "Derivation": (unfolded("operands"),),
    "LocalProgramme": (
        gathered("statements", aims="aim", target_groups="target_group", problems="problem"),
        gathered("cooperations", involvements="involvement", exchanges="exchange"),
    ),
    # Nothing tells an aim without Baustein from a target group: such a document needs its `kind`.
    "Statement": (
        told_by(baustein="aim", primary="aim", role="problem"),
        renamed("description", "text"),
    ),
}

CHANGES: Mapping[int, Mapping[str, tuple[Change, ...]]] = {1: _SINCE_1, 2: _SINCE_2}
"""For each schema that is read, the changes since then, by the name of the record today."""
