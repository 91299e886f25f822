"""Derivations compute what they say."""

from fractions import Fraction

import pytest
from hypothesis import given

import kim_model as kim
from kim_model.explain import difference, given as stated, ratio, total
from kim_model.testing import records


@given(records(kim.Derivation[kim.Fte]), records(kim.Derivation[kim.Fte]))
def test_values_follow_from_operands(
    a: kim.Derivation[kim.Fte], b: kim.Derivation[kim.Fte]
) -> None:
    """Sum, difference and share are those of the values."""
    assert total("a + b", [a, b]).verify() == a.value + b.value
    assert difference("a - b", a, b).verify() == a.value - b.value
    if b.value:
        assert ratio("a / b", a, b).verify() == a.value.value / b.value.value
    else:
        with pytest.raises(kim.VerificationError):
            ratio("a / b", a, b)


def test_a_share_of_counts_is_exact() -> None:
    """Two ints give no float."""
    share = ratio("share", stated("part", 1), stated("whole", 3))
    assert share.verify() == Fraction(1, 3)
