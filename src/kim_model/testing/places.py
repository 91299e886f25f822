"""Strategies for keys, municipalities and districts."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model import nrw
from kim_model.municipalities import Ags, District, DistrictKey, DistrictKind, Municipality
from kim_model.testing.values import cached, texts


@cached
def district_keys() -> SearchStrategy[DistrictKey]:
    """Keys of districts, whether NRW has such a district or not."""
    keys = st.builds("05{}{:02}".format, st.sampled_from("13579"), st.integers(0, 99))
    return keys.map(DistrictKey)


@cached
def ags(district: District | None = None) -> SearchStrategy[Ags]:
    """Keys of municipalities.

    Parameters
    ----------
    district
        The district whose municipalities to draw from; by default any key of the right form.

    Examples
    --------
    >>> from hypothesis import given
    >>> kreis = nrw.district("05162")
    >>> @given(ags(kreis))
    ... def test(key):
    ...     assert kreis.municipality(key)
    >>> test()
    """
    if district is not None:
        return st.sampled_from([each.ags for each in district.municipalities])
    return st.builds(_ags, district_keys(), st.integers(0, 999))


def _ags(key: DistrictKey, number: int) -> Ags:
    return Ags(f"{key}{number:03}")


@cached
def municipalities() -> SearchStrategy[Municipality]:
    """Municipalities with any key and name, half of them with a title."""
    return st.builds(Municipality, ags=ags(), name=_names())


@cached
def _names() -> SearchStrategy[str]:
    title = st.sampled_from(("", ", Stadt"))
    return st.builds("{}{}".format, texts(), title)


@cached
def districts() -> SearchStrategy[District]:
    """Districts: those of NRW, and invented ones of one to four municipalities.

    Every kind occurs, the unknown one too; a kreisfreie Stadt is its own only municipality.
    """
    return st.sampled_from(nrw.districts()) | _cities() | _kreise()


@cached
@st.composite
def _cities(draw: st.DrawFn) -> District:
    key, name = draw(district_keys()), draw(_names())
    city = Municipality(ags=_ags(key, 0), name=name)
    kind = DistrictKind.KREISFREIE_STADT
    return District(key=key, name=name, municipalities=(city,), kind=kind)


@cached
@st.composite
def _kreise(draw: st.DrawFn) -> District:
    key = draw(district_keys())
    numbers = draw(st.lists(st.integers(0, 999), unique=True, min_size=1, max_size=4))
    members = tuple(Municipality(ags=_ags(key, number), name=draw(_names())) for number in numbers)
    kind = draw(st.sampled_from((DistrictKind.KREIS, None)))
    return District(key=key, name=draw(texts()), municipalities=members, kind=kind)
