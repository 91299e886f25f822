"""The settlement of a year (Abrechnung): from a programme to the money of its notices and posts.

`notices`, `payments` and `posts` say which notice pays for what, `money` and `contracts` what
follows, `settle` puts them together, `sheet` holds the result, `rendering` and
`rows` show it, and `what_if` varies it.
"""

from kim_model.settlement.contracts import ContractLine as ContractLine
from kim_model.settlement.money import MoneyTotal as MoneyTotal, NoticeMoney as NoticeMoney
from kim_model.settlement.posts import PositionLine as PositionLine, PositionPart as PositionPart
from kim_model.settlement.rows import MoneyRow as MoneyRow, PostRow as PostRow
from kim_model.settlement.sheet import YearSheet as YearSheet, year_sheet as year_sheet
from kim_model.settlement.what_if import (
    Change as Change,
    Learned as Learned,
    NoVacancy as NoVacancy,
    OtherFilling as OtherFilling,
    OtherRate as OtherRate,
    what_if as what_if,
)
