"""The founding document: Rhein-Kreis Neuss, Vorlage 50/4294/XVII/2024, as of 31 March 2024.

Each case states a sentence of the paper and shows that the model says the same.
"""

import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

import kim_model as kim
from kim_model import nrw
from zwischenstand import PROGRAMME, STAND, example

ROOT = Path(__file__).parents[1]
REPORT = kim.status_report(PROGRAMME, on=STAND)
TEXT = REPORT.to_markdown()


def line(role: kim.Role) -> kim.PostLine:
    found = REPORT.line(role)
    assert found is not None
    return found


def content(kind: type[kim.ResolutionContent]) -> kim.ResolutionContent:
    assert PROGRAMME.steering_group is not None
    (meeting,) = PROGRAMME.steering_group.meetings
    (found,) = (each.content for each in meeting.resolutions if isinstance(each.content, kind))
    assert found is not None
    return found


def value(derivation: kim.Derivation[kim.Fte] | None) -> kim.Fte:
    assert derivation is not None
    return derivation.verify()


def said(kind: kim.StatementKind) -> list[kim.Statement]:
    """Return what the paper says in words of one kind."""
    return [each for each in PROGRAMME.statements if each.kind is kind]


def working_together(kind: kim.CooperationKind) -> list[kim.Cooperation]:
    """Return how actors work together in one way."""
    return [each for each in PROGRAMME.cooperations if each.kind is kind]


def test_paper_for_information_continues_earlier_reports() -> None:
    (paper,) = PROGRAMME.papers
    assert paper.number == "50/4294/XVII/2024"
    assert paper.kind is kim.PaperKind.NOTICE
    assert paper.committee == "Ausschuss für Soziales und Wohnen"
    assert paper.continues_earlier is True


def test_land_funds_kim_since_2020_under_section_9_in_all_districts() -> None:
    funding = PROGRAMME.funding_programme
    assert funding is nrw.KIM
    assert (funding.legal_basis.document, funding.legal_basis.section) == ("TIntG NRW", "§ 9")
    assert funding.since_year == 2020
    assert set(funding.addressees) == set(kim.DistrictKind)


def test_three_bausteine_and_a_fourth_aim_towards_the_municipalities() -> None:
    bausteine = [aim.baustein for aim in said(kim.StatementKind.AIM)]
    assert [each.value for each in bausteine if each] == [1, 2, 3]
    assert any(
        "Kommunen im Verhältnis zum Kreis" in aim.text for aim in said(kim.StatementKind.AIM)
    )


def test_target_group_and_the_aim_above_all() -> None:
    (group,) = said(kim.StatementKind.TARGET_GROUP)
    assert "ohne Zugang zu Fallmanagement" in group.text
    (above_all,) = (aim for aim in said(kim.StatementKind.AIM) if aim.primary)
    assert "Verwaltungsprozesse" in above_all.text


def test_jointly_developed_action_concept_is_the_basis() -> None:
    concept = next(c for c in PROGRAMME.concepts if c.kind is kim.ConceptKind.ACTION)
    state = concept.state(STAND)
    assert state is not None
    assert (state.stage, state.jointly) == (kim.ConceptStage.DEVELOPED, True)
    assert PROGRAMME.papers[0].based_on == concept.id
    assert f"Grundlage: {concept.title}." in TEXT


def test_coordination_3_of_3_5_established() -> None:
    coordination = line(kim.Role.COORDINATION)
    assert value(coordination.established) == kim.Fte("3.5")
    assert value(coordination.filled) == kim.Fte(3)
    assert coordination.granted is None
    assert coordination.base is kim.Measure.ESTABLISHED
    assert "3 von 3,5 VZÄ (eingerichtet)" in TEXT


def test_administrative_assistance_0_5_of_0_5() -> None:
    assistance = line(kim.Role.ADMINISTRATIVE_ASSISTANCE)
    assert value(assistance.established) == value(assistance.filled) == kim.Fte("0.5")
    assert value(assistance.vacant) == kim.Fte(0)


def test_half_a_coordination_post_is_to_be_advertised_this_year() -> None:
    notice = next(n for n in PROGRAMME.vacancy_notices if n.role is kim.Role.COORDINATION)
    assert notice.fte == value(line(kim.Role.COORDINATION).vacant) == kim.Fte("0.5")
    assert notice.planned_within == kim.Period.of_year(2024)
    assert notice.published_on is None


def test_application_for_2024_waits_for_the_guideline_announced_last_year() -> None:
    (applied,) = REPORT.applications
    assert applied.state is kim.ApplicationState.WAITING
    assert applied.application.period == kim.Period.of_year(2024)
    guideline = REPORT.instrument(applied.application)
    assert guideline is not None
    assert guideline.announced_within == kim.Period.of_year(2023)
    assert guideline.published_on is None
    assert "angekündigt 2023, noch nicht veröffentlicht" in TEXT


def test_application_once_the_guideline_is_published() -> None:
    """As known on 20.12.2024 it is published; whether it covers 2024 stays unknown."""
    day = date(2024, 12, 20)
    (applied,) = kim.status_report(PROGRAMME, on=day).applications
    assert applied.state is kim.ApplicationState.UNDETERMINED
    (seen_from_march,) = kim.status_report(PROGRAMME, on=day, known_on=STAND).applications
    assert seen_from_march.state is kim.ApplicationState.WAITING


def test_notice_for_2024_grants_14_posts_as_fachbezogene_pauschale() -> None:
    (grant,) = PROGRAMME.grants
    assert grant.fte(kim.Role.CASE_MANAGEMENT) == kim.Fte(14)
    assert grant.baustein.legal_form is kim.LegalForm.FACHBEZOGENE_PAUSCHALE
    assert not grant.baustein.needs_application
    assert (grant.issued_on, grant.amount, grant.authority) == (None, None, None)
    assert "Betrag: nicht bekannt; Datum: nicht bekannt; Bewilligungsbehörde: nicht" in TEXT


def test_case_management_10_5_of_14_filled() -> None:
    case_management = line(kim.Role.CASE_MANAGEMENT)
    assert value(case_management.granted) == kim.Fte(14)
    assert value(case_management.filled) == kim.Fte("10.5")
    assert value(case_management.vacant) == kim.Fte("3.5")
    assert case_management.filled_share is not None
    assert case_management.filled_share.verify() == Fraction(3, 4)
    assert "10,5 von 14 VZÄ (bewilligt) besetzt, 3,5 unbesetzt, 75 %" in TEXT


def test_totals_answer_for_their_day_only() -> None:
    """The day after, nobody has said how many are filled; the last figure is shown as such."""
    day_after = kim.status_report(PROGRAMME, on=date(2024, 4, 1)).line(kim.Role.CASE_MANAGEMENT)
    assert day_after is not None
    assert day_after.filled is None
    assert [each.fte for each in day_after.earlier] == [kim.Fte("10.5")]


def test_permanent_vacancy_notice_and_running_interviews() -> None:
    notice = next(n for n in PROGRAMME.vacancy_notices if n.role is kim.Role.CASE_MANAGEMENT)
    assert (notice.kind, notice.interviews_ongoing) == (kim.VacancyKind.PERMANENT, True)


def test_shortage_of_skilled_workers_is_a_problem_in_words() -> None:
    (problem,) = said(kim.StatementKind.PROBLEM)
    assert problem.role is kim.Role.CASE_MANAGEMENT
    assert "Mangels an Fachkräften" in problem.text


def test_deployment_follows_recruiting_in_agreement_with_the_municipalities() -> None:
    (plan,) = PROGRAMME.deployment_plans
    assert (plan.as_posts_fill, plan.agreed_with_municipalities) == (True, True)
    assert plan.deployments == ()


def test_shares_are_computed_yearly_on_31_march_from_the_azr() -> None:
    (key,) = PROGRAMME.keys
    assert key.reference_day == kim.YearlyDay(3, 31)
    assert key.source == "Ausländerzentralregister"
    assert (key.population_group, key.rule) == (None, None)


def test_recalculation_waits_for_the_counts_of_all_eight() -> None:
    (due,) = REPORT.recalculations
    assert due.reference_date == date(2024, 3, 31)
    assert due.state is kim.RecalculationState.WAITING
    assert due.missing == nrw.district("05162").municipalities


def test_recalculation_is_possible_once_all_counts_are_there() -> None:
    figures = kim.KeyFigures(
        source="Ausländerzentralregister",
        intended_date=STAND,
        reference_date=STAND,
        counts=dict.fromkeys((m.ags for m in PROGRAMME.district.municipalities), 1),
        available_on=date(2024, 5, 2),
    )
    programme = attrs.evolve(PROGRAMME, key_figures=(figures,))
    (before,) = kim.status_report(programme, on=date(2024, 5, 1)).recalculations
    (after,) = kim.status_report(programme, on=date(2024, 5, 2)).recalculations
    assert len(before.missing) == 8
    assert (after.state, after.missing) == (kim.RecalculationState.POSSIBLE, ())


def test_other_actors_are_being_involved() -> None:
    kinds = {actor.id: actor.kind for actor in PROGRAMME.actors}
    involved = working_together(kim.CooperationKind.INVOLVEMENT)
    assert [kinds[actor] for each in involved for actor in each.actors] == [
        kim.ActorKind.ADULT_MIGRATION_COUNSELLING,
        kim.ActorKind.YOUTH_MIGRATION_SERVICE,
        kim.ActorKind.WELFARE_ASSOCIATION,
    ]
    assert {each.state for each in involved} == {kim.InvolvementState.BEING_AGREED}


def test_first_draft_of_the_case_management_concept_was_presented() -> None:
    concept = next(c for c in PROGRAMME.concepts if c.kind is kim.ConceptKind.CASE_MANAGEMENT)
    state = concept.state(STAND)
    assert state is not None
    assert (state.stage, state.author) == (kim.ConceptStage.DRAFT, example.KI)
    assert PROGRAMME.steering_group is not None
    (meeting,) = PROGRAMME.steering_group.meetings
    assert meeting.presented == (concept.id,)
    assert len(concept.contents) == 2


def test_seven_of_eight_municipalities_have_case_management() -> None:
    there = REPORT.coverage.municipalities(kim.RollOutState.IMPLEMENTED)
    assert [each.short_name for each in there] == [
        "Dormagen",
        "Grevenbroich",
        "Jüchen",
        "Kaarst",
        "Korschenbroich",
        "Meerbusch",
        "Neuss",
    ]
    assert len(REPORT.coverage.lines) == 8
    assert "In 7 von 8 Kommunen" in TEXT


def test_rommerskirchen_follows_soon() -> None:
    (follows,) = REPORT.coverage.municipalities(kim.RollOutState.STAFFING_EXPECTED)
    assert follows.ags == "05162028"


def test_seven_agreements_are_signed_and_nobody_knows_by_whom() -> None:
    assert REPORT.coverage.agreements == 7
    assert {each.agreement for each in REPORT.coverage.lines} == {kim.Answer.UNKNOWN}
    assert "Welche Kommunen unterzeichnet haben: nicht bekannt." in TEXT


def test_shares_per_municipality_are_not_known() -> None:
    assert {(each.allocated, each.agreed) for each in REPORT.coverage.lines} == {(None, None)}


def test_regular_exchange_between_coordination_and_authorities() -> None:
    (exchange,) = working_together(kim.CooperationKind.EXCHANGE)
    assert exchange.actors == (example.COORDINATION, example.ABH, example.EBH)
    assert exchange.regular is True


def test_persons_under_section_104c_are_accompanied_on_agreement() -> None:
    (accompaniment,) = PROGRAMME.accompaniments
    assert accompaniment.legal_basis.section == "§ 104c"
    assert accompaniment.accompanied_by == example.CASE_MANAGEMENT
    assert (accompaniment.on_demand, accompaniment.after_agreement) == (True, True)
    assert accompaniment.persons is None


def test_steering_group_met_on_25_january_2024() -> None:
    assert PROGRAMME.steering_group is not None
    (meeting,) = PROGRAMME.steering_group.held(STAND)
    assert meeting.held_on == date(2024, 1, 25)
    assert len(meeting.resolutions) == 7
    assert "Entscheidungsgremium" in str(PROGRAMME.steering_group.responsibility)


def test_rules_of_procedure_in_the_version_of_20_june_2023() -> None:
    assert PROGRAMME.steering_group is not None
    rules = PROGRAMME.steering_group.rules_of_procedure(STAND)
    assert rules == kim.RulesOfProcedure(version=date(2023, 6, 20))
    assert PROGRAMME.steering_group.rules_of_procedure(date(2024, 1, 24)) is None


def test_participants_are_resolved_but_not_listed() -> None:
    participants = content(kim.ConceptParticipants)
    assert isinstance(participants, kim.ConceptParticipants)
    assert participants.actors is None


def test_participation_in_the_stated_order() -> None:
    order = content(kim.ParticipationOrder)
    assert isinstance(order, kim.ParticipationOrder)
    assert order.mandatary == example.COORDINATION
    assert order.stage_of(example.NEUSS) == order.stage_of(example.DORMAGEN) == 1
    assert order.stage_of(example.CASE_MANAGEMENT) == 2
    assert order.stage_of(example.WELFARE) == 3
    group = order.stages[1].working_group
    assert group is not None
    assert group.set_up_by == example.COORDINATION
    assert set(group.members) == {
        example.CASE_MANAGEMENT,
        example.COORDINATION,
        example.NEUSS,
        example.DORMAGEN,
    }


def test_working_groups_are_authorised_not_mandated() -> None:
    authorisation = content(kim.WorkingGroupAuthorisation)
    assert isinstance(authorisation, kim.WorkingGroupAuthorisation)
    assert authorisation.holder == example.COORDINATION
    assert "Ermächtigung" in TEXT


def test_members_see_to_participation() -> None:
    duty = content(kim.ParticipationDuty)
    assert isinstance(duty, kim.ParticipationDuty)
    assert duty.concept == "cm-konzept"


def test_at_most_16_reconstructed_cases_a_year_as_derived() -> None:
    mandate = content(kim.CaseReconstructions)
    assert isinstance(mandate, kim.CaseReconstructions)
    assert mandate.together_with == (example.CASE_MANAGEMENT,)
    assert mandate.most_cases_per_year.verify() == 4 * 4
    assert mandate.most_cases_per_year.evidence is kim.Evidence.DERIVED
    assert "höchstens 4 \N{MULTIPLICATION SIGN} 4 = 16 Fälle im Jahr (abgeleitet)" in TEXT


def test_generative_themes_go_through_a_working_group() -> None:
    themes = content(kim.ThemeProcedure)
    assert isinstance(themes, kim.ThemeProcedure)
    assert themes.mandatary == example.COORDINATION
    assert (themes.through_working_group, themes.proposes_working_groups) == (True, True)


def test_illustration_shares_14_posts_exactly() -> None:
    allocation = example.illustration()
    assert allocation.verify()
    assert sum((share.fte for share in allocation.shares.values()), kim.Fte(0)) == kim.Fte(14)
    assert {each.fte / kim.Fte("0.5") % 1 for each in allocation.shares.values()} == {0}
    assert min(each.fte for each in allocation.shares.values()) == kim.Fte("0.5")


@pytest.mark.parametrize("figure", ["10,5", "3,5", "75 %", "7 von 8", "4 × 4 = 16", "25.01.2024"])  # noqa: RUF001
def test_figures_are_computed_not_typed(figure: str) -> None:
    """No figure of the report stands in the words of the reports or in the example's text."""
    words = (ROOT / "src/kim_model/language/phrases.py").read_text(encoding="utf-8")
    assert figure not in words
    source = (ROOT / "docs/examples/zwischenstand_2024.py").read_text(encoding="utf-8")
    assert figure not in source


def test_the_report_in_both_languages_is_as_recorded() -> None:
    """Every word of the report is reviewed when it changes: tests/golden holds the last review."""
    for locale in ("de", "en"):
        golden = ROOT / "tests" / "golden" / f"zwischenstand_2024.{locale}.md"
        assert REPORT.to_markdown(locale) == golden.read_text(encoding="utf-8")


def test_the_main_job_prints_the_report_and_the_illustration() -> None:
    script = ROOT / "docs/examples/zwischenstand_2024.py"
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-X", "utf8", str(script)],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert run.stdout.startswith(TEXT)
    assert "Illustration, keine Verteilung eines Kreises" in run.stdout
