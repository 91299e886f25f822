"""How numbers and dates are written in a language."""

from datetime import date
from fractions import Fraction

from attrs import define

from kim_model.values import Euro, Fte, YearlyDay
from kim_model.values._field import checked
from kim_model.values.quantities import half_up


@define(frozen=True, kw_only=True, field_transformer=checked)
class Formats:
    r"""The marks that a language writes numbers, dates and money with.

    Parameters
    ----------
    decimal_mark, group_mark
        Between whole and part, and between groups of three digits.
    date_form
        The form of a date, to be filled with it.
    yearly_form
        The form of a day that returns every year.
    euro_form, percent_form
        How an amount and a percentage are framed.

    Examples
    --------
    >>> GERMAN.euro(Euro("1026000")), GERMAN.percent(Fraction(3, 4))
    ('1.026.000,00\xa0€', '75 %')
    """

    decimal_mark: str
    group_mark: str
    date_form: str
    yearly_form: str
    euro_form: str
    percent_form: str

    def date(self, value: date) -> str:
        """Write a date."""
        return self.date_form.format(value)

    def day_of_year(self, value: YearlyDay) -> str:
        """Write a day that returns every year."""
        return self.yearly_form.format(value)

    def number(self, value: Fraction | int, places: int = 2, *, fixed: bool = False) -> str:
        """Write a number, rounded half up to `places`, without needless zeros unless `fixed`."""
        rounded = abs(half_up(Fraction(value), places))
        whole, part = divmod(int(rounded * 10**places), 10**places)
        digits = f"{part:0{places}}" if fixed else f"{part:0{places}}".rstrip("0")
        sign = "-" if value < 0 and rounded else ""
        grouped = f"{whole:,}".replace(",", self.group_mark)
        return f"{sign}{grouped}{self.decimal_mark}{digits}" if digits else f"{sign}{grouped}"

    def fte(self, value: Fte, *, fixed: bool = False) -> str:
        """Write VZÄ with at most two decimal places, without the unit."""
        return self.number(value.value, fixed=fixed)

    def euro(self, value: Euro) -> str:
        """Write an amount with its cents and the sign of the euro."""
        return self.euro_form.format(self.number(Fraction(value.cents, 100), fixed=True))

    def percent(self, value: Fraction) -> str:
        """Write a share as a percentage with at most two decimal places."""
        return self.percent_form.format(self.number(value * 100))


GERMAN = Formats(
    decimal_mark=",",
    group_mark=".",
    date_form="{0.day:02}.{0.month:02}.{0.year:04}",
    yearly_form="{0.day:02}.{0.month:02}.",
    euro_form="{}\N{NO-BREAK SPACE}€",
    percent_form="{} %",
)
"""31.03.2024 · 10,5 · 1.026.000,00 € · 75 %"""

ENGLISH = Formats(
    decimal_mark=".",
    group_mark=",",
    date_form="{0.year:04}-{0.month:02}-{0.day:02}",
    yearly_form="{0.month:02}-{0.day:02}",
    euro_form="€{}",
    percent_form="{}%",
)
"""2024-03-31 · 10.5 · €1,026,000.00 · 75%"""
