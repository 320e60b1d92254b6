"""Pages of a preview: no form is made, links stay within it, and only pages that say so are shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reviews.services import terms
from scr_portal.audit.models import AuditEvent
from scr_portal.outstanding import keeping
from scr_portal.preview.middleware import LINK
from tests.platform.signing_in import sign_in
from tests.previewing import Eyes, begun

pytestmark = pytest.mark.django_db


def test_no_form_is_made_and_none_is_taken() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    edit = reverse("reviews:conflict", args=[world.review.pk])
    page = eyes.get(edit)
    tree = html.fromstring(page.content.decode())
    assert [form.get("action") for form in tree.xpath("//form")] == [
        reverse("preview:leave", args=[eyes.preview.pk])
    ]
    for method in ("post", "put", "patch", "delete"):
        assert getattr(eyes.client, method)(eyes.prefix + edit, {"reason": "A cousin."}).status_code == 405
    assert not world.review.conflicts.exists()
    assert AuditEvent.objects.filter(verb="refused", actor_id=world.who["bm"].pk).count() == 4


def test_every_link_of_a_page_stays_within_the_preview() -> None:
    world = begun()
    keeping.catch_up()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    for path in ("/work/", "/cases/", world.review.get_absolute_url()):
        tree = html.fromstring(eyes.get(path).content.decode())
        leading_out = [
            href
            for href in tree.xpath("//a/@href")
            if not href.startswith((eyes.prefix, "#", "?", "tel:", "mailto:"))
        ]
        assert leading_out == []
        assert len(tree.xpath("//a/@href")) > 5
    assert LINK.sub(rb"", b'<a class="x" href="//elsewhere">') == b'<a class="x" href="//elsewhere">'


def test_pages_that_do_not_say_that_a_preview_may_show_them_are_refused() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["fl"])
    for path in (
        reverse("families:family", args=[world.review.pk]),
        world.relative.get_absolute_url(),
        reverse("families:letter_begin", args=[world.review.pk, world.relative.pk]),
        reverse("reviews:identity_new", args=[world.review.pk]),
        reverse("accounts:overview"),
        reverse("account_logout"),
    ):
        assert eyes.get(path).status_code == 403, path
    assert eyes.client.get("/work/").status_code == 200


def test_a_file_is_not_handed_over() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    assert eyes.get("/cases/?export=csv").status_code == 403


def test_questions_of_the_terms_are_in_no_form_of_a_preview_and_in_labels_on_its_page() -> None:
    world = begun()
    draft = terms.draft(world.review, by=world.who["bm"])
    terms.write(
        draft,
        version=draft.version,
        scope_start=None,
        scope_end=None,
        questions=["Who saw Tamsin Quillfeather?"],
        by=world.who["bm"],
    )
    edit = reverse("reviews:terms_edit", args=[world.review.pk])
    assert (
        "Tamsin Quillfeather" in sign_in(Client(), world.who["bm"]).get(edit).content.decode()
    )  # it could leak
    eyes = Eyes(world.who["bm"], world.who["sub"])
    assert "finds a form here" in eyes.words(edit)
    for path in (edit, reverse("reviews:terms", args=[world.review.pk])):
        assert "Quillfeather" not in eyes.words(path)
    assert "Who saw" in eyes.words(reverse("reviews:terms", args=[world.review.pk]))
