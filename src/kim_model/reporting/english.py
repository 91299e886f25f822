"""The English words of the reports; terms of German law keep their names."""

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
        Answer.YES: "yes",
        Answer.NO: "no",
        Answer.UNKNOWN: "not known",
        ApplicationState.WAITING: "not possible yet",
        ApplicationState.UNDETERMINED: "it cannot be determined whether it is possible",
        ApplicationState.POSSIBLE: "possible, not submitted yet",
        ApplicationState.MISSED: "deadline passed, not submitted",
        ApplicationState.NOT_COVERED: "not possible",
        ApplicationState.SUBMITTED: "submitted",
        ApplicationState.DECIDED: "decided",
        Baustein.STEERING: "Baustein 1: strategic steering and coordination",
        Baustein.CASE_MANAGEMENT: "Baustein 2: individual case management across the codes of law",
        Baustein.AUTHORITIES: "Baustein 3: posts in foreigners' and naturalisation authorities",
        ConceptKind.ACTION: "action concept",
        ConceptKind.CASE_MANAGEMENT: "case management concept",
        ConceptStage.DRAFT: "draft",
        ConceptStage.DEVELOPED: "developed",
        ConceptStage.ADOPTED: "adopted as binding",
        DistrictKind.KREIS: "Kreise",
        DistrictKind.KREISFREIE_STADT: "kreisfreie Städte",
        InvolvementState.BEING_AGREED: "is being agreed with the municipalities",
        InvolvementState.AGREED: "is agreed with the municipalities",
        Evidence.VERIFIED: "verified",
        Evidence.DERIVED: "derived",
        Evidence.WEAK: "weak",
        Evidence.ASSUMED: "assumed",
        LegalForm.ZUWENDUNG: "Zuwendung",
        LegalForm.FACHBEZOGENE_PAUSCHALE: "fachbezogene Pauschale",
        Measure.ESTABLISHED: "established",
        Measure.GRANTED: "granted",
        Measure.ALLOCATED: "allocated",
        Measure.AGREED: "agreed",
        Measure.FILLED: "filled",
        Method.LARGEST_REMAINDER: "largest remainder (Hamilton)",
        Method.SAINTE_LAGUE: "Sainte-Laguë (Webster)",
        Method.DHONDT: "d'Hondt (Jefferson)",
        Method.ADAMS: "Adams",
        Method.HUNTINGTON_HILL: "Huntington-Hill",
        Method.DEAN: "Dean",
        PaperKind.NOTICE: "For information (Mitteilung)",
        PaperKind.PROPOSAL: "For decision (Beschlussvorlage)",
        RecalculationState.DONE: "done",
        RecalculationState.WAITING: "due and waiting for data",
        RecalculationState.POSSIBLE: "due and possible",
        Role.COORDINATION: "KIM coordination in the KI",
        Role.MUNICIPAL_COORDINATION: "KIM coordination in municipalities",
        Role.ADMINISTRATIVE_ASSISTANCE: "Administrative assistance",
        Role.CASE_MANAGEMENT: "Case management",
        Role.FOREIGNERS_AUTHORITY: "Foreigners' authority (ABH)",
        Role.NATURALISATION_AUTHORITY: "Naturalisation authority (EBH)",
        RollOutState.IMPLEMENTED: "implemented",
        RollOutState.STAFFING_EXPECTED: "staffing expected soon",
        RollOutState.NOT_PLANNED: "not planned",
        VacancyKind.PERMANENT: "permanent vacancy notice",
        VacancyKind.SINGLE: "vacancy notice",
    }
)

PHRASES: FrozenMapping[str, str] = FrozenMapping(
    {
        "accompaniment": "{group} ({basis}): accompanied by {actor}{conditions}; persons: {persons}.",
        "actors": "Other actors",
        "after_agreement": "after agreement with the municipality concerned",
        "agreements": "Cooperation agreements: {count} of {all} municipalities have signed.",
        "agreements_by": "Signed by: {names}.",
        "agreements_unknown": "Cooperation agreements: not known how many are signed.",
        "agreements_earlier": "Most recently {count} had signed, as of {on}.",
        "agreements_which": "Which municipalities have signed: not known.",
        "aim": "{text}{marks}",
        "aims": "Aims",
        "all_others": "all other actors, one after another",
        "allocation": "Allocation of {total} FTE",
        "allocation_adjustment": "{giver} → {receiver}: {fte} FTE, agreed on {date}: {reason}",
        "allocation_base": "Base: {fte} FTE per recipient.",
        "allocation_guarantee": "At least {fte} FTE per recipient.",
        "allocation_kept": "{recipient} keeps {fte} FTE.",
        "allocation_key": "Key: {source}, reference date {date}.",
        "allocation_key_late": "Key: {source}, as of {date} for the reference date {intended}.",
        "allocation_limit": "Shares below {fte} FTE are not funded.",
        "allocation_maximum": "At most {fte} FTE per recipient.",
        "allocation_most_change": "At most {fte} FTE more or less than before.",
        "allocation_opted_out": "Taking no part: {towns}.",
        "allocation_pool": "Pooled as {pool}: {members}.",
        "allocation_rule": "Method: {method}; step: {step}.",
        "unrounded": "unrounded",
        "allocation_lapsed": "{fte} FTE lapse.",
        "allocation_columns": "Recipient|Count|Ideal share|Share (FTE)|Difference|Agreed",
        "allocation_sum": "Total",
        "amount": "Amount: {amount}",
        "and": "and",
        "announced": "announced in {period}, not published yet",
        "application": "Application for {period}, {baustein}: {state}.",
        "application_covers_unknown": (
            "“{title}” is published; whether it covers this period is not known."
        ),
        "application_waits": "It waits for “{title}” ({stage}).",
        "applications": "Applications",
        "as_posts_fill": "step by step as posts are filled",
        "authority": "granting authority: {authority}",
        "baustein": "Baustein {number}",
        "baustein_form": "{baustein} ({form})",
        "based_on": "Basis: {title}.",
        "by_agreement": "in agreement with the municipalities",
        "citation": "Source: {citation}.",
        "committee": "Before: {committee}.",
        "concept": "{title}: {stage}{details}.",
        "concept_author": "written by {actor}",
        "concept_contents": "Contents: {contents}.",
        "concepts": "Concepts",
        "content_authorisation": (
            "Authorisation: {holder} may set up working groups with single actors where needed."
        ),
        "content_duty": "The members see to it that the actors named take part.",
        "content_order": "{mandatary} is charged with the participation in this order: {stages}.",
        "content_participants": "Actors to take part: {actors}.",
        "content_reconstructions": (
            "{mandatary}{together} is charged with up to {most} case reconstructions a year of "
            "{fewest} to {cases} cases each, so at most {formula} cases a year ({evidence})."
        ),
        "content_rules": "The version of {version} comes into force.",
        "content_themes": "{mandatary} is charged with bringing in generative themes{details}.",
        "continues": "It continues earlier reports to the committee.",
        "coverage": "On site",
        "coverage_columns": "Municipality|Case management|since|Cooperation agreement|allocated (FTE)|agreed (FTE)",
        "coverage_count": "Case management is implemented in {count} of {all} municipalities: {names}.",
        "coverage_expected": "Staffing is expected soon in: {names}.",
        "coverage_unknown": "The state is not known in: {names}.",
        "deployment": "{role}, deployment planning: {details}.",
        "earlier": "{measure}: not known; most recently {fte} FTE as of {on}.",
        "exchange": "Exchange{regular}: {actors}{purpose}.",
        "exchange_regular": " (regular)",
        "funding": (
            "Since {year}, the {funder} has funded {name} under {basis} in all {addressees} of North "
            "Rhine-Westphalia."
        ),
        "grant": "Notice for {period}, {baustein}. {posts}",
        "grant_posts": "{role}: {fte} FTE",
        "grant_replaces": "It replaces an earlier notice.",
        "grants": "Grant notices",
        "illustration": "illustration, not the allocation of any Kreis",
        "interviews": "interviews are being held",
        "involvement": "{actor}: involvement {state}.",
        "issued_on": "date: {date}",
        "jointly": "jointly",
        "key": "{role}: shares computed every year as of {day} from {source}.",
        "key_group": "Persons counted: {group}",
        "key_rounding": "Rounding: {rounding}",
        "keys": "Allocation to the municipalities",
        "known_on": "As known on: {known_on}",
        "meeting": "Meeting of {date}",
        "members": "Members: {members}.",
        "members_unknown": "Members: not known.",
        "missing": "Data missing ({source}, {date}) for: {names}.",
        "nothing_known": "Nothing is known of this.",
        "on": "As of: {on}",
        "on_demand": "where needed",
        "paper": "{kind} {number}: {subject}.",
        "planned": "expected in {period}",
        "pooled": "{fte} (pooled: {pool})",
        "posts": "Posts",
        "posts_columns": "Baustein|Role|established|granted|allocated|agreed|filled|vacant|fill rate|evidence",
        "posts_note": (
            "In FTE. Vacant and fill rate are measured by the posts granted, or without a known "
            "notice by those established."
        ),
        "posts_sentence_over": "{role}: {filled} of {base_fte} FTE ({base}) filled, {vacant} above them, {share}.",
        "posts_sentence": (
            "{role}: {filled} of {base_fte} FTE ({base}) filled, {vacant} vacant, {share}."
        ),
        "presented": "Presented: {titles}.",
        "primary": "above all",
        "problem": "{role}: {text}",
        "problems": "Problems",
        "programme": "Programme",
        "proposes_working_groups": (
            "with proposals for the setting up and staffing of working groups to solve them"
        ),
        "published": "published on {date}",
        "recalculation": "Computation for the reference date {date}: {state}.",
        "resolutions": "Resolutions:",
        "responsibility": "{name}: {text}.",
        "rules_in_force": "Rules of procedure in force: version of {version}.",
        "since_open": "from {first}",
        "since_period": "{first} to {last}",
        "stage": "{number}. {actors}",
        "stage_group": "with a working group “{topic}” set up by {by}, consisting of {members}",
        "steering": "Steering group",
        "target_group": "Target group: {text}.",
        "through_working_group": "after deliberation in a working group at system level",
        "title": "Kommunales Integrationsmanagement: {district}",
        "together": " together with {actors}",
        "unannounced": "not published yet",
        "unknown": "not known",
        "vacancies": "Vacancy notices",
        "vacancy": "{role}: {kind}, {fte} FTE{details}.",
        "vacancy_plain": "{role}: {kind}{details}.",
    }
)
