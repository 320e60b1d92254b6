"""What an author may answer for the names of their own texts: with what they wrote, and with what they read there.

An author knows whom they meant and may not learn who else is who. So they are offered the labels that stand in
their own texts and never a real name of the register, and enter somebody new only as they spelled them (decision 19).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scr_portal import access, sealed
from scr_portal.accounts.models import User
from scr_portal.anonymise import key_of
from scr_portal.sealed.columns import coded_column, narratives_of

from ..actions import ReviewAction
from ..enums import VALUE_KINDS, UnknownAnswer
from ..models import Identity, IdentityRegister, UnknownName
from ..own_texts import document_of, words_of, written_by
from ..policy import review_of


@dataclass(frozen=True)
class OwnNames:
    """An author’s texts of a case: as they read in coded form, and the words that were written."""

    register: IdentityRegister
    by: User
    coded: str
    words: str

    @property
    def identities(self) -> list[Identity]:
        """The identities whose labels stand in the author's texts, or that the author entered."""
        every = self.register.identities.each_once().prefetch_related("answers")
        return [identity for identity in every if self.may_mean(identity)]

    def may_mean(self, identity: Identity) -> bool:
        entered = any(
            answer.answer == UnknownAnswer.NEW and answer.answered_by_id == self.by.pk
            for answer in identity.answers.all()
        )
        label = rf"(?<!\w){re.escape(identity.pseudonym)}(?!\w)"
        return entered or re.search(label, self.coded, re.IGNORECASE) is not None

    def may_enter(self, kind: str, values: Mapping[str, Any]) -> bool:
        """Whether somebody new is entered as the author spelled them, with no date, number or further name."""
        beyond = {"of", "aliases", "given", "family"} & {name for name, value in values.items() if value}
        spelled = not values.get("canonical") or f" {key_of(str(values['canonical']))} " in self.words
        return not beyond and spelled and kind not in VALUE_KINDS


def of_author(name: UnknownName, *, by: User) -> OwnNames | None:
    """Return what this person may answer with as an author; None for whoever keeps the register."""
    if access.allowed(ReviewAction.EDIT_IDENTITIES, by, name.register):
        return None
    return own_names(name.register, by=by)


def own_names(register: IdentityRegister, *, by: User) -> OwnNames:
    """Return what an author reads in their own texts of a case."""
    review = review_of(register)
    documents = list(written_by(by, review)) if review is not None else []
    rows = sealed.refresh([row for each in documents for row in document_of(each).rows(each)], register)
    texts = [str(getattr(row, coded_column(name))) for row in rows for name in narratives_of(type(row))]
    return OwnNames(register, by, "\n".join(texts), "".join(map(words_of, documents)))
