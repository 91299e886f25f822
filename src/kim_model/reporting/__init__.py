"""Report values computed from a programme, and their rendering apart from the computing."""

from kim_model.reporting.allocations import allocation_markdown
from kim_model.reporting.coverage import Coverage, CoverageLine
from kim_model.reporting.posts import PostLine
from kim_model.reporting.report import StatusReport, status_report
from kim_model.reporting.status import ApplicationLine, Status

__all__ = [
    "ApplicationLine",
    "Coverage",
    "CoverageLine",
    "PostLine",
    "Status",
    "StatusReport",
    "allocation_markdown",
    "status_report",
]
