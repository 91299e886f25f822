"""The cut by which an ideal share becomes whole steps, as a step that can be recomputed."""

from fractions import Fraction

from attrs import define

from kim_model.apportionment import Method
from kim_model.apportionment.methods import signposts
from kim_model.errors import InvalidValueError
from kim_model.values import Fte
from kim_model.values._field import checked, require
from kim_model.values._marks import Count, PositiveFte


@define(frozen=True, kw_only=True, field_transformer=checked)
class StepCut:
    """Where a method of apportionment parts the steps that are granted from those that are not.

    Each step of a share has a claim: by a divisor method the quota, the ideal share in steps, by
    the signpost that it must pass; by largest remainder the quota less the steps before. A step is
    granted if its claim is not below the cut, which is one for all shares. That the cut is right
    is what the certificate of the apportionment proves.

    Parameters
    ----------
    method
        The method.
    step
        The smallest part of a post that is shared out, in VZÄ.
    cut
        The weakest claim that is granted; None if no step is granted for its claim. Of a method
        that has its signposts squared, it is squared as well.
    loses_tie
        Whether a claim that equals the cut is not granted here, but to another by a given order.
    least, most
        The fewest and the most steps, whatever the claims.

    Raises
    ------
    InvalidValueError
        If the most is below the least.

    Examples
    --------
    >>> cut = StepCut(method=Method.SAINTE_LAGUE, step=Fte("0.5"), cut=Fraction(1), most=28)
    >>> cut.of(Fte("1.2")), cut.of(Fte("1.25"))
    (Fte('1'), Fte('1.5'))
    """

    method: Method
    step: PositiveFte
    cut: Fraction | None
    loses_tie: bool = False
    least: Count = 0
    most: Count

    def __attrs_post_init__(self) -> None:
        if self.most < self.least:
            rule = f"is below the least, {self.least}"
            raise InvalidValueError("StepCut.most", self.most, rule, "change one of them")

    def of(self, ideal: Fte) -> Fte:
        """Return the whole steps that it makes of an ideal share, in VZÄ."""
        require("ideal", ideal, Fte)
        if not ideal:
            return self.step * self.least
        quota = ideal / self.step
        granted, most = self.least, self.most
        while granted < most:  # claims fall; they may be more than a sequence of Python's has items
            middle = (granted + most) // 2
            if self._grants(quota, middle):
                granted = middle + 1
            else:
                most = middle
        return self.step * granted

    def _grants(self, quota: Fraction, n: int) -> bool:
        """Whether a share of n steps gets one more."""
        divisors = signposts(self.method)
        if divisors is None:
            claim = quota - n
        else:
            signpost = divisors.at(n)
            if not signpost:
                return True
            claim = (quota**2 if divisors.squared else quota) / signpost
        if self.cut is None:
            return False
        return claim > self.cut or (claim == self.cut and not self.loses_tie)
