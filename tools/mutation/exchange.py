"""Put the code of a mutant in the place of the code that runs, without importing anything again."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tools.mutation.mutants import Mutant
from tools.plain import ROOT

Key = tuple[str, int]
"""A function of a file: its qualified name, and which of that name it is."""


class AtImport(Exception):
    """The mutant changes what runs when its file is imported, so no running program can be given it."""


class Exchange:
    """The functions of a file, ready to be given other code."""

    def __init__(self, file: Path) -> None:
        self.file = file.resolve()
        self.source = file.read_text()
        self.codes = _functions(self._compiled(self.source))
        self.module = _module(self.file)
        self.living = self._living()

    def give(self, mutant: Mutant) -> None:
        """Give the functions, or the constant of the module, that the mutant changes its code. There is no way back.

        Raises AtImport where the change is in neither.
        """
        codes = _functions(self._compiled(mutant.source))
        changed = [key for key, code in codes.items() if _differ(code, self.codes[key])]
        for key in changed:
            if key not in self.living:
                raise AtImport
            for function in self.living[key]:
                function.__code__ = codes[key]
        if not changed:
            self._give_constant(mutant)

    def _compiled(self, source: str) -> CodeType:
        return compile(source, str(self.file), "exec", dont_inherit=True)

    def _living(self) -> dict[Key, list[FunctionType]]:
        """Return the functions of the file that are in memory, decorated ones too, by the place of their code."""
        gc.unfreeze()
        keys = {_place(code): key for key, code in self.codes.items()}
        living: dict[Key, list[FunctionType]] = {}
        for thing in gc.get_objects():
            # Not isinstance, which wakes a lazy object.
            if type(thing) is FunctionType and thing.__code__.co_filename == str(self.file):
                key = keys.get(_place(thing.__code__))
                if key is not None:
                    living.setdefault(key, []).append(thing)
        return living

    def _give_constant(self, mutant: Mutant) -> None:
        statements = zip(ast.parse(self.source).body, ast.parse(mutant.source).body, strict=True)
        changed = [new for old, new in statements if ast.dump(old) != ast.dump(new)]
        names = [_name(statement) for statement in changed]
        if not changed:
            raise AtImport
        for name, statement in zip(names, changed, strict=True):
            if (
                name is None
                or not isinstance(statement, ast.Assign | ast.AnnAssign)
                or statement.value is None
            ):
                raise AtImport
            expression = compile(ast.Expression(statement.value), str(self.file), "eval")
            before, value = self.module.__dict__[name], eval(expression, self.module.__dict__)  # noqa: S307
            for module in list(sys.modules.values()):
                if isinstance(module, ModuleType) and module.__dict__.get(name) is before:
                    setattr(module, name, value)


def _module(file: Path) -> ModuleType:
    """Return the module of a file; one that the tests have not imported yet is imported now."""
    for module in list(sys.modules.values()):
        where = getattr(module, "__file__", None)
        if where and Path(where).resolve() == file:
            return module
    return importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


def _name(statement: ast.stmt) -> str | None:
    """Return the name of a constant of the module."""
    target: Any = None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign):
        target = statement.target
    return target.id if isinstance(target, ast.Name) else None


def _functions(code: CodeType) -> dict[Key, CodeType]:
    counted = Counter[str]()
    functions = {}
    for inner in _outer(code):
        functions[inner.co_qualname, counted[inner.co_qualname]] = inner
        counted[inner.co_qualname] += 1
    return functions


def _outer(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of each function that stands in a module or a class; those inside a function come with it."""
    for constant in code.co_consts:
        if not isinstance(constant, CodeType):
            continue
        if constant.co_flags & inspect.CO_NEWLOCALS:
            yield constant
        else:
            yield from _outer(constant)


def _place(code: CodeType) -> tuple[int, str]:
    return code.co_firstlineno, code.co_qualname


def _differ(new: CodeType, old: CodeType) -> bool:
    """Whether two functions do other things; that one stands on another line is nothing."""
    if (new.co_code, new.co_names, new.co_varnames) != (old.co_code, old.co_names, old.co_varnames):
        return True
    if len(new.co_consts) != len(old.co_consts):
        return True
    return any(
        _differ(a, b) if isinstance(a, CodeType) and isinstance(b, CodeType) else (type(a), a) != (type(b), b)
        for a, b in zip(new.co_consts, old.co_consts, strict=True)
    )
