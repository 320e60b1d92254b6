"""Turn an original into the form that is served: registered identities by pseudonym, unknown ones masked.

Nothing here raises. A text that cannot be coded is withheld, and the log says which kind of error it was
but not one word of the text.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from .registers import CodingRegister, compiled

WITHHELD = "[This text could not be coded and is withheld]"
NEVER_CODED = 0
WORKING_GRAIN = (
    None  # the panel works with ordinary dates; registered dates of birth are exchanged all the same
)
_READY = "_compiled_for_coding"

logger = logging.getLogger(__name__)


class Coder:
    """Codes many texts with one register. `failed` says whether any of them had to be withheld."""

    def __init__(self, register: CodingRegister) -> None:
        self.register = register
        self.version = register.version
        self.failed = False

    def code(self, value: Any) -> Any:
        """Return the coded form of a text, or of a mapping of texts with its headings coded as well."""
        return self._map(value) if isinstance(value, Mapping) else self._text(value or "")

    def _map(self, values: Mapping[str, str]) -> dict[str, str]:
        coded: dict[str, str] = {}
        for heading, text in values.items():
            wanted = heading_coded = self._text(heading)
            number = 2
            while heading_coded in coded:
                heading_coded, number = f"{wanted} ({number})", number + 1
            coded[heading_coded] = self._text(str(text) if text is not None else "")
        return coded

    def _text(self, text: str) -> str:
        if not text.strip():
            return text
        try:
            from scr_portal import anonymise as engine  # its word lists are read only where texts are coded

            register, decisions = self._register()
            result = engine.anonymise(str(text), register, decisions=decisions, grain=WORKING_GRAIN)
            return engine.mask(result).replace("\0", "\N{REPLACEMENT CHARACTER}")
        except Exception as error:
            # Not `exc_info`: an error message may quote the text it failed on.
            logger.error("A text could not be coded and is withheld: %s", type(error).__name__)
            self.failed = True
            return WITHHELD

    def _register(self) -> tuple[Any, Any]:
        """Return the compiled register and its decisions, kept on the register object for its version.

        A text coded with what is kept bears that version; whatever changes the register afterwards raises
        the version, and the text is behind.
        """
        kept = vars(self.register).get(_READY)
        if kept is None or kept[0] != self.version:
            kept = self.version, compiled(self.register), self.register.decisions
            vars(self.register)[_READY] = kept
        return kept[1], kept[2]


def code(text: str, register: CodingRegister) -> str:
    """Return the coded form of `text`: what pages, search, exports, PDF and mail may show.

    Words flagged and not settled yet read "[not yet settled]". A text the anonymiser fails on is withheld.
    """
    return str(Coder(register).code(text))
