"""German for the labels that the library itself gives to the steps of its derivations."""

from collections.abc import Mapping
from types import MappingProxyType

GERMAN_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "actual_cost": "Istkosten",
        "amount": "Betrag",
        "ceiling": "Höchstbetrag",
        "cost": "Ausgaben",
        "difference": "Differenz",
        "due": "Anspruch",
        "forwarded": "weitergeleitet",
        "granted": "bewilligt",
        "half_post": "Umfang einer halben Stelle",
        "half_posts": "halbe Stellen",
        "kept": "einbehalten",
        "lost_to_vacancies": "Ausfall durch Vakanzen",
        "maximum": "Höchstbetrag",
        "of_received": "aus erhaltenen Mitteln",
        "own_money": "Eigenmittel",
        "own_share": "Eigenanteil",
        "paid": "ausgezahlt",
        "passed_on": "weitergegeben",
        "posts": "Stellen",
        "rate": "Fördersatz",
        "revenue": "Erträge",
        "rounded_sum": "gerundete Summe",
        "spent": "ausgegeben",
        "steps": "Schritte",
        "sum": "Summe",
        "time": "Zeit",
        "to_be_repaid": "Rückzahlung",
        "top_up": "Aufstockung",
        "unused": "nicht verbraucht",
        "used": "verwendet",
    }
)
"""A label in English, with underscores, and what it is called in German."""
