"""What the programme is for, for whom, and what stands in its way: facts in words."""

from attrs import define, field

from kim_model._checks import identifier, name_fields, optional, text, valid
from kim_model.bausteine import Baustein, Role
from kim_model.facts import Fact

__all__ = ["Aim", "Problem", "TargetGroup"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Aim(Fact):
    """An aim of the programme (Ziel), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The aim in words.
    baustein
        The Baustein that serves it; None for an aim beside the Bausteine.
    primary
        Whether the source puts it above the others ("vor allem"); None if it does not say.

    Examples
    --------
    >>> Aim(id="steuerung", description="Strategische Steuerung", baustein=Baustein.STEERING).id
    'steuerung'
    """

    id: str = field(validator=valid(identifier))
    description: str = field(validator=valid(text))
    baustein: Baustein | None = field(default=None, validator=valid(optional(Baustein)))
    primary: bool | None = field(default=None, validator=valid(optional(bool)))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class TargetGroup(Fact):
    """Whom the programme is for (Zielgruppe), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The group in words.

    Examples
    --------
    >>> TargetGroup(id="zielgruppe", description="Geflüchtete ohne Fallmanagement").id
    'zielgruppe'
    """

    id: str = field(validator=valid(identifier))
    description: str = field(validator=valid(text))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Problem(Fact):
    """A difficulty that a report names (Problem, Herausforderung), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The difficulty in words.
    role
        The role whose posts it concerns, if it concerns posts.

    Examples
    --------
    >>> Problem(id="mangel", description="Mangel an Fachkräften", role=Role.CASE_MANAGEMENT).id
    'mangel'
    """

    id: str = field(validator=valid(identifier))
    description: str = field(validator=valid(text))
    role: Role | None = field(default=None, validator=valid(optional(Role)))
