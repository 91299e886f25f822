"""The three answers to a check."""

from enum import Enum
from typing import NoReturn

__all__ = ["Answer"]


class Answer(Enum):
    """Yes, no, or *cannot be determined* from what is known (nicht feststellbar).

    An answer has no truth value, so that the third one is never taken for one of the others by
    accident: compare it (``answer is Answer.YES``).

    Examples
    --------
    >>> Answer.UNKNOWN is Answer.NO
    False
    >>> bool(Answer.NO)
    Traceback (most recent call last):
        ...
    TypeError: an Answer is yes, no or unknown: compare it, as in "answer is Answer.YES"
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError(
            'an Answer is yes, no or unknown: compare it, as in "answer is Answer.YES"',
        )
