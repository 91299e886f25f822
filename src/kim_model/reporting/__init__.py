"""Reports as values computed from a programme, and their rendering apart from the computing.

`posts` and `coverage` compute, the chapters write, `report` puts both together; `allocations`
writes an allocation.
"""

from kim_model.reporting.allocations import allocation_markdown as allocation_markdown
from kim_model.reporting.coverage import Coverage as Coverage, CoverageLine as CoverageLine
from kim_model.reporting.posts import ApplicationLine as ApplicationLine, PostLine as PostLine
from kim_model.reporting.report import StatusReport as StatusReport, status_report as status_report
