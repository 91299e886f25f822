"""The German words of the reports."""

from enum import Enum

from kim_model._mapping import FrozenMapping
from kim_model.actors import InvolvementState
from kim_model.answers import Answer
from kim_model.apportionment import Method
from kim_model.bausteine import Baustein, LegalForm, Role
from kim_model.concepts import ConceptKind, ConceptStage
from kim_model.geography import DistrictKind
from kim_model.grants import ApplicationState
from kim_model.papers import PaperKind
from kim_model.positions import Measure
from kim_model.recruiting import VacancyKind
from kim_model.rollout import RollOutState
from kim_model.sources import Evidence
from kim_model.yearly_key import RecalculationState

__all__ = ["LABELS", "PHRASES"]

LABELS: FrozenMapping[Enum, str] = FrozenMapping(
    {
        Answer.YES: "ja",
        Answer.NO: "nein",
        Answer.UNKNOWN: "nicht bekannt",
        ApplicationState.WAITING: "noch nicht möglich",
        ApplicationState.UNDETERMINED: "nicht feststellbar, ob möglich",
        ApplicationState.POSSIBLE: "möglich, noch nicht gestellt",
        ApplicationState.MISSED: "Frist verstrichen, nicht gestellt",
        ApplicationState.NOT_COVERED: "nicht möglich",
        ApplicationState.SUBMITTED: "gestellt",
        ApplicationState.DECIDED: "beschieden",
        Baustein.STEERING: "Baustein 1: strategische Steuerung und Koordination",
        Baustein.CASE_MANAGEMENT: "Baustein 2: individuelles rechtskreisübergreifendes Case Management",
        Baustein.AUTHORITIES: "Baustein 3: Personalstellen in ABH und EBH, Förderung der Einbürgerung",
        ConceptKind.ACTION: "Handlungskonzept",
        ConceptKind.CASE_MANAGEMENT: "Case Management-Konzept",
        ConceptStage.DRAFT: "Entwurf",
        ConceptStage.DEVELOPED: "erarbeitet",
        ConceptStage.ADOPTED: "verbindlich beschlossen",
        DistrictKind.KREIS: "Kreisen",
        DistrictKind.KREISFREIE_STADT: "kreisfreien Städten",
        InvolvementState.BEING_AGREED: "wird mit den Kommunen abgestimmt",
        InvolvementState.AGREED: "ist mit den Kommunen abgestimmt",
        Evidence.VERIFIED: "belegt",
        Evidence.DERIVED: "abgeleitet",
        Evidence.WEAK: "schwach belegt",
        Evidence.ASSUMED: "angenommen",
        LegalForm.ZUWENDUNG: "Zuwendung",
        LegalForm.FACHBEZOGENE_PAUSCHALE: "fachbezogene Pauschale",
        Measure.ESTABLISHED: "eingerichtet",
        Measure.GRANTED: "bewilligt",
        Measure.ALLOCATED: "zugeteilt",
        Measure.AGREED: "vereinbart",
        Measure.FILLED: "besetzt",
        Method.LARGEST_REMAINDER: "größte Reste (Hare/Niemeyer)",
        Method.SAINTE_LAGUE: "Sainte-Laguë/Schepers",
        Method.DHONDT: "d'Hondt",
        Method.ADAMS: "Adams",
        Method.HUNTINGTON_HILL: "Hill/Huntington",
        Method.DEAN: "Dean",
        PaperKind.NOTICE: "Mitteilung",
        PaperKind.PROPOSAL: "Beschlussvorlage",
        RecalculationState.DONE: "vorgenommen",
        RecalculationState.WAITING: "steht an und wartet auf Daten",
        RecalculationState.POSSIBLE: "steht an und kann vorgenommen werden",
        Role.COORDINATION: "KIM-Koordination im KI",
        Role.MUNICIPAL_COORDINATION: "KIM-Koordination in Kommunen",
        Role.ADMINISTRATIVE_ASSISTANCE: "Verwaltungsassistenz",
        Role.CASE_MANAGEMENT: "Case Management",
        Role.FOREIGNERS_AUTHORITY: "Ausländerbehörde (ABH)",
        Role.NATURALISATION_AUTHORITY: "Einbürgerungsbehörde (EBH)",
        RollOutState.IMPLEMENTED: "eingeführt",
        RollOutState.STAFFING_EXPECTED: "Besetzung steht bevor",
        RollOutState.NOT_PLANNED: "nicht vorgesehen",
        VacancyKind.PERMANENT: "dauerhafte Ausschreibung",
        VacancyKind.SINGLE: "Ausschreibung",
    }
)

PHRASES: FrozenMapping[str, str] = FrozenMapping(
    {
        "accompaniment": (
            "{group} ({basis}): Begleitung durch {actor}{conditions}; Personen: {persons}."
        ),
        "actors": "Weitere Akteure",
        "after_agreement": "nach Abstimmung mit der jeweiligen Kommune",
        "agreements": "Kooperationsverträge: {count} von {all} Kommunen haben unterzeichnet.",
        "agreements_by": "Unterzeichnet haben: {names}.",
        "agreements_unknown": "Kooperationsverträge: nicht bekannt, wie viele unterzeichnet sind.",
        "agreements_earlier": "Zuletzt haben {count} unterzeichnet, Stand {on}.",
        "agreements_which": "Welche Kommunen unterzeichnet haben: nicht bekannt.",
        "aims": "Ziele",
        "aim": "{text}{marks}",
        "all_others": "alle weiteren Akteure, sukzessive",
        "allocation": "Verteilung von {total} VZÄ",
        "allocation_adjustment": "{giver} → {receiver}: {fte} VZÄ, vereinbart am {date}: {reason}",
        "allocation_base": "Sockel: {fte} VZÄ je Empfänger.",
        "allocation_guarantee": "Mindestens {fte} VZÄ je Empfänger.",
        "allocation_kept": "{recipient} behält {fte} VZÄ.",
        "allocation_key": "Schlüssel: {source}, Stichtag {date}.",
        "allocation_key_late": "Schlüssel: {source}, Stand {date} für den Stichtag {intended}.",
        "allocation_limit": "Nicht gefördert sind Anteile unter {fte} VZÄ.",
        "allocation_maximum": "Höchstens {fte} VZÄ je Empfänger.",
        "allocation_most_change": "Höchstens {fte} VZÄ mehr oder weniger als zuvor.",
        "allocation_opted_out": "Ohne Teilnahme: {towns}.",
        "allocation_pool": "Gepoolt als {pool}: {members}.",
        "allocation_rule": "Verfahren: {method}; Schritt: {step}.",
        "unrounded": "ungerundet",
        "allocation_lapsed": "{fte} VZÄ verfallen.",
        "allocation_columns": "Empfänger|Schlüsselzahl|Idealanspruch|Anteil (VZÄ)|Differenz|vereinbart",
        "allocation_sum": "Summe",
        "and": "und",
        "announced": "angekündigt {period}, noch nicht veröffentlicht",
        "application": "Antrag für {period}, {baustein}: {state}.",
        "application_covers_unknown": (
            "„{title}“ ist veröffentlicht; nicht bekannt ist, ob sie diesen Zeitraum erfasst."
        ),
        "application_waits": "Er wartet auf „{title}“ ({stage}).",
        "applications": "Anträge",
        "as_posts_fill": "entsprechend der schrittweisen Einstellung",
        "amount": "Betrag: {amount}",
        "authority": "Bewilligungsbehörde: {authority}",
        "baustein": "Baustein {number}",
        "baustein_form": "{baustein} ({form})",
        "based_on": "Grundlage: {title}.",
        "by_agreement": "in Abstimmung mit den Kommunen",
        "citation": "Quelle: {citation}.",
        "committee": "Vorgelegt: {committee}.",
        "concept": "{title}: {stage}{details}.",
        "concept_author": "erstellt durch: {actor}",
        "concept_contents": "Inhalt: {contents}.",
        "concepts": "Konzepte",
        "content_authorisation": (
            "Ermächtigung: {holder} kann bei Bedarf mit einzelnen Akteuren eigene Arbeitsgruppen "
            "einrichten."
        ),
        "content_duty": "Die Mitglieder stellen sicher, dass die benannten Akteure mitwirken.",
        "content_order": "Auftrag an {mandatary}, Beteiligung in dieser Reihenfolge: {stages}.",
        "content_participants": "Zu beteiligende Akteure: {actors}.",
        "content_reconstructions": (
            "Auftrag an {mandatary}{together}: jährlich bis zu {most} Fallrekonstruktionen von "
            "{fewest} bis {cases} Fällen, also höchstens {formula} Fälle im Jahr ({evidence})."
        ),
        "content_rules": "Die Fassung vom {version} tritt in Kraft.",
        "content_themes": "Auftrag an {mandatary}, generative Themen einzubringen{details}.",
        "continues": "Auf frühere Berichte an den Ausschuss wird Bezug genommen.",
        "coverage": "Umsetzung vor Ort",
        "coverage_columns": "Kommune|Case Management|seit|Kooperationsvertrag|zugeteilt (VZÄ)|vereinbart (VZÄ)",
        "coverage_count": "In {count} von {all} Kommunen ist das Case Management eingeführt: {names}.",
        "coverage_expected": "Die Besetzung steht bevor in: {names}.",
        "coverage_unknown": "Nicht bekannt ist der Stand in: {names}.",
        "deployment": "{role}, Einsatzplanung: {details}.",
        "earlier": "{measure}: nicht bekannt; zuletzt {fte} VZÄ, Stand {on}.",
        "exchange": "Austausch{regular}: {actors}{purpose}.",
        "exchange_regular": " (regelmäßig)",
        "funding": (
            "Das {funder} fördert {name} seit {year} nach {basis} in allen {addressees} "
            "Nordrhein-Westfalens."
        ),
        "grant": "Bescheid für {period}, {baustein}. {posts}",
        "grant_posts": "{role}: {fte} VZÄ",
        "grant_replaces": "Er ersetzt einen früheren Bescheid.",
        "grants": "Bescheide",
        "illustration": "Illustration, keine Verteilung eines Kreises",
        "interviews": "Vorstellungsgespräche laufen",
        "involvement": "{actor}: Einbindung {state}.",
        "issued_on": "Datum: {date}",
        "jointly": "gemeinsam",
        "key": "{role}: jährliche Berechnung der Stellenanteile zum {day} aus: {source}.",
        "key_group": "Personengruppe: {group}",
        "key_rounding": "Rundung: {rounding}",
        "keys": "Verteilung auf die Kommunen",
        "known_on": "Kenntnisstand: {known_on}",
        "meeting": "Sitzung vom {date}",
        "members_unknown": "Mitglieder: nicht bekannt.",
        "members": "Mitglieder: {members}.",
        "missing": "Es fehlen die Daten ({source}, {date}) für: {names}.",
        "nothing_known": "Hierzu ist nichts bekannt.",
        "on": "Stand: {on}",
        "on_demand": "bei Bedarf",
        "paper": "{kind} {number}: {subject}.",
        "pooled": "{fte} (gepoolt: {pool})",
        "posts": "Stellen",
        "posts_columns": (
            "Baustein|Funktion|eingerichtet|bewilligt|zugeteilt|vereinbart|besetzt|unbesetzt|Besetzungsquote|Beleg"
        ),
        "posts_note": (
            "Angaben in VZÄ. Unbesetzt und Besetzungsquote sind gemessen an den bewilligten Stellen, ohne "
            "bekannten Bescheid an den eingerichteten."
        ),
        "posts_sentence_over": (
            "{role}: {filled} von {base_fte} VZÄ ({base}) besetzt, {vacant} über Soll, {share}."
        ),
        "posts_sentence": (
            "{role}: {filled} von {base_fte} VZÄ ({base}) besetzt, {vacant} unbesetzt, {share}."
        ),
        "presented": "Vorgestellt wurde: {titles}.",
        "primary": "vor allem",
        "problem": "{role}: {text}",
        "problems": "Probleme",
        "programme": "Programm",
        "proposes_working_groups": (
            "mit Vorschlägen für Einrichtung und Besetzung von Arbeitsgruppen zur Lösung"
        ),
        "published": "veröffentlicht am {date}",
        "planned": "voraussichtlich {period}",
        "recalculation": "Neuberechnung zum Stichtag {date}: {state}.",
        "resolutions": "Beschlüsse:",
        "responsibility": "{name}: {text}.",
        "rules_in_force": "Geschäftsordnung in Kraft: Fassung vom {version}.",
        "since_period": "{first} bis {last}",
        "since_open": "ab {first}",
        "stage": "{number}. {actors}",
        "stage_group": "dazu Arbeitsgruppe „{topic}“, eingerichtet von {by}, mit {members}",
        "steering": "Lenkungsgruppe",
        "target_group": "Zielgruppe: {text}.",
        "through_working_group": "nach Beratung in einer Arbeitsgruppe auf Systemebene",
        "title": "Kommunales Integrationsmanagement: {district}",
        "together": " gemeinsam mit {actors}",
        "unannounced": "noch nicht veröffentlicht",
        "unknown": "nicht bekannt",
        "vacancies": "Ausschreibungen",
        "vacancy": "{role}: {kind}, {fte} VZÄ{details}.",
        "vacancy_plain": "{role}: {kind}{details}.",
    }
)
