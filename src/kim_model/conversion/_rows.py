"""How records are read from the rows of a table, and each error told by its row and heading."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn, cast

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.conversion._cells import read, read_euro
from kim_model.conversion._hooks import nearest
from kim_model.conversion._layout import (
    Column,
    Field,
    Leaf,
    Many,
    Pair,
    Part,
    Plan,
    leaves_of,
    own_leaves,
)
from kim_model.conversion._values import (
    MOST_REFUSALS,
    Refusal,
    RefusedError,
    brief,
    convert_all,
    refused,
    refused_value,
)
from kim_model.errors import FieldError, KimError, listed
from kim_model.language import Language
from kim_model.values.numbers import is_missing

_REFUSED = object()  # a cell that is refused already
_LEFT_OUT = object()  # a field that has a default
_BYTE_ORDER_MARKS = ("\ufeff", "ï»¿")  # as UTF-8 has it, and as it looks in a file read as ANSI
_ROW = re.compile(r"rows\[([0-9]+)\]")


@attrs.frozen(eq=False)
class _Table:
    """What the headings of a table stand for."""

    leaves: Mapping[str, Leaf]
    in_euros: frozenset[str]
    heading_of: Mapping[str, str]

    def place(self, row: int, column: str) -> str:
        """Return the path to a cell: by the caller's own heading, and counted as callers count."""
        return f"rows[{row}]{_step(self.heading_of.get(column, column))}"


@attrs.frozen(eq=False)
class _Cells:
    """What is known of a record, or of one of its parts: each cell with the row it stands in."""

    row: int
    known: dict[str, tuple[int, Any]]
    rows: "Sequence[_Cells]" = ()

    def has(self, node: Leaf | Part) -> bool:
        """Whether anything of a part is filled."""
        return any(each.column.name in self.known for each in own_leaves(node))


def read_rows(
    plan: Plan, rows: Sequence[object], mapping: Mapping[Any, str | None], language: Language | None
) -> tuple[object, ...]:
    """Return the records that rows stand for."""
    problems: list[Refusal] = []
    numbered: list[tuple[int, Mapping[Any, object]]] = []
    for n, row in enumerate(rows, 1):
        if isinstance(row, Mapping):
            numbered.append((n, cast("Mapping[Any, object]", row)))
        else:
            remedy = "pass dicts, such as csv.DictReader or a data frame's to_dict('records') gives"
            problems += refused_value(row, "is not a row", remedy, f"rows[{n}]").problems
    if None not in mapping:
        problems += _beyond_headings(numbered)
    headings: list[Refusal] = []
    table = _table_of(plan, [row for _, row in numbered], mapping, headings)
    cells = [_read_row(n, row, table, language, problems) for n, row in numbered]
    filled = [each for each in cells if each.known]
    found: list[object] = []
    # Where a heading is not understood, all else that a record lacks may stand below it.
    for owner in [] if headings else _owners(plan, table, filled, problems):
        try:
            found.append(_Reader(table).record(plan.whole, owner))
        except RefusedError as error:
            problems += error.problems
    problems += headings
    if problems:
        problems.sort(key=_row_of)
        raise RefusedError(tuple(problems[:MOST_REFUSALS]), len(problems[MOST_REFUSALS:]))
    return tuple(found)


def _row_of(problem: Refusal) -> int:
    row = _ROW.match(problem.path)
    return int(row[1]) if row else 0


def _step(heading: object) -> str:
    plain = isinstance(heading, str) and heading.isidentifier()
    return f".{heading}" if plain else f"[{brief(heading)}]"


# Headings


def _table_of(
    plan: Plan,
    rows: Iterable[Mapping[Any, object]],
    mapping: Mapping[Any, str | None],
    problems: list[Refusal],
) -> _Table:
    """Return what the headings stand for, and add what is wrong with them to the problems."""
    leaves = {each.column.name: each for each in leaves_of(plan.whole)}
    in_euros = {each.in_euros: each for each in leaves.values() if each.in_euros}
    names, owner = (*leaves, *in_euros), plan.kind.__name__
    for heading, column in mapping.items():
        if column is not None and column not in names:
            near = nearest(column, names) or f"its columns are {listed(leaves)}"
            problems += refused_value(
                column, f"is not a column of {owner}", near, f"columns{_step(heading)}"
            ).problems
    found: dict[str, Leaf] = {}
    heading_of: dict[str, str] = {}
    for heading in dict.fromkeys(heading for row in rows for heading in row):
        name: object = mapping.get(heading, heading)
        if name is None or (heading in mapping and name not in names):
            continue
        leaf = leaves.get(str(name)) or in_euros.get(str(name))
        if leaf is None:
            message = f"is not a column of {owner}; {_way_out(name, names)}"
            problems.append(Refusal(f"columns{_step(heading)}", message))
        elif leaf.column.name in heading_of:
            other = heading_of[leaf.column.name]
            message = f"says the same as {brief(other)}; map one of them to None"
            problems.append(Refusal(f"columns{_step(heading)}", message))
        else:
            found[heading] = leaf
            heading_of[leaf.column.name] = heading
    for each in [leaf.column for leaf in leaves.values()] if heading_of else ():
        if each.required and not each.part and each.name not in heading_of:
            message = f"no heading stands for {each.name}, which {owner} needs; map one to it"
            problems.append(Refusal("columns", message))
    euros = {h for h in found if mapping.get(h, h) in in_euros}
    return _Table(found, frozenset(euros), heading_of)


def _way_out(heading: object, names: Iterable[str]) -> str:
    if str(heading).startswith(_BYTE_ORDER_MARKS):
        return "it begins with a byte order mark; open the file with encoding='utf-8-sig'"
    near = nearest(str(heading), tuple(names))
    return f"{f'{near} M' if near else 'm'}ap it to a column, or to None to leave it out"


def _beyond_headings(rows: Iterable[tuple[int, Mapping[Any, object]]]) -> Iterator[Refusal]:
    """Yield the rows that are longer than the headings; csv.DictReader has the rest under None."""
    remedy = "put a cell that holds the separator in quotes"
    for number, row in rows:
        rest = row.get(None)
        cells = cast("list[object]", rest) if isinstance(rest, list) else [rest]
        if filled := [each for each in cells if not is_missing(each)]:
            rule = f"has cells beyond the last heading: {listed(map(brief, filled))}"
            message = f"{rule}; {remedy}, or map None to None to leave such cells out"
            yield Refusal(f"rows[{number}]", message)


# Cells


def _read_row(
    number: int,
    row: Mapping[Any, object],
    table: _Table,
    language: Language | None,
    problems: list[Refusal],
) -> _Cells:
    known: dict[str, tuple[int, Any]] = {}
    for heading, leaf in table.leaves.items():
        value = row.get(heading)
        if is_missing(value):
            continue
        form = attrs.evolve(leaf.form, read=read_euro) if heading in table.in_euros else leaf.form
        convert = partial(read, form, language=language)
        try:
            (cell,) = convert_all([(table.place(number, leaf.column.name), convert, value)])
        except RefusedError as error:
            problems += error.problems
            cell = _REFUSED
        known[leaf.column.name] = (number, cell)
    return _Cells(number, known)


def _owners(
    plan: Plan, table: _Table, rows: Iterable[_Cells], problems: list[Refusal]
) -> list[_Cells]:
    """Return the rows of each record together, in the order in which the records first occur."""
    if not plan.lists:
        return list(rows)
    groups: dict[object, list[_Cells]] = {}
    for row in rows:
        key = tuple(row.known.get(each.name, (0, None))[1] for each in plan.key)
        unsure = _REFUSED in key or any(_lacks(row, each) for each in plan.key)
        groups.setdefault(row.row if unsure else key, []).append(row)
    own = [each.column.name for each in own_leaves(plan.whole)]
    return [_merged(own, table, group, problems) for group in groups.values()]


def _lacks(row: _Cells, column: Column) -> bool:
    return column.required and not column.part and column.name not in row.known


def _merged(
    own: Iterable[str], table: _Table, rows: Sequence[_Cells], problems: list[Refusal]
) -> _Cells:
    """Return what the rows of a record say of it together; what contradicts itself is refused."""
    merged: dict[str, tuple[int, Any]] = {}
    for name in own:
        said = [row.known[name] for row in rows if name in row.known]
        for row, value in said:
            first_row, first = merged.setdefault(name, (row, value))
            if _REFUSED not in (first, value) and value != first:
                rule = f"{_shown(value)} differs from {_shown(first)} in row {first_row}"
                remedy = "say the same in all rows of one record"
                problems.append(Refusal(table.place(row, name), f"{rule}; {remedy}"))
                merged[name] = (first_row, _REFUSED)
    return _Cells(rows[0].row, merged, rows)


def _shown(value: object) -> str:
    return brief(str(getattr(value, "value", value)))


# Records


@attrs.frozen(eq=False)
class _Reader:
    """Makes records of cells, and names the cell of what is refused."""

    table: _Table

    def record(self, part: Part, cells: _Cells) -> Any:  # noqa: ANN401 - any record
        """Return the record that cells say."""
        read = (("", partial(self._field, part.kind, cells), each) for each in part.fields.values())
        values = dict(zip(part.fields, convert_all(read), strict=True))
        try:
            return part.kind(**{n: each for n, each in values.items() if each is not _LEFT_OUT})
        except KimError as error:
            if not isinstance(error, FieldError):
                raise refused(str(error), f"rows[{cells.row}]") from None
            at = error.field.removeprefix(part.kind.__name__)
            where = self._located(part, at, cells, error.value)
            raise refused(error.message, where) from None

    def _field(self, owner: type, cells: _Cells, field: Field) -> object:
        node = field.node
        if isinstance(node, Many):
            return self._several(node, cells)
        if cells.has(node):
            return self._one(node, cells)
        if field.optional:
            return None
        if not field.needed:
            return _LEFT_OUT
        who = "its row" if owner is Pair else owner.__name__
        raise refused(f"is missing; {who} needs it", self._first(node, cells))

    def _one(self, node: Leaf | Part, cells: _Cells) -> object:
        if isinstance(node, Part):
            return self.record(node, cells)
        _, value = cells.known[node.column.name]
        if value is _REFUSED:
            raise RefusedError(())
        return value

    def _several(self, node: Many, cells: _Cells) -> object:
        rows = [row for row in cells.rows if row.has(node.item)]
        none = [row for row in rows if _says_none(node, row)]
        if none and len(none) < len(rows):
            other = next(row.row for row in rows if row not in none)
            self._refuse(node, none[0], f"says that there are none, but row {other} has one")
        if not rows and node.empty is not None:
            return None
        items = convert_all(("", partial(self._one, node.item), row) for row in rows if not none)
        if not node.pairs:
            return tuple(items)
        found: dict[object, object] = {}
        for row, each in zip(rows, items, strict=True):
            if each.key in found:
                self._refuse(node, row, f"{_shown(each.key)} occurs twice; add its rows up")
            found[each.key] = each.value
        return FrozenMapping(found)

    def _refuse(self, node: Many, row: _Cells, message: str) -> NoReturn:
        raise refused(message, self._first(node.empty or node.item, row))

    def _first(self, node: Leaf | Part | Many, cells: _Cells) -> str:
        """Return the path to the first cell of a part: that which is filled, if any is."""
        names = [each.column.name for each in leaves_of(node)]
        name = next((each for each in names if each in cells.known), names[0])
        row, _ = cells.known.get(name, (cells.row, None))
        return self.table.place(row, name)

    def _located(self, part: Part, at: str, cells: _Cells, value: object) -> str:
        """Return the path to the cell that a constructor's error about a value stands in."""
        name = re.match(r"\.(\w+)", at)
        field = part.fields.get(name[1]) if name else None
        if name is None or field is None:
            return f"rows[{cells.row}]"
        node, rest = field.node, at[name.end() :]
        if isinstance(node, Part):
            return self._located(node, rest, cells, value) if rest else self._first(node, cells)
        if isinstance(node, Leaf):
            return self._first(node, cells)
        rows = [row for row in cells.rows if row.has(node.item)]
        for index, row in enumerate(rows):
            step = f"[{_key(node, row)!r}]" if node.pairs else f"[{index}]"
            if rest.startswith(step):
                inner = rest.removeprefix(step)
                return self._in_item(node, inner, row, value)
        return self._first(node, cells)

    def _in_item(self, node: Many, at: str, row: _Cells, value: object) -> str:
        if node.pairs and not at and value != _key(node, row):
            at = ".value"
        if isinstance(node.item, Leaf) or not at:
            return self._first(node.item, row)
        return self._located(node.item, at, row, value)


def _says_none(node: Many, row: _Cells) -> bool:
    """Whether a row says of a list, by a lone 0, that it is empty."""
    filled = [each.column.name for each in leaves_of(node.item) if each.column.name in row.known]
    return (
        node.empty is not None
        and filled == [node.empty.column.name]
        and not row.known[filled[0]][1]
    )


def _key(node: Many, row: _Cells) -> object:
    return row.known.get(next(leaves_of(node.item)).column.name, (0, None))[1]
