"""Read the procedure files. A file that is wrong stops start-up with the file, the key and what was expected."""

from __future__ import annotations

import datetime
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .checking import wrong_values
from .model import Procedure

FOLDER = Path(__file__).parent


class ProcedureFileWrong(ValueError):
    """Says which file, which key, and what was expected there."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key or 'the file'}: {expected}")


@cache
def all_procedures(folder: Path = FOLDER) -> Mapping[tuple[str, int], Procedure]:
    """Every procedure by (code, version). Raises `ProcedureFileWrong`."""
    procedures: dict[tuple[str, int], Procedure] = {}
    for path in sorted(folder.glob("*.toml")):
        procedure = read(path)
        key = (procedure.code, procedure.version)
        if key in procedures:
            raise ProcedureFileWrong(path.name, "version", f"{key[0]} version {key[1]} is there already")
        procedures[key] = procedure
    return types.MappingProxyType(procedures)


def get(code: str, version: int | None = None) -> Procedure:
    """Return the procedure a case was opened under, or the newest of that code. LookupError where there is none."""
    candidates = [p for (c, v), p in all_procedures().items() if c == code and version in (None, v)]
    if not candidates:
        raise LookupError(f"There is no procedure {code} version {version or 'any'}.")
    return max(candidates, key=lambda procedure: procedure.version)


def in_force(code: str, on: datetime.date) -> Procedure | None:
    """Return the newest version of this procedure that had begun on this day; None where none had, or there is none."""
    begun = [p for (c, _), p in all_procedures().items() if c == code and p.from_ <= on]
    return max(begun, key=lambda procedure: procedure.version, default=None)


def newest_procedures() -> list[Procedure]:
    """Return the newest version of each procedure, by name: what a case can be opened under."""
    return sorted(
        (get(code) for code in {code for code, _ in all_procedures()}), key=lambda procedure: procedure.name
    )


def read(path: Path) -> Procedure:
    """One file. Raises `ProcedureFileWrong` for a wrong key, a missing one, a wrong kind of value."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProcedureFileWrong(path.name, "", f"not readable as TOML ({error})") from None
    if "from" in data:
        data["from_"] = data.pop("from")
    procedure = typing.cast(Procedure, _build(Procedure, data, path.name, ""))
    for key, expected in wrong_values(procedure):
        raise ProcedureFileWrong(path.name, key, expected)
    return procedure


def _build(kind: Any, data: Any, file: str, key: str) -> Any:
    if is_dataclass(kind):
        return _build_table(kind, data, file, key)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if not isinstance(data, list):
            raise ProcedureFileWrong(file, key, "expected a list")
        return tuple(
            _build(arguments[0], item, file, f"{key}[{number}]") for number, item in enumerate(data, 1)
        )
    if origin is dict:
        return _build_texts(data, file, key)
    if origin is typing.Literal:
        if data not in arguments:
            raise ProcedureFileWrong(file, key, f"expected one of {', '.join(map(str, arguments))}")
        return data
    if type(data) is not kind:
        raise ProcedureFileWrong(file, key, f"expected {_called(kind)}")
    return data


def _build_texts(data: Any, file: str, key: str) -> dict[str, str]:
    if not isinstance(data, dict):
        raise ProcedureFileWrong(file, key, "expected a table")
    for name, text in data.items():
        if not isinstance(text, str):
            raise ProcedureFileWrong(file, f'{key}."{name}"', "expected a text")
    return data


def _build_table(kind: Any, data: Any, file: str, key: str) -> Any:
    if not isinstance(data, dict):
        raise ProcedureFileWrong(file, key, "expected a table")
    hints = typing.get_type_hints(kind)
    dot = f"{key}." if key else ""
    if unknown := sorted(set(data) - set(hints)):
        raise ProcedureFileWrong(file, f"{dot}{unknown[0].rstrip('_')}", "there is no such key")
    values = {}
    for field in fields(kind):
        name = f"{dot}{field.name.rstrip('_')}"
        if field.name in data:
            values[field.name] = _build(hints[field.name], data[field.name], file, name)
        elif field.default is MISSING:
            raise ProcedureFileWrong(file, name, "missing")
    return kind(**values)


def _called(kind: Any) -> str:
    names = {str: "a text", int: "a whole number", bool: "true or false", datetime.date: "a date"}
    return names.get(kind, str(kind))
