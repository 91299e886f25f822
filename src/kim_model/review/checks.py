"""The checks: what can be written down but looks wrong, as findings and never as an exception."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import TypeAlias

from attrs import define, evolve

from kim_model import nrw
from kim_model.errors import InvalidValueError, MissingDataError, UnknownRateError, UnknownReason
from kim_model.explain import Derivation, difference, given
from kim_model.funding import (
    Claim,
    Entitlement,
    FundingTerms,
    Grant,
    GrantedPosts,
    RateKind,
    entitlement,
)
from kim_model.funding.grants import latest
from kim_model.law import Role
from kim_model.posts import Position, PositionFunding
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme.programme import field_of
from kim_model.review.finding import Figure, Finding, FindingCode, Severity
from kim_model.values import Answer, Citation, Euro, Fte
from kim_model.values._field import checked, require

_DAY = timedelta(days=1)
_NO_DOUBLE_FUNDING = Citation(
    document="TIntG NRW", section="§ 9 Absatz 4", published_in="GV. NRW. 2021 S. 1213a"
)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Review:
    """What checks are made on: a programme, a day, and the terms to compare amounts with.

    Parameters
    ----------
    programme
        The programme as known on the day from which it is asked.
    undated
        The facts of which no day is known, or not of all that is in them.
    on
        The day the question is about (Stand).
    known_on
        The day from which it is asked.
    terms
        Rates, part-year rule and rounding; rates are asked as known on that day.
    """

    programme: LocalProgramme
    undated: tuple[Recorded, ...]
    on: date
    known_on: date
    terms: FundingTerms


Check: TypeAlias = Callable[[Review], Iterator[Finding]]
"""A check yields a finding for every place it looks at, also where nothing is wrong."""


def findings(
    programme: LocalProgramme,
    *,
    on: date,
    known_on: date | None = None,
    terms: FundingTerms | None = None,
    passed: bool = False,
) -> tuple[Finding, ...]:
    """Return what looks wrong in a programme, and what cannot be determined (Feststellungen).

    All that is recorded and known by then is looked at, for whatever period it holds.

    Parameters
    ----------
    programme
        The programme.
    on
        The day the question is about (Stand).
    known_on
        The day from which it is asked (Kenntnisstand); `on` unless another is given.
    terms
        The terms to compare amounts with: the rates of NRW and no rule for part years unless
        others are given. Rates are asked as known on the day, whatever the terms say.
    passed
        Whether to include the answers no: what was checked and is not wrong.

    Returns
    -------
    tuple of Finding
        One for each place of which a check answers yes or unknown, or no if asked for.

    Examples
    --------
    >>> from kim_model.law import Baustein, Role
    >>> from kim_model.funding import GrantedPosts
    >>> from kim_model.values import Period
    >>> grant = Grant(
    ...     id="bescheid-2023",
    ...     baustein=Baustein.CASE_MANAGEMENT,
    ...     period=Period.of_year(2023),
    ...     posts=(GrantedPosts(role=Role.CASE_MANAGEMENT, fte="18"),),
    ...     amount="1000000",
    ...     issued_on=date(2023, 2, 15),
    ... )
    >>> programme = LocalProgramme(id="unna", district=nrw.district("Unna"), grants=(grant,))
    >>> (finding,) = findings(programme, on=date(2023, 6, 1))
    >>> finding.path, finding.difference
    ("$.grants[?@.id=='bescheid-2023']", Euro('-26000.00'))
    >>> print(finding.message("en"))
    bescheid-2023 grants €1,000,000.00; rate, posts and time give €1,026,000.00
    """
    require("programme", programme, LocalProgramme)
    require("on", on, date)
    require("known_on", known_on, date | None)
    require("terms", terms, FundingTerms | None)
    asked = on if known_on is None else known_on
    base = FundingTerms(rates=nrw.RATES) if terms is None else terms
    review = Review(
        programme=programme.as_known_on(asked),
        undated=programme.undated(asked),
        on=on,
        known_on=asked,
        terms=evolve(base, known_on=asked),
    )
    found = (finding for check in _CHECKS for finding in check(review))
    return tuple(each for each in found if passed or each.answer is not Answer.NO)


def path_of(record: Recorded) -> str:
    """Return the JSONPath of what a fact is a version of; it stays where others come and go.

    Examples
    --------
    >>> from kim_model.law import Baustein
    >>> from kim_model.values import Period
    >>> path_of(Grant(id="b1", baustein=Baustein.STEERING, period=Period.of_year(2024)))
    "$.grants[?@.id=='b1']"
    """
    name = field_of(type(record))
    key = record.key
    return f"$.{name}[?{' && '.join(map(_equals, key.items()))}]" if key else f"$.{name}"


def _equals(item: tuple[str, object]) -> str:
    name, value = item
    if value is None:
        return f"!@.{name}"
    text = str(value.value if isinstance(value, Enum) else value)
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"@.{name}=='{quoted}'"


def _grant_amounts(review: Review) -> Iterator[Finding]:
    """Check whether a notice grants another amount than rate times VZÄ times part of the year."""
    for grant in review.programme.grants:
        citation = grant.citation or review.programme.citation
        yield _grant_amount(path_of(grant), grant, citation, review)


def _grant_amount(path: str, grant: Grant, citation: Citation | None, review: Review) -> Finding:
    phrase, detail, days = _unknown_part(grant), None, dict[str, date]()
    names = {"grant": grant.id}
    if phrase is None:
        try:
            return _compared(path, grant, citation, _expected(grant, citation, review))
        except UnknownRateError as error:
            phrase, detail = _WITHOUT_RATE[error.reason], str(error)
            names, days = (
                {**names, "item": error.item},
                {"on": error.on, "known_on": review.known_on},
            )
        except MissingDataError as error:
            phrase, detail = "findings.no_part_year_rule", str(error)
        except InvalidValueError as error:
            phrase, detail = "findings.part_year_unsettled", str(error)
    return Finding(
        code=FindingCode.GRANT_AMOUNT,
        answer=Answer.UNKNOWN,
        severity=Severity.NOTE,
        path=path,
        phrase=phrase,
        names=names,
        days=days,
        citation=citation,
        detail=detail,
    )


# Why no rate answers, in words that tell nothing of what was learned later.
_WITHOUT_RATE = {
    UnknownReason.NOT_RECORDED: "findings.no_rate",
    UnknownReason.LEARNED_LATER: "findings.no_rate",
    UnknownReason.UNDATED: "findings.rate_undated",
    UnknownReason.BEFORE_BOUND: "findings.rate_before_bound",
    UnknownReason.DIFFERING: "findings.rates_differing",
}


def _unknown_part(grant: Grant) -> str | None:
    """Return the phrase for what the notice itself does not say."""
    if grant.amount is None:
        return "findings.amount_unknown"
    if not grant.posts or any(_item(grant, each) is None for each in grant.posts):
        return "findings.posts_unknown"
    if grant.period.last_day is None:
        return "findings.period_open"
    return None


def _item(grant: Grant, posts: GrantedPosts) -> str | None:
    """Return the item by which posts are paid; None if that depends on a role not named."""
    roles = [each for each in Role if each.baustein is grant.baustein]
    items = {nrw.ITEMS[each] for each in roles if posts.role in {each, None}}
    return items.pop() if len(items) == 1 else None


def _expected(grant: Grant, citation: Citation | None, review: Review) -> Entitlement:
    claims = [
        Claim.of_posts(
            f"{grant.id} {each.role.value if each.role else grant.baustein.name}",
            item=item,
            fte=each.fte,
            period=grant.period,
            citation=citation,
            evidence=grant.evidence,
        )
        for each in grant.posts
        if (item := _item(grant, each)) is not None
    ]
    return entitlement(claims, review.terms)


def _compared(path: str, grant: Grant, citation: Citation | None, expected: Entitlement) -> Finding:
    """Compare an amount with what is expected; a ceiling does not say that it is reached."""
    amount = Euro(0) if grant.amount is None else grant.amount  # known: see _unknown_parts
    granted = given("granted", amount, citation=citation, evidence=grant.evidence)
    phrase = "findings.grant_amount"
    if grant.beside_posts:
        phrase, amount = "findings.grant_amount_for_posts", amount - grant.beside_posts
        rest = given("beside_posts", grant.beside_posts, citation=citation, evidence=grant.evidence)
        granted = difference("granted", granted, rest)
    found: Derivation[Euro] = difference("difference", granted, expected.maximum)
    has_ceiling = any(each.kind is RateKind.CEILING for each in expected.parts)
    # A notice at "up to" rates may stay below them, and may grant more for other things than posts.
    if found.value == Euro(0) or (has_ceiling and found.value < Euro(0)):
        answer, severity = Answer.NO, Severity.NOTE
    elif has_ceiling and grant.beside_posts is None:
        answer, severity = Answer.UNKNOWN, Severity.NOTE
    else:
        answer, severity = Answer.YES, Severity.CONTRADICTION
    return Finding(
        code=FindingCode.GRANT_AMOUNT,
        answer=answer,
        severity=severity,
        path=path,
        phrase=phrase,
        names={"grant": grant.id},
        figures={"amount": amount, "expected": expected.maximum.value},
        citation=citation,
        difference=found.value,
        derivation=found,
    )


def _double_fundings(review: Review) -> Iterator[Finding]:
    """Check whether two sources pay for the same part of a position at the same time."""
    for position in review.programme.positions:
        if position.funding:
            path = f"{path_of(position)}.funding"
            yield _double_funding(path, position, review.programme.grants)


def _double_funding(path: str, position: Position, grants: Sequence[Grant]) -> Finding:
    # What pays changes on the first day of a period, and on the day after the last.
    payers = {each.grant for each in position.funding}
    periods = [each.period for each in position.funding]
    periods += [each.period for each in grants if each.id in payers]
    ends = {each.last_day for each in periods} - {None, date.max}
    days = sorted({each.first_day for each in periods} | {end + _DAY for end in ends if end})
    paying = {each: _paying(position, each, grants) for each in days}
    answers = {each: _paid_twice(position, paying[each]) for each in days}
    for answer in (Answer.YES, Answer.UNKNOWN):
        first = next((each for each in days if answers[each] is answer), None)
        if first is not None:
            return _funding_finding(path, position, answer, first, paying[first])
    first = min(each.period.first_day for each in position.funding)
    return _funding_finding(path, position, Answer.NO, first, paying[first])


def _paying(position: Position, on: date, grants: Sequence[Grant]) -> tuple[PositionFunding, ...]:
    """Return what pays on a day: no notice for another period, or amended by one that pays.

    Of notices of which no day says which came last, all may.
    """
    paying = [each for each in position.funding if on in each.period and each.fte]
    payers = {each.grant for each in paying}
    own = [each for each in grants if each.id in payers and on in each.period]
    standing = {None, *(each.id for family in latest(own, among=grants) for each in family)}
    return tuple(each for each in paying if each.grant in standing)


def _paid_twice(position: Position, paying: Sequence[PositionFunding]) -> Answer:
    if len({(each.grant, each.source) for each in paying}) < 2:  # noqa: PLR2004 - double is two
        return Answer.NO
    if position.fte is None:
        return Answer.UNKNOWN
    paid = sum((each.fte for each in paying), Fte(0))
    return Answer.YES if paid > position.fte else Answer.NO


def _funding_finding(
    path: str, position: Position, answer: Answer, on: date, paying: Iterable[PositionFunding]
) -> Finding:
    sources = dict.fromkeys((each.grant, each.source) for each in paying)
    payers = ", ".join(grant or source or "" for grant, source in sources)
    names, size = {"position": position.id}, dict[str, Figure]()
    if payers:
        names["payers"] = payers
    if not payers:
        phrase = "findings.paid_by_nobody"
    elif position.fte is None:
        phrase = "findings.paid_by_unknown_size"
    else:
        phrase, size = "findings.paid_by", {"fte": position.fte}
    return Finding(
        code=FindingCode.DOUBLE_FUNDING,
        answer=answer,
        severity=Severity.WARNING if answer is Answer.YES else Severity.NOTE,
        path=path,
        phrase=phrase,
        names=names,
        figures=size,
        days={"on": on},
        citation=_NO_DOUBLE_FUNDING,
    )


def _published_totals(review: Review) -> Iterator[Finding]:
    """Check whether the counts of key figures miss the total that their source publishes."""
    for figures in review.programme.key_figures:
        if figures.discrepancy is not None:
            published = figures.published_total or 0
            yield Finding(
                code=FindingCode.PUBLISHED_TOTAL,
                answer=Answer.YES if figures.discrepancy else Answer.NO,
                severity=Severity.WARNING if figures.discrepancy else Severity.NOTE,
                path=f"{path_of(figures)}.counts",
                phrase="findings.published_total",
                names={"source": figures.source},
                figures={"counted": published - figures.discrepancy, "published": published},
                citation=figures.citation or review.programme.citation,
            )


def _undated(review: Review) -> Iterator[Finding]:
    """Check whether no day is known of a fact, or of a part of it."""
    for record in review.undated:
        path = path_of(record)
        yield Finding(
            code=FindingCode.UNDATED,
            answer=Answer.YES,
            severity=Severity.WARNING,
            path=path,
            phrase="findings.undated",
            names={"fact": getattr(record, "id", path)},
        )


_CHECKS: tuple[Check, ...] = (_grant_amounts, _double_fundings, _published_totals, _undated)
