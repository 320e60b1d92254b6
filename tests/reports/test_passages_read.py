"""The words that were flagged are read by manager and chairs alone, at every stage; what was kept, by whoever reads next."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.services import relatives
from reports.actions import ReportAction
from reports.models import PublicEdition, ResidualFlag
from reports.services import editions, flags, readers
from reviews.models import Review
from scr_portal import access
from scr_portal.audit.models import AuditEvent
from tests import cast, make, processor
from tests.asking import again
from tests.platform.signing_in import sign_in
from tests.reports.test_clearing import TEXT, address, page, people, settle_all
from tests.reports.test_editions import signed_with

pytestmark = pytest.mark.django_db

__all__ = ["people"]


def test_the_next_who_reads_sees_which_words_were_kept_why_and_by_whom(people: SimpleNamespace) -> None:
    settle_all(people)
    make.read_by_two(people.edition, by=people.manager)
    for path in ("edition_clear", "flags"):
        said = page(people.chair, reverse(f"reports:{path}", args=[people.report.review_id]))
        assert "<strong>“3 March 2009”</strong> was kept: The newspaper printed it." in said
        assert f"Kept by {people.manager}." in said
        anchors = re.findall(r'href="#((?:why|passage)-[^"]+)"', said)
        assert anchors
        assert all(f'id="{anchor}"' in said for anchor in anchors)


def test_a_blind_reader_sees_nothing_of_it_before_finishing_and_all_of_it_after(
    people: SimpleNamespace,
) -> None:
    settle_all(people)
    first, second = make.readers_of(people.edition, by=people.manager)
    own, text = reverse("reports:reader", args=[first.pk]), reverse("reports:read", args=[first.pk])
    before = page(first.reader, text) + page(first.reader, own)
    assert "The note of 3 March 2009 was lost." in before
    for words in ("</strong> was kept", "The newspaper printed it.", "<mark", "Made less exact", "5 May"):
        assert words not in before
    make.read_by(first)
    after = page(first.reader, own)
    assert "<strong>“3 March 2009”</strong> was kept: The newspaper printed it." in after
    assert "Made less exact" in after
    assert "5 May" not in after
    assert "</strong> was kept" not in page(second.reader, reverse("reports:reader", args=[second.pk]))
    assert AuditEvent.objects.filter(verb="read", facts__what="passages", actor_id=first.reader.pk).exists()


def test_a_chair_who_reads_blind_sees_the_flagged_words_once_both_have_finished(
    people: SimpleNamespace,
) -> None:
    settle_all(people)
    chair = people.chair
    first = readers.appoint(people.edition, part="first", reader=chair, by=people.manager)
    second = make.readers_of(people.edition, by=people.manager)[1]
    flagged, client = reverse("reports:flags", args=[people.report.review_id]), sign_in(Client(), chair)
    assert client.get(flagged).status_code == 403
    assert access.refusal(ReportAction.VIEW_PASSAGES, chair, people.edition) == (
        "You read this edition blind. The words that were flagged are shown to you when both readers have finished."
    )
    for reader in (first, second):
        make.read_by(reader)
    assert client.get(flagged).status_code == 200


def test_a_reader_whose_text_was_changed_sees_nothing_of_it_again(people: SimpleNamespace) -> None:
    settle_all(people)
    first, _ = make.readers_of(people.edition, by=people.manager)
    make.read_by(first)
    flags.settle(people.third, decision="remove", by=people.manager)
    said = page(first.reader, reverse("reports:reader", args=[first.pk]))
    assert "</strong> was kept" not in said
    assert "No words that may identify" not in said


STAGES = ("prepared", "cleared", "rendered", "published")


def at(stage: str) -> tuple[SimpleNamespace, PublicEdition]:
    """An edition at a stage on its way to the public; one passage was removed."""
    world = cast.world()
    cast.begin(world, make.review(world.people))
    cast.hand_in(world)
    cast.begin_report(world)
    report = cast.sign(world)
    report.overview.write("Tamsin Quillfeather was seen on 3 March 2009.")
    report.save()
    for signature in report.signatures.all():
        signature.digest = report.digest
        signature.save()
    edition = make.edition(world.people, again(report), cleared=False)
    flags.settle(edition.flags.get(place="overview"), decision="remove", by=world.people.manager)
    if stage != "prepared":
        edition = make.cleared_edition(world.people, edition)
    if stage in ("rendered", "published"):
        edition = make.searched(edition, by=world.people.manager)
    if stage == "published":
        edition = publish(world, edition)
    return world, again(edition)


def publish(world: SimpleNamespace, edition: PublicEdition) -> PublicEdition:
    day, relative = timezone.localdate(), world.relative
    relatives.record_contact(relative, kind="result", means="visit", on=day, by=world.people.manager)
    editions.give_copy(edition, relative, given_on=day, means="visit", declined=True, by=world.people.manager)
    return editions.publish(edition, by=world.people.manager)


@pytest.mark.parametrize("stage", STAGES)
def test_at_no_stage_does_anybody_else_read_the_words_that_were_replaced(stage: str) -> None:
    world, edition = at(stage)
    review, flag = edition.review_id, edition.flags.get(place="overview")
    pages = [
        *(
            reverse(f"reports:{name}", args=[review])
            for name in ("flags", "edition", "edition_clear", "readers", "search")
        ),
        reverse("reports:flag", args=[review, flag.pk]),
        reverse("reports:published_report", args=[edition.slug]),
        reverse("reviews:history", args=[review]),
    ]
    allowed = {"bm", "bch", "pch"}
    for role, person in world.who.items():
        client = Client() if role == "anon" else sign_in(Client(), person)
        for path in pages:
            answer = client.get(path)
            if role not in allowed:
                assert "3 March 2009" not in answer.content.decode(), (role, path)
        case = Review.objects.visible_to(person).filter(pk=review)
        seen = case.exists() and PublicEdition.objects.visible_to(person).exclude(status="withdrawn").exists()
        expected = 200 if role in allowed else 302 if role in ("anon", "su") else 403 if seen else 404
        assert client.get(pages[0]).status_code == expected, role
        assert access.allowed(ReportAction.VIEW_PASSAGES, person, edition) == (role in allowed), role
        assert ResidualFlag.objects.visible_to(person).exists() == (role in allowed), role


@pytest.mark.parametrize("stage", STAGES)
def test_at_every_stage_both_texts_stand_side_by_side_and_the_reading_is_recorded(stage: str) -> None:
    world, edition = at(stage)
    said = page(world.people.panel_chair, reverse("reports:flags", args=[edition.review_id]))
    assert "One passage that may identify somebody, all answered." in said
    assert re.search(r'<mark class="[^"]+">3 March 2009</mark>', said)
    assert re.search(r'<mark class="[^"]+">\[removed\]</mark>', said)
    assert AuditEvent.objects.filter(
        verb="read", facts__what="passages", actor_id=world.people.panel_chair.pk
    ).exists()


def test_the_pages_ask_the_same_number_of_queries_for_three_passages_and_for_thirty() -> None:
    counted: dict[str, set[int]] = {"flags": set(), "flag": set()}
    for often in (1, 10):
        people, report = signed_with("\n\n".join([TEXT] * often))
        edition = make.edition(people, report, cleared=False)
        client = sign_in(Client(), people.manager)
        paths = {
            "flags": reverse("reports:flags", args=[report.review_id]),
            "flag": address(edition.flags.filter(place="overview").first()),
        }
        for name, path in paths.items():
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counted[name].add(len(queries))
    assert {name: len(counts) for name, counts in counted.items()} == {"flags": 1, "flag": 1}, counted


MANY = 300
MOST_SECONDS = 0.3


def test_three_hundred_passages_are_shown_in_less_than_a_third_of_a_second_of_processor_time() -> None:
    days = [f"{1 + n % 28} {('March', 'May', 'June')[n % 3]} {2000 + n // 84}" for n in range(MANY)]
    told = [f"Tamsin Quillfeather was seen at home on {day}, and the house was cold." for day in days]
    people, report = signed_with("\n\n".join(" ".join(told[n : n + 3]) for n in range(0, MANY, 3)))
    edition = make.edition(people, report, cleared=False)
    assert edition.flags.filter(place="overview").count() == MANY
    client = sign_in(Client(), people.manager)
    flag = edition.flags.filter(place="overview")[MANY // 2]
    for path in (reverse("reports:flags", args=[report.review_id]), address(flag)):
        client.get(path)
        taken = min(processor_time(client, path) for _ in range(3))
        assert taken < MOST_SECONDS


def processor_time(client: Client, path: str) -> float:
    began = processor.seconds()
    assert client.get(path).status_code == 200
    return processor.seconds() - began
