"""Letters to a relative for tests: begun, asked about, cleared, sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import Outgoing
from families.models import FamilyLetter, OutgoingText
from families.outgoing import Text, key_of
from families.services import letters, others
from scr_portal import workflow
from tests.asking import again

from .sides import letter

PLAIN = "Dear Mrs Quillfeather, the panel would like to hear from you."
TELLS = f"{PLAIN} Mr Zennor has told us what he thinks. He was arrested in spring. The panel meets in May."


def text_of(row: FamilyLetter) -> Text:
    return Text(Outgoing.LETTER, row, row.relative)


def asked(case: SimpleNamespace, text: str = TELLS) -> tuple[FamilyLetter, OutgoingText]:
    row = letter(case, text)
    return row, others.ask(text_of(row), by=case.contact)


def keys(row: FamilyLetter) -> list[str]:
    return [key_of(found) for found in text_of(row).waiting()]


def cleared(case: SimpleNamespace, text: str = TELLS) -> FamilyLetter:
    row, outgoing = asked(case, text)
    others.clear(outgoing, chosen=keys(row), reason="She knows.", by=case.people.manager)
    return row


def send(row: FamilyLetter, by: Any, **values: Any) -> FamilyLetter:
    return letters.send(row, on=timezone.localdate(), by=by, **values)


def blocked(row: FamilyLetter) -> list[str]:
    return [item.sentence for item in workflow.missing(again(row), "sent")]
