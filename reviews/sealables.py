"""Passages as something that is sealed, and those texts of the case itself that have them."""

from __future__ import annotations

from typing import Any

from scr_portal.access.roles import Role

from . import passage_homes, sealable
from .models import PASSAGE, Question, Referral, ReturnedText, ReturnPoint, SealedPassage, TermsOfReference
from .passage_homes import Home, Section
from .policy import parts, roles


def document_of(passage: SealedPassage) -> Any:
    """Return the document in which a passage is looked for, whoever may read it; None where it is gone."""
    home = passage_homes.home_named(passage.home)
    return home.on(passage.line) if home else None


def home_of(passage: SealedPassage) -> Home:
    home = passage_homes.home_named(passage.home)
    if home is None:
        raise LookupError(f"No document is called {passage.home}.")
    return home


def name_of(passage: SealedPassage) -> str:
    """Say which document and which section: "a passage of the referral (What happened)"."""
    subject, home = document_of(passage), home_of(passage)
    section = home.text(subject, passage.part)
    return f"a passage of {home.name(subject)}" + (f" ({section.title})" if section else "")


def writes_text(user: Any, passage: SealedPassage) -> bool:
    return home_of(passage).writes(user, document_of(passage))


sealable.register(
    sealable.Sealable(
        SealedPassage,
        PASSAGE,
        "passage",
        name=name_of,
        place=lambda passage: home_of(passage).place(document_of(passage)),
        wrote=writes_text,
        concerns=lambda passage: [document_of(passage).pk],
        whole=document_of,
        shuts_out=lambda user, passage: not writes_text(user, passage),
    )
)


def texts_told(referral: Referral) -> list[Section]:
    return [
        Section("account", "What happened", referral.account),
        Section("agencies_involved", "Agencies that may have known the family", referral.agencies_involved),
        Section(
            "immediate_safety", "What has been done to keep other children safe", referral.immediate_safety
        ),
    ]


passage_homes.register(
    Home(
        Referral,
        "referral",
        "referral",
        name=lambda referral: "the referral",
        place=lambda referral: str(referral.get_absolute_url()),
        texts=texts_told,
        writes=lambda user, referral: bool(referral.referred_by_id == user.pk),
    )
)


def questions_of(terms: TermsOfReference) -> list[Section]:
    return [
        Section(f"question_{question.number}", f"Question {question.number}", question.text)
        for question in terms.questions.all()
    ]


def drafts_terms(user: Any, terms: TermsOfReference) -> bool:
    """Whether somebody writes the terms: the manager, the committee and the panel chair, who agrees them."""
    drafting = roles(user, terms) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP}
    return bool(drafting) or "chair_panel" in parts(user, terms.review)


passage_homes.register(
    Home(
        TermsOfReference,
        "terms",
        "version of the terms of reference",
        name=lambda terms: "the terms of reference",
        place=lambda terms: str(terms.get_absolute_url()),
        texts=questions_of,
        writes=drafts_terms,
        line=lambda terms: terms.review_id,
        lines=lambda terms: terms.values("review"),
        newest=lambda review: TermsOfReference.objects.filter(review=review).order_by("-issue").first(),
        moves=True,
    )
)
passage_homes.located(
    Question,
    lambda question, name: (question.terms, f"question_{question.number}"),
    lambda question: [other.text for other in question.terms.questions.all()],
)
passage_homes.located(
    ReturnedText,
    lambda kept, name: (kept.round.subject, kept.key),
    lambda kept: [other.text for other in kept.round.texts.all()],
)
passage_homes.quotes(ReturnPoint, "quoted")
