"""The page on which an author works on every row of a chronology: its pages, its filters, and saving a cell."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panels.grid_rows import Rows
from panels.models import Chronology, Commission, RowProblem
from panels.services import chronologies, row_changes
from reviews.services import identities
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.panels.test_row_changes import NEW, NOT_OPEN, change, the_row
from tests.panels.test_rows import read, table
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission() -> Any:
    return make.commission()


@pytest.fixture
def author(client: Any, commission: Commission) -> Any:
    return sign_in(client, commission.author)


def grid(chronology: Chronology) -> str:
    return reverse("panels:chronology_grid", args=[chronology.review_id, chronology.pk])


def at_row(name: str, chronology: Chronology, row: int) -> str:
    return reverse(f"panels:{name}", args=[chronology.review_id, chronology.pk, 1, row])


def names(response: Any) -> list[str]:
    assert response.status_code == 200
    return [each["row"].name for table in response.context["tables"] for each in table["rows"]]


def words_on(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode())).split())


def enter_the_mother(commission: Commission) -> None:
    identities.enter(
        commission.review.identity_register(),
        kind="person",
        canonical="Nuala Brightwater",
        pseudonym="Mother",
        role="mother",
        by=commission.issued_by,
    )


def many(count: int) -> bytes:
    return table(
        *(
            {"Details": f"Event {number}", "Source": "" if number % 7 == 0 else "File"}
            for number in range(count)
        )
    )


def test_every_row_has_a_box_for_every_cell_under_the_authors_own_headings(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}, {"Source": ""}, {"Source": "", "Details": ""}))

    response = author.get(grid(chronology))

    (shown,) = response.context["tables"]
    assert [heading for _, heading in shown["columns"]][:5] == [
        "Date of event",
        "Until",
        "Time",
        "Source",
        "Details",
    ]
    assert names(response) == ["row 2", "row 3", "row 4"]
    page = response.content.decode()
    for row in (2, 3, 4):
        assert f'aria-label="Room, row {row}"' in page and f'aria-label="Source, row {row}"' in page
    assert "There is no source." in words_on(response)


def test_a_page_begins_at_a_row_and_earlier_and_later_ones_are_reached(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, many(60))
    first = author.get(grid(chronology))
    assert names(first) == [f"row {number}" for number in range(2, 27)]

    second = author.get(grid(chronology) + first.context["later_url"])
    assert names(second)[0] == "row 27" and second.context["earlier_url"]
    assert names(author.get(grid(chronology) + second.context["earlier_url"])) == names(first)
    last = author.get(grid(chronology) + second.context["later_url"])
    assert names(last)[-1] == "row 61" and not last.context["later_url"]
    assert names(author.get(grid(chronology) + "?row=40"))[0] == "row 40"


def test_rows_are_narrowed_to_what_became_of_them(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}, {"Source": ""}, {"Source": "", "Details": ""}, {}, {}))
    change(chronology, 2, detail="Other words.")
    row_changes.leave_row_out(chronology, part=1, row=6, reason="Twice.", by=commission.author)
    row_changes.add_row(chronology, part=1, after=2, texts=NEW, by=commission.author)

    found = {
        shown: names(author.get(grid(chronology) + f"?show={shown}"))
        for shown in ("to_mend", "changed", "left_out", "added", "no_event", "mended")
    }

    assert found == {
        "to_mend": ["row 3"],
        "changed": ["row 2"],
        "left_out": ["row 6"],
        "added": ["added row 1"],
        "no_event": ["row 4"],
        "mended": [],
    }
    assert names(author.get(grid(chronology))) == ["row 2", "added row 1", "row 3", "row 4", "row 5", "row 6"]
    assert "5 rows read + 1 added = 3 events + 1 without an event + 1 to mend + 1 left out" in words_on(
        author.get(grid(chronology))
    )


def test_words_are_found_in_any_cell_as_their_author_wrote_them(author: Any, commission: Commission) -> None:
    enter_the_mother(commission)
    chronology = read(
        commission,
        table(
            {"Details": "Nuala  Brightwater rang."},
            {"Source": "", "Analysis": "About BRIGHTWATER"},
            {},
            {"Room": "hall"},
        ),
    )
    change(chronology, 4, detail="Mrs Brightwater called.")

    assert names(author.get(grid(chronology) + "?q=brightwater")) == ["row 2", "row 3", "row 4"]
    assert names(author.get(grid(chronology) + "?q=nuala brightwater")) == ["row 2"]
    assert names(author.get(grid(chronology) + "?q=hall")) == ["row 5"]
    nothing = author.get(grid(chronology) + "?q=Quillfeather")
    assert names(nothing) == [] and "No row of these holds “Quillfeather”" in words_on(nothing)


def test_words_are_found_in_every_row_however_much_was_said_of_each(
    author: Any, commission: Commission
) -> None:
    chronology = read(
        commission,
        table(*({"Source": "", "Date of event": f"13/25/20{10 + number}"} for number in range(30))),
    )
    assert chronology.problems.count() > 30

    found = author.get(grid(chronology) + "?q=kitchen")

    assert names(found) == [f"row {number}" for number in range(2, 27)]
    later = author.get(grid(chronology) + found.context["later_url"])
    assert names(later) == [f"row {number}" for number in range(27, 32)]
    assert names(author.get(grid(chronology) + later.context["earlier_url"])) == names(found)


def test_labels_show_what_the_panel_reads_and_nothing_to_change(author: Any, commission: Commission) -> None:
    enter_the_mother(commission)
    chronology = read(commission, table({"Details": "Nuala Brightwater rang."}))
    assert "Nuala Brightwater" in author.get(grid(chronology)).content.decode()

    labels = author.get(grid(chronology) + "?words=labels").content.decode()

    assert "Nuala" not in labels and "Mother rang." in labels and "<textarea" not in labels


def test_a_row_is_saved_without_script_and_the_page_comes_back_to_it(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}, {"Source": ""}))
    row = the_row(chronology, 3)

    response = author.post(
        at_row("row_cells", chronology, 3), {"source": "Clinic list", "version": row.version}
    )

    assert response.status_code == 302 and response.url.endswith("#row-1-3")
    assert the_row(chronology, 3).state == "mended"
    assert names(author.get(response.url)) == ["row 3"]


def test_a_saved_cell_is_answered_with_what_the_page_shows(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}))
    version = the_row(chronology, 2).version

    said = author.post(
        at_row("row_cells", chronology, 2),
        {"date": "31/02/2010", "version": version},
        headers={"Accept": "application/json"},
    ).json()

    assert (said["state"], set(said["messages"]), said["was"]) == (
        "to_mend",
        {"date"},
        {"date": "12/05/2010"},
    )
    assert said["counts"] == "1 row read = 0 events + 0 without an event + 1 to mend + 0 left out"
    said = author.post(
        at_row("row_cells", chronology, 2),
        {"date": "28/02/2010", "end_date": "", "version": said["version"]},
        headers={"Accept": "application/json"},
    ).json()
    assert (said["state"], said["messages"], said["reads"]) == ("changed", {}, "28 February 2010, 15:00")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_cell_of_a_column_that_another_row_brought_is_saved(
    author: Any, commission: Commission, accept: str
) -> None:
    chronology = read(commission, b"Date,Time,Source,Details\n12/05/2010,15:00,Visit book,Seen at home.\n")
    row_changes.add_row(
        chronology, part=1, after=2, texts=NEW | {"child_voice": "He was afraid."}, by=commission.author
    )
    page = author.get(grid(chronology)).content.decode()
    assert 'name="child_voice"' in page and 'id="c-1-2-child_voice"' in page

    answer = author.post(
        at_row("row_cells", chronology, 2),
        {"child_voice": "She asked to stay.", "version": the_row(chronology, 2).version},
        headers={"Accept": accept},
    )

    assert answer.status_code in (200, 302)
    assert the_row(chronology, 2).texts["child_voice"] == "She asked to stay."


def test_a_cell_changed_in_two_windows_shows_both_and_loses_neither(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}))
    version = the_row(chronology, 2).version
    change(chronology, 2, detail="First.")
    sent = {"detail": "Second.", "version": version}

    stale = author.post(at_row("row_cells", chronology, 2), sent)
    assert stale.status_code == 409
    assert "First." in stale.content.decode() and "Second." in stale.content.decode()
    answer = author.post(at_row("row_cells", chronology, 2), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 409 and "another window" in answer.json()["refused"]
    assert the_row(chronology, 2).texts["detail"] == "First."


def test_an_event_is_added_on_its_page_and_says_all_that_is_missing(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}))
    url = reverse("panels:row_add", args=[chronology.review_id, chronology.pk])
    assert author.get(url + "?after=2").context["form"]["after"].value() == "2"

    refused = author.post(url, {"after": "2", "date": "31/02/2010", "detail": "A call."})
    assert refused.status_code == 422
    assert {"date", "source"} <= set(refused.context["form"].errors)

    answer = author.post(url, {"after": "2"} | NEW)
    page = author.get(answer.url)
    assert names(page) == ["added row 1"] and f"by hand, {commission.author}" in words_on(page)
    read_by_all = words_on(author.get(chronology.get_absolute_url()))
    assert f"Added by hand by {commission.author}" in read_by_all


def test_a_row_is_left_out_and_an_added_one_removed_on_their_pages(
    author: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}, {}))
    added = row_changes.add_row(chronology, part=1, after=2, texts=NEW, by=commission.author)

    assert author.post(at_row("row_leave_out", chronology, 2), {"reason": " "}).status_code == 422
    assert author.post(at_row("row_leave_out", chronology, 2), {"reason": "Twice."}).status_code == 302
    assert author.post(at_row("row_remove", chronology, added.row)).status_code == 302

    assert names(author.get(grid(chronology))) == ["row 2", "row 3"]
    assert "Because: Twice." in words_on(author.get(grid(chronology) + "?show=left_out"))


def test_the_page_of_taking_back_says_what_the_row_will_be(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}, {}))
    for row in (2, 3):
        change(chronology, row, detail="Other words.")
    row_changes.leave_row_out(chronology, part=1, row=2, reason="Twice.", by=commission.author)

    said = {}
    for problem in chronology.problems.filter(code=RowProblem.CHANGED):
        said[problem.row] = words_on(
            author.get(reverse("panels:row_take_back", args=[chronology.review_id, problem.pk]))
        )

    assert "It is read again, with what was typed in it." in said[2]
    assert "It becomes an event again, as it was read." in said[3]


def test_rows_are_for_their_author_and_until_the_chronology_is_accepted(
    client: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}))
    lead = sign_in(client, commission.issued_by)
    assert lead.get(grid(chronology)).status_code == 404
    author = sign_in(client, commission.author)
    assert author.get(at_row("row_cells", chronology, 9)).status_code == 404
    chronologies.accept(chronology, by=commission.author)

    assert author.get(grid(chronology)).url == chronology.get_absolute_url()
    shut = author.get(at_row("row_cells", chronology, 2))
    assert "hand in a corrected file" in words_on(shut) and "<textarea" not in shut.content.decode()
    assert (
        author.post(at_row("row_cells", chronology, 2), {"detail": "Other.", "version": 1}).status_code == 409
    )


def send_cell(client: Any, chronology: Chronology, row: int, **cells: Any) -> tuple[int, str]:
    answer = client.post(at_row("row_cells", chronology, row), cells, headers={"Accept": "application/json"})
    assert answer["Content-Type"] == "application/json" and answer["Cache-Control"] == "no-store, private"
    return answer.status_code, answer.json()["refused"]


def test_a_cell_that_cannot_be_saved_is_answered_with_the_reason(author: Any, commission: Commission) -> None:
    chronology = read(commission, table({}, {"Details": "Another day."}))
    version = the_row(chronology, 2).version
    row_changes.leave_row_out(chronology, part=1, row=3, reason="Twice.", by=commission.author)

    assert send_cell(author, chronology, 2, detail="Other\0.", version=version) == (
        422,
        "Not saved. Null characters are not allowed.",
    )
    left_out = the_row(chronology, 3).version
    assert send_cell(author, chronology, 3, detail="Other.", version=left_out) == (
        422,
        "Not saved. Somebody has settled this row meanwhile. Take it back first to change it.",
    )
    assert send_cell(author, chronology, 9, detail="Other.", version=version) == (
        404,
        "Not saved. This row is no longer in the chronology. Nothing was changed.",
    )
    chronologies.accept(chronology, by=commission.author)
    assert send_cell(author, chronology, 2, detail="Other.", version=version) == (
        409,
        f"Not saved. {NOT_OPEN}",
    )
    assert chronology.events.get(row=2).detail.original == "Seen at home."


def test_a_cell_of_somebody_without_the_right_is_answered_with_the_reason_and_recorded(
    client: Any, commission: Commission
) -> None:
    chronology = read(commission, table({}))
    chronologies.accept(chronology, by=commission.author)
    chair = sign_in(client, commission.issued_by)

    status, said = send_cell(chair, chronology, 2, detail="Other.", version=1)

    assert status == 403 and said.startswith("Not saved. ") and len(said) > 20
    assert AuditEvent.objects.filter(verb="refused", actor_id=commission.issued_by.pk).exists()


@pytest.mark.parametrize("address", ["", "?row=30", "?show=to_mend", "?q=event"])
def test_every_page_asks_the_same_queries(author: Any, commission: Commission, address: str) -> None:
    few, more = read(commission, many(30)), read(commission, many(90))

    def queries(chronology: Chronology) -> int:
        author.get(grid(chronology) + address)
        with CaptureQueriesContext(connection) as asked:
            author.get(grid(chronology) + address)
        return len(asked)

    assert queries(few) == queries(more)


def test_a_sealed_row_is_not_there_for_whom_it_is_closed_to(commission: Commission) -> None:
    chronology = read(commission, table({}))
    assert Rows(chronology, commission.issued_by).one(1, 2) is None
