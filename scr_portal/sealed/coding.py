"""Code an original text for display: registered identities become pseudonyms, unknown ones are masked.

Nothing here raises. A text that cannot be coded is withheld, and the log gives the class of the error but no
word of the text.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from .registers import CodingRegister, compiled

WITHHELD = "[This text could not be coded and is withheld]"
NEVER_CODED = 0
WORKING_GRAIN = None  # the panel works with full dates; registered dates of birth are still replaced
_READY = "_compiled_for_coding"

logger = logging.getLogger(__name__)


class Coder:
    """A coder of many texts with one register. `failed` is true when any of them had to be withheld."""

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
            coded_heading = unique_heading = self._text(heading)
            number = 2
            while unique_heading in coded:
                unique_heading, number = f"{coded_heading} ({number})", number + 1
            coded[unique_heading] = self._text(str(text) if text is not None else "")
        return coded

    def _text(self, text: str) -> str:
        if not text.strip():
            return text
        try:
            from scr_portal import anonymise as engine  # loads word lists, so only where texts are coded

            register, decisions = self._register()
            result = engine.anonymise(str(text), register, decisions=decisions, grain=WORKING_GRAIN)
            return engine.mask(result).replace("\0", "\N{REPLACEMENT CHARACTER}")
        except Exception as error:
            # Not `exc_info`: an error message may quote the text it failed on.
            logger.error("A text could not be coded and is withheld: %s", type(error).__name__)
            self.failed = True
            return WITHHELD

    def _register(self) -> tuple[Any, Any]:
        """Return the compiled register and its decisions, cached on the register object for its version.

        A text coded with the cached register is stored with that version; any later change of the register
        raises the version, and the text is then recoded.
        """
        cached = vars(self.register).get(_READY)
        if cached is None or cached[0] != self.version:
            cached = self.version, compiled(self.register), self.register.decisions
            vars(self.register)[_READY] = cached
        return cached[1], cached[2]


def code(text: str, register: CodingRegister) -> str:
    """Return the coded form of `text`: what pages, search, exports, PDF and mail may show.

    Words that are flagged and not settled yet read "[not yet settled]". A text on which the anonymiser fails is
    withheld.
    """
    return str(Coder(register).code(text))
