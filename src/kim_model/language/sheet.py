"""The phrases of the sheet of a year, German and English side by side, as `phrases`."""

from collections.abc import Mapping

SHEET: Mapping[str, tuple[str, str]] = {
    "sheet.title": ("Abrechnung {year}: {district}", "Settlement {year}: {district}"),
    "sheet.posts": ("Stellen", "Posts"),
    "sheet.money": ("Mittel", "Funds"),
    "sheet.proof": ("Zahlenmäßiger Nachweis", "Receipts and expenses"),
    "sheet.confirmation": ("Verwendungsbestätigung", "Confirmation of use"),
    "sheet.confirmed": (
        "Von der für {year} bewilligten fachbezogenen Pauschale von {granted} wurden zweckentsprechend verwendet: {used}; nicht verbraucht: {unused}.",
        "Of the lump sum of {granted} granted for {year}, used for its purpose: {used}; not used: {unused}.",
    ),
    "sheet.not_confirmed": (
        "Die Verwendung lässt sich noch nicht bestätigen; was fehlt, steht unter „Nicht bekannt“.",
        "Its use cannot be confirmed yet; what is missing stands under “Not known”.",
    ),
    "sheet.nothing": (
        "Für {year} sind weder Bescheide noch Stellen bekannt.",
        "For {year} neither notices nor positions are known.",
    ),
    "sheet.no_notice": ("ohne Bescheid", "no notice"),
    "sheet.receipts": ("Einnahmen", "Receipts"),
    "sheet.from_land": ("Zuwendung des Landes", "Grant of the Land"),
    "sheet.own": ("Eigenmittel", "Own money"),
    "sheet.expenses": ("Ausgaben", "Expenses"),
    "sheet.on_posts": ("Personalausgaben", "Staff costs"),
    "sheet.beside_posts": ("Sachausgaben", "Other costs"),
    "sheet.forwarded": ("Weiterleitungen", "Passed on"),
    "sheet.proof_not_before": (
        "{notice}: Bestätigung der Verwendung ab {day}",
        "{notice}: use confirmed from {day}",
    ),
    "sheet.proof_due": ("{notice}: Nachweis bis {day}", "{notice}: proof by {day}"),
    "sheet.repayment_due": ("{notice}: Rückzahlung bis {day}", "{notice}: repayment by {day}"),
    "sheet.cost_of_receiver": ("Kosten des Empfängers", "Cost of the receiver"),
    "sheet.owed_of_grant": ("zu zahlen aus Landesmitteln", "owed of the grant"),
    "sheet.contracts": ("Weiterleitung", "Money passed on"),
    "sheet.unknown": ("Nicht bekannt", "Not known"),
    "sheet.beyond_eligible": ("mehr bewilligt als förderfähig", "granted beyond what is eligible"),
    "column.eligible": ("förderfähig", "Eligible"),
    "column.euro": ("EUR", "EUR"),
    "column.figure": ("Betrag", "Amount"),
    "column.position": ("Stelle", "Position"),
    "column.notice": ("Bescheid", "Notice"),
    "column.period": ("Zeitraum", "Period"),
    "column.fte": ("VZÄ", "FTE"),
    "column.months": ("Monate", "Months"),
    "column.rate": ("Fördersatz", "Rate"),
    "column.maximum": ("Höchstbetrag", "Maximum"),
    "column.due": ("Anspruch", "Due"),
    "column.receiver": ("Empfänger", "Receiver"),
}
