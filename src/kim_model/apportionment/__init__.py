"""Exact integer apportionment: whole units over any keys, in proportion to their weights.

It knows nothing of the rest of the library and can be used alone. Read the files in this order:

- `methods`: the methods, by name or by their signposts
- `inputs`: which units, weights and bounds are accepted
- `allocate`: the call, from the arguments to the result
- `solve`, on top of `rounding`: the search for the seats
- `ties`, `result`: what comes out
- `certificate`: the proof of a result, which shares nothing with the search
- `thresholds`, `measures`: how firm a result is, and how far from proportion; a plain call needs
  neither, so they load when first asked for

Examples
--------
>>> from kim_model.apportionment import Method, apportion
>>> apportion(5, {"A": 60, "B": 28, "C": 12}, Method.SAINTE_LAGUE).seats
FrozenMapping({'A': 3, 'B': 1, 'C': 1})
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kim_model.apportionment.allocate import apportion
from kim_model.apportionment.certificate import (
    Certificate,
    DivisorCertificate,
    FirstUnitCertificate,
    RemainderCertificate,
)
from kim_model.apportionment.inputs import Bound, Weight
from kim_model.apportionment.methods import AnyMethod, DivisorMethod, Method
from kim_model.apportionment.result import Apportionment
from kim_model.apportionment.ties import Tie, TieError

__all__ = [
    "AnyMethod",
    "Apportionment",
    "Bound",
    "Certificate",
    "Comparison",
    "DivisorCertificate",
    "DivisorMethod",
    "FirstUnitCertificate",
    "Measures",
    "Method",
    "QuotaViolation",
    "RemainderCertificate",
    "Sensitivity",
    "Threshold",
    "Tie",
    "TieError",
    "Weight",
    "apportion",
    "compare_methods",
    "measure",
    "sensitivity",
]

if TYPE_CHECKING:
    from kim_model.apportionment.measures import (
        Comparison,
        Measures,
        QuotaViolation,
        compare_methods,
        measure,
    )
    from kim_model.apportionment.thresholds import Sensitivity, Threshold, sensitivity
else:
    _LATER = {
        "measures": {"Comparison", "Measures", "QuotaViolation", "compare_methods", "measure"},
        "thresholds": {"Sensitivity", "Threshold", "sensitivity"},
    }

    def __getattr__(name: str) -> object:
        for module, names in _LATER.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
