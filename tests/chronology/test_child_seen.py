"""Rule 11.1: whether the child was seen is read strictly, and what says nothing stays visible."""

from __future__ import annotations

import pytest

from panels.chronology.child_seen import read_child_seen
from tests.chronology.reading_made import read_rows

SAYS = {
    "yes": [
        "Y", "yes.", "Seen", "☑ Yes ☐ No", "Yes ☒ No ☐", "[x] Yes [ ] No", "✓", "☒", "Yes ✓ No ✗", "( ) No (x) Yes",
        "Yes, not alone", "Yes - refused to be seen alone", "Yes – no concerns", "Seen, mother present", "Yes, asleep",
        "Yes, could not be seen alone", "Y (with MGM)", "☒ Yes\n☐ No\n☐ Alone", "TRUE", "Seen at school",
    ],
    "no": [
        "N", "No.", "Not seen", "☐ Yes ☒ No", "Yes ☐ No ☑", "[ ] Yes [X] No", "☐ Yes ✗ No", "No, not alone", "FALSE",
        "Not seen - asleep", "No - child at nursery", "☐ Seen ☒ Not seen", "No (refused)", "No because he was out",
    ],
    "alone": [
        "A", "Alone", "Y - alone", "Yes (alone)", "☐ Yes ☐ No ☒ Alone", "Seen alone", "Yes, seen alone", "Yes – seen alone at school",
        "☑ Yes, alone ☐ No", "Y/A", "Spoken to alone", "Yes alone, in bedroom",
    ],
    None: [
        "", "N/A", "-", "☐ Yes ☐ No", "☒ Yes ☒ No", "Yes / No", "Y / N", "Y/N/A", "Yes / No / Alone", "Y or N", "No/Yes", "Yes No",
        "Seen / Not seen", "Could not be seen alone", "Unable to see alone", "Refused alone", "Offered to be seen alone",
        "Home alone", "Mother alone", "To be seen alone", "Yes?", "?Y", "with MGM", "No concerns", "☐", "Not seen alone",
        "Child R yes, sibling no", "Yes (R), no (sibling)", "Wasn’t seen alone", "Seen alone?", "Yes / No (delete as appropriate)",
        "✗", "Attempted to see alone", "Not known",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "typed"), [(seen, typed) for seen, texts in SAYS.items() for typed in texts]
)
def test_cell_says_what_is_ticked_or_written_and_no_more(seen: str | None, typed: str) -> None:
    assert read_child_seen(typed)[0] == seen


@pytest.mark.parametrize(
    "typed",
    [
        "☐ Yes ☐ No",
        "Yes / No",
        "☒ Yes ☒ No",
        "Could not be seen alone",
        "Yes, asleep",
        "No - out",
        "with MGM",
        "Yes?",
    ],
)
def test_cell_that_says_less_or_more_than_an_answer_stays_visible(typed: str) -> None:
    result = read_rows(
        ["3/4/09", "File", "Seen", typed], headings=["Date", "Source", "Details", "Child seen?"]
    )

    assert result.events[0].extra == {"Child seen?": typed}


@pytest.mark.parametrize("typed", ["Y", "No", "☐ Yes ☒ No", "Yes ☑ No ☐", "[x] Alone [ ] No", "N/A"])
def test_cell_that_is_an_answer_needs_no_second_place(typed: str) -> None:
    result = read_rows(
        ["3/4/09", "File", "Seen", typed], headings=["Date", "Source", "Details", "Child seen?"]
    )

    assert result.events[0].extra == {}


@pytest.mark.parametrize(
    "heading",
    ["Child not seen", "Children not seen", "Reason child not seen", "YP not seen (Y/N)", "Child was not seen", "No. of children seen",
     "Number of children seen"],
)  # fmt: skip
def test_heading_that_asks_the_opposite_is_kept_as_typed(heading: str) -> None:
    result = read_rows(["3/4/09", "File", "Seen", "Y"], headings=["Date", "Source", "Details", heading])

    assert (result.events[0].child_seen, result.events[0].extra) == (None, {heading: "Y"})


@pytest.mark.parametrize(
    ("typed", "seen", "shown"),
    [
        ("Yes", "alone", False), ("Y", "alone", False), ("☒ Yes ☐ No", "alone", False), ("Alone", "alone", False), ("No", None, True),
        ("N", None, True), ("☐ Yes ☒ No", None, True), ("Not seen", "no", False), ("No - mother present", None, True), ("Yes, asleep", None, True),
        ("Seen", None, True), ("N/A", None, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Child seen alone?", "Was the child seen alone", "Children_seen_alone"])
def test_heading_that_asks_whether_alone_is_not_answered_by_seen(
    heading: str, typed: str, seen: str | None, shown: bool
) -> None:
    result = read_rows(["3/4/09", "File", "Visit", typed], headings=["Date", "Source", "Details", heading])

    assert (result.events[0].child_seen, heading in result.events[0].extra) == (seen, shown)


def test_heading_that_offers_alone_as_an_answer_asks_whether_the_child_was_seen() -> None:
    result = read_rows(
        ["3/4/09", "File", "Visit", "N"], headings=["Date", "Source", "Details", "Child seen? Y/N/Alone"]
    )

    assert result.events[0].child_seen == "no"
