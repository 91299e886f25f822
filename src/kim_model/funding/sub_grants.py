"""Money passed on: from a Kreis to a town or a Träger and from there on, each link by its terms."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.explain import (
    Derivation,
    amount,
    difference,
    given,
    least,
    part_of_year,
    rounded,
    total,
)
from kim_model.law import Deadline
from kim_model.values import Euro, EuroPerPost, Fact, PartYearRule, Period, RateUnit, Rounding
from kim_model.values._field import (
    checked,
    converted,
    frozen_mapping,
    require,
    require_each,
    unique,
)
from kim_model.values._marks import (
    ActorId,
    GrantId,
    Id,
    Name,
    NonNegativeEuro,
    NonNegativeFte,
    SubGrantId,
)
from kim_model.values.facts import OwnDay
from kim_model.values.quantities import optional_euro, optional_fte


class TopUp(Enum):
    """How a top-up is paid (Art der Aufstockung)."""

    PER_POST = "per_post"
    """Per full post and year, whatever the posts cost (je Stelle)."""
    UP_TO_COST = "up_to_cost"
    """The same, but no more than what the posts cost beyond the funds passed on (bis zu den
    Istkosten)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class SubGrant(Fact):
    """A contract or notice by which funds are passed on (Weiterleitungsvertrag, Weiterleitung).

    It is one link of a chain: it draws on a notice of the Land or on the link before it.

    Parameters
    ----------
    id
        Its id, unique in the document.
    grant
        The id of the notice whose funds it passes on; None if it draws on another link.
    onward_from
        The id of the sub-grant whose funds it passes on; None if it draws on a notice.
    giver
        The id of the actor who passes on; None for the Kreis itself.
    receiver
        The id of the actor who receives: a town, or a Träger.
    period
        The period for which it passes on.
    fte
        The posts it is for, in VZÄ; None if unknown.
    ceiling_per_fte
        The most of the funds received that it passes on, per full post and year; None if unknown.
    top_up_per_fte
        What the giver adds of its own money, per full post and year; None if unknown, 0 if nothing.
    top_up
        Whether that is paid whatever the posts cost, or no further than to their cost; None if
        unknown.
    signed_on
        The day it was signed by all; None if unknown.
    proof_due
        Up to when the receiver proves how the money was used (Verwendungsnachweis); None if
        unknown.

    Raises
    ------
    InvalidValueError
        Unless it draws on exactly one of a notice and a link before it, other than itself; for an
        amount below 0.

    Examples
    --------
    >>> contract = SubGrant(
    ...     id="weiterleitung-caritas",
    ...     grant="bescheid-2021",
    ...     receiver="caritas",
    ...     period=Period.of_year(2021),
    ...     fte="1",
    ...     ceiling_per_fte="55000",
    ...     top_up_per_fte="5000",
    ... )
    >>> contract.source
    'bescheid-2021'
    """

    id: Id
    grant: GrantId | None = None
    onward_from: SubGrantId | None = None
    giver: ActorId | None = None
    receiver: ActorId
    period: Period
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)
    ceiling_per_fte: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    top_up_per_fte: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    top_up: TopUp | None = None
    signed_on: OwnDay | None = None
    proof_due: Deadline | None = None

    def __attrs_post_init__(self) -> None:
        if (self.grant is None) == (self.onward_from is None):
            rule = "does not name exactly one source"
            raise InvalidValueError(
                "SubGrant.grant", self.grant, rule, "pass exactly one of grant and onward_from"
            )
        if self.onward_from == self.id:
            rule = "is the sub-grant itself"
            raise InvalidValueError("SubGrant.onward_from", self.onward_from, rule)

    @property
    def source(self) -> str:
        """The id of the notice or of the link whose funds it passes on."""
        return self.grant or self.onward_from or ""


@define(frozen=True, kw_only=True, field_transformer=checked)
class PassedOn:
    """What a sub-grant passes on for its period: funds received, and own money on top.

    Parameters
    ----------
    sub_grant
        The contract.
    forwarded
        What is passed on of the funds received: the actual cost, at most the ceiling.
    top_up
        What the giver adds of its own.

    Raises
    ------
    InvalidValueError
        For an amount below 0.
    """

    sub_grant: SubGrant
    forwarded: Derivation[NonNegativeEuro]
    top_up: Derivation[NonNegativeEuro]

    @property
    def paid(self) -> Derivation[Euro]:
        """All that the receiver gets."""
        return total("paid", [self.forwarded, self.top_up])


def pass_on(
    sub_grant: SubGrant,
    *,
    actual_cost: Derivation[Euro],
    part_year: PartYearRule | None = None,
    rounding: Rounding = Rounding.EXACT,
) -> PassedOn:
    """Compute what a sub-grant passes on towards the actual cost of its posts.

    Parameters
    ----------
    sub_grant
        The contract: its posts, ceiling and top-up known, and how that is paid where there is one.
    actual_cost
        What the posts cost the receiver in the period.
    part_year
        The rule for parts of a year; None if the period is whole calendar years.
    rounding
        How each of the two amounts is rounded.

    Raises
    ------
    InvalidValueError
        If the actual cost is below 0.
    MissingDataError
        Naming the terms that are unknown.

    Examples
    --------
    The Kreis Heinsberg passes on the actual cost, at most 55,000 EUR per full post, and adds 5,000:

    >>> contract = SubGrant(
    ...     id="weiterleitung-caritas",
    ...     grant="bescheid-2021",
    ...     receiver="caritas",
    ...     period=Period.of_year(2021),
    ...     fte="1",
    ...     ceiling_per_fte="55000",
    ...     top_up_per_fte="5000",
    ...     top_up=TopUp.PER_POST,
    ... )
    >>> cost = given("actual_cost", Euro("61200"))
    >>> passed = pass_on(contract, actual_cost=cost)
    >>> passed.forwarded.verify(), passed.paid.verify()
    (Euro('55000.00'), Euro('60000.00'))
    """
    require("sub_grant", sub_grant, SubGrant)
    require("actual_cost", actual_cost, Derivation[NonNegativeEuro])
    require("part_year", part_year, PartYearRule | None)
    require("rounding", rounding, Rounding)
    fte, ceiling, added = sub_grant.fte, sub_grant.ceiling_per_fte, sub_grant.top_up_per_fte
    how = TopUp.PER_POST if added == Euro(0) else sub_grant.top_up  # of nothing, either is nothing
    if fte is None or ceiling is None or added is None or how is None:
        terms = {"fte": fte, "ceiling_per_fte": ceiling, "top_up_per_fte": added, "top_up": how}
        missing = tuple(name for name, term in terms.items() if term is None)
        raise MissingDataError(f"{sub_grant.id} does not say", missing)
    time = part_of_year("time", sub_grant.period, part_year)
    posts = given("posts", fte, citation=sub_grant.citation, evidence=sub_grant.evidence)

    def per_post(label: str, per_fte: Euro) -> Derivation[Euro]:
        rate = given(
            "rate",
            EuroPerPost(per_fte, RateUnit.FULL_POST_AND_YEAR),
            citation=sub_grant.citation,
            evidence=sub_grant.evidence,
        )
        return rounded(label, amount(label, rate, posts, time), rounding)

    forwarded = least("forwarded", actual_cost, per_post("ceiling", ceiling))
    own = per_post("top_up", added)
    if how is TopUp.UP_TO_COST:
        own = least("top_up", difference("not_covered", actual_cost, forwarded), own)
    return PassedOn(sub_grant=sub_grant, forwarded=forwarded, top_up=own)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Forwarding:
    """What becomes of the funds of one notice or link: passed on, kept, or exceeded.

    Parameters
    ----------
    source
        The id of the notice or sub-grant.
    received
        What was received from it.
    passed_on
        What was passed on of it, top-ups included.
    of_received
        The part of what was passed on that the funds received cover; never more than these.

    Raises
    ------
    InvalidValueError
        For an amount below 0.
    """

    source: Name
    received: Derivation[NonNegativeEuro]
    passed_on: Derivation[NonNegativeEuro]
    of_received: Derivation[NonNegativeEuro]

    @property
    def own_money(self) -> Derivation[Euro]:
        """What was passed on beyond the funds received: own money (Eigenmittel)."""
        return difference("own_money", self.passed_on, self.of_received)

    @property
    def kept(self) -> Derivation[Euro]:
        """What was received and not passed on."""
        return difference("kept", self.received, self.of_received)


def forwardings(
    received: Mapping[str, Derivation[Euro]], passed: Iterable[PassedOn]
) -> FrozenMapping[str, Forwarding]:
    """Follow funds along their chains, from the notices through every link.

    Parameters
    ----------
    received
        What was received by each notice, by its id.
    passed
        What every sub-grant passes on. One that is drawn on by another is itself a source: what it
        pays is what its receiver has received.

    Returns
    -------
    FrozenMapping
        What becomes of the funds of each source that is drawn on. Never more is passed on than was
        received without showing as own money.

    Raises
    ------
    InvalidValueError
        If a sub-grant occurs twice, if sub-grants draw on each other in a circle, if what one has
        received is stated a second time, or for an amount below 0.
    MissingDataError
        Naming the sources of which it is not known what was received.

    Examples
    --------
    >>> contract = SubGrant(
    ...     id="a", grant="bescheid", receiver="stadt", period=Period.of_year(2021), fte="1",
    ...     ceiling_per_fte="55000", top_up_per_fte="5000", top_up=TopUp.PER_POST,
    ... )
    >>> cost = given("actual_cost", Euro("61200"))
    >>> passed = pass_on(contract, actual_cost=cost)
    >>> found = forwardings({"bescheid": given("grant", Euro("55000"))}, [passed])["bescheid"]
    >>> found.of_received.verify(), found.own_money.verify(), found.kept.verify()
    (Euro('55000.00'), Euro('5000.00'), Euro('0.00'))
    """
    links = require_each("passed", passed, PassedOn)
    for name, funds_received in converted("received", received, frozen_mapping).items():
        require(f"received[{name!r}]", funds_received, Derivation[NonNegativeEuro])
    _check_chains([each.sub_grant for each in links], received)
    funds = {**{each.sub_grant.id: each.paid for each in links}, **received}
    sources = dict.fromkeys(each.sub_grant.source for each in links)
    if missing := tuple(each for each in sources if each not in funds):
        raise MissingDataError("it is not known what was received from", missing)
    return FrozenMapping({source: _forwarding(source, funds[source], links) for source in sources})


def _check_chains(links: Sequence[SubGrant], received: Mapping[str, object]) -> None:
    """Refuse what would count funds twice or send them in a circle."""
    unique("passed", (each.id for each in links))
    sources = {each.id: each.source for each in links}
    for each in links:
        if each.id in received:
            rule = "is a sub-grant, of which follows what was received"
            raise InvalidValueError("received", each.id, rule, "leave it out")
    for start, source_of_start in sources.items():
        behind, source = {start}, source_of_start
        while source in sources:
            if source in behind:
                rule = f"draws on a circle of sub-grants, through {source}"
                raise InvalidValueError("passed", start, rule, "begin every chain with a notice")
            behind.add(source)
            source = sources[source]


def _forwarding(source: str, received: Derivation[Euro], links: Iterable[PassedOn]) -> Forwarding:
    drawn = [each for each in links if each.sub_grant.source == source]
    forwarded = total("forwarded", [each.forwarded for each in drawn])
    return Forwarding(
        source=source,
        received=received,
        passed_on=total("passed_on", [each.paid for each in drawn]),
        of_received=least("of_received", forwarded, received),
    )
