"""Exact integer apportionment over any keys."""

from kim_model.apportionment.allocate import apportion
from kim_model.apportionment.methods import DivisorMethod, Method
from kim_model.apportionment.result import Apportionment
from kim_model.apportionment.ties import Tie, TieError

__all__ = ["Apportionment", "DivisorMethod", "Method", "Tie", "TieError", "apportion"]
