"""The sheet of a year as plain rows, for tables and data frames: values without derivations."""

from datetime import date

from attrs import define, field

from kim_model.law import Baustein, Role
from kim_model.settlement.money import FIGURES, NoticeMoney
from kim_model.settlement.posts import PositionLine
from kim_model.values import Euro, Fte
from kim_model.values._field import checked
from kim_model.values._marks import Name, NonNegativeFte, Year
from kim_model.values.quantities import optional_euro, optional_fte


@define(frozen=True, kw_only=True, field_transformer=checked)
class PostRow:
    """What is due in a year for a position from one notice, as a row (Zeile je Stelle).

    Parameters
    ----------
    year
        The year.
    baustein
        The Baustein that funds it.
    notice
        The id of the notice that pays, or may; None where there is none.
    position
        The id of the position.
    role
        What it is for.
    fte
        Its size in VZÄ; None if unknown.
    fte_months
        The VZÄ that count times the months they count for (VZÄ-Monate); None if unknown.
    maximum, due, cost
        As in `PositionLine`; None if unknown.
    """

    year: Year
    baustein: Baustein
    notice: Name | None
    position: Name
    role: Role
    fte: NonNegativeFte | None = field(converter=optional_fte)
    fte_months: NonNegativeFte | None = field(converter=optional_fte)
    maximum: Euro | None = field(converter=optional_euro)
    due: Euro | None = field(converter=optional_euro)
    cost: Euro | None = field(converter=optional_euro)


@define(frozen=True, kw_only=True, field_transformer=checked)
class MoneyRow:
    """The money of a year from one notice, as a row (Zeile je Bescheid).

    Parameters
    ----------
    year
        The year.
    baustein
        The Baustein.
    notice
        The id of the notice; None for posts of which none is known.
    granted, maximum, due, received, spent, forwarded, used, own_share, beyond_due, unused
        As in `NoticeMoney`; None if unknown.
    repaid, to_be_repaid
        What was paid back, and what still goes back; None if unknown.
    repayment_due
        Up to when; None if unknown.
    """

    year: Year
    baustein: Baustein
    notice: Name | None
    granted: Euro | None = field(converter=optional_euro)
    maximum: Euro | None = field(converter=optional_euro)
    due: Euro | None = field(converter=optional_euro)
    received: Euro | None = field(converter=optional_euro)
    spent: Euro | None = field(converter=optional_euro)
    forwarded: Euro | None = field(converter=optional_euro)
    used: Euro | None = field(converter=optional_euro)
    own_share: Euro | None = field(converter=optional_euro)
    beyond_due: Euro | None = field(converter=optional_euro)
    unused: Euro | None = field(converter=optional_euro)
    repaid: Euro | None = field(converter=optional_euro)
    to_be_repaid: Euro | None = field(converter=optional_euro)
    repayment_due: date | None


def post_row(line: PositionLine, year: int) -> PostRow:
    """Return a line as a row."""
    known = line.exact_maximum.value is not None
    counted = sum((each.fte * each.months for each in line.parts), Fte(0))
    return PostRow(
        year=year,
        baustein=line.position.role.baustein,
        notice=line.notice,
        position=line.position.id,
        role=line.position.role,
        fte=line.position.fte,
        fte_months=counted if known else None,
        maximum=line.maximum.value,
        due=line.due.value,
        cost=line.cost.value,
    )


def money_row(money: NoticeMoney) -> MoneyRow:
    """Return the money of a notice as a row."""
    deadline = money.repayment_due
    return MoneyRow(
        year=money.year,
        baustein=money.baustein,
        notice=None if money.grant is None else money.grant.id,
        **{name: getattr(money, name).value for name in FIGURES},
        repayment_due=None if deadline is None else deadline.last_day,
    )
