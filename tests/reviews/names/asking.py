"""What the tests of the queue ask of its page, and what they find there."""

from __future__ import annotations

import random
from typing import Any

from django.urls import reverse
from lxml import html

from reviews.enums import IdentityKind
from reviews.models import Identity, UnknownName
from reviews.services import identities
from scr_portal.sealed.coding import code

ACCOUNT = (
    "Nuala Brightwater saw her at home. On the second visit Nuala was told of the fall. Mrs Threlkeld came. "
    "They met at Quandorly Fold on Tuesday."
)


def path(referral: Any, page: str = "names") -> str:
    return reverse(f"reviews:referral_{page}", args=[referral.pk])


def read(answer: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def enter(referral: Any, people: Any, name: str, label: str, role: str = "health visitor") -> Identity:
    given, _, family = name.partition(" ")
    return identities.enter(
        referral.identity_register(),
        kind=IdentityKind.PERSON,
        canonical=name,
        given=given,
        family=family,
        role=role,
        pseudonym=label,
        by=people.manager,
    )


def unknown(surface: str) -> UnknownName:
    return next(name for name in UnknownName.objects.all() if name.surface == surface)


def flag(referral: Any, text: str) -> None:
    """Have a text coded, so that its unknown names are in the queue."""
    code(text, referral.identity_register())


def answered(client: Any, referral: Any, surface: str, answer: str, **more: Any) -> Any:
    name = unknown(surface)
    values = {"name": [str(name.pk)], "answer": answer} | more
    return client.post(f"{path(referral)}?open={name.pk}", values, follow=True)


def account(referral: Any) -> str:
    return str(type(referral).objects.get(pk=referral.pk).account)


def invented(count: int, seed: int = 1) -> list[str]:
    """So many names that nobody has and that are not like each other."""
    chance = random.Random(seed)
    return [
        "".join(chance.choice(letters) for letters in ("bdgkmprtvz", "aeiou") * 4).title()
        for _ in range(count)
    ]
