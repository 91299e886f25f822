"""The dates of proof and repayment that are known, for another lump sum of the Land."""

from kim_model.funding import YearEndRule
from kim_model.law import DeadlineRule, Shift
from kim_model.values import Citation, Evidence, YearlyDay

_CITATION = Citation(document="Haushaltsgesetz NRW 2014", section="§ 29a")


YEAR_END_BY_ANALOGY = YearEndRule(
    proof_not_before=YearlyDay(7, 1),
    repayment=DeadlineRule(
        day_of_year=YearlyDay(9, 30),
        years_after=1,
        shift=Shift.NONE,
        citation=_CITATION,
        evidence=Evidence.ASSUMED,
    ),
    citation=_CITATION,
    evidence=Evidence.ASSUMED,
)
"""By analogy to § 29a HG NRW 2014, where alone it is verified; for KIM it is assumed.

The head of administration confirms the use after 30 June of the following year, so from 1 July on;
no last day is named. Money not used is repaid unasked by 30 September. That a weekend does not move
that day is assumed, too.
"""
