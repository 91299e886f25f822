"""Strategies for posts: applied for, granted, filled, advertised, deployed and shared out."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.allocation import KeyFigures
from kim_model.cooperation import (
    CooperationAgreement,
    Deployment,
    DeploymentPlan,
    RollOut,
    RollOutState,
    StatedAgreements,
)
from kim_model.funding import Application, Grant, GrantedPosts
from kim_model.law import Baustein, Role
from kim_model.municipalities import District
from kim_model.posts import (
    Measure,
    Position,
    PositionFunding,
    Staffing,
    StatedPosts,
    VacancyKind,
    VacancyNotice,
)
from kim_model.testing.law import deadlines
from kim_model.testing.places import ags
from kim_model.testing.values import (
    cached,
    days,
    euros,
    ftes,
    given_or,
    identifiers,
    maybe,
    periods,
    some,
    stated,
    texts,
)
from kim_model.values import Period

_ROLES_OF = {
    baustein: [role for role in Role if role.baustein is baustein] for baustein in Baustein
}


@cached
@st.composite
def applications(
    draw: st.DrawFn,
    *,
    instrument_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> Application:
    """Applications: planned, submitted, decided, for an instrument given by id or for none."""
    drawn = given_or(dated, days())
    submitted, decided = draw(maybe(drawn)), draw(maybe(drawn))
    if submitted is not None and decided is not None:
        submitted, decided = min(submitted, decided), max(submitted, decided)
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return Application(
        id=draw(identifiers()),
        baustein=draw(st.sampled_from([each for each in Baustein if each.needs_application])),
        period=draw(periods()),
        awaits=draw(maybe(given_or(instrument_ids, identifiers()))),
        submitted_on=submitted,
        decided_on=decided,
        deadline=draw(maybe(deadlines())),
        **facts,
    )


@cached
def granted_posts(baustein: Baustein | None = None) -> SearchStrategy[GrantedPosts]:
    """Granted posts of one role, of a Baustein or of any."""
    roles = list(Role) if baustein is None else _ROLES_OF[baustein]
    return st.builds(GrantedPosts, role=st.sampled_from(roles), fte=ftes())


@cached
@st.composite
def grants(draw: st.DrawFn, dated: SearchStrategy[date] | None = None) -> Grant:
    """Notices for any Baustein, for some of its roles or without saying for which.

    None replaces another one: `local_programmes` has such notices, as it has those replaced.
    """
    drawn = given_or(dated, days())
    baustein = draw(st.sampled_from(Baustein))
    roles = draw(some(st.sampled_from(_ROLES_OF[baustein]), unique=True))
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return Grant(
        id=draw(identifiers()),
        baustein=baustein,
        period=draw(periods()),
        posts=tuple(GrantedPosts(role=role, fte=draw(ftes())) for role in roles),
        amount=draw(maybe(euros())),
        issued_on=draw(maybe(drawn)),
        authority=draw(maybe(texts())),
        **facts,
    )


@cached
@st.composite
def staffings(
    draw: st.DrawFn,
    *,
    employer_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> Staffing:
    """Staffings over open and closed periods, the end of a closed one known ahead or not.

    Employers are given by id, or unknown.
    """
    drawn = given_or(dated, days())
    period = draw(periods(dated))
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return Staffing(
        fte=draw(ftes(maximum=2)),
        employer=draw(maybe(given_or(employer_ids, identifiers()))),
        period=period,
        end_known_since=draw(_end_known_since(period, drawn)),
        **facts,
    )


def _end_known_since(period: Period, dated: SearchStrategy[date]) -> SearchStrategy[date | None]:
    return st.none() if period.last_day is None else maybe(dated)


@cached
def positions(
    *,
    employer_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[Position]:
    """Positions with up to three staffings, which may overlap; never filled, or not known."""
    return st.builds(
        Position,
        id=identifiers(),
        role=st.sampled_from(Role),
        fte=maybe(ftes(maximum=2)),
        established=maybe(periods(dated)),
        staffing=maybe(some(staffings(employer_ids=employer_ids, dated=dated))),
        funding=some(position_fundings(dated=dated)),
        **stated(given_or(dated, days())),
    )


@cached
def position_fundings(
    *,
    grant_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[PositionFunding]:
    """Who pays for a position: a notice given by id, or another source where no ids are given."""
    drawn = given_or(dated, days())
    payers = {"source": texts()} if grant_ids is None else {"grant": grant_ids}
    facts = {"fte": ftes(maximum=2), "period": periods(dated), "assigned_on": maybe(drawn)}
    return st.builds(PositionFunding, **payers, **facts, **stated(drawn))


@cached
def stated_posts(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[StatedPosts]:
    """Totals of every measure and role, of the district or one of its municipalities (of any)."""
    drawn = given_or(dated, days())
    return st.builds(
        StatedPosts,
        **stated(drawn)
        | {
            "measure": st.sampled_from(Measure),
            "role": st.sampled_from(Role),
            "fte": ftes(),
            "as_of": drawn,
            "municipality": maybe(ags(district)),
            "stated_on": maybe(drawn),
        },
    )


@cached
def vacancy_notices(dated: SearchStrategy[date] | None = None) -> SearchStrategy[VacancyNotice]:
    """Vacancy notices: planned, published, or neither as far as is known."""
    drawn = given_or(dated, days())
    return st.builds(
        VacancyNotice,
        id=identifiers(),
        role=st.sampled_from(Role),
        kind=st.sampled_from(VacancyKind),
        fte=maybe(ftes()),
        planned_within=maybe(periods()),
        published_on=maybe(drawn),
        interviews_ongoing=maybe(st.booleans()),
        **stated(drawn),
    )


@cached
@st.composite
def deployments(
    draw: st.DrawFn,
    district: District | None = None,
    *,
    dated: SearchStrategy[date] | None = None,
) -> Deployment:
    """Deployments in a municipality of the district, or of any."""
    drawn = given_or(dated, days())
    period = draw(periods(dated))
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return Deployment(
        municipality=draw(ags(district)),
        fte=draw(maybe(ftes(maximum=10))),
        period=period,
        end_known_since=draw(_end_known_since(period, drawn)),
        **facts,
    )


@cached
def deployment_plans(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[DeploymentPlan]:
    """Plans with up to three deployments in municipalities of the district, or of any."""
    return st.builds(
        DeploymentPlan,
        id=identifiers(),
        role=st.sampled_from(Role),
        as_posts_fill=maybe(st.booleans()),
        agreed_with_municipalities=maybe(st.booleans()),
        deployments=some(deployments(district, dated=dated)),
        **stated(given_or(dated, days())),
    )


@cached
def rollouts(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[RollOut]:
    """Roll-outs in a municipality of the district, or of any."""
    drawn = given_or(dated, days())
    return st.builds(
        RollOut,
        municipality=ags(district),
        state=st.sampled_from(RollOutState),
        since=maybe(drawn),
        **stated(drawn),
    )


@cached
def cooperation_agreements(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[CooperationAgreement]:
    """Agreements with a municipality of the district, or with any."""
    drawn = given_or(dated, days())
    return st.builds(
        CooperationAgreement,
        id=identifiers(),
        municipality=ags(district),
        signed_on=maybe(drawn),
        **stated(drawn),
    )


@cached
def stated_agreements(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[StatedAgreements]:
    """Numbers of agreements, up to one for each municipality of the district (up to 40)."""
    drawn = given_or(dated, days())
    most = 40 if district is None else len(district.municipalities)
    return st.builds(
        StatedAgreements,
        **stated(drawn)
        | {"signed": st.integers(0, most), "as_of": drawn, "stated_on": maybe(drawn)},
    )


@cached
def _sources() -> SearchStrategy[str]:
    return st.just("AZR") | texts()


@cached
@st.composite
def key_figures(
    draw: st.DrawFn,
    district: District | None = None,
    *,
    dated: SearchStrategy[date] | None = None,
) -> KeyFigures:
    """Key figures for the municipalities of a district, for all of them or with a few missing.

    Parameters
    ----------
    district
        The district; by default up to four keys of any district.
    dated
        Where its days come from; by default `days`.

    Examples
    --------
    >>> from hypothesis import given
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> @given(key_figures(kreis))
    ... def test(figures):
    ...     assert len(figures.missing(kreis.municipalities)) <= 2
    >>> test()
    """
    drawn = given_or(dated, days())
    if district is None:
        keys = draw(st.lists(ags(), unique=True, max_size=4))
    else:
        missing = draw(st.sets(ags(district), max_size=2))
        keys = [each.ags for each in district.municipalities if each.ags not in missing]
    counts = draw(st.lists(st.integers(0, 200_000), min_size=len(keys), max_size=len(keys)))
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return KeyFigures(
        source=draw(_sources()),
        intended_date=draw(drawn),
        reference_date=draw(drawn),
        counts=dict(zip(keys, counts, strict=True)),
        population_group=draw(maybe(texts())),
        area_date=draw(maybe(drawn)),
        available_on=draw(maybe(drawn)),
        **facts,
    )
