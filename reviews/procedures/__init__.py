"""The rules of each board as data: one TOML file a procedure, chosen when a case opens and fixed on it."""

from .loading import ProcedureFileWrong, all_procedures, get, newest_procedures
from .model import Clock, Criterion, Procedure

__all__ = [
    "Clock",
    "Criterion",
    "Procedure",
    "ProcedureFileWrong",
    "all_procedures",
    "get",
    "newest_procedures",
]
