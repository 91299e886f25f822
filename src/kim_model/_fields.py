"""Converters and checks for the quantities and keys that many types have fields for."""

from typing import Any, cast

from kim_model._checks import Check, instance_of, tuple_of
from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError
from kim_model.explain import Derivation
from kim_model.geography import Ags
from kim_model.quantities import Euro, ExactEuro, ExactNumber, Fte


def optional_ags(key: str | None) -> Ags | None:
    """Return the checked key, or None for an unknown one."""
    return None if key is None else Ags(key)


def ags_tuple(keys: tuple[str, ...]) -> tuple[Ags, ...]:
    """Return checked keys; an error names the place of a wrong one."""
    tuple_of(str)("", keys)
    checked: list[Ags] = []
    for index, key in enumerate(keys):
        try:
            checked.append(Ags(key))
        except FieldError as error:
            raise error.within(f"[{index}]") from None
    return tuple(checked)


def optional_fte(value: Fte | ExactNumber | None) -> Fte | None:
    """Return the exact VZÄ, or None for an unknown number."""
    return None if value is None else Fte(value)


def optional_euro(value: Euro | ExactNumber | None) -> Euro | None:
    """Return the exact amount, or None for an unknown one."""
    return None if value is None else Euro(value)


def not_negative(field: str, value: object) -> None:
    """Require an Fte of at least 0."""
    if not isinstance(value, Fte):
        raise InvalidTypeError(field, value, "is not an Fte", "write Fte('0.5')")
    if value.value < 0:
        raise InvalidValueError(field, value, "is below 0", "write the VZÄ as a positive number")


def positive(field: str, value: object) -> None:
    """Require an Fte above 0."""
    not_negative(field, value)
    if not value:
        raise InvalidValueError(field, value, "is 0", "write a part of a post, such as '0.5'")


def no_debt(field: str, value: object) -> None:
    """Require money of at least 0."""
    if isinstance(value, Euro) and value < Euro(0):
        raise InvalidValueError(field, value, "is below 0", "write what is paid as a positive sum")


def derivation_of(kind: type[Euro] | type[ExactEuro], *, minimum: Euro | None = None) -> Check:
    """Require a derivation of money of a kind, and of a least amount if one is given."""

    def check_derivation(field: str, value: object) -> None:
        instance_of(Derivation)(field, value)
        derived = cast("Derivation[Any]", value).value
        instance_of(kind, f"pass a Derivation of {kind.__name__}")(field, derived)
        if minimum is not None and derived < minimum:
            raise InvalidValueError(field, derived, f"is below {minimum}")

    return check_derivation
