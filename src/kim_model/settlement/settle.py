"""The settlement of a year: its payments and posts are sorted by notices, and each is summed up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from attrs import evolve

from kim_model.errors import UnknownReason
from kim_model.explain import Unknown
from kim_model.funding import (
    EntitlementPart,
    FundingTerms,
    Grant,
    Payment,
    RateKind,
    SubGrant,
    YearEndRule,
)
from kim_model.funding.claims import runs
from kim_model.law import Baustein, LegalForm
from kim_model.posts import Position
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme.holding import stated_grants
from kim_model.settlement.contracts import ContractLine, contract_line
from kim_model.settlement.figures import Figure, nothing, smallest, summed
from kim_model.settlement.money import NoticeMoney
from kim_model.settlement.notices import Notice, above_granted, notices_of
from kim_model.settlement.payments import Books, Owner, Owners, year_of
from kim_model.settlement.posts import Paid, PositionLine, exact_part, in_cents, paid_by
from kim_model.values import Euro, Period
from kim_model.values.facts import standing

R = TypeVar("R", Grant, Position, SubGrant)
_NOT_RECORDED, _UNDATED = UnknownReason.NOT_RECORDED, UnknownReason.UNDATED


@dataclass(frozen=True)
class Settled:
    """What a sheet shows; `families` are the notices with all that amend them."""

    families: tuple[Notice | None, ...]
    notices: tuple[NoticeMoney, ...]
    posts: tuple[PositionLine, ...]
    contracts: tuple[ContractLine, ...]


@dataclass(frozen=True, eq=False)
class _Group:
    """What belongs to one notice, or of a Baustein to none."""

    baustein: Baustein
    notice: Notice | None
    posts: tuple[tuple[Position, Paid], ...]
    books: Books
    undated: tuple[str, ...]
    """Notices of which it is not known since when they are known, in the group of none."""

    @property
    def name(self) -> str:
        """The id of the notice, else the Baustein."""
        return _name(self.baustein, self.notice)


def _name(baustein: Baustein, notice: Notice | None) -> str:
    return f"Baustein {baustein.value}" if notice is None else notice.last.id


def settle(
    programme: LocalProgramme,
    year: int,
    on: date,
    terms: FundingTerms,
    *,
    year_end: YearEndRule | None,
    undated: Sequence[Recorded],
) -> Settled:
    """Settle a year of a programme, as it is known."""
    groups = tuple(_groups(programme, year, on, terms, undated))
    settled = [_settled(group, year, terms, year_end) for group in groups]
    within = Period.of_year(year)
    paid = [each for each in programme.payments if _counts(each, on)]
    signed = [each for each in programme.sub_grants if (each.signed_on or on) <= on]
    contracts = [
        contract_line(
            link,
            [p for p in paid if p.sub_grant == link.id and year_of(p, [link.period]) == year],
            part,
            terms,
            programme.citation,
        )
        for link in standing(signed, on, programme.first_known)
        if (part := link.period.overlap(within)) is not None
    ]
    return Settled(
        families=tuple(each.notice for each in groups),
        notices=tuple(money for money, _ in settled),
        posts=tuple(line for _, lines in settled for line in lines),
        contracts=tuple(contracts),
    )


def _counts(payment: Payment, on: date) -> bool:
    return payment.paid_on is None or payment.paid_on <= on


def _groups(
    programme: LocalProgramme, year: int, on: date, terms: FundingTerms, undated: Sequence[Recorded]
) -> Iterable[_Group]:
    """Yield the notices of the year by Bausteine, each with its posts and payments."""
    whole_year = Period.of_year(year).closed()
    hidden = [each for each in undated if isinstance(each, Grant)]
    # What is known ahead counts from the day it bears, all the same.
    issued = [each for each in stated_grants(programme) if (each.issued_on or on) <= on]
    grants = standing(issued, on, programme.first_known)
    notices = notices_of(grants, hidden, whole_year)
    unseen = _by_id(Position, undated)
    positions = _by_id(Position, programme.positions, undated)
    paid = {
        name: paid_by(
            each, notices, whole_year, terms.part_year, programme.citation, undated=name in unseen
        )
        for name, each in positions.items()
    }
    owners = Owners(
        _by_id(Grant, hidden, programme.grants),
        _by_id(SubGrant, undated, programme.sub_grants),
        positions,
        {name: [each.notice for each in found] for name, found in paid.items()},
        notices,
        year,
    )
    known, doubtful = _owned(programme.payments, undated, owners, on)
    told = {name for each in notices for name in each.undated}
    for baustein in Baustein:
        gone = tuple(
            each.id
            for each in hidden
            if each.baustein is baustein and each.id not in told
            if each.period.overlap(whole_year)
        )
        own = [each for each in notices if each.baustein is baustein]
        for notice in (*own, None):
            posts = tuple(
                (positions[name], each)
                for name, found in paid.items()
                for each in found
                if each.notice is notice
                if notice is not None or positions[name].role.baustein is baustein
            )
            key = (baustein, notice)
            payments, doubts = tuple(known.get(key, ())), tuple(doubtful.get(key, ()))
            books = Books(_name(baustein, notice), payments, doubts, programme.citation)
            names = gone if notice is None else ()
            if notice is not None or posts or payments or doubts or names:
                yield _Group(baustein, notice, posts, books, names)


def _by_id(kind: type[R], *facts: Iterable[Recorded]) -> dict[str, R]:
    """Return the facts of a kind by their ids."""
    return {each.id: each for found in facts for each in found if isinstance(each, kind)}


def _owned(
    payments: Iterable[Payment], undated: Iterable[Recorded], owners: Owners, on: date
) -> tuple[Mapping[Owner, Sequence[Payment]], Mapping[Owner, Sequence[tuple[Payment, Unknown]]]]:
    """Return whose payments are, and whose they may be, each with what is not known of it."""
    known: dict[Owner, list[Payment]] = {}
    doubtful: dict[Owner, list[tuple[Payment, Unknown]]] = {}
    hidden = [each for each in undated if isinstance(each, Payment)]
    unseen = {each.id for each in hidden}
    for payment in (*(each for each in payments if each.id not in unseen), *hidden):
        found = owners.of(payment) if _counts(payment, on) else ()
        reason = _UNDATED if payment.id in unseen else _NOT_RECORDED
        label = "payment" if payment.id in unseen else "payer"
        for owner in found:
            if len(found) == 1 and payment.id not in unseen:
                known.setdefault(owner, []).append(payment)
            else:
                cause = Unknown(label=label, of=payment.id, reason=reason)
                doubtful.setdefault(owner, []).append((payment, cause))
    return known, doubtful


def _settled(
    group: _Group, year: int, terms: FundingTerms, year_end: YearEndRule | None
) -> tuple[NoticeMoney, tuple[PositionLine, ...]]:
    notice, books = group.notice, group.books
    lines = _lines(group, terms)
    none = Unknown(label="positions", of=group.name, reason=_NOT_RECORDED)
    at_most = summed("maximum", [each.maximum for each in lines] or [none], of=group.name)
    due = _due(group, lines) if lines else none
    rest = _granted_beside_posts(group)
    if rest is not None:
        at_most = summed("maximum", [at_most, rest], of=group.name)
        rest = smallest("due_beside_posts", rest, books.beside_posts)
        due = summed("due", [due, rest], of=group.name)
    money = NoticeMoney(
        year=year,
        baustein=group.baustein,
        grant=None if notice is None else notice.last,
        granted=_granted(group),
        maximum=at_most,
        due=due,
        due_beside_posts=rest or nothing(),
        received=books.received,
        spent=books.spent,
        beside_posts=books.beside_posts,
        forwarded=books.forwarded,
        repaid=books.repaid,
        payments=books.payments,
        year_end=year_end,
    )
    return money, lines


def _granted(group: _Group) -> Figure:
    if group.notice is not None:
        return group.notice.says("granted", "amount", group.books.citation)
    causes = tuple(Unknown(label="granted", of=each, reason=_UNDATED) for each in group.undated)
    reason = None if causes else _NOT_RECORDED
    return Unknown(label="granted", of=group.name, reason=reason, because=causes)


def _granted_beside_posts(group: _Group) -> Figure | None:
    """Return what a notice grants beside posts; None where that is nothing, or has no place."""
    notice = group.notice
    if notice is None or notice.baustein.legal_form is not LegalForm.ZUWENDUNG:
        return None
    granted = notice.says("beside_posts", "beside_posts", group.books.citation)
    return None if granted.value == Euro(0) else granted


def _lines(group: _Group, terms: FundingTerms) -> tuple[PositionLine, ...]:
    """Return what is due for each post; those of which it is known add up in whole cents."""
    found: list[tuple[Position, Figure, EntitlementPart | Unknown]] = []
    for position, paid in group.posts:
        cost, claim = group.books.on_post(position.id), paid.claim
        if isinstance(claim, Unknown):
            found.append((position, cost, claim))
        else:
            part = exact_part(evolve(claim, actual_cost=cost.value), terms)
            found.append((position, cost, part))
    parts = [part for _, _, part in found if not isinstance(part, Unknown)]
    maxima = iter(in_cents("maximum", [each.exact_maximum for each in parts], terms))
    exact_dues = [each.exact_due for each in parts if each.exact_due is not None]
    dues = iter(in_cents("due", exact_dues, terms))
    doubt = _which_posts(group)
    lines: list[PositionLine] = []
    for position, cost, figured in found:
        unknown = figured if isinstance(figured, Unknown) else None
        most = _unknown("maximum", position, figured) if unknown else next(maxima)
        due: Figure = _unknown("due", position, unknown or cost)
        if not isinstance(figured, Unknown) and figured.exact_due is not None:
            due = next(dues)
        lines.append(
            PositionLine(
                position=position,
                notice=None if group.notice is None else group.notice.last.id,
                kind=None if isinstance(figured, Unknown) else figured.kind,
                exact_maximum=_unknown("maximum", position, figured)
                if isinstance(figured, Unknown)
                else figured.exact_maximum,
                maximum=most,
                due=due if doubt is None else _unknown("due", position, doubt),
                cost=cost,
            )
        )
    return tuple(lines)


def _which_posts(group: _Group) -> Unknown | None:
    """Return that it is not known which posts a notice pays for, if it grants fewer than count."""
    counted = [
        (position.role, run.period, run.fte)
        for position, paid in group.posts
        if not isinstance(paid.claim, Unknown)
        for run in runs(paid.claim, None)
    ]
    if group.notice is None or not above_granted(group.notice, counted):
        return None
    return Unknown(label="posts_paid_for", of=group.name, reason=_NOT_RECORDED)


def _unknown(label: str, position: Position, cause: object) -> Unknown:
    causes = (cause,) if isinstance(cause, Unknown) else ()
    return Unknown(label=label, of=position.id, because=causes)


def _due(group: _Group, lines: Sequence[PositionLine]) -> Figure:
    """Return what is due for the posts of a notice.

    Those up to a ceiling without a cost of their own are capped together, by what was spent on all.
    """
    together = [
        each
        for each in lines
        if each.kind is RateKind.CEILING and isinstance(each.cost, Unknown)
        if isinstance(each.due, Unknown) and each.due.because == (each.cost,)
        if not isinstance(each.maximum, Unknown)
    ]
    alone = {id(each) for each in together}
    dues = [each.due for each in lines if id(each) not in alone]
    if together:
        at_most = summed("maximum", [each.maximum for each in together], of=group.name)
        dues.append(smallest("due", at_most, group.books.on_all_posts))
    return summed("due", dues, of=group.name)
