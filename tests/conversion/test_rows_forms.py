"""Every form of field in cells: of every record there is, in German, and by columns that stay."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import assume, given, settings, strategies as st

import kim_model as kim
import rooms
from kim_model.conversion._cells import form_of
from kim_model.conversion._layout import Many, Part, plan_of
from kim_model.conversion._values import VALUE_HOOKS
from kim_model.testing import days, euros, ftes, records

T = TypeVar("T")

# Words of the library and a description of tables; neither is drawn.
NO_DATA = {kim.Language, kim.conversion.Column}


def flat() -> Iterator[type[Any]]:
    """Yield every record that has columns at all."""
    for kind in rooms.handed_on() - NO_DATA:
        if not kind.__module__.startswith("kim_model.apportionment"):
            try:
                kim.columns(kind)
            except kim.KimError:
                continue
            yield kind


def attempt(convert: Callable[[], T]) -> tuple[T | None, str]:
    """Return what is converted, or else why it is not."""
    try:
        return convert(), ""
    except kim.ConversionError as error:
        return None, str(error)


FLAT = sorted(flat(), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", FLAT, ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_every_record_comes_in_equal_or_does_not_go_out(
    kind: type[Any], data: st.DataObject
) -> None:
    """Rows lose nothing: what to_records does not refuse, from_records returns as it was."""
    value = data.draw(st.from_type(kind))
    rows, refused = attempt(lambda: kim.to_records(value))
    assert refused.startswith("values[0]") if rows is None else not refused
    assert rows is None or kim.from_records(rows, kind) == (value,)


def left_out(part: Part, within: str = "") -> Iterator[str]:
    """Yield the fields that have no columns, those of parts too."""
    yield from (f"{within}{name}" for name in part.left_out)
    for name, each in part.fields.items():
        node = each.node.item if isinstance(each.node, Many) else each.node
        if isinstance(node, Part):
            yield from left_out(node, f"{within}{name}.")


FACTS = [each for each in FLAT if issubclass(each, kim.Fact)]
# What a fact of each kind may hold that no row can: lists in lists, and contents of many kinds.
IN_JSON_ONLY = {
    kim.Meeting: ["resolutions.content"],
    kim.SteeringGroup: ["members", "meetings.resolutions", "meetings.presented"],
    kim.YearlyKey: ["rule.pools"],
}


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_facts_have_columns_for_all_their_fields(kind: type[Any]) -> None:
    """A field that has none is named here, so that none loses its columns unseen."""
    assert [*left_out(plan_of(kind).whole)] == IN_JSON_ONLY.get(kind, [])


SINGLE: list[Any] = [kind for kind, _, _ in VALUE_HOOKS if kind not in {Enum, StrEnum}]


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.__name__)
def test_every_single_value_has_a_form_in_cells(kind: Any) -> None:
    """What JSON writes as a single value stands in a cell, too."""
    assert form_of(kind) is not None


# German, as another library writes it ------------------------------------------------------------


@given(
    st.sampled_from([each for each in kim.PaymentKind if each is not kim.PaymentKind.REPAID]),
    euros(0, 100_000_000),
    days(),
)
def test_german_amounts_days_and_words_are_read(
    kind: kim.PaymentKind, amount: kim.Euro, day: date
) -> None:
    """As Babel writes amounts and days by the conventions of the CLDR, and as our labels say."""
    written = format_decimal(Decimal(amount.cents) / 100, format="#,##0.00", locale="de")
    row = {
        "Beleg": "1",
        "Art": kim.label(kind),
        "Betrag": written,
        "Tag": format_date(day, "dd.MM.yyyy", locale="de"),
        "Bescheid": "b",
    }
    headings = {
        "Beleg": "id",
        "Art": "kind",
        "Betrag": "amount",
        "Tag": "paid_on",
        "Bescheid": "grant",
    }
    (payment,) = kim.from_records([row], kim.Payment, columns=headings, locale="de")
    assert payment == kim.Payment(id="1", kind=kind, amount=amount, paid_on=day, grant="b")


@given(ftes("0", 9999))
def test_german_posts_are_read_or_refused_where_they_may_mean_another(fte: kim.Fte) -> None:
    """With thousands and no decimals, 1.125 could be a little more than one."""
    assume(fte.value.denominator in {1, 2, 4, 5, 8, 10, 20})
    number = Decimal(fte.value.numerator) / fte.value.denominator
    written = format_decimal(number, format="#,##0.###", locale="de")
    row = {"id": "a", "role": "coordination", "fte": written}
    if "." in written and "," not in written:
        with pytest.raises(kim.ConversionError, match="may mean thousands or three places"):
            kim.from_records([row], kim.Position, locale="de")
    else:
        (position,) = kim.from_records([row], kim.Position, locale="de")
        assert position.fte == fte


@given(records(kim.Position))
def test_rows_that_went_out_are_never_misread_as_german(position: kim.Position) -> None:
    """What the library wrote means the same in German, or it is refused."""
    rows = kim.to_records(position)
    found, refused = attempt(lambda: kim.from_records(rows, kim.Position, locale="de"))
    assert found == (position,) or "locale 'de'" in refused or "three places" in refused
