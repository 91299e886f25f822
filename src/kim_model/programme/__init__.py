"""One KI-Kommune with everything known of it, whole: every id in it leads somewhere.

Read `versions` and `programme`; `holding` says what holds on a day, `recalculation` computes and
records the allocation of the next year.
"""

from kim_model.programme.programme import LocalProgramme as LocalProgramme
from kim_model.programme.recalculation import (
    Recalculated as Recalculated,
    recalculate as recalculate,
)
from kim_model.programme.versions import (
    Recorded as Recorded,
    Superseded as Superseded,
    Version as Version,
)
