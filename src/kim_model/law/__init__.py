"""The Bausteine with their roles, legal instruments in force or not, and deadlines.

The three modules stand beside one another; begin with `bausteine`.
"""

from kim_model.law.bausteine import (
    Baustein as Baustein,
    FundingProgramme as FundingProgramme,
    LegalForm as LegalForm,
    Role as Role,
)
from kim_model.law.deadlines import (
    Deadline as Deadline,
    DeadlineRule as DeadlineRule,
    Shift as Shift,
    holidays as holidays,
)
from kim_model.law.instruments import LegalInstrument as LegalInstrument, in_force as in_force
