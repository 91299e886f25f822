"""The derivations behind the shares of an allocation."""

from kim_model.allocation._sharing import Sharing
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.explain import Derivation, difference, given, product, total
from kim_model.values import Fte


class Explanation:
    """Explains shares; what they have in common is derived once.

    Parameters
    ----------
    posts
        The posts distributed.
    sharing
        The question that the shares answer.
    figures
        The key.
    """

    def __init__(self, posts: Fte, sharing: Sharing, figures: KeyFigures | WeightedKey) -> None:
        self._rule = sharing.rule
        self._sharing = sharing
        self._before_threshold = sharing.shares()
        self._keys = figures.explain(sharing.towns) if sharing.keyed else {}
        beforehand = [(f"kept {each.recipient}", each.fte) for each in self._rule.kept]
        if self._rule.flat_share:
            flat = self._rule.flat_share
            beforehand += [(f"flat share {each}", flat) for each in sharing.members]
        taken = [given(label, fte, citation=self._rule.citation) for label, fte in beforehand]
        whole = given("total", posts)
        self._keyed = (
            difference("by the key", whole, total("beforehand", taken)) if taken else whole
        )

    def share(self, recipient: str, fte: Fte) -> Derivation[Fte]:
        """Return the derivation of a share, down to the counts."""
        rule = self._rule
        if rule.threshold is not None and recipient == rule.threshold.pool:
            least = rule.threshold.least
            small = [each for each, before in self._before_threshold.items() if before < least]
            return total(recipient, [self._rounded(each) for each in small])
        if recipient not in self._before_threshold:
            return given(recipient, fte, citation=rule.citation)
        rounded = self._rounded(recipient)
        if rounded.value == fte:
            return rounded
        below = given("below the threshold", fte - rounded.value, citation=rule.citation)
        return total(recipient, (rounded, below))

    def _rounded(self, recipient: str) -> Derivation[Fte]:
        """Return a share before the threshold: its ideal, and what bounds and rounding changed."""
        rule, ideal = self._rule, self._ideal(recipient)
        label = f"bounds and rounding: {rule.method.value}, step {rule.step or 'none'}"
        changed = self._before_threshold[recipient] - ideal.value
        return total(recipient, (ideal, given(label, changed, citation=rule.citation)))

    def _ideal(self, recipient: str) -> Derivation[Fte]:
        base = given(f"flat share {recipient}", self._rule.flat_share, citation=self._rule.citation)
        if not self._keys:
            return base
        parts = [self._keys[ags] for ags in self._sharing.members[recipient]]
        part = parts[0] if len(parts) == 1 else total(f"key {recipient}", parts)
        by_key = product(f"ideal {recipient}", self._keyed, part)
        return total(f"ideal {recipient}", (base, by_key)) if self._rule.flat_share else by_key
