"""Readers and the chair read the text exactly as it will stand, with each settled passage marked and explained."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from reports.marking import marked
from reports.models import OverviewReport, PublicEdition
from reports.services import editions, flags, freezing
from reports.services.editions import TextChanged
from scr_portal.web.markdown import as_html
from tests import make
from tests.platform.signing_in import sign_in


def flag(number: int, words: str, *, decision: str = "keep", replacement: str = "") -> Any:
    return SimpleNamespace(
        number=number,
        place="overview",
        text=words,
        replacement=replacement,
        decision=decision,
        reason="It fits many.",
        decided_by="Morwenna Tull",
    )


def unmarked(html: str) -> str:
    return re.sub(r"</?mark>|<sup.*?</sup>", "", html)


@pytest.mark.parametrize(
    ("frozen", "words"),
    [
        ("Seen by [unsettled 1] in spring.", "Nurse Marsh"),
        ("- [unsettled 1]\n- another", "Saltern"),
        ("| When | Who |\n|---|---|\n| May | [unsettled 1] |", "a <nurse> & a doctor"),
        ("# [unsettled 1]\n\nText.", "What *was* said"),
        ("[unsettled 1]", "# not a heading"),
        ("**[unsettled 1] and more**", "half"),
        ("Text.\n\n[unsettled 1] more", "one *two"),
    ],
)
def test_without_its_marks_the_text_is_the_one_that_will_be_published(frozen: str, words: str) -> None:
    html = marked(frozen, [flag(1, words)], anchors="part-1")
    assert unmarked(html) == as_html(frozen.replace("[unsettled 1]", words), anchors="part-1")


def test_each_settled_passage_is_marked_and_leads_to_its_reason() -> None:
    flags = [flag(1, "Saltern"), flag(2, "3 March", decision="replace", replacement="in spring")]
    html = marked("At [unsettled 1], [unsettled 2].", flags, anchors="part-1", first=4)
    assert "<mark>Saltern</mark>" in html
    assert "<mark>in spring</mark>" in html
    assert "3 March" not in html
    assert re.findall(r'href="#(why-[^"]+)"', html) == ["why-overview-1", "why-overview-2"]
    assert re.findall(r"(\d+)</a>", html) == ["5", "6"]


def test_where_a_mark_would_change_the_text_there_is_none() -> None:
    html = marked("[unsettled 1]", [flag(1, "# A heading")], anchors="")
    assert "<mark>" not in html
    assert html == as_html("# A heading")


# The step ---------------------------------------------------------------------------------------------------


def settled() -> tuple[SimpleNamespace, PublicEdition]:
    """An edition with one passage kept and one replaced."""
    people = make.staff(make.board())
    report = make.signed_report(people)
    report.overview.write("Nurse Ottoline Marsh came. She came again on 3 March 2009.")
    report.save()
    for signature in report.signatures.all():
        signature.digest = report.digest
        signature.save()
    edition = editions.prepare(OverviewReport.objects.get(pk=report.pk), title="A child", by=people.manager)
    for one in edition.flags.all():
        dated = "2009" in one.text
        flags.settle(
            one,
            decision="replace" if dated else "keep",
            replacement="in early spring" if dated else "",
            reason="A day points to one visit." if dated else "It is a usual name.",
            by=people.manager,
        )
    return people, PublicEdition.objects.get(pk=edition.pk)


@pytest.mark.django_db
@pytest.mark.usefixtures("edition_settles_names")
def test_the_chair_who_clears_sees_the_filled_text_with_marks_and_reasons(client: Any) -> None:
    people, edition = settled()
    make.read_by_two(edition, by=people.manager)
    sign_in(client, people.chair)
    said = client.get(reverse("reports:edition_clear", args=[edition.review_id])).content.decode()
    assert "[unsettled" not in said
    assert "<mark>in early spring</mark>" in said
    for words in ("A day points to one visit.", "It is a usual name.", "Replaced", "was kept"):
        assert words in said
    anchors = set(re.findall(r'href="#(why-[^"]+|passage-[^"]+)"', said))
    assert anchors
    assert all(f'id="{anchor}"' in said for anchor in anchors)
    assert freezing.standing_digest(edition) in said
    words_set = len(freezing.filled(edition, "overview").split())
    assert f"Overview report: {words_set} words" in said


@pytest.mark.django_db
@pytest.mark.usefixtures("edition_settles_names")
def test_what_is_cleared_is_the_digest_of_the_text_that_was_read(client: Any) -> None:
    people, edition = settled()
    digest = freezing.standing_digest(edition)
    make.read_by_two(edition, by=people.manager)
    edition, _ = editions.clear(edition, digest=digest, by=people.chair)
    assert edition.digest == digest == freezing.digest_of(edition)
    assert "in early spring" in edition.overview


@pytest.mark.django_db
@pytest.mark.usefixtures("edition_settles_names")
def test_a_text_that_changed_since_it_was_read_is_not_cleared(client: Any) -> None:
    people, edition = settled()
    digest = freezing.standing_digest(edition)
    changed = next(one for one in edition.flags.all() if one.decision == "replace")
    flags.settle(
        changed, decision="replace", replacement="as a schoolboy", reason="Shorter.", by=people.manager
    )
    make.read_by_two(edition, by=people.manager)
    with pytest.raises(TextChanged, match="The text has changed since this page was opened"):
        editions.clear(edition, digest=digest, by=people.chair)
    sign_in(client, people.chair)
    url = reverse("reports:edition_clear", args=[edition.review_id])
    answer = client.post(url, {"digest": digest})
    assert answer.status_code == 422
    assert "as a schoolboy" in answer.content.decode()
    assert PublicEdition.objects.get(pk=edition.pk).status == "prepared"


@pytest.mark.django_db
@pytest.mark.usefixtures("edition_settles_names")
def test_before_every_passage_is_settled_there_is_nothing_to_clear(client: Any) -> None:
    people, edition = settled()
    edition.flags.create(place="overview", number=77, kind="name", text="Saltern")
    sign_in(client, people.chair)
    said = client.get(reverse("reports:edition_clear", args=[edition.review_id])).content.decode()
    assert "One passage that may identify somebody waits for a decision." in said
    assert "[unsettled 77]" not in said
    assert "portal-end" not in said
    assert 'type="submit"' not in said.split("<main", 1)[1]
