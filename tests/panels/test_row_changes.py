"""Any row of a chronology is changed where it stands, rows are added and left out, and nothing of the file is lost."""

from __future__ import annotations

from typing import Any

import pytest

from panels.grid_rows import GridRow, Rows
from panels.models import Chronology, RowProblem
from panels.queries import row_counts
from panels.services import chronologies, row_changes, rows
from panels.services.row_changes import RowGone
from panels.services.rows import AddedByHand, RowSettled
from scr_portal.audit.models import AuditEvent
from scr_portal.refusals import Missing, Refused
from scr_portal.web.stale import StaleForm
from tests import make
from tests.panels.test_rows import read, table, values
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

NOT_OPEN = "Rows are settled while the file is read and not yet accepted. To change one now, hand in a corrected file."
NO_SUCH_ROW = "There is no such row in this table. Write the number of the row above the new one, or 0 for the first place."
IN_THE_FILE = "This row is in your file, so it is not removed. Leave it out, and it can be taken back."
NEW = {"date": "13 May 2010", "source": "Duty book", "detail": "Telephone call from the school."}


@pytest.fixture
def commission() -> Any:
    return make.commission()


def the_row(chronology: Chronology, row: int, part: int = 1) -> GridRow:
    found = Rows(chronology, chronology.commission.author).one(part, row)
    assert found is not None
    return found


def change(chronology: Chronology, row: int, **texts: str) -> GridRow:
    now = the_row(chronology, row)
    return row_changes.change_row(
        chronology,
        part=now.part,
        row=row,
        texts=texts,
        version=now.version,
        by=chronology.commission.author,
    )


def add(chronology: Chronology, after: int, **texts: str) -> RowProblem:
    return row_changes.add_row(
        chronology, part=1, after=after, texts=NEW | texts, by=chronology.commission.author
    )


def test_a_changed_cell_is_read_as_the_file_is_and_the_other_cells_stay(commission: Any) -> None:
    chronology = read(commission, table({}, {"Date of event": "13/05/2010"}))
    expected = values(chronology.events.get(row=3)) | {"staff": "HV3"}

    change(chronology, 2, date="13/05/2010", staff="HV3")

    assert values(chronology.events.get(row=2)) == expected
    assert row_counts(chronology).changed == 1 and row_counts(chronology).add_up


def test_what_the_file_said_is_kept_beside_what_was_typed_and_can_be_taken_back(commission: Any) -> None:
    chronology = read(commission, table({}))
    before = values(chronology.events.get())

    change(chronology, 2, detail="Seen at school.", child_seen="No")
    row = change(chronology, 2, date="1/6/2010", end_date="")
    assert (row.read["detail"], row.read["child_seen"]) == ("Seen at home.", "Alone")
    assert (row.texts["detail"], row.texts["date"], row.state) == ("Seen at school.", "1/6/2010", "changed")

    assert row.told is not None
    rows.take_back(row.told.problem, by=commission.author)

    assert values(chronology.events.get()) == before
    assert the_row(chronology, 2).state == "event"
    assert not chronology.problems.exists()


def test_the_files_words_come_back_to_a_row_with_a_remark_as_well(commission: Any) -> None:
    chronology = read(commission, table({}, {}))
    (remark,) = chronology.problems.all()
    assert (remark.code, remark.row) == ("identical_row", 3)
    before = values(chronology.events.get(row=3))

    row = change(chronology, 3, detail="Seen at school.", date="1/6/2010", end_date="")
    assert row.told is not None and row.state == "changed"
    rows.take_back(row.told.problem, by=commission.author)

    row = the_row(chronology, 3)
    assert (row.state, row.texts["detail"], row.texts["date"]) == ("event", "Seen at home.", "12/05/2010")
    assert values(chronology.events.get(row=3)) == before
    (remark,) = chronology.problems.all()
    assert (remark.corrections, remark.still, remark.event_kept) == ({}, {}, {})
    assert change(chronology, 3, detail="Seen at school.").texts["date"] == "12/05/2010"


def test_a_line_begun_in_a_cell_is_a_change_and_line_ends_of_another_kind_are_none(commission: Any) -> None:
    chronology = read(commission, table({"Details": "Seen at home. Aunt there."}, {"Details": "One.\nTwo."}))

    assert change(chronology, 2, detail="Seen at home.\r\nAunt there.").state == "changed"
    assert chronology.events.get(row=2).detail.original == "Seen at home.\nAunt there."
    assert change(chronology, 3, detail=" One.\r\nTwo. ").state == "event"


def test_who_changed_what_stays_in_the_history(commission: Any) -> None:
    chronology = read(commission, table({}))
    row = change(chronology, 2, detail="Seen at school.")
    assert row.told is not None
    rows.take_back(row.told.problem, by=commission.author)

    kept = [record.corrections for record in RowProblem.history.filter(chronology=chronology)]
    assert {"detail": "Seen at school."} in kept
    assert AuditEvent.objects.filter(verb="chronology.row_changed").count() == 1


def test_a_date_that_nobody_touched_is_not_read_a_second_time(commission: Any) -> None:
    """A true date of a workbook may be shown the American way; its text would be another day."""
    chronology = read(commission, table({"Until": ""}))
    event = chronology.events.get()
    event.as_typed = {**event.as_typed.original, "date": "05/12/2010"}
    event.save()

    change(chronology, 2, detail="Seen at school.")

    assert chronology.events.get().date_start.isoformat() == "2010-05-12"
    change(chronology, 2, date="05/12/2010 ")
    assert chronology.events.get().date_start.isoformat() == "2010-05-12", "the same text is no change"


def test_a_time_and_an_answer_that_nobody_touched_stay_when_the_date_changes(commission: Any) -> None:
    chronology = read(commission, table({"Child seen": "Yes, with her sister", "Time": "c. 14:30-15:15"}))
    before = values(chronology.events.get())

    change(chronology, 2, date="13/05/2010")

    after = values(chronology.events.get())
    assert {name for name in before if before[name] != after[name]} == {"date_start"}
    assert (after["time"], after["time_end"], after["time_precision"]) == ("14:30", "15:15", "approx")


def test_a_further_column_of_the_author_is_changed_under_its_own_heading(commission: Any) -> None:
    chronology = read(commission, table({}))

    change(chronology, 2, **{"column:Room": "hall"})

    columns = chronology.events.get().columns.original
    assert (columns["Room"], columns["Reference"]) == ("hall", "99")


def test_a_change_that_cannot_be_read_is_kept_and_the_row_waits(commission: Any) -> None:
    chronology = read(commission, table({}, {}))

    row = change(chronology, 2, date="31/02/2010")

    assert row.state == "to_mend" and "no such day" in row.messages["date"]
    assert row.texts["date"] == "31/02/2010"
    counts = row_counts(chronology)
    assert (counts.events, counts.to_mend, counts.add_up) == (1, 1, True)
    assert change(chronology, 2, date="28/02/2010", end_date="").state == "changed"


def test_a_cell_put_back_as_it_was_leaves_no_change(commission: Any) -> None:
    chronology = read(commission, table({}))
    before = values(chronology.events.get())
    change(chronology, 2, detail="Other words")

    assert change(chronology, 2, detail="Seen at home.").state == "event"
    assert values(chronology.events.get()) == before
    assert row_counts(chronology).changed == 0


def test_a_held_row_is_mended_cell_by_cell(commission: Any) -> None:
    chronology = read(commission, table({"Date of event": "13/25/2010", "Source": ""}))

    row = change(chronology, 2, date="12/05/2010")
    assert (row.state, set(row.messages)) == ("to_mend", {"source"})
    row = change(chronology, 2, source="Clinic list")
    assert row.state == "mended"
    assert change(chronology, 2, source="Visit book").state == "mended"
    assert chronology.events.get().source.original == "Visit book"


def test_a_reason_to_accept_goes_on_only_for_what_was_accepted(commission: Any) -> None:
    chronology = read(commission, table({"Date of event": "12/05/1972", "Until": ""}))
    rows.mend_row(chronology.problems.get(), accepted_because="It shows the pattern.", by=commission.author)

    assert change(chronology, 2, detail="Other words.").state == "mended"
    assert chronology.events.get().accepted_because.original == "It shows the pattern."
    assert change(chronology, 2, source="").state == "to_mend"
    assert set(change(chronology, 2, source="File").messages) == {"date"}, "the reason has to be given again"


def test_a_row_changed_since_the_page_was_opened_is_not_overwritten(commission: Any) -> None:
    chronology = read(commission, table({}))
    opened = the_row(chronology, 2).version
    change(chronology, 2, detail="First.")

    with pytest.raises(StaleForm) as stale:
        row_changes.change_row(
            chronology, part=1, row=2, texts={"detail": "Second."}, version=opened, by=commission.author
        )

    assert stale.value.current.texts["detail"] == "First."
    assert chronology.events.get().detail.original == "First."


def test_a_row_is_added_at_its_place_with_who_and_when(commission: Any) -> None:
    chronology = read(commission, table({}, {}, {}))

    problem = add(chronology, 3)

    names = [row.name for row in Rows(chronology, commission.author).at(keys(chronology))]
    assert names == ["row 2", "row 3", "added row 1", "row 4"]
    event = chronology.events.get(row=problem.row)
    assert (event.added_by, event.place) == (commission.author, 3) and event.added_at
    assert event.detail.original == NEW["detail"]
    counts = row_counts(chronology)
    assert (counts.read, counts.added, counts.events, counts.add_up) == (3, 1, 4, True)


def keys(chronology: Chronology) -> Any:
    return Rows(chronology, chronology.commission.author).keys("all", most=20)


def test_an_added_row_is_changed_left_out_taken_back_and_removed(commission: Any) -> None:
    chronology = read(commission, table({}))
    number = add(chronology, 0).row
    assert change(chronology, number, detail="Second call.").state == "added"

    row_changes.leave_row_out(chronology, part=1, row=number, reason="Twice.", by=commission.author)
    assert (row_counts(chronology).left_out, row_counts(chronology).add_up) == (1, True)
    rows.take_back(the_row(chronology, number).told.problem, by=commission.author)  # type: ignore[union-attr]
    event = chronology.events.get(row=number)
    assert (event.detail.original, event.added_by) == ("Second call.", commission.author)
    with pytest.raises(AddedByHand, match="nothing to put back"):
        rows.take_back(the_row(chronology, number).told.problem, by=commission.author)  # type: ignore[union-attr]

    row_changes.remove_row(chronology, part=1, row=number, by=commission.author)
    assert not chronology.events.filter(row=number).exists()
    assert add(chronology, 0).row == number + 1, "a seal goes by the number of a row"


def test_an_added_row_has_to_be_an_event_and_says_all_that_is_missing(commission: Any) -> None:
    chronology = read(commission, table({}))

    with pytest.raises(Refused) as refused:
        add(chronology, 99, date="31/02/2010", source="")
    assert set(refused.value.sentences) == {"after", "date", "source"}
    with refuses("after", NO_SUCH_ROW):
        row_changes.add_row(chronology, part=7, after=0, texts=NEW, by=commission.author)


def test_an_event_is_left_out_with_a_reason_and_taken_back_as_it_was(commission: Any) -> None:
    chronology = read(commission, table({}, {"Details": "Another day."}))
    before = values(chronology.events.get(row=2))
    with pytest.raises(Missing, match="Say why this row is left out"):
        row_changes.leave_row_out(chronology, part=1, row=2, reason=" ", by=commission.author)

    row_changes.leave_row_out(chronology, part=1, row=2, reason="Another child.", by=commission.author)
    row = the_row(chronology, 2)
    assert row.told is not None and row.told.problem.message == "Left out here."
    assert (row.state, row.texts["detail"], row_counts(chronology).left_out) == (
        "left_out",
        "Seen at home.",
        1,
    )
    with pytest.raises(RowSettled, match="Take it back first"):
        change(chronology, 2, detail="Other.")

    rows.take_back(row.told.problem, by=commission.author)  # type: ignore[union-attr]
    assert values(chronology.events.get(row=2)) == before and not chronology.problems.exists()


def test_a_changed_row_that_was_left_out_comes_back_changed(commission: Any) -> None:
    chronology = read(commission, table({}, {}))
    change(chronology, 2, detail="Other words.")
    row_changes.leave_row_out(chronology, part=1, row=2, reason="Twice.", by=commission.author)

    rows.take_back(the_row(chronology, 2).told.problem, by=commission.author)  # type: ignore[union-attr]

    assert (the_row(chronology, 2).state, chronology.events.get(row=2).detail.original) == (
        "changed",
        "Other words.",
    )
    assert row_counts(chronology).add_up


def test_rows_are_open_until_the_chronology_is_accepted(commission: Any) -> None:
    chronology = read(commission, table({}, {"Details": "Another day."}))
    version = the_row(chronology, 2).version
    chronologies.accept(chronology, by=commission.author)

    sent = {"part": 1, "row": 2, "by": commission.author}
    with refuses("", NOT_OPEN):
        row_changes.change_row(chronology, texts={"detail": "Other."}, version=version, **sent)
    with refuses("", NOT_OPEN):
        row_changes.leave_row_out(chronology, reason="Twice.", **sent)
    with refuses("", NOT_OPEN):
        add(chronology, 2)
    with refuses("", NOT_OPEN):
        row_changes.remove_row(chronology, **sent)


def test_a_row_of_the_file_is_not_removed_and_one_that_is_gone_not_changed(commission: Any) -> None:
    chronology = read(commission, table({}))
    with refuses("", IN_THE_FILE):
        row_changes.remove_row(chronology, part=1, row=2, by=commission.author)
    with pytest.raises(RowGone, match="no longer in the chronology"):
        row_changes.remove_row(chronology, part=1, row=77, by=commission.author)


def test_what_was_changed_in_a_sealed_row_is_sealed_as_the_row_is(commission: Any) -> None:
    accepted = read(commission, table({}))
    chronologies.accept(accepted, by=commission.author)
    seal = make.seal(accepted.events.get(), commission.author, by=commission.issued_by)
    chronology = read(commission, table({}, {"Details": "Another day."}))
    assert seal.objects_sealed.filter(subject_id=chronology.events.get(row=2).pk).exists()

    change(chronology, 2, comment="Words of the sealed row.")
    change(chronology, 3, comment="Words of another.")

    told = {problem.row: problem.pk for problem in chronology.problems.all()}
    assert seal.objects_sealed.filter(subject_id=told[2]).exists()
    assert not seal.objects_sealed.filter(subject_id=told[3]).exists()
    assert seal.objects_sealed.filter(subject_id=chronology.events.get(row=2).pk).exists()
