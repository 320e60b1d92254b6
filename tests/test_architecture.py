"""What the import contracts in .importlinter cannot say: readable files, one caller of guardian, a rule for every page."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from scr_portal.access.middleware import declared_access

ROOT = Path(__file__).resolve().parent.parent
APPS = ("scr_portal", "reviews", "panels", "families", "reports")

COMPOSITION = {"scr_portal.urls", "scr_portal.celery", "scr_portal.wsgi", "scr_portal.asgi"}
NAMES_THE_QUEUE = {"scr_portal/jobs/apps.py", "scr_portal/health.py"}
"""Where the queue's application may be named: it is loaded at start-up, and readiness asks it for its broker."""
EMPTY_NAMES = {"utils", "core", "common", "helpers", "manager2", "misc"}
GUARDIAN_CALLERS = {"scr_portal/access/grants.py"}
GUARDIAN_ROWS = "UserObjectPermissionBase"
"""The one name of guardian's that models may import: the base of a direct permission table."""

ELSEWHERE = re.compile(r"/home/\w+/|/root/|/Users/\w+/")
"""Paths of one machine. The project stands alone."""

LONG_TABLES = {"scr_portal/web/gallery.py"}
"""Data that is longer than logic may be. Nothing here may pass 400 lines either."""


@dataclass(frozen=True)
class Import:
    """One import as written: the module, the name taken from it, and the line."""

    module: str
    name: str
    line: int

    @property
    def dotted(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


def sources(*apps: str, migrations: bool = False) -> list[Path]:
    found = [path for app in apps or APPS for path in sorted((ROOT / app).rglob("*.py"))]
    return [path for path in found if migrations or "migrations" not in path.parts]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(source: str, package: tuple[str, ...]) -> list[Import]:
    """Every import in the source of a module that lives in `package`, relative ones made absolute."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            found += [Import(module, alias.name, node.lineno) for alias in node.names]
    return found


def package_of(path: str) -> tuple[str, ...]:
    """The package a relative import of this file starts from."""
    return Path(path).parent.parts


def functions_of(source: str) -> Iterator[tuple[str, int]]:
    """Each function with its length in lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def share_under(lengths: list[int], limit: int) -> float:
    return sum(length < limit for length in lengths) / len(lengths)


def views_of(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views_of(entry, where)
        else:
            yield where, entry


def test_nothing_imports_the_composition_root() -> None:
    wrong = [
        f"{relative(path)}:{item.line} imports {item.dotted}"
        for path in sources()
        for item in imports_of(path.read_text(), package_of(relative(path)))
        if (item.module in COMPOSITION or item.dotted in COMPOSITION)
        and not (relative(path) in NAMES_THE_QUEUE and "scr_portal.celery" in item.dotted)
    ]
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = [
        relative(path)
        for path in sources("tests", "tools", *APPS)
        if EMPTY_NAMES & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]
    assert empty == []


def rules_of_the_process() -> list[Path]:
    """Return the services, gates and policies: what is raised there is the domain's, and forms are not known."""
    return [
        path
        for path in sources()
        if {"services", "gates", "policy"} & {*path.relative_to(ROOT).parts[:-1], path.stem}
    ]


def raised(source: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each exception that is raised, or taken as a base, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and node.exc is not None:
            exception = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            yield ast.unparse(exception).rpartition(".")[2], node.lineno
        elif isinstance(node, ast.ClassDef):
            yield from ((ast.unparse(base).rpartition(".")[2], node.lineno) for base in node.bases)


def test_services_gates_and_policies_raise_no_error_of_forms() -> None:
    rules = rules_of_the_process()
    assert len(rules) > 50
    wrong = [
        f"{relative(path)}:{line}"
        for path in rules
        for name, line in raised(path.read_text())
        if name == "ValidationError"
    ]
    assert wrong == []


def test_an_error_of_forms_would_be_found_however_it_is_raised() -> None:
    source = "raise ValidationError('No.')\nraise forms.ValidationError\nclass Same(ValidationError): ..."
    assert [line for name, line in raised(source) if name == "ValidationError"] == [1, 2, 3]


STATUS_RULES = (
    "services",
    "gates",
    "policy",
    "views",
    "models",
    "outstanding",
    "queries",
    "publication_checklist",
)
"""Parts of an app in which a status is compared, asked for or set."""
ASKS_FOR_A_STATUS = {"move", "may_move", "missing", "missing_before"}
HOLDS_A_STATUS = re.compile(r"(^|_)status(__in)?$|^to$|^TRANSITIONS$|^FORWARD$")


def statuses() -> set[str]:
    """Return the values of every enum of statuses."""
    enums = [importlib.import_module(f"{app}.enums") for app in (*APPS[1:], "scr_portal.jobs")]
    kinds = [
        kind for module in enums for name, kind in vars(module).items() if name.endswith(("Status", "State"))
    ]
    return {value for kind in kinds for value in kind.values}


def bare_statuses(source: str, values: set[str]) -> Iterator[int]:
    """Yield the line of each status that is written as text where a member of its enum belongs."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            about = ast.unparse(node).lower()
            places: list[ast.expr] = [node.left, *node.comparators] if "status" in about else []
        elif isinstance(node, ast.keyword):
            places = [node.value] if HOLDS_A_STATUS.search(node.arg or "") else []
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            places = node.args if called in ASKS_FOR_A_STATUS else []
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            held = any(HOLDS_A_STATUS.search(ast.unparse(target).rpartition(".")[2]) for target in targets)
            places = [node.value] if held and node.value else []
        elif isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 1:
            alone = all(isinstance(item, ast.Constant) and item.value in values for item in node.elts)
            places = list(node.elts) if alone else []
        else:
            places = []
        for place in places:
            for item in ast.walk(place):
                if isinstance(item, ast.Constant) and item.value in values:
                    yield item.lineno


def test_a_status_is_a_member_of_its_enum_and_never_bare_text() -> None:
    values = statuses()
    assert {"draft", "published", "failed"} <= values
    files = [
        path
        for path in sources(*APPS[1:])
        if set(STATUS_RULES) & {*path.relative_to(ROOT).parts[1:-1], path.stem}
    ]
    assert len(files) > 100
    assert [
        f"{relative(path)}:{line}" for path in files for line in bare_statuses(path.read_text(), values)
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "review.status == 'draft'",
        "report.status in ('draft', 'returned')",
        "Q(report__status='draft')",
        "rows.filter(status__in=['draft'])",
        "workflow.move(report, 'draft')",
        "TRANSITIONS = {('draft', 'returned'): ()}",
        "to: str = 'draft'",
        "READ_AT_ONCE = ('draft', 'returned')",
    ],
)
def test_a_bare_status_would_be_found(source: str) -> None:
    assert list(bare_statuses(source, {"draft", "returned"}))
    assert not list(bare_statuses(source.replace("'draft'", "A.B").replace("'returned'", "A.C"), {"draft"}))


def untyped_parameters(source: str) -> Iterator[str]:
    """Yield each parameter that is not annotated, or annotated with Any alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for parameter in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                kind = ast.unparse(parameter.annotation) if parameter.annotation else "Any"
                if parameter.arg not in {"self", "cls"} and kind in {"Any", "Any | None"}:
                    yield f"{node.name}({parameter.arg})"


def test_gates_and_policies_say_what_they_are_asked_about() -> None:
    rules = [
        path for path in rules_of_the_process() if "services" not in path.parts and path.stem != "services"
    ]
    assert len(rules) > 8
    assert [
        f"{relative(path)}: {name}" for path in rules for name in untyped_parameters(path.read_text())
    ] == []


def test_an_untyped_parameter_would_be_found() -> None:
    assert list(untyped_parameters("def may(user: User, on: Any, *, by=None): ...")) == ["may(on)", "may(by)"]


def test_only_one_module_speaks_to_guardian() -> None:
    callers = {
        relative(path): item.name
        for path in sources()
        for item in imports_of(path.read_text(), package_of(relative(path)))
        if item.module.split(".")[0] == "guardian" and item.name != GUARDIAN_ROWS
    }
    assert set(callers) == GUARDIAN_CALLERS


def test_files_stay_readable() -> None:
    lengths = {relative(path): len(path.read_text().splitlines()) for path in sources()}
    logic = [length for path, length in lengths.items() if path not in LONG_TABLES]
    assert {path: length for path, length in lengths.items() if length > 400} == {}
    assert share_under(logic, 250) >= 0.95
    assert share_under(logic, 150) > 0.5


def test_functions_stay_readable() -> None:
    found = {
        f"{relative(path)}: {name}": length
        for path in sources()
        for name, length in functions_of(path.read_text())
    }
    assert {name: length for name, length in found.items() if length > 60} == {}
    assert share_under(list(found.values()), 30) >= 0.95
    assert sorted(found.values())[len(found) // 2] <= 8


def test_every_address_declares_who_may_reach_it() -> None:
    without = [where for where, entry in views_of(get_resolver()) if declared_access(entry.callback) is None]
    assert without == []


def test_no_file_names_a_path_of_one_machine() -> None:
    kinds = {".py", ".md", ".toml", ".html", ".txt", ".yml", ".js", ".css", ".csv", ".sh", ".in", ".json"}
    folders = (*APPS, "templates", "static", "tests", "docs", "tools", "deploy", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    files += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in kinds]
    named = [
        relative(path)
        for path in files
        if path != Path(__file__) and ELSEWHERE.search(path.read_text("utf-8", errors="replace"))
    ]
    assert len(files) > 300
    assert named == []


def test_a_machine_path_and_a_long_function_would_be_found() -> None:
    assert ELSEWHERE.search("/home/somebody/portal")
    assert not ELSEWHERE.search("/var/lib/portal and home/notes")
    long = "def slow():\n" + "    pass\n" * 70
    assert dict(functions_of(long)) == {"slow": 71}


def test_everything_the_portal_imports_is_locked_for_production():
    """A package that only the tests' lock brings is missing where it matters."""
    locked = {
        canonical(line.split("==")[0])
        for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    brings = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(*APPS)
        for name in third_party_imports(path)
        if not {canonical(found) for found in brings.get(name, [name])} & locked
    }
    assert not missing


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).strip().lower()


def third_party_imports(path: Path) -> set[str]:
    """Top-level names a file imports that are neither ours nor the standard library's."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {*APPS, "tools"}
