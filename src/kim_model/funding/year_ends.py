"""The dates by which a year is proved and unspent money goes back."""

from attrs import define

from kim_model.law import DeadlineRule
from kim_model.values import Citation, Evidence, YearlyDay
from kim_model.values._field import checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearEndRule:
    """The dates by which a year is proved and unspent money goes back (Nachweis, Rückzahlung).

    No source says them for KIM; so they have no default. `nrw.YEAR_END_BY_ANALOGY` has those of
    another lump sum, marked as assumed.

    Parameters
    ----------
    proof
        Up to when the use of the money is proved or confirmed; None if no last day is known.
    proof_not_before
        The first day of the following year on which it is confirmed; None if none is known.
    repayment
        Up to when money not used is repaid.
    citation, evidence
        Where the first day of the proof can be read, and how surely it is known.
    """

    proof: DeadlineRule | None = None
    proof_not_before: YearlyDay | None = None
    repayment: DeadlineRule
    citation: Citation | None = None
    evidence: Evidence | None = None
