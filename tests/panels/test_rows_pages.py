"""The page on which an author checks what was read from the file, and mends the rows that were held."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from panels.models import Chronology, Commission
from panels.queries import problem_rows, row_counts
from panels.services import chronologies, imrs, rows
from scr_portal.jobs.models import Job
from tests import make
from tests.panels.test_rows import MENDINGS, read, table
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission() -> Any:
    return make.commission()


@pytest.fixture
def author(client: Any, commission: Commission) -> Any:
    return sign_in(client, commission.author)


def page_of(visitor: Any, chronology: Chronology) -> str:
    response = visitor.get(chronology.get_absolute_url())
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode())).split())


def url(name: str, thing: Any, of: Commission) -> str:
    return reverse(f"panels:{name}", args=[of.review_id, thing.pk])


def waiting(chronology: Chronology) -> Any:
    return next(
        row.problem for row in problem_rows(chronology) if row.severity != "warning" and not row.outcome
    )


def test_every_kind_of_held_row_has_a_field_beside_its_message(author: Any, commission: Commission) -> None:
    chronology = read(commission, table(*(typed for typed, _ in MENDINGS.values())))

    forms = author.get(chronology.get_absolute_url()).context["forms"]

    assert len(forms) == len(MENDINGS) - 1, "the row without an event is not held"
    for row, form in forms:
        beside = {field.name: field.help_text for field in form.troubled}
        for problem in row.problems:
            assert problem.message in beside[problem.field]
        assert {"date", "end_date", "time", "source", "detail", "child_seen", "tor"} <= set(form.fields)


def test_counts_on_the_page_add_up_and_follow_each_act(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}, *(typed for typed, _ in MENDINGS.values())))
    assert "11 rows read = 1 event + 1 without an event + 9 to mend + 0 left out" in page_of(
        author, chronology
    )

    problem = waiting(chronology)
    author.post(url("row", problem, commission), {"decision": "out", "reason": "Another family."})

    page = page_of(author, chronology)
    assert "11 rows read = 1 event + 1 without an event + 8 to mend + 1 left out" in page
    assert f"Row {problem.row} Another family. {commission.author}" in page


def test_a_row_is_mended_on_the_page_with_what_was_read_in_the_other_fields(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table(MENDINGS["missing_source"][0]))
    (row, form) = author.get(chronology.get_absolute_url()).context["forms"][0]
    typed = {field.name: field.value() or "" for field in form if field.name != "everywhere"}

    response = author.post(url("row", row.problem, commission), typed | {"source": "Clinic list"})

    assert response.status_code == 302
    event = chronology.events.get()
    assert (event.source.original, event.time, event.child_seen) == ("Clinic list", "15:00", "alone")


def test_a_proposed_reading_is_chosen_and_keeps_the_time_beside_the_date(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, b"When,Source,Details\n05/25/2009 14:30,Visit book,Seen\n")
    row, form = author.get(chronology.get_absolute_url()).context["forms"][0]
    assert [label for _, label in form.fields["reading"].choices] == [
        "25 May 2009",
        "No, I have typed the date above",
    ]
    typed = {field.name: field.value() or "" for field in form}

    author.post(url("row", row.problem, commission), typed | {"reading": "25/05/2009"})

    event = chronology.events.get()
    assert (event.date_start.isoformat(), event.time) == ("2009-05-25", "14:30")


def test_a_field_under_the_authors_own_heading_says_as_what_its_column_is_read(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, b"When,Source,Details\n05/25/2009,Visit book,Seen\n")
    _, form = author.get(chronology.get_absolute_url()).context["forms"][0]
    assert form.fields["date"].label == "When"
    assert form.fields["date"].help_text.endswith("The portal reads this column of your file as “Date”.")
    assert "reads this column" not in form.fields["source"].help_text


def test_a_reading_and_another_date_typed_beside_it_are_not_both_taken(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, b"When,Source,Details\n05/25/2009,Visit book,Seen\n")
    sent = {
        "date": "26 May 2009",
        "source": "Visit book",
        "detail": "Seen",
        "reading": "25/05/2009",
        "decision": "mend",
    }

    response = author.post(url("row", waiting(chronology), commission), sent)

    assert response.status_code == 422
    assert "Keep one of them" in response.content.decode()
    assert not chronology.events.exists()


def test_what_is_still_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({"Date of event": "13/25/2010", "Source": ""}))
    sent = {"date": "31/02/2010", "source": "", "detail": "Seen at home, twice.", "decision": "mend"}

    response = author.post(url("row", waiting(chronology), commission), sent)

    assert response.status_code == 422
    form = response.context["form"]
    assert set(form.errors) == {"date", "source"}
    assert "Seen at home, twice." in response.content.decode()
    assert not chronology.events.exists()


@pytest.mark.parametrize("decision", ["accept", "out"])
def test_accepting_or_leaving_out_needs_a_reason(author: Any, commission: Commission, decision: str) -> None:
    chronology = read(commission, table(MENDINGS["outside_scope"][0]))
    form = author.get(chronology.get_absolute_url()).context["forms"][0][1]
    typed = {field.name: field.value() or "" for field in form} | {"decision": decision}

    response = author.post(url("row", waiting(chronology), commission), typed)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reason"}

    author.post(url("row", waiting(chronology), commission), typed | {"reason": "It shows the pattern."})
    assert row_counts(chronology).to_mend == 0


def test_a_row_without_a_readable_date_does_not_offer_to_accept_it(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))

    form = author.get(chronology.get_absolute_url()).context["forms"][0][1]

    assert [value for value, _ in form.fields["decision"].choices] == ["mend", "out"]


def test_a_row_left_out_is_taken_back_on_the_page(author: Any, commission: Commission) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))
    problem = waiting(chronology)
    rows.leave_out(problem, reason="Another family.", by=commission.author)
    assert (
        url("row_take_back", problem, commission)
        in author.get(chronology.get_absolute_url()).content.decode()
    )

    assert author.get(url("row_take_back", problem, commission)).status_code == 200
    author.post(url("row_take_back", problem, commission))

    assert row_counts(chronology).to_mend == 1


def test_a_row_settled_meanwhile_leads_back_to_the_chronology(author: Any, commission: Commission) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))
    problem = waiting(chronology)
    rows.leave_out(problem, reason="Another family.", by=commission.author)

    assert author.get(url("row", problem, commission)).status_code == 302
    response = author.post(url("row", problem, commission), {"date": "12/05/2010", "decision": "mend"})
    assert response.status_code == 422
    assert "settled this row meanwhile" in response.content.decode()


def test_a_note_is_made_an_event_and_a_remarked_event_left_out(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}, {}, MENDINGS["not_an_event"][0]))
    note = waiting(chronology)
    remark = next(row.problem for row in problem_rows(chronology) if row.severity == "warning")
    sent = {"date": "1 May 2009", "source": "File", "detail": "Seen.", "decision": "mend"}

    assert author.post(url("row", note, commission), sent).status_code == 302
    assert (
        author.post(url("row", remark, commission), {"decision": "out", "reason": "Twice."}).status_code
        == 302
    )

    counts = row_counts(chronology)
    assert (counts.events, counts.no_event, counts.left_out, counts.add_up) == (2, 0, 1, True)


def test_more_rows_than_a_page_holds_are_counted_and_reached(author: Any, commission: Commission) -> None:
    chronology = read(commission, table(*({"Source": "", "Details": str(number)} for number in range(13))))

    assert "Rows 1 to 10 of the 13 that need you." in page_of(author, chronology)
    second = author.get(chronology.get_absolute_url() + "?rows=2")
    assert len(second.context["forms"]) == 3


def test_further_cells_of_an_event_stand_under_their_own_headings(
    author: Any, commission: Commission
) -> None:
    page = page_of(author, read(commission, table({})))

    for cell in (
        "Reference H1",
        "Reference 99",
        "Staff HV2",
        "Staff two staff",
        "Comments Late",
        "Comment None",
    ):
        assert cell in page
    assert "Room kitchen" in page and "Room (column S) garden" in page


# Editions


def test_the_same_file_is_recognised_and_the_page_leads_to_the_first(
    author: Any, commission: Commission
) -> None:
    first = read(commission, table({}))

    response = author.post(
        url("chronology_upload", commission, commission), {"file": SimpleUploadedFile("again.csv", table({}))}
    )

    assert response.status_code == 422
    assert "the same file as edition 1" in response.content.decode()
    assert first.get_absolute_url() in response.content.decode()
    assert (Chronology.objects.count(), Job.objects.filter(kind="panels.read_chronology").count()) == (1, 1)


def test_the_same_file_is_taken_again_once_the_first_is_withdrawn(commission: Commission) -> None:
    first = read(commission, table({}))
    chronologies.withdraw(first, reason="Too early.", by=commission.author)

    assert read(commission, table({})).edition == 2


def test_another_agency_may_hand_in_the_same_file(commission: Commission) -> None:
    read(commission, table({}))

    assert read(make.commission(), table({})).edition == 1


def test_accepting_an_older_edition_leaves_a_newer_one_to_be_checked(commission: Commission) -> None:
    older, newer = read(commission, table({})), read(commission, table({}, {"Details": "More."}))

    chronologies.accept(older, by=commission.author)
    newer.refresh_from_db()
    assert newer.status == "read"

    chronologies.accept(newer, by=commission.author)
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.status, newer.status) == ("replaced", "accepted")


def test_a_wrong_file_is_withdrawn_with_a_reason_and_the_panel_reads_it_no_more(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}))
    chronologies.accept(chronology, by=commission.author)
    manager = commission.issued_by
    assert Chronology.objects.visible_to(manager).filter(pk=chronology.pk).exists()

    refused = author.post(url("chronology_withdraw", chronology, commission), {"reason": " "})
    assert refused.status_code == 422
    author.post(url("chronology_withdraw", chronology, commission), {"reason": "It is another child’s."})

    chronology.refresh_from_db()
    assert (chronology.status, chronology.withdrawn_by) == ("withdrawn", commission.author)
    assert not Chronology.objects.visible_to(manager).filter(pk=chronology.pk).exists()
    assert "It is another child’s." in page_of(author, chronology)
    listed = author.get(commission.get_absolute_url()).content.decode()
    assert chronology.get_absolute_url() in listed and "Withdrawn" in listed


def test_a_file_is_withdrawn_by_nobody_but_the_person_who_handed_it_in(commission: Commission) -> None:
    from django.core.exceptions import PermissionDenied

    chronology = read(commission, table({}))
    Chronology.objects.get(pk=chronology.pk)
    chronology.uploaded_by = make.user("Anther Lowe")
    chronology.save()

    with pytest.raises(PermissionDenied, match="handed it in"):
        chronologies.withdraw(chronology, reason="Wrong.", by=commission.author)


def test_no_file_is_withdrawn_after_the_management_review_was_handed_in() -> None:
    from django.core.exceptions import PermissionDenied

    commission = make.commission()
    imr = make.ready_imr(commission)
    imrs.submit(imr, by=commission.author)
    chronology = commission.chronologies.get()

    with pytest.raises(PermissionDenied, match="handed in"):
        chronologies.withdraw(chronology, reason="Wrong.", by=commission.author)


def test_a_row_asks_for_a_reason_where_a_decision_needs_one(author: Any, commission: Commission) -> None:
    def form_of(typed: dict[str, Any]) -> Any:
        chronology = read(commission, table({}, typed))
        return author.get(url("row", waiting(chronology), commission)).context["form"]

    def reason(form: Any) -> str:
        return str(form.fields["reason"].help_text)

    without_source = form_of(MENDINGS["missing_source"][0])
    assert reason(without_source) == "Needed if you accept the row as it is, or leave it out."
    assert reason(form_of(MENDINGS["missing_date"][0])) == "Needed if you leave it out."
    no_event = form_of(MENDINGS["not_an_event"][0])
    assert [value for value, _ in no_event.fields["decision"].choices] == ["mend"]
    assert "reason" not in no_event.fields
