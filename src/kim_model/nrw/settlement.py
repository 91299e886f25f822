"""The dates of proof and repayment that are known, for another lump sum of the Land."""

from kim_model.deadlines import DeadlineRule, Shift
from kim_model.periods import YearlyDay
from kim_model.settlement import YearEndRule
from kim_model.sources import Citation, Evidence

__all__ = ["YEAR_END_BY_ANALOGY"]

_CITATION = Citation(document="Haushaltsgesetz NRW 2014", section="§ 29a")


def _following_year(month: int, day: int) -> DeadlineRule:
    return DeadlineRule(
        day_of_year=YearlyDay(month, day),
        years_after=1,
        shift=Shift.NONE,
        citation=_CITATION,
        evidence=Evidence.ASSUMED,
    )


YEAR_END_BY_ANALOGY = YearEndRule(proof=_following_year(6, 30), repayment=_following_year(9, 30))
"""By analogy to § 29a HG NRW 2014, where alone it is verified; for KIM it is assumed.

The head of administration confirms the use after 30 June of the following year, and money not used
is repaid unasked by 30 September. That a weekend moves neither day is assumed, too.
"""
