"""The settlement of a year: its payments and posts are sorted by notices, and each is summed up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from attrs import evolve

from kim_model.errors import UnknownReason
from kim_model.explain import Unknown, given
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
from kim_model.settlement.figures import Figure, smallest, summed
from kim_model.settlement.money import NoticeMoney
from kim_model.settlement.notices import Notice, above_granted, notices_of
from kim_model.settlement.payments import Books, Owner, Owners, year_of
from kim_model.settlement.posts import Paid, PositionLine, exact_part, in_cents, paid_by
from kim_model.values import Period
from kim_model.values.facts import standing

R = TypeVar("R", Grant, SubGrant)
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
    """What belongs to one notice, or of a Baustein to none that is known."""

    baustein: Baustein
    notice: Notice | None
    posts: tuple[tuple[Position, Paid | Unknown], ...]
    books: Books
    undated: tuple[str, ...]
    """Notices of which it is not known when they were known, in the group of none."""


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
    groups = tuple(_groups(programme, year, on, undated))
    settled = [_settled(group, year, terms, year_end) for group in groups]
    within = Period.of_year(year)
    paid = [each for each in programme.payments if _counts(each, on)]
    contracts = [
        contract_line(
            link,
            [p for p in paid if p.sub_grant == link.id and year_of(p, [link.period]) == year],
            part,
            terms,
            programme.citation,
        )
        for link in standing(programme.sub_grants, on, programme.first_known)
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
    programme: LocalProgramme, year: int, on: date, undated: Sequence[Recorded]
) -> Iterable[_Group]:
    """Yield the notices of the year by Bausteine, each with its posts and payments."""
    whole_year = Period.of_year(year).closed()
    grants = standing(stated_grants(programme), on, programme.first_known)
    notices = notices_of(grants, whole_year)
    hidden = [each for each in undated if isinstance(each, Position)]
    unseen = {each.id for each in hidden}
    positions = [*(each for each in programme.positions if each.id not in unseen), *hidden]
    paid: dict[str, tuple[Paid, ...] | Unknown] = {
        each.id: Unknown(label="position", of=each.id, reason=_UNDATED)
        if each.id in unseen
        else paid_by(each, notices, whole_year, programme.citation)
        for each in positions
    }
    owners = Owners(
        _by_id(Grant, undated, programme.grants),
        _by_id(SubGrant, undated, programme.sub_grants),
        {each.id: each for each in positions},
        {name: [] if isinstance(f, Unknown) else [p.notice for p in f] for name, f in paid.items()},
        notices,
        year,
    )
    payments = _owned(programme.payments, owners, on)
    lost = _owned([each for each in undated if isinstance(each, Payment)], owners, on)
    for baustein in Baustein:
        gone = tuple(
            each.id
            for each in undated
            if isinstance(each, Grant) and each.baustein is baustein
            if each.period.overlap(whole_year)
        )
        own = [each for each in notices if each.baustein is baustein]
        for notice in (*own, None):
            posts = tuple(
                (position, each)
                for position in positions
                for each in _of(paid[position.id])
                if _belongs(position, each, notice, baustein)
            )
            key = (baustein, notice)
            books = Books(
                None if notice is None else notice.last.id,
                tuple(payments.get(key, ())),
                undated=key in lost,
                citation=programme.citation,
            )
            names = gone if notice is None else ()
            if notice is not None or posts or key in payments or key in lost or names:
                yield _Group(baustein, notice, posts, books, names)


def _by_id(kind: type[R], *facts: Iterable[Recorded]) -> dict[str, R]:
    """Return the facts of a kind by their ids."""
    return {each.id: each for found in facts for each in found if isinstance(each, kind)}


def _of(paid: tuple[Paid, ...] | Unknown) -> tuple[Paid | Unknown, ...]:
    return (paid,) if isinstance(paid, Unknown) else paid


def _belongs(
    position: Position, paid: Paid | Unknown, notice: Notice | None, baustein: Baustein
) -> bool:
    payer = None if isinstance(paid, Unknown) else paid.notice
    return payer is notice and (notice is not None or position.role.baustein is baustein)


def _owned(
    payments: Iterable[Payment], owners: Owners, on: date
) -> Mapping[Owner, Sequence[Payment]]:
    found: dict[Owner, list[Payment]] = {}
    for each in payments:
        owner = owners.of(each) if _counts(each, on) else None
        if owner is not None:
            found.setdefault(owner, []).append(each)
    return found


def _settled(
    group: _Group, year: int, terms: FundingTerms, year_end: YearEndRule | None
) -> tuple[NoticeMoney, tuple[PositionLine, ...]]:
    notice, books = group.notice, group.books
    lines = _lines(group, terms)
    of = None if notice is None else notice.last.id
    none = Unknown(label="positions", of=of, reason=_NOT_RECORDED)
    posts_at_most = summed("maximum", [each.maximum for each in lines] or [none], of=of)
    due = _due(group, lines, terms) if lines else none
    money = NoticeMoney(
        year=year,
        baustein=group.baustein,
        grant=None if notice is None else notice.last,
        granted=_granted(group),
        maximum=_with_rest(group, "maximum", posts_at_most),
        due=_with_rest(group, "due", due, books.beside_posts),
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
        return group.notice.granted(group.books.citation)
    causes = tuple(Unknown(label="granted", of=each, reason=_UNDATED) for each in group.undated)
    reason = None if causes else _NOT_RECORDED
    return Unknown(label="granted", reason=reason, because=causes)


def _lines(group: _Group, terms: FundingTerms) -> tuple[PositionLine, ...]:
    """Return what is due for each post; those of which it is known add up in whole cents."""
    found: list[tuple[Position, Figure, EntitlementPart | Unknown]] = []
    for position, paid in group.posts:
        cost = group.books.on_post(position.id)
        part: EntitlementPart | Unknown = (
            paid
            if isinstance(paid, Unknown)
            else exact_part(evolve(paid.claim, actual_cost=cost.value), terms)
        )
        found.append((position, cost, part))
    parts = [part for _, _, part in found if not isinstance(part, Unknown)]
    maxima = iter(in_cents("maximum", [each.exact_maximum for each in parts], terms))
    exact_dues = [each.exact_due for each in parts if each.exact_due is not None]
    dues = iter(in_cents("due", exact_dues, terms))
    of = None if group.notice is None else group.notice.last.id
    return tuple(
        PositionLine(
            position=position,
            notice=of,
            kind=None if isinstance(part, Unknown) else part.kind,
            exact_maximum=_unknown("maximum", position, part)
            if isinstance(part, Unknown)
            else part.exact_maximum,
            maximum=_unknown("maximum", position, part)
            if isinstance(part, Unknown)
            else next(maxima),
            due=_unknown("due", position, part)
            if isinstance(part, Unknown)
            else _unknown("due", position, cost)
            if part.exact_due is None
            else next(dues),
            cost=cost,
        )
        for position, cost, part in found
    )


def _unknown(label: str, position: Position, cause: Figure) -> Unknown:
    causes = (cause,) if isinstance(cause, Unknown) else ()
    return Unknown(label=label, of=position.id, because=causes)


def _due(group: _Group, lines: Sequence[PositionLine], terms: FundingTerms) -> Figure:
    """Return what is due for the posts of a notice.

    Those up to a ceiling without a cost of their own are capped together, by what was spent on all.
    """
    of = None if group.notice is None else group.notice.last.id
    counted = [
        (position.role, run.period, run.fte)
        for position, paid in group.posts
        if isinstance(paid, Paid)
        for run in runs(paid.claim, terms.part_year)
    ]
    if group.notice is not None and above_granted(group.notice, counted):
        return Unknown(label="posts_paid_for", of=of, reason=_NOT_RECORDED)
    together = [
        each
        for each in lines
        if each.kind is RateKind.CEILING and isinstance(each.cost, Unknown)
        if isinstance(each.due, Unknown) and not isinstance(each.maximum, Unknown)
    ]
    alone = {id(each) for each in together}
    dues = [each.due for each in lines if id(each) not in alone]
    if together:
        at_most = summed("maximum", [each.maximum for each in together], of=of)
        dues.append(smallest("due", at_most, group.books.on_all_posts))
    return summed("due", dues, of=of)


def _with_rest(group: _Group, label: str, posts: Figure, spent: Figure | None = None) -> Figure:
    """Return what a notice comes to with what it grants beside posts, up to what that cost."""
    notice, citation = group.notice, group.books.citation
    if notice is None or notice.baustein.legal_form is not LegalForm.ZUWENDUNG:
        return posts
    grant = notice.last
    granted = grant.beside_posts
    if granted is None:
        rest: Figure = Unknown(label="beside_posts", of=grant.id, reason=_NOT_RECORDED)
    else:
        rest = given(
            "beside_posts",
            granted,
            of=grant.id,
            citation=grant.citation or citation,
            evidence=grant.evidence,
        )
        if not granted:
            return posts
        if spent is not None:
            rest = smallest("beside_posts", rest, spent)
    return summed(label, [posts, rest], of=grant.id)
