"""Strategies for keys, municipalities and districts."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model import nrw
from kim_model.municipalities import Ags, District, DistrictKey, Municipality
from kim_model.testing._fields import Setting, by_hand
from kim_model.testing.values import cached, texts


@by_hand(DistrictKey)
@cached
def _district_keys(*_: object) -> SearchStrategy[DistrictKey]:
    """Keys of districts, whether NRW has such a district or not."""
    keys = st.builds("05{}{:02}".format, st.sampled_from("13579"), st.integers(0, 99))
    return keys.map(DistrictKey)


@cached
def ags(district: District | None = None) -> SearchStrategy[Ags]:
    """Keys of municipalities (amtliche Gemeindeschlüssel).

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
    return st.builds(_ags, _district_keys(), st.integers(0, 999))


@by_hand(Ags)
def _ags_of(_: object, setting: Setting) -> SearchStrategy[Ags]:
    return ags(setting.district)


def _ags(key: DistrictKey, number: int) -> Ags:
    return Ags(f"{key}{number:03}")


@by_hand((Municipality, "name"))
@cached
def _names(*_: object) -> SearchStrategy[str]:
    title = st.sampled_from(("", ", Stadt"))
    return st.builds("{}{}".format, texts(), title)


@cached
def districts() -> SearchStrategy[District]:
    """Districts (Kreise und kreisfreie Städte): those of NRW, and invented ones.

    Every kind occurs, the unknown one too. Invented ones have one to three municipalities; a
    kreisfreie Stadt is its own only municipality.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(districts())
    ... def test(district):
    ...     assert all(each.ags.startswith(district.key) for each in district.municipalities)
    >>> test()
    """
    return st.sampled_from(nrw.districts()) | Setting().record(District)


@by_hand(District)
def _districts(_: object, setting: Setting) -> SearchStrategy[District]:
    return districts() if setting.district is None else st.just(setting.district)
