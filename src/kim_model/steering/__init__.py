"""The steering group: what it can resolve, its meetings, concepts, and papers.

Read `group`, then `resolutions`, what a meeting can resolve; `concepts` and `papers` stand by
themselves.
"""

from kim_model.steering.concepts import (
    Concept as Concept,
    ConceptKind as ConceptKind,
    ConceptStage as ConceptStage,
    ConceptState as ConceptState,
)
from kim_model.steering.group import Meeting as Meeting, SteeringGroup as SteeringGroup
from kim_model.steering.papers import (
    Paper as Paper,
    PaperKind as PaperKind,
    Statement as Statement,
    StatementKind as StatementKind,
)
from kim_model.steering.resolutions import (
    CaseReconstructions as CaseReconstructions,
    ConceptParticipants as ConceptParticipants,
    ParticipationDuty as ParticipationDuty,
    ParticipationOrder as ParticipationOrder,
    ParticipationStage as ParticipationStage,
    Resolution as Resolution,
    ResolutionContent as ResolutionContent,
    RulesOfProcedure as RulesOfProcedure,
    ThemeProcedure as ThemeProcedure,
    WorkingGroup as WorkingGroup,
    WorkingGroupAuthorisation as WorkingGroupAuthorisation,
)
