"""Several key figures combined into one key."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import define, field

from kim_model._checks import name_fields, tuple_of, valid
from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation, given, product, total
from kim_model.geography import Municipality
from kim_model.key_figures import KeyFigures
from kim_model.quantities import ExactNumber, exact

__all__ = ["WeightedFigures", "WeightedKey"]


def _exact(value: ExactNumber) -> Fraction:
    return exact(value)


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class WeightedFigures:
    """Key figures and their weight in a combined key (gewichtete Schlüsselzahlen).

    Parameters
    ----------
    figures
        The key figures.
    weight
        Their part in the key, above 0 and at most 1.

    Examples
    --------
    >>> from kim_model import nrw
    >>> part = WeightedFigures(figures=nrw.population(nrw.district("05162")), weight="0.6")
    >>> part.weight
    Fraction(3, 5)
    """

    figures: KeyFigures = field(validator=valid(KeyFigures))
    weight: Fraction = field(converter=_exact)

    def __attrs_post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            rule = "is not above 0 and at most 1"
            raise InvalidValueError("WeightedFigures.weight", self.weight, rule, "write '0.6'")


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class WeightedKey:
    """A key of several key figures, each counting with its weight (kombinierter Schlüssel).

    A municipality's part in the key is the sum of its shares in the figures, times their weights.

    Parameters
    ----------
    parts
        The key figures and their weights, which sum to 1.

    Raises
    ------
    InvalidValueError
        If the weights do not sum to 1.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> half = WeightedFigures(figures=nrw.population(kreis), weight="1/2")
    >>> key = WeightedKey(parts=(half, half))
    >>> key.weights(kreis.municipalities)["05162024"]
    Fraction(154139, 457264)
    """

    parts: tuple[WeightedFigures, ...] = field(validator=valid(tuple_of(WeightedFigures)))

    def __attrs_post_init__(self) -> None:
        weights = sum((part.weight for part in self.parts), Fraction(0))
        if weights != 1:
            rule = f"have weights that sum to {weights}, not to 1"
            remedy = "write weights such as '0.6' and '0.4'"
            raise InvalidValueError("WeightedKey.parts", len(self.parts), rule, remedy)

    def weights(
        self, municipalities: Iterable[Municipality], others: Iterable[Municipality] = ()
    ) -> dict[str, Fraction]:
        """Return each municipality's part in the key; together 1.

        Parameters
        ----------
        municipalities
            Those who take part.
        others
            Those who may have a count but take no part.

        Raises
        ------
        MissingDataError
            Naming the municipalities without a count.
        InvalidValueError
            For counts of other municipalities, and for figures that are all zero.
        """
        towns, apart = tuple(municipalities), tuple(others)
        parts: dict[str, Fraction] = {town.ags: Fraction(0) for town in towns}
        for index, part in enumerate(self.parts):
            counts = part.figures.weights(towns, apart)
            counted = sum(counts.values())
            if not counted:
                place = f"WeightedKey.parts[{index}].figures.counts"
                raise InvalidValueError(place, counted, "is the sum of all counts", "leave it out")
            for ags, count in counts.items():
                parts[ags] += part.weight * count / counted
        return parts

    def explain(self, municipalities: Iterable[Municipality]) -> dict[str, Derivation[Fraction]]:
        """Return the derivation of each municipality's part in the key."""
        towns = tuple(municipalities)
        shares = [part.figures.explain(towns) for part in self.parts]
        weights = [given(f"weight {part.figures.source}", part.weight) for part in self.parts]
        return {
            town.ags: total(
                f"key {town.ags}",
                [
                    product(f"weighted {town.ags}", share[town.ags], weight)
                    for share, weight in zip(shares, weights, strict=True)
                ],
            )
            for town in towns
        }
