"""Findings: what can be written down but looks wrong.

`finding` says what was found, `checks` finds it.
"""

from kim_model.review.checks import findings as findings
from kim_model.review.finding import (
    Finding as Finding,
    FindingCode as FindingCode,
    Severity as Severity,
)
