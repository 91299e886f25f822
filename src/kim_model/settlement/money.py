"""The money of a year: what was granted, due, spent and passed on, and what goes back."""

from datetime import date

from attrs import define

from kim_model.funding import Grant, Payment, YearEndRule
from kim_model.law import Baustein, Deadline, LegalForm
from kim_model.settlement.figures import Figure, largest, less, nothing, smallest, summed
from kim_model.values._field import checked
from kim_model.values._marks import Year

FIGURES = (
    "granted",
    "maximum",
    "due",
    "received",
    "spent",
    "forwarded",
    "used",
    "own_share",
    "beyond_due",
    "unused",
    "repaid",
    "to_be_repaid",
)
"""The figures of a notice as a table shows them, in order."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class NoticeMoney:
    """The money of a year from one notice (Abrechnung je Bescheid), or of posts without one.

    Parameters
    ----------
    year
        The year.
    baustein
        The Baustein.
    grant
        The notice that stands last in the year; None for posts of which no notice is known.
    granted
        What it grants for the year.
    maximum
        What it can come to at most: its posts by rate, VZÄ and time, and what it grants beside
        them.
    due
        What is due: for posts as they were filled, and up to a ceiling as they cost; and for all
        else, up to what was granted, what it cost.
    due_beside_posts
        What of that is for all else but posts.
    received
        What was received of it.
    spent
        What the Kreis itself spent.
    beside_posts
        What of that it spent on all else but posts.
    forwarded
        What it passed on, less what came back.
    repaid
        What was paid back to the Land.
    payments
        The payments that count for it in the year, those of receivers back to the Kreis among them.
    year_end
        The dates of proof and repayment, where no notice says them; None if unknown.
    """

    year: Year
    baustein: Baustein
    grant: Grant | None
    granted: Figure
    maximum: Figure
    due: Figure
    due_beside_posts: Figure
    received: Figure
    spent: Figure
    beside_posts: Figure
    forwarded: Figure
    repaid: Figure
    payments: tuple[Payment, ...] = ()
    year_end: YearEndRule | None = None

    @property
    def cost(self) -> Figure:
        """All that was spent or passed on (Ausgaben)."""
        return summed("cost", [self.spent, self.forwarded])

    @property
    def on_posts(self) -> Figure:
        """What the Kreis itself spent on posts (Personalausgaben)."""
        return less("spent_on_posts", self.spent, self.beside_posts)

    @property
    def used(self) -> Figure:
        """What of the funds was used: no more than was granted, due, and spent (verwendet)."""
        return smallest("used", self.granted, self.due, self.cost)

    @property
    def own_share(self) -> Figure:
        """What the Kreis bears itself (Eigenanteil)."""
        return less("own_share", self.cost, self.used)

    @property
    def beyond_due(self) -> Figure:
        """What was granted beyond what is due, whatever was spent: as for vacant posts."""
        return less("beyond_due", self.granted, smallest("covered", self.granted, self.due))

    @property
    def unused(self) -> Figure:
        """What was granted and not used (nicht verbraucht)."""
        return less("unused", self.granted, self.used)

    @property
    def to_be_repaid(self) -> Figure:
        """What still goes back: received, not used and not paid back yet (Rückzahlung)."""
        left = less("received_unused", self.received, self.used, self.repaid)
        return largest("to_be_repaid", left, nothing())

    @property
    def proof_due(self) -> Deadline | None:
        """Up to when the use of the money is proved; None if no last day is known."""
        said = None if self.grant is None else self.grant.proof_due
        rule = self._rule
        return said or (rule.proof.for_year(self.year) if rule and rule.proof else None)

    @property
    def proof_not_before(self) -> date | None:
        """The first day on which the use of the money is confirmed; None if none is known."""
        first_day = self._rule.proof_not_before if self._rule else None
        return first_day.in_year(self.year + 1) if first_day else None

    @property
    def repayment_due(self) -> Deadline | None:
        """Up to when unused money is repaid; None if unknown."""
        return self._rule.repayment.for_year(self.year) if self._rule else None

    @property
    def _rule(self) -> YearEndRule | None:
        """The rule, which is one for lump sums."""
        lump_sum = self.baustein.legal_form is LegalForm.FACHBEZOGENE_PAUSCHALE
        return self.year_end if lump_sum else None


@define(frozen=True, kw_only=True, field_transformer=checked)
class MoneyTotal:
    """The money of a year from several notices: each figure is the sum of theirs (Summe).

    Parameters
    ----------
    notices
        The money of each notice.
    """

    notices: tuple[NoticeMoney, ...]

    def _sum(self, name: str) -> Figure:
        return summed(name, [getattr(each, name) for each in self.notices])

    @property
    def granted(self) -> Figure:
        """What is granted."""
        return self._sum("granted")

    @property
    def maximum(self) -> Figure:
        """What it can come to at most."""
        return self._sum("maximum")

    @property
    def due(self) -> Figure:
        """What is due."""
        return self._sum("due")

    @property
    def due_beside_posts(self) -> Figure:
        """What of that is for all else but posts."""
        return self._sum("due_beside_posts")

    @property
    def received(self) -> Figure:
        """What was received."""
        return self._sum("received")

    @property
    def spent(self) -> Figure:
        """What the Kreis itself spent."""
        return self._sum("spent")

    @property
    def beside_posts(self) -> Figure:
        """What of that it spent on all else but posts (Sachausgaben)."""
        return self._sum("beside_posts")

    @property
    def on_posts(self) -> Figure:
        """What it spent on posts (Personalausgaben)."""
        return self._sum("on_posts")

    @property
    def forwarded(self) -> Figure:
        """What it passed on, less what came back."""
        return self._sum("forwarded")

    @property
    def cost(self) -> Figure:
        """All that was spent or passed on (Ausgaben)."""
        return self._sum("cost")

    @property
    def used(self) -> Figure:
        """What of the funds was used (verwendet)."""
        return self._sum("used")

    @property
    def own_share(self) -> Figure:
        """What the Kreis bears itself (Eigenanteil)."""
        return self._sum("own_share")

    @property
    def beyond_due(self) -> Figure:
        """What was granted beyond what is due."""
        return self._sum("beyond_due")

    @property
    def unused(self) -> Figure:
        """What was granted and not used (nicht verbraucht)."""
        return self._sum("unused")

    @property
    def repaid(self) -> Figure:
        """What was paid back."""
        return self._sum("repaid")

    @property
    def to_be_repaid(self) -> Figure:
        """What still goes back (Rückzahlung)."""
        return self._sum("to_be_repaid")
