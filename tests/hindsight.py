"""Programmes about which more is learned later, for principle 4: two times."""

from datetime import date, timedelta
from itertools import count

from attrs import frozen
from hypothesis import strategies as st

from kim_model.programme import LocalProgramme
from kim_model.testing import days, local_programmes
from kim_model.testing._fields import Setting
from kim_model.testing.programmes import learned

_LAST_DAY = date(2035, 12, 31)


@frozen
class Hindsight:
    """A programme as recorded by a day, and as recorded long after it.

    Parameters
    ----------
    before
        The programme as it was recorded.
    after
        The same programme once more has been learned, all of it after `day`.
    day
        The last day on which none of that was known.
    """

    before: LocalProgramme
    after: LocalProgramme
    day: date


@st.composite
def hindsights(draw: st.DrawFn) -> Hindsight:
    """Programmes of which more is learned later, in any order: new facts, others in place of
    recorded ones with any field another, and that facts are not so.
    """
    recorded, day = draw(local_programmes()), draw(days())
    setting, numbers = Setting(district=recorded.district), count(1_000_000)
    later = days(day + timedelta(days=1), _LAST_DAY)
    after = recorded
    for _ in range(draw(st.integers(1, 4))):
        after = draw(learned(after, setting, numbers, on=later))
    return Hindsight(before=recorded, after=after, day=day)
