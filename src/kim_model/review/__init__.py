"""Findings: what can be written down but looks wrong."""

from kim_model.review.findings import (
    Finding as Finding,
    FindingCode as FindingCode,
    Severity as Severity,
    findings as findings,
)
