"""Hypothesis profiles: the same cases on every run; many more; or failing ones not made smaller."""

import os
from importlib import import_module
from pkgutil import walk_packages

from hypothesis import Phase, settings

import kim_model

# Hypothesis draws constants that stand in the modules loaded when it draws: load them all, so that
# what is drawn does not depend on which tests run together.
for module in walk_packages(kim_model.__path__, "kim_model."):
    import_module(module.name)

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", max_examples=5_000, deadline=None, print_blob=True)
# To make a failing programme smaller takes minutes; this shows at once which tests fail.
settings.register_profile(
    "quick", derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
