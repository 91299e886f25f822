"""Every record of the library, found by walking its packages and not by a list."""

import importlib
import pkgutil
from types import ModuleType

import attrs

import kim_model


def modules() -> list[ModuleType]:
    """Return all modules of the library but the strategies."""
    found = pkgutil.walk_packages(kim_model.__path__, "kim_model.")
    return [importlib.import_module(each.name) for each in found if "testing" not in each.name]


def records() -> set[type[attrs.AttrsInstance]]:
    """Return all attrs classes outside apportionment that neither name nor module hides."""
    return {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type)
        and attrs.has(value)
        and value.__module__.startswith("kim_model.")
        and not value.__module__.startswith("kim_model.apportionment")
        and "._" not in f".{value.__module__}.{value.__name__}"
    }


def handed_on() -> set[type[attrs.AttrsInstance]]:
    """Return every attrs class that a package hands on, those of `testing` left out."""
    packages = [each for each in modules() if hasattr(each, "__path__") and each is not kim_model]
    return {
        value
        for package in packages
        for name, value in vars(package).items()
        if name[0] != "_" and isinstance(value, type) and attrs.has(value)
    }
