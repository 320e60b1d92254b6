"""An answer about a name is taken back after publication: the edition made with it is withdrawn at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviews.models import IdentityRegister
from reviews.services import reviews
from reviews.services.referrals import holding
from scr_portal import notices
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.anonymise import key_of
from scr_portal.anonymise.suggest import is_plain_word

from ..models import PublicEdition
from ..public_texts import without_citations
from . import editions

PUBLIC_NOTE = "This report has been withdrawn by the board."


class PublishedEditions:
    """The editions of a case that anybody may read, or could until proceedings held them back."""

    def times(self, register: IdentityRegister, surfaces: Sequence[str]) -> int:
        """Count the words in the text that a public edition was made from, or in the edition where they were written later."""
        return sum(
            self._times(edition, surface) for edition in self._public(register) for surface in surfaces
        )

    def withdraw(self, register: IdentityRegister, surfaces: Sequence[str], *, by: User) -> None:
        """Withdraw each that holds one of them; the managers and the board chair are told."""
        for edition in self._public(register):
            if not any(self._times(edition, surface) for surface in surfaces):
                continue
            review = reviews.locked(edition.review)
            editions.withdraw(edition, public_note=PUBLIC_NOTE, by=by)
            for person in holding(review.board, Role.BUSINESS_MANAGER, Role.BOARD_CHAIR):
                path = review.get_absolute_url()
                notices.send("edition_withdrawn", to=person, case_code=edition.case_code, path=path)

    def _public(self, register: IdentityRegister) -> Iterator[PublicEdition]:
        rows = PublicEdition.objects.published().filter(report__review__referral=register.referral_id)
        yield from rows.select_related("report__review__board", "report__review__referral")

    def _times(self, edition: PublicEdition, surface: str) -> int:
        places = edition.review.procedure.outputs.public
        texts = [without_citations(edition.report, place) for place in places]
        signed = sum(times_in(text, surface) for text in texts)
        public = sum(times_in(text, surface) for text in (edition.title, edition.overview, edition.summary))
        return max(signed, public)


def times_in(text: str, surface: str) -> int:
    """Return how often a surface stands in a text: in any spelling, or as it is written where it is a plain word too."""
    if is_plain_word(surface):
        return len(re.findall(rf"(?<!\w){re.escape(surface)}(?!\w)", text))
    return f" {key_of(text)} ".count(f" {key_of(surface)} ")
