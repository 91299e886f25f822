"""Reports as values computed from a programme, and their rendering apart from the computing.

`posts` and `coverage` compute, `status` and `report` put together, the chapters write.
"""

from kim_model.reporting.allocations import allocation_markdown as allocation_markdown
from kim_model.reporting.coverage import Coverage as Coverage, CoverageLine as CoverageLine
from kim_model.reporting.posts import PostLine as PostLine
from kim_model.reporting.report import StatusReport as StatusReport, status_report as status_report
from kim_model.reporting.status import ApplicationLine as ApplicationLine, Status as Status
