"""A manager’s browser with a preview open as somebody else, for tests."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from reviews.models import Review
from reviews.services import reviews
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.preview.models import Preview
from tests import cast, make
from tests.platform.signing_in import sign_in

REASON = "To see what she reads before I appoint her."


class Eyes:
    """A browser of the manager with a preview open as somebody else."""

    def __init__(self, by: Any, of: Any, *, supposed: str = "") -> None:
        self.client = sign_in(Client(), by)
        membership = (
            Membership.objects.current()
            .filter(user=of, board__in=by.boards_as(Role.BUSINESS_MANAGER))
            .first()
        )
        about = f"?about=review:{supposed.split(':')[1]}" if supposed else ""
        answer = self.client.post(
            reverse("preview:open") + about,
            {"person": membership.pk, "reason": REASON, "supposed": supposed},
        )
        assert answer.status_code == 302, re.findall(
            r'error-message">(.*?)</p>', answer.content.decode(), re.S
        )
        self.preview = Preview.objects.latest("opened_at")
        self.prefix = f"/preview/{self.preview.pk}"

    def get(self, path: str) -> Any:
        return self.client.get(self.prefix + path)

    def words(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def begun() -> SimpleNamespace:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    return world


def declare(review: Review, person: Any) -> None:
    reviews.declare_conflict(review, of=person, reason="A cousin of the father.", by=person)
