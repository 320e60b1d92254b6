"""The copy of an edition for one relative is made once a second person has cleared what it says of others."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.models import CopyGiven, OutgoingText
from families.outgoing import key_of
from families.services import others, relatives
from families.services.others import ClearedByGiver, NotCleared
from reports.copy_texts import copy_for
from reports.jobs import render_copy
from reports.models import FamilyCopy
from reports.services import copies, editions
from scr_portal.access.roles import Role
from scr_portal.jobs import CannotFinish, claims
from scr_portal.jobs.models import Job
from scr_portal.outstanding.registry import collect
from tests import make
from tests.asking import again
from tests.families.test_kept_apart import told_of
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

TELLS = "Father was arrested in spring."
WAITS = (
    "One sentence in the copy of the report for Mother may tell of another person. "
    "Somebody else clears each, or it is taken out."
)


@pytest.fixture
def case() -> SimpleNamespace:
    """An edition with its PDF that says something of a father, and a mother who is owed a copy."""
    people = make.staff(make.board())
    report = make.signed_report(people, overview=f"{make.REPORT}\n\n{TELLS}\n\nThe lodger drank.")
    edition = make.searched(make.edition(people, report), by=people.manager)
    mother = edition.review.relatives.get()
    return SimpleNamespace(people=people, edition=edition, mother=mother, text=copy_for(mother, edition))


def clear(case: SimpleNamespace, *, by: Any) -> None:
    row = copies.ask_about(case.edition, case.mother, by=case.people.manager)
    chosen = [key_of(found) for found in case.text.waiting()]
    others.clear(row, chosen=chosen, reason="It is public at the trial.", by=by)


def give(case: SimpleNamespace, **values: Any) -> CopyGiven:
    today = timezone.localdate()
    given = {"given_on": today, "means": "visit", "declined": False, "by": case.people.manager}
    return editions.give_copy(case.edition, case.mother, **(given | values))


def test_a_copy_is_neither_made_nor_kept_nor_given_while_a_sentence_about_another_waits(case: Any) -> None:
    assert [found.sentence for found in case.text.waiting()] == [TELLS]
    manager = case.people.manager
    with pytest.raises(NotCleared, match="may tell of another person"):
        copies.ask(case.edition, case.mother, by=manager)
    with pytest.raises(NotCleared):
        copies.keep(case.edition, case.mother, make.PDF, digest=case.edition.digest, by=manager)
    with pytest.raises(NotCleared):
        give(case)
    assert not FamilyCopy.objects.exists()
    assert not Job.objects.filter(kind=copies.KIND).exists()
    assert give(case, declined=True).declined


def test_once_a_second_person_has_cleared_it_the_copy_is_made_and_given(case: Any) -> None:
    clear(case, by=case.people.panel_chair)
    manager = case.people.manager
    assert copies.ask(case.edition, case.mother, by=manager).kind == copies.KIND
    copies.keep(case.edition, case.mother, make.PDF, digest=case.edition.digest, by=manager)
    assert copies.download(case.edition, case.mother, by=manager)
    assert give(case).means == "visit"


def test_whoever_cleared_does_not_give_the_copy(case: Any) -> None:
    row = copies.ask_about(case.edition, case.mother, by=contact_of(case))
    others.clear(
        row, chosen=[key_of(found) for found in case.text.waiting()], reason="Public.", by=case.people.manager
    )
    with pytest.raises(
        ClearedByGiver, match="You cleared what this says of others, so somebody else gives it"
    ):
        copies.ask(case.edition, case.mother, by=case.people.manager)


def test_whoever_cleared_reads_on_the_page_that_somebody_else_gives_it(case: Any) -> None:
    contact, manager = contact_of(case), case.people.manager
    row = copies.ask_about(case.edition, case.mother, by=contact)
    path = reverse("reports:copy_file", args=[case.edition.review_id, case.mother.pk])
    link = f'href="{row.get_absolute_url()}"'
    assert link not in sign_in(Client(), contact).get(path).content.decode()
    assert link in sign_in(Client(), manager).get(path).content.decode()
    others.clear(row, chosen=[key_of(found) for found in case.text.waiting()], reason="Public.", by=manager)
    copies.keep(case.edition, case.mother, make.PDF, digest=case.edition.digest, by=contact)
    page = sign_in(Client(), manager).get(path).content.decode()
    assert ClearedByGiver.sentence in page
    assert "Download the copy" not in page
    assert "Make the copy" not in page
    assert "Download the copy" in sign_in(Client(), contact).get(path).content.decode()


def contact_of(case: SimpleNamespace) -> Any:
    from families.services import contacts
    from scr_portal.access.roles import Role

    person = make.member(case.people.board, Role.FAMILY_LIAISON)
    contacts.name(case.edition.review, user=person, by=case.people.manager)
    return person


def test_what_the_register_learns_after_a_copy_was_made_shuts_its_download(case: Any) -> None:
    clear(case, by=case.people.panel_chair)
    manager = case.people.manager
    copies.keep(case.edition, case.mother, make.PDF, digest=case.edition.digest, by=manager)
    path = reverse("reports:copy_file", args=[case.edition.review_id, case.mother.pk])
    client = sign_in(Client(), manager)
    assert b"Download the copy" in client.get(path).content
    relatives.add(case.edition.review, name="Ruth Penhale", relationship="other", label="Lodger", by=manager)
    page = client.get(path).content
    assert b"Download the copy" not in page
    assert b"The lodger drank." in page
    download = reverse("reports:copy_download", args=[case.edition.review_id, case.mother.pk])
    assert client.get(download).status_code == 404


def test_the_database_refuses_a_copy_in_which_a_sentence_waits(case: Any) -> None:
    clear(case, by=case.people.panel_chair)
    copies.keep(case.edition, case.mother, make.PDF, digest=case.edition.digest, by=case.people.manager)
    made = FamilyCopy.objects.get()
    OutgoingText.objects.get().delete()
    made.pk = None
    with pytest.raises(IntegrityError, match="second person has cleared"), transaction.atomic():
        made.save(force_insert=True)


def test_the_page_lists_the_sentence_asks_a_second_person_and_then_makes_the_copy(case: Any) -> None:
    path = reverse("reports:copy_file", args=[case.edition.review_id, case.mother.pk])
    client, chair = sign_in(Client(), case.people.manager), sign_in(Client(), case.people.panel_chair)
    page = client.get(path).content.decode()
    assert TELLS in page
    assert "Make the copy" not in page
    client.post(path)
    (row,) = OutgoingText.objects.all()
    assert WAITS in client.get(path).content.decode()
    assert client.post(path).status_code == 409
    assert client.get(row.get_absolute_url()).status_code == 403
    answer = chair.post(
        row.get_absolute_url(), {"chosen": key_of(case.text.waiting()[0]), "reason": "Public."}
    )
    assert answer.status_code == 302
    assert "Make the copy" in client.get(path).content.decode()


def test_what_waits_is_the_second_persons_matter_until_it_is_cleared(case: Any) -> None:
    copies.ask_about(case.edition, case.mother, by=case.people.manager)
    rows = {item.sentence: item for item in collect(again(case.edition.review))}
    assert rows[WAITS].act == "Clear, or not, one sentence in the copy of the report for Mother"
    assert str(case.people.manager.pk) in rows[WAITS].owner.without
    clear(case, by=case.people.panel_chair)
    assert WAITS not in {item.sentence for item in collect(again(case.edition.review))}


def test_what_the_title_and_the_summary_of_an_edition_tell_is_listed_too(case: Any) -> None:
    case.edition.title, case.edition.summary = "Father in prison", "Mother’s brother was in hospital."
    assert [found.sentence for found in case.text.waiting()] == [
        "Father in prison",
        TELLS,
        "Mother’s brother was in hospital.",
    ]


@pytest.mark.pango
def test_the_finished_copy_of_one_holds_of_the_other_what_was_cleared_in_the_edition_and_no_more(
    case: Any, tmp_path: Path
) -> None:
    manager, review = case.people.manager, case.edition.review
    father = relatives.add(
        review,
        name="Mr Lanyon Zennor",
        relationship="father",
        label="Father",
        contact_details="4 Marazion Steps, Fennmouth. Telephone 07700 900563.",
        safe_contact="Only the tinworker next door may take a message for him.",
        wishes="Never on a day of quoits.",
        by=manager,
    )
    today = timezone.localdate()
    relatives.record_contact(
        father, kind="told", means="visit", on=today, note="The mistletoe came down.", by=manager
    )
    clear(case, by=case.people.panel_chair)
    text = pages_of(case.edition, case.mother, tmp_path, by=manager)
    assert TELLS in text
    assert "Confidential copy for Mother" in text
    assert "Confidential copy for Father" not in text
    assert told_of(text) == []
    assert "Oona" not in text


def pages_of(edition: Any, relative: Any, folder: Path, *, by: Any) -> str:
    """Have the worker make the copy, download it as its giver does, and read its pages."""
    job = claims.take(copies.ask(edition, relative, by=by).pk)
    assert job is not None
    render_copy(job, report_progress=lambda *args: None)
    path = reverse("reports:copy_download", args=[edition.review_id, relative.pk])
    answer = sign_in(Client(), by).get(path)
    file = folder / "copy.pdf"
    file.write_bytes(b"".join(answer) if answer.streaming else answer.content)
    return subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout


def test_a_copy_asked_for_by_whoever_cleared_it_meanwhile_is_not_kept_and_the_job_says_why(case: Any) -> None:
    colleague = make.member(case.people.board, Role.BUSINESS_MANAGER, name="Edda Marsh")
    clear(case, by=colleague)
    row = copies.ask(case.edition, case.mother, by=case.people.manager)
    job = claims.take(row.pk)
    assert job is not None
    job.asked_by = colleague
    with pytest.raises(CannotFinish, match="You cleared what this says of others"):
        render_copy(job, report_progress=lambda *args: None)
    assert not FamilyCopy.objects.exists()
