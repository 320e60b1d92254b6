"""`./run mutate` changes one thing at a time, where the running program can see it, and puts it in the place of the code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from cosmic_ray.mutating import mutate_code

from tools import mutation
from tools.mutation.exchange import AtImport, Exchange
from tools.mutation.mutants import Mutant, mutants
from tools.mutation.operators import OWN

RULE = '''"""A rule."""

from __future__ import annotations

LIMIT = 3
READERS: set[str] = {"manager", "chair"}


def kept(function):
    return lambda *given: function(*given)


@kept
def refused(role: str | None, days: int) -> bool:
    return role not in READERS or days > LIMIT


def standard(days: int = 7) -> int:
    return days
'''


@pytest.fixture
def rule(tmp_path: Path) -> Iterator[tuple[Path, ModuleType]]:
    """Write a file with a rule, and import it under a name of its own."""
    file = tmp_path / "rule_to_mutate.py"
    file.write_text(RULE)
    module = ModuleType("rule_to_mutate")
    module.__file__ = str(file)
    exec(compile(RULE, str(file), "exec"), module.__dict__)  # noqa: S102 - the text above
    sys.modules["rule_to_mutate"] = module
    yield file, module
    del sys.modules["rule_to_mutate"]


def of(file: Path, after: str) -> Mutant:
    return next(mutant for mutant in mutants(file, RULE) if mutant.after == after)


@pytest.mark.parametrize("operator", OWN, ids=lambda operator: operator.__name__)
def test_operator_changes_its_examples_as_it_says(operator):
    for example in operator.examples():
        changed = mutate_code(example.pre_mutation_code, operator(), example.occurrence)
        assert changed == example.post_mutation_code


def test_each_change_is_tried_once_and_one_of_a_type_is_none(rule):
    file, _ = rule
    changes = [mutant.after for mutant in mutants(file, RULE)]
    assert "return role in READERS or days > LIMIT" in changes
    assert "return role not in READERS and days > LIMIT" in changes
    assert "return role not in READERS or days >= LIMIT" in changes
    assert 'READERS: set[str] = { "chair"}' in changes
    assert len(changes) == len(set(changes))
    assert not [change for change in changes if "def refused" in change]


def test_condition_written_two_ways_is_one_change():
    source = "def f(a):\n    if a is None:\n        return 1\n"
    assert [mutant.after for mutant in mutants(Path("f.py"), source)].count("if a is not None:") <= 1
    assert len([mutant for mutant in mutants(Path("f.py"), source) if mutant.lines.start == 2]) == 1


def test_a_function_that_is_decorated_runs_the_code_of_the_mutant(rule):
    file, module = rule
    assert not module.refused("chair", 3)
    Exchange(file).give(of(file, "return role not in READERS or days >= LIMIT"))
    assert module.refused("chair", 3)


def test_a_constant_has_the_value_of_the_mutant_wherever_it_was_imported(rule):
    file, module = rule
    elsewhere = ModuleType("imports_the_rule")
    elsewhere.READERS = module.READERS
    sys.modules["imports_the_rule"] = elsewhere
    try:
        Exchange(file).give(of(file, 'READERS: set[str] = { "chair"}'))
    finally:
        del sys.modules["imports_the_rule"]
    assert module.refused("manager", 1)
    assert list(elsewhere.READERS) == ["chair"]


def test_a_default_is_settled_at_import_and_said_so(rule):
    file, _ = rule
    with pytest.raises(AtImport):
        Exchange(file).give(of(file, "def standard(days: int = 8) -> int:"))


def test_names_choose_apps_folders_and_files():
    assert set(mutation.files([])) == {*mutation.APPS, mutation.DEADLINES}
    assert mutation.files(["families/gates.py"]) == {"families": [Path("families/gates.py")]}
    assert {file.parent for file in mutation.files(["reviews/policy"])["reviews"]} == {Path("reviews/policy")}
    assert mutation.files(["nowhere"]) == {}


def test_every_part_names_tests_that_are_there():
    assert set(mutation.NEAREST) == {*mutation.APPS, mutation.DEADLINES}
    for name in {test for tests in mutation.NEAREST.values() for test in tests}:
        assert (mutation.ROOT / name).exists(), name
