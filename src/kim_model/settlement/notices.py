"""The notices that stand in a year, each with those that amend it, and what they grant for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kim_model.errors import UnknownReason
from kim_model.explain import Unknown, given
from kim_model.funding import Grant
from kim_model.funding.grants import first_of, in_effect
from kim_model.law import Baustein, Role
from kim_model.settlement.figures import Figure
from kim_model.values import Citation, ClosedPeriod, Euro, Fte

_UNDATED = UnknownReason.UNDATED


@dataclass(frozen=True, eq=False)
class Notice:
    """A notice with all that amend it, directly or by way of others, in a year.

    `standing` holds the stretches of the year in which one of them stands; several where no day
    says which. `undated` are the ids of those of which it is not known since when they are known.
    """

    members: tuple[Grant, ...]
    standing: tuple[tuple[ClosedPeriod, tuple[Grant, ...]], ...]
    undated: tuple[str, ...]

    @property
    def last(self) -> Grant:
        """The notice that stands last in the year."""
        return self.standing[-1][1][-1]

    @property
    def baustein(self) -> Baustein:
        """The Baustein that it is for."""
        return self.last.baustein

    def names(self, grant: str) -> bool:
        """Whether an id is that of one of its notices."""
        return any(each.id == grant for each in self.members)

    def stands_in(self, part: ClosedPeriod) -> bool:
        """Whether one of its notices stands in a part of the year within which none changes."""
        return any(stretch.covers(part) for stretch, _ in self.standing)

    def says(self, label: str, field: str, citation: Citation | None) -> Figure:
        """Return an amount that it says for the year.

        A notice for a longer time does not say what it grants for the year, nor does one that is
        amended for a part of its time say what is left for the rest.
        """
        of = self.last.id
        if self.undated:
            causes = (Unknown(label=label, of=each, reason=_UNDATED) for each in self.undated)
            return Unknown(label=label, of=of, because=tuple(causes))
        grants = {each.id: each for _, found in self.standing for each in found}
        amounts: list[Euro | None] = [getattr(each, field) for each in grants.values()]
        one_stands = len({each.id for _, found in self.standing for each in found[:1]}) == 1
        within = all(
            (day := each.period.last_day) is not None and day.year == each.period.first_day.year
            for each in grants.values()
        )
        if not one_stands or not within or amounts[0] is None or None in amounts:
            return Unknown(label=label, of=of, reason=UnknownReason.NOT_RECORDED)
        if len(set(amounts)) > 1:
            return Unknown(label=label, of=of, reason=UnknownReason.DIFFERING)
        read_in, evidence = self.last.citation or citation, self.last.evidence
        return given(label, amounts[0], of=of, citation=read_in, evidence=evidence)

    def pays_for(self, role: Role, part: ClosedPeriod) -> bool:
        """Whether it may pay for posts of a role in a part of the year within which none changes.

        A notice that lists its posts grants none of a role that is not listed.
        """
        return any(
            stretch.covers(part) and any(each.fte(role) != Fte(0) for each in grants)
            for stretch, grants in self.standing
        )


def notices_of(
    grants: Sequence[Grant], undated: Sequence[Grant], year: ClosedPeriod
) -> tuple[Notice, ...]:
    """Return the notices that stand on a day of a year, in the order of the list."""
    by_id = {each.id: each for each in (*grants, *undated)}
    families: dict[str, list[Grant]] = {}
    for each in grants:
        families.setdefault(first_of(each.id, by_id), []).append(each)
    hidden: dict[str, list[str]] = {}
    for each in undated:
        hidden.setdefault(first_of(each.id, by_id), []).append(each.id)
    found = (_in_year(each, year, hidden.get(first, ())) for first, each in families.items())
    return tuple(each for each in found if each.standing)


def _in_year(family: Sequence[Grant], year: ClosedPeriod, undated: Iterable[str]) -> Notice:
    starts = [each.period.first_day for each in family]
    ends = [each.period.last_day for each in family if each.period.last_day is not None]
    stretches: list[tuple[ClosedPeriod, tuple[Grant, ...]]] = []
    for part in year.cut_around(starts, ends):
        standing = tuple(each for found in in_effect(family, on=part.first_day) for each in found)
        joins = bool(stretches) and stretches[-1][1] == standing
        first_day = stretches.pop()[0].first_day if joins else part.first_day
        stretches.append((ClosedPeriod(first_day, part.last_day), standing))
    standing_ones = tuple(each for each in stretches if each[1])
    return Notice(tuple(family), standing_ones, tuple(undated))


def above_granted(notice: Notice, counted: Iterable[tuple[Role, ClosedPeriod, Fte]]) -> bool:
    """Whether on some day more posts count than the notice grants, of a role or altogether."""
    posts = tuple(counted)
    starts = [period.first_day for _, period, _ in posts]
    ends = [period.last_day for _, period, _ in posts]
    for stretch, grants in notice.standing:
        for part in stretch.cut_around(starts, ends):
            there = [(role, fte) for role, period, fte in posts if period.covers(part)]
            for grant in grants:
                granted = sum((each.fte for each in grant.posts), Fte(0))
                if grant.posts and sum((fte for _, fte in there), Fte(0)) > granted:
                    return True
                for role in {role for role, _ in there}:
                    most = grant.fte(role)
                    if most is not None and sum((f for r, f in there if r is role), Fte(0)) > most:
                        return True
    return False
