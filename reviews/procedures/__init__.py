"""The rules of each board as data: one TOML file a procedure, chosen when a case opens and fixed on it."""

from .loading import ProcedureFileWrong, all_procedures, get, in_force, newest_procedures
from .model import Clock, Consequence, Criterion, Procedure

__all__ = [
    "Clock",
    "Consequence",
    "Criterion",
    "Procedure",
    "ProcedureFileWrong",
    "all_procedures",
    "get",
    "in_force",
    "newest_procedures",
]
