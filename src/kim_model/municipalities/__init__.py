"""Municipalities and districts, identified by their official keys."""

from kim_model.municipalities.districts import (
    Ags as Ags,
    District as District,
    DistrictKey as DistrictKey,
    DistrictKind as DistrictKind,
    Municipality as Municipality,
)
