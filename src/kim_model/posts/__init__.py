"""Posts: positions with their staffing and funding, stated totals, and recruiting.

Read `positions`, then `recruiting`.
"""

from kim_model.posts.positions import (
    Measure as Measure,
    Position as Position,
    PositionFunding as PositionFunding,
    Staffing as Staffing,
    StatedPosts as StatedPosts,
)
from kim_model.posts.recruiting import VacancyKind as VacancyKind, VacancyNotice as VacancyNotice
