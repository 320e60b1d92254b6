"""Every act and every reading that the portal records has a label, kept by the app that records it."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from scr_portal.audit import labels

ROOT = Path(__file__).resolve().parents[2]
APPS = ("reviews", "panels", "families", "reports", "scr_portal")
OF_THE_RECORD_ITSELF = {labels.REFUSED, "read"}
"""Acts of every app: `audit.refused` and `audit.read` record them."""


def package_of(file: Path) -> str:
    """Return the app that a file belongs to; each package of the platform is one."""
    parts = file.relative_to(ROOT).parts
    return ".".join(parts[:2] if parts[0] == "scr_portal" else parts[:1])


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Yield each node of the source with its app."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield package_of(file), node


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield the app, the name and the call of each `audit.<name>(...)` in the source."""
    for app, node in nodes():
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="audit"), attr=name)):
                yield app, name, node


def class_readings() -> Iterator[tuple[str, str]]:
    """Yield the app and the value of each `reading = "..."` of a class, which its pages pass to `audit.read`."""
    for app, node in nodes():
        for line in node.body if isinstance(node, ast.ClassDef) else []:
            match line:
                case ast.Assign(targets=[ast.Name(id="reading")], value=ast.Constant(value=str(what))):
                    yield app, what


def recorded() -> dict[str, set[str]]:
    """Return the acts that each app records. One that is computed could be anything, and is refused here."""
    acts: dict[str, set[str]] = defaultdict(set)
    for app, name, call in calls():
        if name == "record":
            verb = call.args[0]
            assert isinstance(verb, ast.Constant), f"computed in line {call.lineno}: {ast.unparse(call)}"
            acts[app].add(str(verb.value))
    return acts


def readings() -> dict[str, set[str]]:
    """Return what each app records the reading of: said in the call, or once in the class of a page."""
    read: dict[str, set[str]] = defaultdict(set)
    for app, name, call in calls():
        if name == "read":
            (what,) = [word.value for word in call.keywords if word.arg == "what"]
            if not ast.unparse(what).endswith(".reading"):
                assert isinstance(what, ast.Constant)
                read[app].add(str(what.value))
    for app, reading in class_readings():
        read[app].add(reading)
    return read


def labels_of(app: str) -> ModuleType:
    return importlib.import_module(f"{app}.audit_labels")


def test_each_app_labels_the_acts_that_it_records_and_no_others() -> None:
    acts = recorded()
    assert sum(len(verbs) for verbs in acts.values()) > 100
    assert {app: set(labels_of(app).ACTS) for app in acts} == acts


def test_each_app_labels_what_it_records_the_reading_of_and_nothing_else() -> None:
    read = readings()
    assert len(read) == 5
    assert {app: set(labels_of(app).READINGS) for app in read} == read


def test_every_label_is_registered_when_the_portal_starts() -> None:
    acts = {verb for verbs in recorded().values() for verb in verbs}
    assert acts == set(labels.acts()) - OF_THE_RECORD_ITSELF
    assert {what for kinds in readings().values() for what in kinds} == set(labels.readings())


def test_a_label_never_shows_the_name_an_act_has_in_the_code() -> None:
    for words in [*labels.acts().values(), *labels.readings().values()]:
        assert words[0].isupper()
        assert "." not in words
        assert "_" not in words


def test_one_act_has_one_label() -> None:
    labels.register({labels.REFUSED: labels.acts()[labels.REFUSED]})
    with pytest.raises(LookupError, match=r"two labels for deadline\.met, refused"):
        labels.register({labels.REFUSED: "Said no", "deadline.met": "Made it"})


def test_a_refusal_is_said_as_one() -> None:
    assert labels.label_of(labels.REFUSED) == "Was refused something not open to them"


def test_a_reading_says_what_was_read() -> None:
    assert labels.label_of("read", "identity") == "Read an identity with its real name"
    assert labels.label_of("read") == "Read a page of this case"


def test_an_act_without_a_label_is_still_said() -> None:
    assert labels.label_of("meeting.put_off") == "Meeting put off"
    assert labels.label_of("meeting.put_off", "case_file") == "Meeting put off (case file)"
    assert labels.label_of("read", "case_file") == "Read: Case file"
