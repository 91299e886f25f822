"""Who takes part: actors, agreements with municipalities, and the roll-out on site.

The three modules stand beside one another; begin with `actors`.
"""

from kim_model.cooperation.actors import (
    Accompaniment as Accompaniment,
    Actor as Actor,
    ActorKind as ActorKind,
    Cooperation as Cooperation,
    CooperationKind as CooperationKind,
    InvolvementState as InvolvementState,
)
from kim_model.cooperation.agreements import (
    CooperationAgreement as CooperationAgreement,
    StatedAgreements as StatedAgreements,
)
from kim_model.cooperation.rollout import (
    Deployment as Deployment,
    DeploymentPlan as DeploymentPlan,
    RollOut as RollOut,
    RollOutState as RollOutState,
)
