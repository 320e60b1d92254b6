"""Every value of a procedure is read by a rule or shown on a page: one that nobody reads would be a promise forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from reviews.procedures.model import Procedure

ROOT = Path(__file__).resolve().parents[2]
APPS = ("reviews", "panels", "families", "reports")
LOADERS = {
    "reviews/procedures/loading.py",
    "reviews/procedures/checking.py",
    "reviews/procedures/printing.py",
}
"""They read, check and print the values; that is no use of them."""

CALLED = {
    "limb": "criteria",
    "criterion": "criteria",
    "clock": "clocks",
    "follows": "consequences",
    "usual_procedure": "procedure",
}
"""What one member of a list is called."""

IN_A_TEMPLATE = re.compile(r"(?=\b([a-z_]+)\.([a-z_]+)\b)")


def values(kind: Any = Procedure, place: str = "procedure") -> Iterator[tuple[str, str]]:
    """Each value, with the name of the table it stands in."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner = next(iter(get_args(hints[field.name])), hints[field.name])
        if is_dataclass(inner):
            yield from values(inner, field.name)
        else:
            yield place, field.name


def last_name(node: ast.AST) -> str:
    """The last name of an expression: `review.procedure.clock("x")` ends with clock."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def reads(function: ast.AST) -> Iterator[tuple[str, str]]:
    """Table and value of each attribute that a function reads, local names followed to what they stand for."""
    stands_for = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            stands_for[node.targets[0].id] = last_name(node.value)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            stands_for[node.target.id] = last_name(node.iter)
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            name = last_name(node.value)
            place = stands_for.get(name) or name
            yield CALLED.get(place, place), node.attr


def all_reads() -> set[tuple[str, str]]:
    """Every read in the apps of a case, and every value a template shows."""
    read = set()
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            if "migrations" in file.parts or str(file.relative_to(ROOT)) in LOADERS:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    read |= set(reads(node))
                elif isinstance(node, ast.ClassDef) and node.name == "Procedure":
                    read |= {("procedure", name) for place, name in reads(node) if place == "self"}
        for template in (ROOT / "templates" / app).rglob("*.html"):
            for place, name in IN_A_TEMPLATE.findall(template.read_text(encoding="utf-8")):
                read.add((CALLED.get(place, place), name))
    return read


def test_every_value_of_a_procedure_is_read() -> None:
    wanted = set(values())
    assert len(wanted) > 30
    assert wanted - all_reads() == set()


def test_a_local_name_is_followed_to_its_table() -> None:
    source = "def rule(case):\n    told = case.procedure.family\n    return told.told_source"
    assert ("family", "told_source") in set(reads(ast.parse(source).body[0]))
