"""Every sentence that refuses something is asserted by a test of its own app.

A promise that no test names can be dropped without anybody noticing. This test reads the sources, so it asks for
nothing of the database: it collects the sentences of services, gates and policies, and the texts of the tests.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = {
    "reviews": ["tests/reviews/test_*.py"],
    "panels": ["tests/panels/test_*.py"],
    "families": ["tests/families/test_*.py"],
    "reports": ["tests/reports/test_*.py"],
    "scr_portal/accounts": ["tests/platform/test_accounts*.py", "tests/outstanding/test_absences.py"],
}
"""Each app with the tests that mirror it."""
RULES = ("services/**/*.py", "gates.py", "gates/**/*.py", "policy.py", "policy/**/*.py")
SHARED = ROOT / "scr_portal" / "refusals.py"
"""Sentences that several services say, written once; each app that imports one asserts it."""
NO_SENTENCES = {"source", "act", "label", "trigger_label", "help_text"}
"""Arguments that hold no refusal: the leaflet a rule comes from, the name of an act, a caption."""
PLACEHOLDER = "\0"
WORDS = 3
"""A text of a test names a sentence by a part of it from this many words."""


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings; in an f-string each expression is a placeholder."""
    if isinstance(tree, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else PLACEHOLDER for part in tree.values)
        yield "".join(str(part) for part in parts)
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.keyword) and child.arg in NO_SENTENCES:
            continue
        yield from texts(child)


def shared(tree: ast.AST) -> Iterator[str]:
    """Yield the shared sentences that a module imports."""
    sentences = {
        target.id: text
        for node in ast.parse(SHARED.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for text in texts(node.value.args[0])
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "scr_portal.refusals":
            yield from (sentences[alias.name] for alias in node.names if alias.name in sentences)


def constant(text: str) -> str:
    """The longest part of a text that does not depend on the case."""
    return max((part.strip() for part in text.split(PLACEHOLDER)), key=len)


def is_sentence(text: str) -> bool:
    """Whether a text is said to a person: a full stop ends it, and it has words of its own."""
    return text.rstrip().endswith(".") and len(constant(text).split()) >= WORDS


def refusals(app: str) -> dict[str, str]:
    """The sentences of an app by their constant part, each with the file it stands in."""
    files = [path for pattern in RULES for path in sorted((ROOT / app).glob(pattern))]
    trees = {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in files}
    return {
        constant(text): file
        for file, tree in trees.items()
        for text in (*texts(tree), *shared(tree))
        if is_sentence(text)
    }


def asserted(app: str) -> set[str]:
    """The texts of the app's tests, each constant part of an f-string for itself, patterns without backslashes."""
    files = [path for pattern in TESTS[app] for path in sorted(ROOT.glob(pattern))]
    found = (text for path in files for text in texts(ast.parse(path.read_text())))
    return {re.sub(r"\\(.)", r"\1", part.strip()) for text in found for part in text.split(PLACEHOLDER)}


def unasserted(sentences: dict[str, str], tests: set[str]) -> list[str]:
    """Sentences that no text of a test holds whole, nor names by a part that stands in no other sentence."""
    parts = [text for text in tests if len(text.split()) >= WORDS]
    missing = []
    for sentence, file in sentences.items():
        whole = any(sentence in text for text in parts)
        by_part = any(
            text in sentence and not any(text in other for other in sentences if other != sentence)
            for text in parts
        )
        if not (whole or by_part):
            missing.append(f"{file}: {sentence}")
    return missing


@pytest.mark.parametrize("app", TESTS)
def test_every_sentence_that_refuses_is_asserted_by_a_test_of_its_app(app: str) -> None:
    sentences = refusals(app)
    assert sentences
    missing = unasserted(sentences, asserted(app))
    assert not missing, "No test asserts:\n" + "\n".join(missing)


def test_a_sentence_is_named_whole_or_by_a_part_that_is_its_own() -> None:
    sentences = {"Say why it is left out.": "a.py", "Say why it is withdrawn.": "a.py"}
    assert unasserted(sentences, {"Say why it is left out.", "it is withdrawn."}) == []
    assert unasserted(sentences, {"Say why it is", "withdrawn"}) == [
        "a.py: Say why it is left out.",
        "a.py: Say why it is withdrawn.",
    ]


def test_the_constant_part_of_a_sentence_with_names_in_it_counts() -> None:
    tree = ast.parse('raise Refused(f"{agency} has not been asked yet.", source="Leaflet, page 1.")')
    assert [constant(text) for text in texts(tree) if is_sentence(text)] == ["has not been asked yet."]


def test_a_docstring_asserts_nothing() -> None:
    tree = ast.parse('def test_it():\n    """Say why it is left out."""\n')
    assert list(texts(tree)) == []
