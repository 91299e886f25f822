"""Persons whom case management accompanies in proceedings of foreigners' law."""

from attrs import define, field

from kim_model._checks import identifier, name_fields, optional, text, valid, whole
from kim_model.facts import Fact
from kim_model.sources import Citation

__all__ = ["Accompaniment"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Accompaniment(Fact):
    """The accompaniment of persons to whom a rule of law may apply (Begleitung).

    It counts persons and holds no personal data.

    Parameters
    ----------
    id
        Its id, unique in the document.
    group
        The persons in words.
    legal_basis
        The rule that may apply to them, such as § 104c AufenthG.
    accompanied_by
        The id of the actor that accompanies them.
    on_demand
        Whether only where needed (bei Bedarf); None if unknown.
    after_agreement
        Whether only after agreement with the person's municipality; None if unknown.
    persons
        How many persons are accompanied; None if unknown.

    Examples
    --------
    >>> chance = Accompaniment(
    ...     id="chance",
    ...     group="Personen mit Chancen-Aufenthaltsrecht",
    ...     legal_basis=Citation(document="AufenthG", section="§ 104c"),
    ...     accompanied_by="case-management",
    ...     after_agreement=True,
    ... )
    >>> chance.persons is None
    True
    """

    id: str = field(validator=valid(identifier))
    group: str = field(validator=valid(text))
    legal_basis: Citation = field(validator=valid(Citation))
    accompanied_by: str = field(validator=valid(identifier))
    on_demand: bool | None = field(default=None, validator=valid(optional(bool)))
    after_agreement: bool | None = field(default=None, validator=valid(optional(bool)))
    persons: int | None = field(default=None, validator=valid(optional(whole(0))))
