"""Municipalities and districts, identified by their official keys."""

import re
from enum import Enum
from typing import Annotated, Self, cast

from attrs import define, field

from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError, NotFoundError, listed
from kim_model.values._field import checked, require
from kim_model.values._marks import AT_LEAST_ONE, Unique


class _Key(str):
    """An official key of North Rhine-Westphalia: a text of digits, checked when it is made."""

    __slots__ = ()
    _form: re.Pattern[str]
    _rule: str
    _remedy: str

    def __new__(cls, key: str) -> Self:
        # Numbers lose the leading 0, in many a spreadsheet also where they are text.
        whole = f"0{str(key).removesuffix('.0')}"
        lost = cls._form.fullmatch(whole) is not None
        if not isinstance(cast("object", key), str):
            remedy = f"write '{whole}'" if lost else "write them in quotes"
            raise InvalidTypeError("", key, "is not a str", f"keys begin with 0: {remedy}")
        if not cls._form.fullmatch(key):
            remedy = f"keys begin with 0: write '{whole}'" if lost else cls._remedy
            raise InvalidValueError("", key, cls._rule, remedy)
        return super().__new__(cls, key)


class DistrictKey(_Key):
    """The five-digit key of a Kreis or a kreisfreie Stadt (Kreisschlüssel) in NRW.

    Land 05, one digit for the Regierungsbezirk (1, 3, 5, 7 or 9), two for the Kreis. It is a `str`.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        If it is not a text of that form.

    Examples
    --------
    >>> DistrictKey("05162") == "05162"
    True
    """

    __slots__ = ()
    _form = re.compile(r"05[13579][0-9]{2}", re.ASCII)
    _rule = "is not a district key of NRW"
    _remedy = "write five digits such as '05162'"


class Ags(_Key):
    """The eight-digit key of a municipality (Amtlicher Gemeindeschlüssel, AGS) in NRW.

    The district's key and three digits for the municipality; there is no check digit. It is a
    `str`, so that data keyed by plain text finds it.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        If it is not a text of that form.

    Examples
    --------
    >>> Ags("05162024").district_key
    '05162'
    >>> Ags("5162024")
    Traceback (most recent call last):
        ...
    kim_model.errors.InvalidValueError: '5162024' (str) is not an AGS of NRW; keys begin with 0...
    """

    __slots__ = ()
    _form = re.compile(r"05[13579][0-9]{5}", re.ASCII)
    _rule = "is not an AGS of NRW"
    _remedy = "write eight digits such as '05162024'"

    @property
    def district_key(self) -> DistrictKey:
        """The key of the Kreis or kreisfreie Stadt that the municipality lies in."""
        return DistrictKey(self[:5])


def optional_ags(key: str | None) -> Ags | None:
    """Return the checked key, or None for an unknown one."""
    return None if key is None else Ags(key)


def ags_tuple(keys: tuple[str, ...]) -> tuple[Ags, ...]:
    """Return checked keys; an error names the place of a wrong one."""
    require("", keys, tuple[object, ...])
    checked_keys: list[Ags] = []
    for index, key in enumerate(keys):
        try:
            checked_keys.append(Ags(key))
        except FieldError as error:
            raise error.within(f"[{index}]") from None
    return tuple(checked_keys)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Municipality:
    """A municipality (Gemeinde). Its key identifies it, never its name, whose titles change.

    Parameters
    ----------
    ags
        Its key.
    name
        Its official name, such as ``"Dormagen, Stadt"``.

    Examples
    --------
    >>> Municipality(ags="05162004", name="Dormagen, Stadt").short_name
    'Dormagen'
    """

    ags: Ags = field(converter=Ags)
    name: str

    @property
    def short_name(self) -> str:
        """The name without its title."""
        return self.name.split(",", 1)[0]


class DistrictKind(Enum):
    """What kind of body a district is."""

    KREIS = "kreis"
    """A Kreis, with municipalities of its own (kreisangehörige Gemeinden)."""
    KREISFREIE_STADT = "kreisfreie_stadt"
    """A city outside any Kreis, its own only municipality."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class District:
    """A Kreis or a kreisfreie Stadt with its municipalities.

    Parameters
    ----------
    key
        Its key.
    name
        Its official name.
    municipalities
        Its municipalities, at least one, each once, all of this district.
    kind
        Kreis or kreisfreie Stadt.

    Raises
    ------
    InvalidValueError
        If a municipality occurs twice or belongs to another district.

    Examples
    --------
    >>> neuss = Municipality(ags="05162024", name="Neuss, Stadt")
    >>> kreis = District(key="05162", name="Rhein-Kreis Neuss", municipalities=(neuss,))
    >>> kreis.municipality("05162024").short_name
    'Neuss'
    """

    key: DistrictKey = field(converter=DistrictKey)
    name: str
    municipalities: Annotated[tuple[Municipality, ...], AT_LEAST_ONE, Unique("an AGS", by=("ags",))]
    kind: DistrictKind | None = None

    def __attrs_post_init__(self) -> None:
        if self.kind is DistrictKind.KREISFREIE_STADT and len(self.municipalities) > 1:
            rule = "are more than one, but a kreisfreie Stadt is its own only municipality"
            raise InvalidValueError("District.municipalities", len(self.municipalities), rule)
        for index, each in enumerate(self.municipalities):
            self.require(each.ags, f"District.municipalities[{index}].ags")

    def require(self, ags: Ags, field: str) -> None:
        """Raise InvalidValueError naming `field` unless the key is one of this district's."""
        require("ags", ags, Ags)
        require("field", field, str)
        if ags.district_key != self.key or all(each.ags != ags for each in self.municipalities):
            rule = f"is not a municipality of {self.full_name} ({self.key})"
            known = listed(f"{each.ags} {each.short_name}" for each in self.municipalities)
            raise InvalidValueError(field, ags, rule, f"write one of {known}")

    @property
    def full_name(self) -> str:
        """The name with the word Kreis, where the official one leaves it out ("Kreis Unna")."""
        named = any(word in self.name.casefold() for word in ("kreis", "region"))
        return f"Kreis {self.name}" if self.kind is DistrictKind.KREIS and not named else self.name

    def municipality(self, ags_or_name: str) -> Municipality:
        """Return the municipality with this key, or with this name, with or without its title.

        Raises
        ------
        NotFoundError
            If the district has none with it.
        """
        require("ags_or_name", ags_or_name, str)
        for each in self.municipalities:
            if ags_or_name in (each.ags, each.name, each.short_name):
                return each
        known = listed(f"{each.ags} {each.short_name}" for each in self.municipalities)
        raise NotFoundError(f"{self.full_name} has no municipality {ags_or_name!r}; it has {known}")
