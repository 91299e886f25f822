"""One KI-Kommune with everything known of it, whole: every id in it leads somewhere."""

from kim_model.programme.programme import LocalProgramme as LocalProgramme
from kim_model.programme.versions import (
    Recorded as Recorded,
    Superseded as Superseded,
    Version as Version,
)
