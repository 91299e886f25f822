"""Rows out and rows in: records of one kind as a table, and back.

`_layout` says which columns they have, `_rows` reads them.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from kim_model.conversion._cells import Cell
from kim_model.conversion._layout import Column, Leaf, Many, Pair, Part, Plan, plan_of
from kim_model.conversion._rows import read_rows
from kim_model.conversion._values import RefusedError, convert_all, refused
from kim_model.conversion.document import ConversionError
from kim_model.errors import InvalidTypeError
from kim_model.language import language_of
from kim_model.values._field import converted, frozen_mapping, require, require_each

T = TypeVar("T")
Row: TypeAlias = dict[str, Cell]


def columns(kind: type[object]) -> tuple[Column, ...]:
    """Return the columns of a table of records of a kind, in order: a template to be filled.

    Parameters
    ----------
    kind
        The class: `Position`, `Grant`, `KeyFigures` …

    Raises
    ------
    InvalidTypeError
        If it is not a class of records.
    ConversionError
        Naming each field that can be neither laid out in columns nor left out.

    Examples
    --------
    >>> import kim_model as kim
    >>> for each in kim.columns(kim.RollOut)[:3]:
    ...     print(each.name, each.type.__name__, each.required, each.allowed)
    municipality str True ()
    state str True ('implemented', 'staffing_expected', 'not_planned')
    since date False ()
    """
    return plan_of(kind).columns


def to_records(values: object) -> list[Row]:
    """Return records as the rows of a table, straight for a CSV file or a data frame.

    Every row has all `columns` of their kind, in order. A record of several parts, such as a
    position of several staffings, has a row for each; what it has once is repeated in each.

    Parameters
    ----------
    values
        A record, or several of one kind. Rows of none are none; their columns, `columns` returns.

    Returns
    -------
    list of dict
        The rows. Exact numbers and keys are texts, money is in whole cents (``amount_cents``), and
        what is unknown is None.

    Raises
    ------
    ConversionError
        For what no row could tell: all that `from_records` would not return as it is.
    InvalidTypeError
        If the values are no records.

    Examples
    --------
    >>> from kim_model import CooperationAgreement
    >>> (row,) = to_records(CooperationAgreement(id="v1", municipality="05162024"))
    >>> {name: cell for name, cell in row.items() if cell is not None}
    {'id': 'v1', 'municipality': '05162024'}
    """
    one = attrs.has(cast("type[attrs.AttrsInstance]", type(values)))
    records = (
        [values] if one else [*require_each("values", cast("Iterable[object]", values), object)]
    )
    if not records:
        return []
    kind = type(records[0])
    if not attrs.has(cast("type[attrs.AttrsInstance]", kind)):
        rule, remedy = "is not a record", "pass records such as a Position"
        raise InvalidTypeError("values[0]", records[0], rule, remedy)
    plan = plan_of(kind)
    try:
        told = convert_all(
            (f"values[{i}]", partial(_rows_of, plan), each) for i, each in enumerate(records)
        )
        _refuse_twins(plan, told)
    except RefusedError as error:
        raise ConversionError(error.problems, error.more) from None
    return [row for rows in told for row in rows]


def from_records(
    rows: Iterable[Mapping[Any, object]],
    kind: type[T],
    *,
    columns: Mapping[Any, str | None] | None = None,
    locale: str | None = None,
) -> tuple[T, ...]:
    """Return the records that the rows of a table stand for, or say what is wrong in which cell.

    Rows of one record belong together by its id, or what else tells it from others, and need not
    follow each other. What the record has once may be said in each of them, or in some. A blank
    cell is unknown; a row of blank cells says nothing.

    Parameters
    ----------
    rows
        Mappings of heading to cell, as of `csv.DictReader`, ``frame.to_dict("records")`` of pandas,
        or ``frame.to_dicts()`` of polars.
    kind
        The class of the records: `Position`, `Grant`, `KeyFigures` …
    columns
        For each heading that is not the name of a column itself, the column it stands for; None
        leaves it out. An amount may also be in EUR, under its plain name (``amount`` in place of
        ``amount_cents``). Where there are no headings, a data frame has the numbers 0, 1 …;
        None is that of the cells beyond the last heading of a CSV file.
    locale
        ``"de"`` to read numbers, days, yes and no, and the words of a list as German writes them
        (``10,5``, ``31.03.2024``, ``ja``), too. Without it, only as Python writes them.

    Raises
    ------
    ConversionError
        With all that is refused, each by its row, the first being 1, and its heading:
        ``rows[3].VZÄ``.
    InvalidTypeError, InvalidValueError
        If `kind`, `columns` or `locale` is none.

    Examples
    --------
    >>> from kim_model import CooperationAgreement
    >>> rows = [{"Vertrag": "v1", "AGS": "05162024", "Datum": "1.2.2024"}]
    >>> headings = {"Vertrag": "id", "AGS": "municipality", "Datum": "signed_on"}
    >>> (signed,) = from_records(rows, CooperationAgreement, columns=headings, locale="de")
    >>> signed.signed_on
    datetime.date(2024, 2, 1)
    """
    plan = plan_of(kind)
    given = converted("columns", {} if columns is None else columns, frozen_mapping)
    for heading, name in given.items():
        require(f"columns[{heading!r}]", name, str | None)
    language = None if locale is None else language_of(locale)
    found = require_each("rows", rows, object)
    try:
        return cast("tuple[T, ...]", read_rows(plan, found, given, language))
    except RefusedError as error:
        raise ConversionError(error.problems, error.more) from None


# From records to rows


def _rows_of(plan: Plan, value: object) -> list[Row]:
    if type(value) is not plan.kind:
        name = plan.kind.__name__
        raise refused(f"a value of type {type(value).__name__} is not exactly of {name}")
    lists: list[list[Row]] = []
    cells = _cells(plan.whole, value, lists)
    rows: list[Row] = [dict(cells) for _ in range(max([1, *map(len, lists)]))]
    for items in lists:
        for row, item in zip(rows, items, strict=False):
            row.update(item)
    if all(cell is None for cell in rows[0].values()):
        raise refused("says nothing that a row could hold; leave it out")
    return [{each.name: row.get(each.name) for each in plan.columns} for row in rows]


def _cells(part: Part, value: Any, lists: list[list[Row]]) -> Row:  # noqa: ANN401 - any record
    """Return the cells of a record, and add the rows of each of its lists."""
    for name, default in part.left_out.items():
        if getattr(value, name) != default:
            raise refused("has no columns and would be lost; write it as JSON", f".{name}")
    told = convert_all(
        (f".{name}", partial(_told, each.node, lists), getattr(value, each.attribute))
        for name, each in part.fields.items()
    )
    return {name: cell for cells in told for name, cell in cells.items()}


def _told(node: Leaf | Part | Many, lists: list[list[Row]], value: Any) -> Row:  # noqa: ANN401
    if isinstance(node, Many):
        lists.append([] if value is None else _items(node, value))
        return {}
    if value is None:
        return {}
    if isinstance(node, Leaf):
        return {node.column.name: node.form.write(value)}
    if type(value) is not node.kind:
        raise refused(f"is a {type(value).__name__}, which has no form in columns")
    cells = _cells(node, value, lists)
    if all(cell is None for cell in cells.values()):
        raise refused("says nothing, and would be read as unknown; leave it out")
    return cells


def _items(node: Many, value: Any) -> list[Row]:  # noqa: ANN401 - a tuple or a mapping
    items = [Pair(*each) for each in value.items()] if node.pairs else [*value]
    if not items and node.empty is not None:
        return [{node.empty.column.name: node.empty.form.zero}]
    return convert_all(
        (f"[{i}]", partial(_told, node.item, []), each) for i, each in enumerate(items)
    )


def _refuse_twins(plan: Plan, told: list[list[Row]]) -> None:
    """Refuse records whose rows would be read as those of one record."""
    seen: dict[tuple[Cell, ...], int] = {}
    for index, rows in enumerate(told if plan.lists else []):
        key = tuple(rows[0][each.name] for each in plan.key)
        if key in seen:
            names = " and ".join(each.name for each in plan.key)
            why = f"with the same {names}" if names else "as nothing tells them apart"
            rule = f"would share its rows with values[{seen[key]}], {why}"
            raise refused(f"{rule}; write them apart", f"values[{index}]")
        seen[key] = index
