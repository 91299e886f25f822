"""What the steps of derivations are called, German and English side by side.

The keys are the labels that the library itself gives; one that a caller gives is written as it is.
"""

from collections.abc import Mapping

from kim_model.language.labels import LABELS
from kim_model.language.phrases import PHRASES

STEPS: Mapping[str, tuple[str, str]] = {
    # Figures of posts.
    "established": LABELS["Measure.ESTABLISHED"],
    "granted": LABELS["Measure.GRANTED"],
    "allocated": LABELS["Measure.ALLOCATED"],
    "agreed": LABELS["Measure.AGREED"],
    "filled": LABELS["Measure.FILLED"],
    "vacant": PHRASES["column.vacant"],
    "filled_share": PHRASES["column.filled_share"],
    # Allocations.
    "total": ("zu verteilende Stellen", "posts to allocate"),
    "beforehand": ("vorab vergeben", "given beforehand"),
    "kept_posts": ("einbehaltene Stellen", "posts kept"),
    "flat_share": ("Sockel", "flat share"),
    "by_key": ("nach dem Schlüssel verteilt", "allocated by the key"),
    "count": ("Schlüsselzahl", "count"),
    "counts": ("Summe der Schlüsselzahlen", "sum of the counts"),
    "weight": ("Gewicht", "weight"),
    "weighted_share": ("gewichteter Schlüsselanteil", "weighted share of the key"),
    "key_share": ("Schlüsselanteil", "share of the key"),
    "ideal": ("Idealanspruch", "ideal share"),
    "share": ("Stellenanteil", "share"),
    "in_steps": ("in Schritten zugeteilt", "allocated in steps"),
    "level": ("Anpassung an die Grenzen", "adjustment to the bounds"),
    "in_proportion": ("Anspruch neben den Grenzen", "claim beside the bounds"),
    "lower_bound": ("Untergrenze", "lower bound"),
    "upper_bound": ("Obergrenze", "upper bound"),
    "below_threshold": ("unter der Förderschwelle", "below the threshold"),
    "lapsed": ("verfallen", "lapsed"),
    "transfer": ("Übertragung", "transfer"),
    # Money.
    "actual_cost": ("Istkosten", "actual cost"),
    "amount": ("Betrag", "amount"),
    "ceiling": ("Höchstbetrag", "ceiling"),
    "cost": ("Ausgaben", "cost"),
    "difference": ("Differenz", "difference"),
    "due": ("Anspruch", "due"),
    "forwarded": ("weitergeleitet", "forwarded"),
    "kept": ("einbehalten", "kept"),
    "lost_to_vacancies": ("Ausfall durch Vakanzen", "lost to vacancies"),
    "maximum": ("Höchstbetrag", "maximum"),
    "not_covered": ("nicht gedeckt", "not covered"),
    "of_received": ("aus erhaltenen Mitteln", "of money received"),
    "own_money": ("Eigenmittel", "own money"),
    "own_share": ("Eigenanteil", "own share"),
    "paid": ("ausgezahlt", "paid"),
    "passed_on": ("weitergegeben", "passed on"),
    "posts": ("Stellen", "posts"),
    "rate": ("Fördersatz", "rate"),
    "revenue": ("Erträge", "revenue"),
    "received": ("erhalten", "received"),
    "rounded_sum": ("gerundete Summe", "rounded sum"),
    "spent": ("ausgegeben", "spent"),
    "sum": ("Summe", "sum"),
    "time": ("Zeit", "time"),
    "to_be_repaid": ("Rückzahlung", "to be repaid"),
    "top_up": ("Aufstockung", "top-up"),
    "unused": ("nicht verbraucht", "unused"),
    "used": ("verwendet", "used"),
    # Steering.
    "most_cases": ("Fälle je Fallrekonstruktion", "cases per case reconstruction"),
    "most_cases_per_year": ("Fälle im Jahr", "cases a year"),
    "most_per_year": ("Fallrekonstruktionen im Jahr", "case reconstructions a year"),
}
