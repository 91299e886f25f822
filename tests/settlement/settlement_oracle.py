"""The money of a year, counted day by day with dicts: slow, and too simple to be wrong.

It reads what a programme records, and nothing that the library computes. None is unknown. It judges
programmes of which all is dated, all is known on the day asked, and no notice is amended twice.
VZÄ are counted in hundredths, money in cents.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import kim_model as kim

Cents = Fraction | int | None


def added(parts: Iterable[Cents]) -> Cents:
    """Return a sum that is unknown where a part is."""
    known = list(parts)
    return None if None in known else sum(each for each in known if each is not None)


def hundredths(fte: kim.Fte) -> int:
    """Return VZÄ in hundredths."""
    return int(fte.value * 100)


def days_of(year: int, month: int) -> list[date]:
    """Return the days of a month."""
    return [date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1])]


def holds(period: kim.Period, day: date) -> bool:
    """Whether a day lies in a period."""
    return period.first_day <= day and (period.last_day is None or day <= period.last_day)


class Oracle:
    """The sheet of a year; `rates` has for each role EUR per VZÄ and year, or None if unknown.

    `ceilings` are the roles whose rate is the most that is paid towards cost.
    """

    def __init__(
        self,
        programme: kim.LocalProgramme,
        year: int,
        on: date,
        *,
        rates: dict[kim.Role, Fraction | None],
        ceilings: set[kim.Role],
        rule: kim.PartYearRule,
    ) -> None:
        self.programme, self.year, self.on = programme, year, on
        self.rates, self.ceilings, self.rule = rates, ceilings, rule
        self._chains_of: dict[str, set[str | None]] = {}
        self._paid_for: dict[tuple[str, date], dict[str | None, int]] = {}
        self.months = [days_of(year, month) for month in range(1, 13)]
        self.days = [day for month in self.months for day in month]
        issued = [each for each in programme.grants if each.issued_on and each.issued_on <= on]
        amended = {each.replaces: each for each in issued if each.replaces}
        # An amendment counts under the notice it amends.
        self.first = {each.id: each.replaces or each.id for each in issued}
        self.chains: dict[str, list[kim.Grant]] = {
            each.id: [each, *([amended[each.id]] if each.id in amended else [])]
            for each in issued
            if not each.replaces
        }
        self.chains = {
            name: chain
            for name, chain in self.chains.items()
            if any(holds(each.period, day) for each in chain for day in self.days)
        }

    def notice_on(self, chain: str, day: date) -> kim.Grant | None:
        """Return the notice of a chain whose figures stand on a day."""
        found = [each for each in self.chains[chain] if holds(each.period, day)]
        return found[-1] if found else None

    # posts

    def paid_for(self, position: kim.Position, day: date) -> dict[str | None, int]:
        """Return the VZÄ that each chain pays for on a day; None is a payer nobody knows."""
        key = position.id, day
        if key not in self._paid_for:
            self._paid_for[key] = self._payers(position, day)
        return self._paid_for[key]

    def filled(self, position: kim.Position, day: date) -> int:
        """Return the VZÄ filled on a day, no more than the position has."""
        assert position.fte is not None
        people = [e for e in position.staffing or () if holds(e.period, day)]
        return min(sum(hundredths(e.fte) for e in people), hundredths(position.fte))

    def recorded(self, position: kim.Position, day: date) -> dict[str, int]:
        """Return who is recorded to pay on a day: sources by name, notices by their chain."""
        payers: dict[str, int] = defaultdict(int)
        for each in position.funding:
            if holds(each.period, day):
                payers[each.source or self.first.get(each.payer, each.payer)] += hundredths(
                    each.fte
                )
        return payers

    def own(self, position: kim.Position, day: date | None = None) -> list[str]:
        """Return the chains of a position's Baustein, or those that may pay for it on a day."""
        found = [
            name
            for name, chain in self.chains.items()
            if chain[0].baustein is position.role.baustein
        ]
        if day is None:
            return found
        return [each for each in found if self._grants(each, position.role, day)]

    def _grants(self, chain: str, role: kim.Role, day: date) -> bool:
        notice = self.notice_on(chain, day)
        if notice is None:
            return False
        return not notice.posts or any(each.role is role and each.fte for each in notice.posts)

    def _payers(self, position: kim.Position, day: date) -> dict[str | None, int]:
        filled, payers = self.filled(position, day), self.recorded(position, day)
        if payers:
            return {
                payer: min(fte, filled) for payer, fte in payers.items() if self._stands(payer, day)
            }
        stand = self.own(position, day)
        if len(stand) == 1 or not filled:
            return dict.fromkeys([*stand] or self._nobody(position), filled)
        return {} if self.own(position) else {None: filled}

    def _nobody(self, position: kim.Position) -> list[str | None]:
        return [] if self.own(position) else [None]

    def who_pays_is_unknown(self, position: kim.Position, day: date) -> bool:
        """Whether it is not known on a day whose money a post costs."""
        filled, payers = self.filled(position, day), self.recorded(position, day)
        if not filled:
            return False
        if not payers:
            return len(self.own(position, day)) > 1
        sources = {each.source for each in position.funding}
        total = sum(payers.values())
        return (
            any(each not in sources and not self._stands(each, day) for each in payers)
            or (len(payers) > 1 and filled < total)
            or (set(payers) <= sources and total < filled)
        )

    def candidates(self, position: kim.Position) -> set[str | None]:
        """Return the chains that may pay for a position of which something is not known."""
        found: set[str | None] = set()
        sources = {each.source for each in position.funding}
        for day in self.days:
            payers = self.recorded(position, day)
            named = {each for each in payers if self._stands(each, day)}
            if named or (payers and set(payers) <= sources):
                found |= named
            else:
                found |= set(self.own(position, day))
        if not any(value is None for value in (position.fte, position.staffing)) and any(
            self.who_pays_is_unknown(position, day) for day in self.days
        ):
            found |= set(self.own(position))
        return found or (set() if self.own(position) else {None})

    def _stands(self, chain: str, day: date) -> bool:
        return chain in self.chains and self.notice_on(chain, day) is not None

    def is_unknown(self, position: kim.Position) -> bool:
        """Whether it is not known what of a position is paid by whom."""
        if position.staffing is None or position.fte is None:
            return True
        doubt = any(self.who_pays_is_unknown(position, day) for day in self.days)
        return doubt or self.changes_in_a_month(position)

    def chains_of(self, position: kim.Position) -> set[str | None]:
        """Return the chains that pay for a position, or may."""
        if position.id not in self._chains_of:
            if self.is_unknown(position):
                paying = self.candidates(position)
            else:
                paying = {p for day in self.days for p in self.paid_for(position, day)}
            self._chains_of[position.id] = paying
        return self._chains_of[position.id]

    def changes_in_a_month(self, position: kim.Position) -> bool:
        """Whether others pay from a day within a month on, which no rule by months parts."""
        if self.rule.method is kim.PartYear.DAYS:
            return False
        before: set[str | None] = set()
        for day in self.days:
            filled = self.filled(position, day)
            payers: set[str | None] = {*self.recorded(position, day)}
            payers = payers or {*self.paid_for(position, day)}
            if filled and before and payers != before and day.day != 1:
                return True
            before = payers if filled else set()
        return False

    def counted(self, each_day: dict[date, int]) -> dict[date, int]:
        """Return the VZÄ that count on each day, by the rule for parts of a year."""
        if self.rule.method is kim.PartYear.DAYS:
            return each_day
        choose = min if self.rule.method is kim.PartYear.FULL_MONTHS else max
        found: dict[date, int] = {}
        for month in self.months:
            count = choose(each_day.get(day, 0) for day in month)
            found.update(dict.fromkeys(month, count))
        return found

    def years(self, counted: dict[date, int]) -> Fraction:
        """Return VZÄ times years."""
        if self.rule.method is kim.PartYear.DAYS:
            return Fraction(sum(counted.values()), len(self.days) * 100)
        return Fraction(sum(counted[month[0]] for month in self.months), 1200)

    def posts(self) -> dict[tuple[str, str | None], dict[str, Any]]:
        """Return by position and chain its maximum, due, and cost."""
        found: dict[tuple[str, str | None], dict[str, Any]] = {}
        for position in self.programme.positions:
            if self.is_unknown(position):
                chains = self.chains_of(position)
                cost = self.cost_of(position.id) if len(chains) == 1 else None
                for payer in chains:
                    found[position.id, payer] = {"maximum": None, "due": None, "cost": cost}
                continue
            by_chain: dict[str | None, dict[date, int]] = defaultdict(dict)
            for day in self.days:
                for chain, fte in self.paid_for(position, day).items():
                    by_chain[chain][day] = fte
            for chain, each_day in by_chain.items():
                maximum = self.amount(position.role, self.years(self.counted(each_day)))
                cost = self.cost_of(position.id) if len(by_chain) == 1 else None
                due = maximum
                if position.role in self.ceilings and maximum != 0:
                    known = maximum is not None and cost is not None
                    due = min(maximum or 0, cost or 0) if known else None
                found[position.id, chain] = {"maximum": maximum, "due": due, "cost": cost}
        for (_, chain), line in found.items():
            if chain is not None and self._too_many(chain):
                line["due"] = None  # nobody knows which of them it pays for
        return found

    def idle(self) -> set[kim.Role]:
        """Return the roles of posts of which nothing counts."""
        roles = {each.id: each.role for each in self.programme.positions}
        return {roles[name] for (name, _), line in self.posts().items() if line["maximum"] == 0}

    def amount(self, role: kim.Role, fte_years: Fraction) -> Cents:
        """Return what VZÄ times years come to."""
        rate = self.rates[role]
        if not fte_years:
            return 0
        return None if rate is None else rate * 100 * fte_years

    # payments

    def payments(self) -> list[kim.Payment]:
        """Return the payments of the year up to the day."""
        return [each for each in self.programme.payments if self._counts(each)]

    def _counts(self, payment: kim.Payment) -> bool:
        assert payment.paid_on is not None
        if payment.paid_on > self.on:
            return False
        if payment.year is not None:
            return payment.year == self.year
        grant = self.chain_of(payment)
        if grant is not None:  # paid after the only year of its notice: for that year
            chain = self.chains.get(grant)
            if chain is None:
                return False
            years = {
                y
                for each in chain
                for y in range(
                    each.period.first_day.year, (each.period.last_day or date.max).year + 1
                )
            }
            if len(years) == 1:
                return years == {self.year}
        return payment.paid_on.year == self.year

    def chain_of(self, payment: kim.Payment) -> str | None:
        """Return the chain of a payment."""
        if payment.grant is not None:
            return self.first.get(payment.grant)
        if payment.sub_grant is not None:
            links = {each.id: each for each in self.programme.sub_grants}
            grant = links[payment.sub_grant].grant
            return None if grant is None else self.first.get(grant)
        position = next(each for each in self.programme.positions if each.id == payment.position)
        chains = self.chains_of(position)
        return next(iter(chains)) if len(chains) == 1 else None

    def cost_of(self, position: str) -> Cents:
        """Return what was spent on a position, or passed on for it."""
        out = {kim.PaymentKind.SPENT, kim.PaymentKind.FORWARDED}
        found = [e for e in self.payments() if e.position == position and e.kind in out]
        return sum(each.amount.cents for each in found) if found else None

    # notices

    def notices(self) -> dict[str, dict[str, Cents]]:
        """Return by chain its figures."""
        posts = self.posts()
        return {chain: self._notice(chain, posts) for chain in self.chains}

    def _notice(self, chain: str, posts: dict[tuple[str, str | None], Any]) -> dict[str, Cents]:
        own = {name: line for (name, of), line in posts.items() if of == chain}
        kind = kim.PaymentKind
        # Money that a receiver spends is the Kreis's only when it passes it on.
        paid = [
            each
            for each in self.payments()
            if self.chain_of(each) == chain
            if each.sub_grant is None or each.kind is not kind.SPENT
        ]
        beside = self._beside(chain)
        lines = [line["maximum"] for line in own.values()]
        spent = [each for each in paid if each.kind is kind.SPENT]
        passed = sum(e.amount.cents for e in paid if e.kind is kind.FORWARDED)
        back = sum(e.amount.cents for e in paid if e.kind is kind.REPAID and e.sub_grant)
        any_out = bool(spent) or any(each.kind is kind.FORWARDED for each in paid)
        received = [each.amount.cents for each in paid if each.kind is kind.RECEIVED]
        returned = [e.amount.cents for e in paid if e.kind is kind.REPAID and not e.sub_grant]
        figures: dict[str, Cents] = {
            "granted": self._granted(chain),
            "maximum": added([*lines, beside]) if lines else None,
            "received": sum(received) if received else None,
            "spent": sum(each.amount.cents for each in spent) if any_out else None,
            "forwarded": passed - back if any_out and back <= passed else None,
            "repaid": sum(returned) if paid else None,
        }
        figures["cost"] = added([figures["spent"], figures["forwarded"]])
        figures["due"] = self._due(own, spent, beside, paid if any_out else None)
        if self._too_many(chain):
            figures["due"] = None
        return self._followed(figures)

    def _followed(self, figures: dict[str, Cents]) -> dict[str, Cents]:
        granted, due, cost = (figures[name] for name in ("granted", "due", "cost"))
        used = None
        if granted is not None and due is not None and cost is not None:
            used = min(granted, due, cost)
        left = added([figures["received"], _negative(used), _negative(figures["repaid"])])
        beyond = None
        if granted is not None and due is not None:
            beyond = max(0, granted - due)
        return {
            **figures,
            "used": used,
            "own_share": added([cost, _negative(used)]),
            "unused": added([granted, _negative(used)]),
            "beyond_due": beyond,
            "to_be_repaid": None if left is None else max(0, left),
        }

    def _beside(self, chain: str) -> Cents:
        """Return what is granted beside posts; nothing is, of a lump sum for posts."""
        if self.chains[chain][-1].baustein is not kim.Baustein.STEERING:
            return 0
        standing = [self.notice_on(chain, day) for day in self.days]
        (notice, *others) = {each.id: each for each in standing if each is not None}.values()
        last = notice.period.last_day
        assert last is not None
        whole = notice.period.first_day.year == last.year == self.year
        if others or not whole or notice.beside_posts is None:
            return None  # nothing says what of it is for a part of its time
        return notice.beside_posts.cents

    def _due(
        self,
        own: dict[str, Any],
        spent: list[kim.Payment],
        beside: Cents,
        paid: list[kim.Payment] | None,
    ) -> Cents:
        """Return what is due: for posts, and for all else what it cost up to what is granted."""
        if not own or beside is None:
            return None
        roles = {each.id: each.role for each in self.programme.positions}
        capped = [
            n for n, line in own.items() if roles[n] in self.ceilings and line["maximum"] != 0
        ]
        for_posts = added(line["due"] for name, line in own.items() if name not in capped)
        if capped:
            if paid is None:
                return None
            single = [name for name in capped if own[name]["cost"] is not None]
            joint = [name for name in capped if own[name]["cost"] is None]
            most = added(own[name]["maximum"] for name in joint)
            on_posts = 0
            for each in paid:
                if each.kind is kim.PaymentKind.REPAID and each.sub_grant is not None:
                    on_posts -= each.amount.cents
                passed = each.kind is kim.PaymentKind.FORWARDED
                if each.position is None and (passed or each.expense is kim.ExpenseKind.PERSONNEL):
                    on_posts += each.amount.cents
            together = None if most is None or on_posts < 0 else min(most, on_posts)
            for_posts = added([for_posts, together, *(own[name]["due"] for name in single)])
        other: Cents = 0
        if beside:
            if paid is None:
                return None
            cost = sum(e.amount.cents for e in spent if e.expense is kim.ExpenseKind.OTHER)
            other = min(beside, cost)
        return added([for_posts, other])

    def _granted(self, chain: str) -> Cents:
        """Return what is granted for the year; no source parts an amount over years or notices."""
        parts: list[Cents] = []
        for notice in self.chains[chain]:
            last = notice.period.last_day
            assert last is not None
            days = (last - notice.period.first_day).days + 1
            all_days = [notice.period.first_day + timedelta(n) for n in range(days)]
            standing = [day for day in self.days if self.notice_on(chain, day) is notice]
            if not standing:
                continue
            known = notice.amount is not None and standing == all_days
            parts.append(notice.amount.cents if known and notice.amount is not None else None)
        return added(parts)

    def _too_many(self, chain: str) -> bool:
        """Whether more counts of a role on a day than is granted."""
        filled: dict[tuple[kim.Role, date], int] = defaultdict(int)
        for position in self.programme.positions:
            each_day = {day: self.paid_for(position, day).get(chain, 0) for day in self.days}
            for day, fte in each_day.items():
                filled[position.role, day] += fte
        for (role, day), fte in filled.items():
            notice = self.notice_on(chain, day)
            granted = {} if notice is None else {e.role: hundredths(e.fte) for e in notice.posts}
            if notice is not None and fte > granted.get(role, 0):
                return True
        return False


def _negative(cents: Cents) -> Cents:
    return None if cents is None else -cents
