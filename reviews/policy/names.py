"""Who answers for an unknown name: the manager for all of them, an author for those in their own words."""

from __future__ import annotations

from scr_portal.access import policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import ReviewAction
from ..enums import UnknownAnswer
from ..models import OfReview, UnknownName
from ..own_texts import is_document, words_of, written_by
from ..returnable import kind_of
from .persons import review_of, roles


@policy(ReviewAction.SETTLE_OWN_NAMES)
def may_settle_own_names(user: User, document: OfReview) -> str | None:
    """Allow whoever wrote the words, who knows whom they meant, and the manager, who keeps the register."""
    if Role.BUSINESS_MANAGER in roles(user, document):
        return None
    if is_document(document) and kind_of(document).wrote(user, document):
        return None
    return "The names in a text are settled by its author and by the business manager."


@policy(ReviewAction.ANSWER_NAME)
def may_answer_name(user: User, name: UnknownName) -> str | None:
    """Allow the manager; of a name that waits an author who wrote it; of an answer whoever gave it."""
    if Role.BUSINESS_MANAGER in roles(user, name):
        return None
    if isinstance(name, UnknownName) and is_an_authors(name, user):
        return None
    return "A name is settled by the business manager and by the author in whose text it stands."


def is_an_authors(name: UnknownName, user: User) -> bool:
    """Whether this person wrote a text in which the name waits, or gave its answer as an author."""
    review = review_of(name)
    own = list(written_by(user, review)) if review is not None else []
    if name.answer == UnknownAnswer.OPEN:
        return any(f" {name.key} " in words_of(document) for document in own)
    return bool(own) and name.answered_by_id == user.pk
