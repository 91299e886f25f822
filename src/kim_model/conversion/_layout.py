"""How records of a kind are laid out in columns, read off the annotations of their fields.

Fields become columns by one rule, which the page on rows states; `records` fills the rows.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, cast, get_args, get_origin

import attrs
from attrs import define

from kim_model._mapping import FrozenMapping
from kim_model.conversion._cells import Form, form_of
from kim_model.conversion._values import Refusal, RefusedError, refused
from kim_model.conversion.document import ConversionError
from kim_model.errors import InvalidTypeError
from kim_model.values._field import type_hints

_Plain: TypeAlias = type[object]


@define(frozen=True, kw_only=True)
class Column:
    """A column of a table of records (Spalte).

    Parameters
    ----------
    name
        Its name: that of the field, after those of the parts it stands in.
    type
        What stands in its cells: `str`, `int`, `bool`, or `date`.
    required
        Whether a cell must be filled: in every row or, of a part, wherever the part is.
    part
        The part of the record it belongs to, such as ``"staffing"``; blank for the record itself.
    allowed
        The words or numbers that may stand in it; empty where there is no list of them.
    meaning
        What it means, as the field's class says.

    Examples
    --------
    >>> import kim_model as kim
    >>> found = kim.columns(kim.CooperationAgreement)
    >>> [each.name for each in found if each.required and not each.part]
    ['id', 'municipality']
    """

    name: str
    type: _Plain
    required: bool
    part: str = ""
    allowed: tuple[str | int, ...] = ()
    meaning: str = ""


# What a record consists of, in columns. A part of it is there where any of its columns is filled.


@attrs.frozen(eq=False)
class Leaf:
    """A value that stands in one column."""

    column: Column
    form: Form
    in_euros: str = ""
    """The name of the column that may stand in its place, with the amount in EUR."""


@attrs.frozen(eq=False)
class Part:
    """A record in as many columns as it has fields."""

    kind: type
    fields: Mapping[str, "Field"]
    left_out: Mapping[str, object]
    """What each field is that has no columns: its default, and nothing else."""


@attrs.frozen(eq=False)
class Many:
    """Several values, or pairs of a mapping, each in a row of its own."""

    name: str
    item: "Leaf | Part"
    optional: bool
    empty: Leaf | None
    """The column in which a lone 0 says that there are none, where they may be unknown."""
    pairs: bool = False


Node: TypeAlias = Leaf | Part | Many


@attrs.frozen(eq=False)
class Field:
    """A field of a record, and whether it may be unknown or left out."""

    attribute: str
    node: Node
    optional: bool
    needed: bool


@attrs.frozen
class Pair:
    """A key of a mapping, with its value."""

    key: Any
    value: Any


@attrs.frozen(eq=False)
class Plan:
    """How records of a kind stand in rows."""

    kind: type
    whole: Part
    columns: tuple[Column, ...]
    key: tuple[Column, ...]
    """The columns that rows of one record have in common and no other record's have."""
    lists: tuple[Many, ...]


def plan_of(kind: type[object]) -> Plan:
    """Return how records of a kind stand in rows."""
    if not isinstance(cast("object", kind), type) or not attrs.has(kind) or form_of(kind):
        remedy = "pass one such as kim_model.Position"
        raise InvalidTypeError("kind", kind, "is not a class of records", remedy)
    return _plan_of(kind)


@cache
def _plan_of(kind: type) -> Plan:
    try:
        whole = _part(kind, Column(name="", type=object, required=True), (), many=False)
    except RefusedError as error:
        found = error.within(kind.__name__)
        raise ConversionError(found.problems, found.more) from None
    leaves = tuple(leaves_of(whole))
    names = [name for each in leaves for name in (each.column.name, each.in_euros) if name]
    if twice := {each for each in names if names.count(each) > 1}:
        raise ConversionError((Refusal(kind.__name__, f"has columns of one name: {twice}"),))
    lists = tuple(_lists_of(whole))
    return Plan(kind, whole, tuple(each.column for each in leaves), _key_of(whole), lists)


def _key_of(whole: Part) -> tuple[Column, ...]:
    """Return the columns of what versions of one thing have in common; else all of its own."""
    by_id = ("id",) if "id" in whole.fields else ()
    names: tuple[str, ...] = getattr(whole.kind, "_identity", None) or by_id or (*whole.fields,)
    nodes = [whole.fields[name].node for name in names]
    return tuple(each.column for node in nodes for each in own_leaves(node))


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield everything that stands in a column, in order."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Many):
        yield from leaves_of(node.item)
    else:
        for each in node.fields.values():
            yield from leaves_of(each.node)


def own_leaves(node: Node) -> Iterator[Leaf]:
    """Yield what stands in a column of a record itself, not of one of several values in it."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Part):
        for each in node.fields.values():
            yield from own_leaves(each.node)


def _lists_of(node: Node) -> Iterator[Many]:
    if isinstance(node, Many):
        yield node
    elif isinstance(node, Part):
        for each in node.fields.values():
            yield from _lists_of(each.node)


# From annotations to columns


def _part(kind: type, column: Column, within: tuple[type, ...], *, many: bool) -> Part:
    """Return the columns of a record; all fields that have none and need some are refused."""
    if kind in within:
        raise refused("holds records of its own kind")
    prefix = f"{column.name}_" if column.name else ""
    about = "" if many else f"{column.meaning} "
    part = column.part if column.required else column.name  # what must be there is no part apart
    hints, meanings = type_hints(kind), _meanings(kind)
    found: dict[str, Field] = {}
    left_out: dict[str, object] = {}
    problems: list[Refusal] = []
    for each in _in_order(kind):
        name, needed = each.alias or each.name, each.default is attrs.NOTHING
        base, optional = _bare(hints[each.name])
        one = Column(
            name=f"{prefix}{name}",
            type=object,
            required=needed and not optional,
            part=part,
            meaning=f"{about}{meanings.get(each.name, '')}".strip(),
        )
        try:
            node = _node(base, one, (*within, kind), optional=optional, many=many)
            found[name] = Field(each.name, node, optional, needed)
        except RefusedError as error:
            if needed:
                problems += error.within(f".{name}").problems
            else:
                left_out[each.name] = each.default
    if problems:
        raise RefusedError(tuple(problems))
    if not found:
        raise refused(f"is a {kind.__name__}, of which nothing has a form in columns")
    return Part(kind, found, left_out)


def _in_order(kind: type) -> list["attrs.Attribute[Any]"]:
    """Return the fields that make a record: its own first, then those of its bases."""
    order = [name for each in kind.__mro__ for name in vars(each).get("__annotations__", {})]
    made = [each for each in attrs.fields(cast("Any", kind)) if each.init]
    return sorted(made, key=lambda each: order.index(each.name))


def _node(
    kind: Any,  # noqa: ANN401 - any annotation
    column: Column,
    within: tuple[type, ...],
    *,
    optional: bool,
    many: bool,
) -> Node:
    """Return how values of a type stand in columns, of which the first is given."""
    if form := form_of(kind):
        name = f"{column.name}{form.suffix}"
        whole = attrs.evolve(column, name=name, type=form.type, allowed=form.allowed)
        return Leaf(whole, form, column.name if form.suffix else "")
    if get_origin(kind) in {tuple, FrozenMapping}:
        if many:
            raise refused("holds several values in one of several")
        return _several(kind, column, within, optional=optional)
    if isinstance(kind, type) and attrs.has(kind) and not getattr(kind, "__parameters__", ()):
        return _part(kind, column, within, many=many)
    raise refused(f"of type {getattr(kind, '__name__', kind)} has no form in columns")


def _several(
    kind: Any,  # noqa: ANN401 - any tuple or mapping
    column: Column,
    within: tuple[type, ...],
    *,
    optional: bool,
) -> Many:
    """Return how several values stand in rows."""
    pairs, args = get_origin(kind) is FrozenMapping, get_args(kind)
    one = attrs.evolve(column, part=column.name, required=True)
    item = _pair(one, args) if pairs else _item(args[0], one, within)
    empty = _empty(item, column.name) if optional else None
    if optional and empty is None:
        raise refused("can be unknown or empty, and no column of numbers tells which")
    return Many(column.name, item, optional, empty, pairs)


def _item(annotation: Any, column: Column, within: tuple[type, ...]) -> Leaf | Part:  # noqa: ANN401
    """Return how one of several values stands in a row."""
    kind, optional = _bare(annotation)
    if optional:
        raise refused("holds values that can be unknown")
    item = _node(kind, column, within, optional=False, many=True)
    return cast("Leaf | Part", item)  # several in one of several are refused


def _pair(column: Column, args: tuple[Any, ...]) -> Part:
    """Return the two columns of a mapping."""
    found: dict[str, Field] = {}
    for name, kind in zip(("key", "value"), args, strict=True):
        node = _item(kind, attrs.evolve(column, name=f"{column.name}_{name}"), ())
        if not isinstance(node, Leaf):
            raise refused("is a mapping to what has no form in one column")
        found[name] = Field(name, node, optional=False, needed=True)
    return Part(Pair, found, {})


def _empty(item: Leaf | Part, name: str) -> Leaf | None:
    """Return a column whose lone 0 is no item: one of numbers, in what needs another one too."""
    leaves = [*own_leaves(item)]
    needed = [each for each in leaves if each.column.required and each.column.part == name]
    numbers = [each for each in leaves if each.form.zero is not None]
    return next((each for each in numbers if {*needed} - {each}), None)


def _bare(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any annotation
    """Return a type without the marks of its field and without None, and whether it may be None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation, False
    args = get_args(annotation)
    known = [each for each in args if each is not NoneType]
    base, _ = _bare(known[0]) if len(known) == 1 else (annotation, False)
    return base, len(known) < len(args)


_PARAMETERS = re.compile(r"^Parameters\n-+\n(.*?)(?=^\w+[^\n]*\n-+\n|\Z)", re.MULTILINE | re.DOTALL)


def _meanings(kind: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of each field."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        section = _PARAMETERS.search(cleandoc(vars(each).get("__doc__") or ""))
        entries = re.split(r"^(?=\S)", section[1], flags=re.MULTILINE) if section else []
        for names, _, meaning in (entry.partition("\n") for entry in entries):
            words = re.sub(r"\bNone\b", "blank", " ".join(meaning.split()).replace("`", ""))
            found |= dict.fromkeys((name.strip() for name in names.split(",")), words)
    return found
