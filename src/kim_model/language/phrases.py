"""The phrases of reports, derivations and findings, German and English side by side.

Words only: a phrase of blanks and punctuation alone stands where it is filled. Blanks are named
alike in both languages.
"""

from collections.abc import Mapping

from kim_model.language.labels import LABELS
from kim_model.language.sheet import SHEET

PHRASES: Mapping[str, tuple[str, str]] = {
    # Said everywhere.
    "text.unknown": ("nicht bekannt", "not known"),
    "text.and": ("und", "and"),
    "text.citation": ("Quelle: {citation}.", "Source: {citation}."),
    "text.period_open": ("ab {first}", "from {first}"),
    "text.period": ("{first} bis {last}", "{first} to {last}"),
    "text.fte": ("{fte} VZÄ", "{fte} FTE"),
    # Steps of derivations.
    "steps.evidence_unknown": ("Belegstärke unbekannt", "evidence unknown"),
    "steps.years": ("{years} Jahr", "{years} year"),
    "steps.percent": ("{percent} %", "{percent}%"),
    "steps.half_posts": ("{count} halbe Stelle", "{count} half post"),
    "steps.many": ("Summe von {count} Werten", "sum of {count} values"),
    "steps.too_long": ("eine zu lange Zahl", "a number too long to write"),
    "steps.apportioned": (
        "{value}, Grenzen und Rundung nach {method}, Schritt {step}",
        "{value}, bounds and rounding by {method}, step {step}",
    ),
    "steps.least": ("der kleinste Wert von ({values})", "the least of ({values})"),
    "steps.greatest": ("der größte Wert von ({values})", "the greatest of ({values})"),
    "units.per_post_and_year": ("EUR/(VZÄ·Jahr)", "EUR/(FTE·year)"),
    "units.per_half_post_and_year": ("EUR/(halbe Stelle·Jahr)", "EUR/(half post·year)"),
    "units.per_post": ("EUR/VZÄ", "EUR/FTE"),
    # The opening and the programme.
    "opening.title": (
        "Kommunales Integrationsmanagement: {district}",
        "Kommunales Integrationsmanagement: {district}",
    ),
    "opening.on": ("Stand: {on}", "As of: {on}"),
    "opening.known_on": ("Kenntnisstand: {known_on}", "As known on: {known_on}"),
    "opening.committee": ("Vorgelegt: {committee}.", "Before: {committee}."),
    "opening.based_on": ("Grundlage: {title}.", "Basis: {title}."),
    "opening.continues": (
        "Auf frühere Berichte an den Ausschuss wird Bezug genommen.",
        "It continues earlier reports to the committee.",
    ),
    "programme.heading": ("Programm", "Programme"),
    "programme.funding": (
        "Das {funder} fördert {name} seit {year} nach {basis}{where}.",
        "Since {year}, the {funder} has funded {name} under {basis}{where}.",
    ),
    "programme.where": (
        " in allen {addressees} Nordrhein-Westfalens",
        " in all {addressees} of North Rhine-Westphalia",
    ),
    "programme.kreise": ("Kreisen", "Kreise"),
    "programme.kreisfreie_staedte": ("kreisfreien Städten", "kreisfreie Städte"),
    "programme.target_group": ("Zielgruppe: {text}.", "Target group: {text}."),
    "programme.aims": ("Ziele", "Aims"),
    "programme.baustein": ("Baustein {number}", "Baustein {number}"),
    "programme.primary": ("vor allem", "above all"),
    # Posts.
    "posts.heading": ("Stellen", "Posts"),
    "posts.nothing_known": ("Hierzu ist nichts bekannt.", "Nothing is known of this."),
    "posts.note": (
        "Angaben in VZÄ. Unbesetzt und Besetzungsquote sind gemessen an den bewilligten Stellen; wo keine bewilligt oder bekannt sind, an den eingerichteten.",
        "In FTE. Vacant and fill rate are measured by the posts granted; where none are granted or known, by those established.",
    ),
    "posts.sentence": (
        "{role}: {filled} von {base_fte} VZÄ ({base}) besetzt, {vacant} unbesetzt, {share}.",
        "{role}: {filled} of {base_fte} FTE ({base}) filled, {vacant} vacant, {share}.",
    ),
    "posts.sentence_over": (
        "{role}: {filled} von {base_fte} VZÄ ({base}) besetzt, {vacant} über Soll, {share}.",
        "{role}: {filled} of {base_fte} FTE ({base}) filled, {vacant} above them, {share}.",
    ),
    "posts.earlier": (
        "{measure}: nicht bekannt; zuletzt {fte} VZÄ, Stand {on}.",
        "{measure}: not known; most recently {fte} FTE as of {on}.",
    ),
    "posts.reference_date": (
        "{role}: Anteile nach der Berechnung zum Stichtag {date}.",
        "{role}: shares as computed for the reference date {date}.",
    ),
    # Grant notices, applications, vacancy notices.
    "grants.heading": ("Bescheide", "Grant notices"),
    "grants.grant": (
        "Bescheid für {period}, {baustein}. {posts}",
        "Notice for {period}, {baustein}. {posts}",
    ),
    "grants.later": ("Für später:", "For later:"),
    "grants.amount": ("Betrag: {amount}", "Amount: {amount}"),
    "grants.issued_on": ("Datum: {date}", "date: {date}"),
    "grants.authority": ("Bewilligungsbehörde: {authority}", "granting authority: {authority}"),
    "grants.replaces": ("Er ersetzt einen früheren Bescheid.", "It replaces an earlier notice."),
    "applications.heading": ("Anträge", "Applications"),
    "applications.application": (
        "Antrag für {period}, {baustein}: {state}.",
        "Application for {period}, {baustein}: {state}.",
    ),
    "applications.waits": (
        "Er wartet auf „{title}“ ({stage}).",
        "It waits for “{title}” ({stage}).",
    ),
    "applications.unannounced": ("noch nicht veröffentlicht", "not published yet"),
    "applications.announced": (
        "angekündigt {period}, noch nicht veröffentlicht",
        "announced in {period}, not published yet",
    ),
    "applications.covers_unknown": (
        "„{title}“ ist veröffentlicht; nicht bekannt ist, ob sie diesen Zeitraum erfasst.",
        "“{title}” is published; whether it covers this period is not known.",
    ),
    "vacancies.heading": ("Ausschreibungen", "Vacancy notices"),
    "vacancies.published": ("veröffentlicht am {date}", "published on {date}"),
    "vacancies.planned": ("voraussichtlich {period}", "expected in {period}"),
    "vacancies.interviews": ("Vorstellungsgespräche laufen", "interviews are being held"),
    # The yearly keys.
    "keys.heading": ("Verteilung auf die Kommunen", "Allocation to the municipalities"),
    "keys.key": (
        "{role}: jährliche Berechnung der Stellenanteile zum {day} aus: {source}.",
        "{role}: shares computed every year as of {day} from {source}.",
    ),
    "keys.group": ("Personengruppe: {group}", "Persons counted: {group}"),
    "keys.rounding": ("Rundung: {rounding}", "Rounding: {rounding}"),
    "keys.recalculation": (
        "Neuberechnung zum Stichtag {date}: {state}.",
        "Computation for the reference date {date}: {state}.",
    ),
    "keys.missing": (
        "Es fehlen die Daten ({source}, {date}) für: {names}.",
        "Data missing ({source}, {date}) for: {names}.",
    ),
    # On site.
    "on_site.heading": ("Umsetzung vor Ort", "On site"),
    "on_site.implemented": (
        "In {count} von {all} Kommunen ist das Case Management eingeführt: {names}.",
        "Case management is implemented in {count} of {all} municipalities: {names}.",
    ),
    "on_site.expected": (
        "Die Besetzung steht bevor in: {names}.",
        "Staffing is expected soon in: {names}.",
    ),
    "on_site.unknown": (
        "Nicht bekannt ist der Stand in: {names}.",
        "The state is not known in: {names}.",
    ),
    "on_site.agreements": (
        "Kooperationsverträge: {count} von {all} Kommunen haben unterzeichnet.",
        "Cooperation agreements: {count} of {all} municipalities have signed.",
    ),
    "on_site.agreements_by": ("Unterzeichnet haben: {names}.", "Signed by: {names}."),
    "on_site.agreements_unknown": (
        "Kooperationsverträge: nicht bekannt, wie viele unterzeichnet sind.",
        "Cooperation agreements: not known how many are signed.",
    ),
    "on_site.agreements_earlier": (
        "Zuletzt haben {count} unterzeichnet, Stand {on}.",
        "Most recently {count} had signed, as of {on}.",
    ),
    "on_site.agreements_which": (
        "Welche Kommunen unterzeichnet haben: nicht bekannt.",
        "Which municipalities have signed: not known.",
    ),
    "on_site.reference_date": (
        "Anteile nach der Berechnung zum Stichtag {date}.",
        "Shares as computed for the reference date {date}.",
    ),
    "on_site.pooled": ("{fte} (gepoolt: {pool})", "{fte} (pooled: {pool})"),
    "on_site.deployment": (
        "{role}, Einsatzplanung: {details}.",
        "{role}, deployment planning: {details}.",
    ),
    "on_site.as_posts_fill": (
        "entsprechend der schrittweisen Einstellung",
        "step by step as posts are filled",
    ),
    "on_site.by_agreement": (
        "in Abstimmung mit den Kommunen",
        "in agreement with the municipalities",
    ),
    # Other actors.
    "actors.heading": ("Weitere Akteure", "Other actors"),
    "actors.involvement": ("{actor}: Einbindung {state}.", "{actor}: involvement {state}."),
    "actors.exchange": (
        "Austausch{regular}: {actors}{purpose}.",
        "Exchange{regular}: {actors}{purpose}.",
    ),
    "actors.regular": (" (regelmäßig)", " (regular)"),
    "actors.accompaniment": (
        "{group} ({basis}): Begleitung durch {actor}{conditions}; Personen: {persons}.",
        "{group} ({basis}): accompanied by {actor}{conditions}; persons: {persons}.",
    ),
    "actors.on_demand": ("bei Bedarf", "where needed"),
    "actors.after_agreement": (
        "nach Abstimmung mit der jeweiligen Kommune",
        "after agreement with the municipality concerned",
    ),
    "problems.heading": ("Probleme", "Problems"),
    # What cannot be taken up.
    "undated.heading": ("Ohne Datum", "Undated"),
    "undated.fact": (
        "{fact}: ganz oder in Teilen nicht berücksichtigt, weil kein Tag bekannt ist.",
        "{fact}: left out in whole or in part, because no day is known.",
    ),
    "record.Accompaniment": ("Begleitung", "Accompaniment"),
    "record.Actor": ("Akteur", "Actor"),
    "record.AllocationRecord": ("Stellenberechnung", "Allocation"),
    "record.Application": ("Antrag", "Application"),
    "record.Concept": ("Konzept", "Concept"),
    "record.Cooperation": ("Zusammenarbeit", "Cooperation"),
    "record.CooperationAgreement": ("Kooperationsvertrag", "Cooperation agreement"),
    "record.DeploymentPlan": ("Einsatzplanung", "Deployment planning"),
    "record.Grant": ("Bescheid", "Grant notice"),
    "record.KeyFigures": ("Schlüsselzahlen", "Key figures"),
    "record.LegalInstrument": ("Rechtsgrundlage", "Legal instrument"),
    "record.Paper": ("Vorlage", "Paper"),
    "record.Payment": ("Zahlung", "Payment"),
    "record.Position": ("Stelle", "Position"),
    "record.RollOut": ("Umsetzung vor Ort", "Roll-out"),
    "record.StatedAgreements": ("Zahl der Verträge", "Number of agreements"),
    "record.StatedPosts": ("Zahl der Stellen", "Number of posts"),
    "record.Statement": ("Aussage", "Statement"),
    "record.SteeringGroup": ("Lenkungsgruppe", "Steering group"),
    "record.SubGrant": ("Weiterleitung", "Sub-grant"),
    "record.VacancyNotice": ("Ausschreibung", "Vacancy notice"),
    "record.YearlyKey": ("Jährlicher Verteilschlüssel", "Yearly key"),
    # Concepts, the steering group, its resolutions.
    "concepts.heading": ("Konzepte", "Concepts"),
    "concepts.jointly": ("gemeinsam", "jointly"),
    "concepts.author": ("erstellt durch: {actor}", "written by {actor}"),
    "concepts.contents": ("Inhalt: {contents}.", "Contents: {contents}."),
    "steering.heading": ("Lenkungsgruppe", "Steering group"),
    "steering.members": ("Mitglieder: {members}.", "Members: {members}."),
    "steering.rules_in_force": (
        "Geschäftsordnung in Kraft: Fassung vom {version}.",
        "Rules of procedure in force: version of {version}.",
    ),
    "steering.meeting": ("Sitzung vom {date}", "Meeting of {date}"),
    "steering.presented": ("Vorgestellt wurde: {titles}.", "Presented: {titles}."),
    "steering.resolutions": ("Beschlüsse:", "Resolutions:"),
    # What resolutions settle, each by the name of its type; blanks are named as its fields.
    "resolution.RulesOfProcedure": (
        "Die Fassung vom {version} tritt in Kraft.",
        "The version of {version} comes into force.",
    ),
    "resolution.ConceptParticipants": (
        "Zu beteiligende Akteure: {actors}.",
        "Actors to take part: {actors}.",
    ),
    "resolution.ParticipationOrder": (
        "Auftrag an {mandatary}, Beteiligung in dieser Reihenfolge: {stages}.",
        "{mandatary} is charged with the participation in this order: {stages}.",
    ),
    "resolution.all_others": (
        "alle weiteren Akteure, sukzessive",
        "all other actors, one after another",
    ),
    "resolution.stage_group": (
        "dazu Arbeitsgruppe „{topic}“, eingerichtet von {by}{members}",
        "with a working group “{topic}” set up by {by}{members}",
    ),
    "resolution.members": (", mit {members}", ", consisting of {members}"),
    "resolution.WorkingGroupAuthorisation": (
        "Ermächtigung: {holder} kann bei Bedarf mit einzelnen Akteuren eigene Arbeitsgruppen einrichten.",
        "Authorisation: {holder} may set up working groups with single actors where needed.",
    ),
    "resolution.ParticipationDuty": (
        "Die Mitglieder stellen sicher, dass die benannten Akteure mitwirken.",
        "The members see to it that the actors named take part.",
    ),
    "resolution.CaseReconstructions": (
        "Auftrag an {mandatary}{together}: jährlich bis zu {most_per_year} Fallrekonstruktionen von {fewest_cases} bis {most_cases} Fällen, also höchstens {formula} Fälle im Jahr ({evidence}).",
        "{mandatary}{together} is charged with up to {most_per_year} case reconstructions a year of {fewest_cases} to {most_cases} cases each, so at most {formula} cases a year ({evidence}).",
    ),
    "resolution.together": (" gemeinsam mit {actors}", " together with {actors}"),
    "resolution.ThemeProcedure": (
        "Auftrag an {mandatary}, generative Themen einzubringen{details}.",
        "{mandatary} is charged with bringing in generative themes{details}.",
    ),
    "resolution.through_working_group": (
        "nach Beratung in einer Arbeitsgruppe auf Systemebene",
        "after deliberation in a working group at system level",
    ),
    "resolution.proposes_working_groups": (
        "mit Vorschlägen für Einrichtung und Besetzung von Arbeitsgruppen zur Lösung",
        "with proposals for the setting up and staffing of working groups to solve them",
    ),
    # Allocations.
    "allocation.heading": ("Verteilung von {total} VZÄ", "Allocation of {total} FTE"),
    "allocation.illustration": (
        "Illustration, keine Verteilung eines Kreises",
        "illustration, not the allocation of any Kreis",
    ),
    "allocation.rule": ("Verfahren: {method}; Schritt: {step}.", "Method: {method}; step: {step}."),
    "allocation.unrounded": ("ungerundet", "unrounded"),
    "allocation.guarantee": (
        "Mindestens {fte} VZÄ je Empfänger.",
        "At least {fte} FTE per recipient.",
    ),
    "allocation.flat_share": ("Sockel: {fte} VZÄ je Empfänger.", "Base: {fte} FTE per recipient."),
    "allocation.maximum": ("Höchstens {fte} VZÄ je Empfänger.", "At most {fte} FTE per recipient."),
    "allocation.most_change": (
        "Höchstens {fte} VZÄ mehr oder weniger als zuvor.",
        "At most {fte} FTE more or less than before.",
    ),
    "allocation.threshold": (
        "Nicht gefördert sind Anteile unter {fte} VZÄ.",
        "Shares below {fte} FTE are not funded.",
    ),
    "allocation.kept": ("{recipient} behält {fte} VZÄ.", "{recipient} keeps {fte} FTE."),
    "allocation.pool": ("Gepoolt als {pool}: {members}.", "Pooled as {pool}: {members}."),
    "allocation.pool_with_employer": (
        "Gepoolt als {pool}: {members}; Anstellungskommune: {employer}.",
        "Pooled as {pool}: {members}; employer: {employer}.",
    ),
    "allocation.opted_out": ("Ohne Teilnahme: {towns}.", "Taking no part: {towns}."),
    "allocation.key": (
        "Schlüssel: {source}, Stichtag {date}.",
        "Key: {source}, reference date {date}.",
    ),
    "allocation.key_late": (
        "Schlüssel: {source}, Stand {date} für den Stichtag {intended}.",
        "Key: {source}, as of {date} for the reference date {intended}.",
    ),
    "allocation.lapsed": ("{fte} VZÄ verfallen.", "{fte} FTE lapse."),
    "allocation.sum": ("Summe", "Total"),
    "allocation.adopted": (
        "Vereinbart wie aufgeteilt am {date}.",
        "Agreed as allocated on {date}.",
    ),
    "allocation.adopted_undated": ("Vereinbart wie aufgeteilt.", "Agreed as allocated."),
    "allocation.adjustment_undated": (
        "{giver} → {receiver}: {fte} VZÄ, vereinbart: {reason}",
        "{giver} → {receiver}: {fte} FTE, agreed: {reason}",
    ),
    "allocation.adjustment": (
        "{giver} → {receiver}: {fte} VZÄ, vereinbart am {date}: {reason}",
        "{giver} → {receiver}: {fte} FTE, agreed on {date}: {reason}",
    ),
    # Findings.
    "findings.grant_amount_for_posts": (
        "{grant} bewilligt für Stellen {amount}; Satz, Stellen und Zeit ergeben {expected}",
        "{grant} grants {amount} for posts; rate, posts and time give {expected}",
    ),
    "findings.grant_amount": (
        "{grant} bewilligt {amount}; Satz, Stellen und Zeit ergeben {expected}",
        "{grant} grants {amount}; rate, posts and time give {expected}",
    ),
    "findings.amount_unknown": (
        "Der Betrag von {grant} ist nicht prüfbar: er ist nicht bekannt",
        "The amount of {grant} cannot be checked: it is not known",
    ),
    "findings.posts_unknown": (
        "Der Betrag von {grant} ist nicht prüfbar: die Stellen sind nicht bekannt",
        "The amount of {grant} cannot be checked: its posts are not known",
    ),
    "findings.period_open": (
        "Der Betrag von {grant} ist nicht prüfbar: das Ende des Zeitraums ist offen",
        "The amount of {grant} cannot be checked: its period has an open end",
    ),
    "findings.no_rate": (
        "Der Betrag von {grant} ist nicht prüfbar: Für {item} am {on} war am {known_on} kein Satz bekannt",
        "The amount of {grant} cannot be checked: no rate for {item} on {on} was known on {known_on}",
    ),
    "findings.rate_undated": (
        "Der Betrag von {grant} ist nicht prüfbar: Ob der Satz für {item} am {on} schon am {known_on} bekannt war, sagt keine Quelle",
        "The amount of {grant} cannot be checked: no source says whether the rate for {item} on {on} was known on {known_on}",
    ),
    "findings.rate_before_bound": (
        "Der Betrag von {grant} ist nicht prüfbar: Der Satz für {item} am {on} ist erst für einen Tag nach dem {known_on} als bekannt belegt",
        "The amount of {grant} cannot be checked: that the rate for {item} on {on} was known is stated only for a day after {known_on}",
    ),
    "findings.rates_differing": (
        "Der Betrag von {grant} ist nicht prüfbar: Welcher von mehreren Sätzen für {item} am {on} nach dem Stand vom {known_on} gilt, ist nicht feststellbar",
        "The amount of {grant} cannot be checked: which of several rates for {item} on {on} applies, as known on {known_on}, cannot be determined",
    ),
    "findings.no_part_year_rule": (
        "Der Betrag von {grant} ist nicht prüfbar: keine Teiljahresregel benannt",
        "The amount of {grant} cannot be checked: no rule for parts of a year is named",
    ),
    "findings.part_year_unsettled": (
        "Der Betrag von {grant} ist nicht prüfbar: Teiljahr oder Rundung nicht geregelt",
        "The amount of {grant} cannot be checked: no rule settles the part of the year or the rounding",
    ),
    "findings.paid_by": (
        "{position} ({fte} VZÄ) wird am {on} bezahlt von: {payers}",
        "{position} ({fte} FTE) is paid for on {on} by: {payers}",
    ),
    "findings.paid_by_unknown_size": (
        "{position} (Umfang nicht bekannt) wird am {on} bezahlt von: {payers}",
        "{position} (size not known) is paid for on {on} by: {payers}",
    ),
    "findings.paid_by_nobody": (
        "{position} wird am {on} von niemandem bezahlt",
        "{position} is paid for by nobody on {on}",
    ),
    "findings.undated": (
        "{fact}: kein Tag bekannt, von dem an es bekannt ist",
        "{fact}: no day is known from which it is known",
    ),
    "findings.published_total": (
        "{source}: Teile ergeben {counted}, veröffentlicht {published}",
        "{source}: parts add up to {counted}, published {published}",
    ),
    # Heads of columns.
    "column.baustein": ("Baustein", "Baustein"),
    "column.role": ("Funktion", "Role"),
    "column.established": LABELS["Measure.ESTABLISHED"],
    "column.granted": LABELS["Measure.GRANTED"],
    "column.allocated": LABELS["Measure.ALLOCATED"],
    "column.agreed": LABELS["Measure.AGREED"],
    "column.filled": LABELS["Measure.FILLED"],
    "column.vacant": ("unbesetzt", "vacant"),
    "column.filled_share": ("Besetzungsquote", "fill rate"),
    "column.evidence": ("Beleg", "evidence"),
    "column.municipality": ("Kommune", "Municipality"),
    "column.rollout": ("Case Management", "Case management"),
    "column.since": ("seit", "since"),
    "column.agreement": ("Kooperationsvertrag", "Cooperation agreement"),
    "column.allocated_fte": ("zugeteilt (VZÄ)", "allocated (FTE)"),
    "column.agreed_fte": ("vereinbart (VZÄ)", "agreed (FTE)"),
    "column.recipient": ("Empfänger", "Recipient"),
    "column.count": ("Schlüsselzahl", "Count"),
    "column.ideal": ("Idealanspruch", "Ideal share"),
    "column.share": ("Anteil (VZÄ)", "Share (FTE)"),
    "column.difference": ("Differenz", "Difference"),
    **SHEET,
}
