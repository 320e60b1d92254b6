"""Words that go out as they were typed: nobody may be recognised by them."""

from __future__ import annotations

from collections.abc import Iterable

from reviews.models import IdentityRegister
from scr_portal import anonymise
from scr_portal.refusals import Refused


class MayIdentify(Refused):
    """Words that would become public may tell who somebody is."""


def require_nobody_in(text: str, register: IdentityRegister, *, field: str, known_only: bool = False) -> None:
    """Raise MayIdentify where a text that goes out as typed may identify somebody.

    That is a registered name and, unless `known_only`, whatever else the anonymiser flags.
    """
    if words := named_in(text, register, known_only=known_only):
        raise MayIdentify({field: may_be_recognised(words)})


def named_in(text: str, register: IdentityRegister, *, known_only: bool) -> list[str]:
    """Return the words of a text that name somebody registered or, unless `known_only`, may identify somebody.

    A provisional label is among them: it stands for somebody whom nobody has settled.
    """
    result = anonymise.anonymise(text, register.entries, decisions=register.decisions, grain="month")
    words = [text[item["start"] : item["end"]] for item in result["replacements"]]
    words += [match[0] for match in anonymise.LABEL.finditer(text)]
    if not known_only:
        words += [result["text"][item["start"] : item["end"]] for item in result["residuals"]]
    return words


def may_be_recognised(words: Iterable[str]) -> str:
    """Return the sentence that names the words."""
    listed = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
    return f"Somebody may be recognised by {listed}. Use other words."
