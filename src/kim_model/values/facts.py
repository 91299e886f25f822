"""Facts and the two times they live in: when something holds, and since when it is known."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self, TypeVar

from attrs import define, evolve

from kim_model.errors import InvalidValueError
from kim_model.values._field import checked
from kim_model.values.periods import Period
from kim_model.values.sources import Citation, Evidence


@define(frozen=True, kw_only=True, field_transformer=checked)
class Fact:
    """Something that is known from a day on.

    A fact becomes known by a date of its own: a notice when it is issued, a contract when it is
    signed. Where that date is unknown, the fact is known from the day as of which a source states
    it; where neither is known, no question with ``known_on`` ever finds it.

    Parameters
    ----------
    as_of
        The day as of which a source states the fact (Stand), for facts without a known date of
        their own, or from before it.
    citation
        Where it can be read; None stands for the citation of the programme it belongs to.
    evidence
        How surely it is known.
    """

    as_of: date | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None

    _stages: ClassVar[tuple[str, ...]] = ()
    # Names of the fields that hold the day of a stage in the fact's life: submitted, published.

    @property
    def known_from(self) -> date | None:
        """The first day on which the fact is known (bekannt ab); None if it has no such day."""
        days = (self.as_of, *(getattr(self, name) for name in self._stages))
        return min((each for each in days if each is not None), default=None)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return what was known of the fact on a day; None if nothing was.

        Later dates inside the fact are unknown in what is returned.
        """
        if self.known_from is None or self.known_from > known_on:
            return None
        later = [name for name in self._stages if (getattr(self, name) or known_on) > known_on]
        return evolve(self, **dict.fromkeys(later)) if later else self


@define(frozen=True, kw_only=True, field_transformer=checked)
class LastingFact(Fact):
    """A fact that holds over a period whose end may become known later than its beginning.

    Its beginning is known on its first day at the latest, its end on its last; earlier where
    `as_of` or `end_known_since` say so, as with a contract signed ahead.

    Parameters
    ----------
    period
        From the first to the last day; an open end while no end is known.
    end_known_since
        The day its end became known, if before its last day.
    """

    period: Period
    end_known_since: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.end_known_since is not None and self.period.last_day is None:
            place = f"{type(self).__name__}.end_known_since"
            rule, remedy = "is the day of an end that the period does not have", "close the period"
            raise InvalidValueError(place, self.end_known_since, rule, remedy)

    @property
    def known_from(self) -> date:
        """Its first day, or the earlier day as of which it is stated."""
        return min(self.period.first_day, self.as_of or date.max)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return it with an open end while its end was not known."""
        if self.known_from > known_on:
            return None
        last_day = self.period.last_day
        if last_day is None or min(last_day, self.end_known_since or date.max) <= known_on:
            return self
        return evolve(self, period=Period(self.period.first_day), end_known_since=None)


F = TypeVar("F", bound=Fact)


def known(facts: Iterable[F], known_on: date) -> tuple[F, ...]:
    """Return what was known of each fact on a day, leaving out those of which nothing was."""
    views = (fact.as_known_on(known_on) for fact in facts)
    return tuple(view for view in views if view is not None)
