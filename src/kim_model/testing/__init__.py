"""Hypothesis strategies for every type of which programmes are made (extra ``testing``).

They draw what the constructors allow, within stated bounds: unknown facts as often as known ones,
names in any script, districts of NRW and invented ones. Import them by name::

    from hypothesis import given
    from kim_model.testing import local_programmes


    @given(local_programmes())
    def test_my_report(programme): ...
"""

from kim_model.testing.allocations import (
    adjustments,
    allocation_records,
    allocation_rules,
    allocations,
    eligibility_limits,
    kept_posts,
    pools,
    weighted_figures,
    weighted_keys,
    yearly_keys,
)
from kim_model.testing.explained import (
    derivations,
)
from kim_model.testing.facts import (
    accompaniments,
    actors,
    aims,
    concept_states,
    concepts,
    exchanges,
    funding_programmes,
    involvements,
    legal_instruments,
    papers,
    problems,
    target_groups,
)
from kim_model.testing.later import (
    Hindsight,
    hindsights,
)
from kim_model.testing.places import (
    ags,
    district_keys,
    districts,
    municipalities,
)
from kim_model.testing.posts import (
    applications,
    cooperation_agreements,
    deployment_plans,
    deployments,
    granted_posts,
    grants,
    key_figures,
    positions,
    rollouts,
    staffings,
    stated_agreements,
    stated_posts,
    vacancy_notices,
)
from kim_model.testing.programmes import (
    local_programmes,
)
from kim_model.testing.steering import (
    case_reconstructions,
    concept_participants,
    meetings,
    participation_duties,
    participation_orders,
    participation_stages,
    resolution_contents,
    resolutions,
    rules_of_procedure,
    steering_groups,
    theme_procedures,
    working_group_authorisations,
    working_groups,
)
from kim_model.testing.values import (
    citations,
    days,
    euros,
    evidences,
    ftes,
    identifiers,
    periods,
    texts,
    yearly_days,
)

__all__ = [
    "Hindsight",
    "accompaniments",
    "actors",
    "adjustments",
    "ags",
    "aims",
    "allocation_records",
    "allocation_rules",
    "allocations",
    "applications",
    "case_reconstructions",
    "citations",
    "concept_participants",
    "concept_states",
    "concepts",
    "cooperation_agreements",
    "days",
    "deployment_plans",
    "deployments",
    "derivations",
    "district_keys",
    "districts",
    "eligibility_limits",
    "euros",
    "evidences",
    "exchanges",
    "ftes",
    "funding_programmes",
    "granted_posts",
    "grants",
    "hindsights",
    "identifiers",
    "involvements",
    "kept_posts",
    "key_figures",
    "legal_instruments",
    "local_programmes",
    "meetings",
    "municipalities",
    "papers",
    "participation_duties",
    "participation_orders",
    "participation_stages",
    "periods",
    "pools",
    "positions",
    "problems",
    "resolution_contents",
    "resolutions",
    "rollouts",
    "rules_of_procedure",
    "staffings",
    "stated_agreements",
    "stated_posts",
    "steering_groups",
    "target_groups",
    "texts",
    "theme_procedures",
    "vacancy_notices",
    "weighted_figures",
    "weighted_keys",
    "working_group_authorisations",
    "working_groups",
    "yearly_days",
    "yearly_keys",
]
