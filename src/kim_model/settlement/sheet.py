"""The sheet of a year: from a programme to the money of its notices and of its posts."""

from datetime import date
from functools import cached_property
from typing import SupportsIndex

from attrs import define, evolve

from kim_model._mapping import FrozenMapping
from kim_model.errors import NotFoundError, listed
from kim_model.explain import Unknown
from kim_model.funding import FundingTerms, Grant, Payment, SubGrant, YearEndRule
from kim_model.language import language_of
from kim_model.law import Baustein
from kim_model.posts import Position
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme.versions import Version
from kim_model.settlement import rendering
from kim_model.settlement.contracts import ContractLine
from kim_model.settlement.money import MoneyTotal, NoticeMoney
from kim_model.settlement.posts import PositionLine
from kim_model.settlement.rows import MoneyRow, PostRow, money_row, post_row
from kim_model.settlement.settle import Settled, settle
from kim_model.values._field import checked, require, whole
from kim_model.values._marks import Name, Year


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearSheet:
    """The money of a programme in a calendar year (Jahresblatt), notice by notice, post by post.

    `year_sheet` makes it. It holds what it is computed from; all figures follow from that, each
    with its derivation, or with the reason why it is not known. In a notebook it shows itself.

    Parameters
    ----------
    programme
        The programme with only what was known on `known_on`.
    year
        The year.
    terms
        Rates, part-year rule and rounding; rates are asked as known on that day.
    on
        The day up to which notices and payments count (Stand).
    known_on
        The day from which it is seen (Kenntnisstand).
    year_end
        The dates of proof and repayment of lump sums; None if unknown.
    undated
        The facts that are left out, in whole or in part, because no day is known of them.
    """

    programme: LocalProgramme
    year: Year
    terms: FundingTerms
    on: date
    known_on: date
    year_end: YearEndRule | None = None
    undated: tuple[Recorded, ...] = ()

    @cached_property
    def _settled(self) -> Settled:
        return settle(
            self.programme,
            self.year,
            self.on,
            self.terms,
            year_end=self.year_end,
            undated=self.undated,
        )

    @property
    def notices(self) -> tuple[NoticeMoney, ...]:
        """The money of each notice by Bausteine, and of posts of which no notice is known."""
        return self._settled.notices

    @property
    def posts(self) -> tuple[PositionLine, ...]:
        """What is due for each position."""
        return self._settled.posts

    @property
    def contracts(self) -> tuple[ContractLine, ...]:
        """What is passed on under each contract."""
        return self._settled.contracts

    @property
    def post_rows(self) -> tuple[PostRow, ...]:
        """What is due for each position as plain values, for `to_records` and data frames."""
        return tuple(post_row(each, self.year) for each in self.posts)

    @property
    def money_rows(self) -> tuple[MoneyRow, ...]:
        """The money of each notice as plain values, for `to_records` and data frames."""
        return tuple(money_row(each) for each in self.notices)

    @property
    def bausteine(self) -> FrozenMapping[Baustein, MoneyTotal]:
        """The money of each Baustein for which anything is recorded."""
        found = {
            each.baustein: [n for n in self.notices if n.baustein is each.baustein]
            for each in self.notices
        }
        return FrozenMapping({b: MoneyTotal(notices=tuple(n)) for b, n in found.items()})

    @property
    def money(self) -> MoneyTotal:
        """The money of all Bausteine together (gesamt)."""
        return MoneyTotal(notices=self.notices)

    def notice(self, grant: str) -> NoticeMoney:
        """Return the money of a notice, by its id or that of one that it amends.

        Raises
        ------
        NotFoundError
            If it does not stand in the year.
        """
        require("grant", grant, Name)
        for each, notice in zip(self.notices, self._settled.families, strict=True):
            if notice is not None and notice.names(grant):
                return each
        known = [each.grant.id for each in self.notices if each.grant]
        raise NotFoundError(
            f"grant: {grant!r} does not stand in {self.year}; write one of {listed(known)}"
        )

    def post(self, position: str) -> PositionLine:
        """Return what is due for a position, where one notice pays for it.

        Raises
        ------
        NotFoundError
            If it has no line in the year, or several: then go through `posts`.
        """
        require("position", position, Name)
        found = [each for each in self.posts if each.position.id == position]
        if len(found) != 1:
            rule = f"has {len(found)} lines in {self.year}, not one"
            raise NotFoundError(f"position: {position!r} {rule}; go through posts")
        return found[0]

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What is not known for a reason of its own, each once: what the sheet lacks."""
        figures: list[object] = []
        for line in self.posts:
            figures += [line.maximum, line.due]
        for each in self.notices:
            figures += [each.granted, each.due, each.received, each.spent, each.forwarded]
            figures += [each.repaid]
            if each.baustein.needs_application:
                figures.append(each.beside_posts)
        for contract in self.contracts:
            figures += [contract.owed, contract.paid]
        found = [cause for each in figures if isinstance(each, Unknown) for cause in each.causes]
        return tuple(dict.fromkeys(found))

    def learned_later(self, programme: LocalProgramme) -> tuple[Version, ...]:
        """Return what was learned since of notices, posts, contracts and payments (Nachträge).

        Among it is what this sheet did not know, where that is known by now.

        Parameters
        ----------
        programme
            The programme as it is known today. The sheet itself tells nothing of it, so that it
            stays the same whatever is learned.
        """
        require("programme", programme, LocalProgramme)
        later = programme.learned_after(self.known_on)
        kinds = (Grant, Payment, Position, SubGrant)
        return tuple(each for each in later if isinstance(each.record, kinds))

    def to_markdown(self, locale: str = "de") -> str:
        """Return the sheet as Markdown.

        Of each lump sum it has the table that goes with a confirmation of use
        (Verwendungsbestätigung), of each grant on application its receipts and expenses
        (zahlenmäßiger Nachweis).

        Raises
        ------
        InvalidValueError
            For a language other than German (``"de"``) and English (``"en"``).
        """
        words = language_of(locale)
        chapters = (
            rendering.opening(self.programme, self.year, self.on, self.known_on, words),
            rendering.bausteine(self.bausteine, self.posts, self.year, words),
            rendering.contracts(self.contracts, self.programme, words),
            rendering.unknown(self.unknown, words),
        )
        return "\n\n".join(block for chapter in chapters for block in chapter) + "\n"

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


def year_sheet(
    programme: LocalProgramme,
    year: SupportsIndex,
    terms: FundingTerms,
    *,
    on: date,
    known_on: date | None = None,
    year_end: YearEndRule | None = None,
) -> YearSheet:
    """Return the money of a programme in a year: granted, due, spent, and what goes back.

    Parameters
    ----------
    programme
        The programme.
    year
        The calendar year.
    terms
        Rates, by the items of `nrw.ITEMS`, part-year rule and rounding. Rates are asked as known on
        that day, whatever the terms say.
    on
        The day up to which notices and payments count (Stand). Posts count for all the year, as
        they are known to be filled, planned ones too.
    known_on
        The day from which it is seen (Kenntnisstand); `on` itself if not given. What became known
        later changes nothing in it.
    year_end
        The dates by which a lump sum is proved and repaid; unknown unless given, as no source says
        them for KIM.

    Notes
    -----
    Which notice pays for a position, its `funding` says. While that says nothing, it is the notice
    of its Baustein that stands on the day; of several it is unknown which. Where more posts are
    filled than a notice grants, it is unknown for which of them it pays, until their funding says
    so. The positions that are recorded are all there are, and count as they are filled, whether
    they are established or not.

    Up to a ceiling, what is due for a post is what was spent on it. Money spent on posts of a
    notice, and not on a single one, caps those posts together that have no cost of their own.

    Where payments are recorded for a notice and a year, none is missing; where none are, what was
    spent is unknown.

    Examples
    --------
    >>> from kim_model import Grant, GrantedPosts, Period, Position, Role, Staffing, nrw
    >>> all_year = Period.of_year(2023)
    >>> notice = Grant(
    ...     id="bescheid-2023", baustein=Baustein.CASE_MANAGEMENT, period=all_year,
    ...     posts=(GrantedPosts(role=Role.CASE_MANAGEMENT, fte="18"),), amount="1026000",
    ...     issued_on=date(2023, 2, 15),
    ... )
    >>> posts = Position(
    ...     id="cm", role=Role.CASE_MANAGEMENT, fte="18",
    ...     staffing=(Staffing(fte="17", period=all_year),),
    ... )
    >>> unna = LocalProgramme(
    ...     id="unna", district=nrw.district("Unna"), grants=(notice,), positions=(posts,)
    ... )
    >>> sheet = year_sheet(unna, 2023, FundingTerms(rates=nrw.RATES), on=date(2023, 12, 31))
    >>> sheet.money.due.value, sheet.money.beyond_due.value
    (Euro('969000.00'), Euro('57000.00'))
    >>> print(sheet.money.spent.to_text("en"))
    spent: not known
      spent (bescheid-2023): not known (not recorded)
    """
    require("programme", programme, LocalProgramme)
    number = whole("year", year, Year)
    require("terms", terms, FundingTerms)
    require("on", on, date)
    require("known_on", known_on, date | None)
    require("year_end", year_end, YearEndRule | None)
    asked = on if known_on is None else known_on
    return YearSheet(
        programme=programme.as_known_on(asked),
        year=number,
        terms=evolve(terms, known_on=asked),
        on=on,
        known_on=asked,
        year_end=year_end,
        undated=programme.undated(asked),
    )
