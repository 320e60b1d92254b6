"""Nineteen parts × twenty-five objects × eight acts: who may do what, and when, cell by cell.

`access_matrix.csv` says what is wanted, with the leaflet each row comes from. `matrix_objects` brings each
object through its states, and every cell is asked of the policies and of `visible_to`. Where the portal
decides otherwise on purpose the cell stands in `DIFFERENT` with its reason; what is not built yet stands in
`NOT_BUILT`. Both lists fail as soon as an entry is no longer true.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scr_portal.access.actions import declared
from tests import cast
from tests.asking import again
from tests.matrix_checks import Check
from tests.matrix_objects import OBJECTS

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).with_name("access_matrix.csv")
ACTS = ["list", "view", "create", "edit", "submit", "approve", "download", "delete"]


class Cell(NamedTuple):
    """What the matrix says of one role, one object and one act."""

    allowed: bool
    conditions: str


def matrix() -> dict[tuple[str, str, str], Cell]:
    with MATRIX.open(newline="", encoding="utf-8") as file:
        return {
            (row["role"], row["object"], row["action"]): Cell(row["verdict"] == "allow", row["condition"])
            for row in csv.DictReader(file)
        }


CELLS = matrix()

NOT_BUILT: dict[tuple[str, str], tuple[str, str]] = {
    ("minutes", "*"): ("minutes", "Panel meetings and their minutes have no place in the portal yet."),
    ("disc", "*"): ("disciplin", "Advice to a line manager is given outside the portal."),
    ("plan", "*"): ("action_plan", "Recommendations stand in the report; following them up comes later."),
    ("*", "download"): (
        "download",
        "Nothing else is downloaded: the public report, a copy of it, the register; a letter is printed.",
    ),
    ("*", "delete"): ("delete", "Nothing is deleted; a published edition is withdrawn."),
    ("audit", "create"): ("audit", "Nobody writes in the record of acts but the portal."),
    ("audit", "edit"): ("audit", "Nobody changes the record of acts."),
    ("audit", "submit"): ("audit", "Nobody changes the record of acts."),
    ("audit", "approve"): ("audit", "Nobody changes the record of acts."),
    ("imr_draft", "create"): ("begin_imr", "A management review begins with the commission."),
    ("imr_draft", "approve"): (
        "approve_imr",
        "The agency's lead reads a draft and approves it outside the portal.",
    ),
    ("imr_sub", "create"): ("begin_imr", "A management review begins with the commission."),
    ("imr_sub", "edit"): ("edit_imr_handed_in", "What has been handed in is returned before it is changed."),
    ("imr_sub", "submit"): (
        "edit_imr_handed_in",
        "What has been handed in is returned before it is changed.",
    ),
    ("famcon", "submit"): ("submit_contact", "Contact details are recorded, not submitted."),
    ("famcon", "approve"): ("approve_contact", "Contact details are recorded, not approved."),
    ("famview", "edit"): ("contribution", "What the family said is recorded once; contributions come later."),
    ("famview", "submit"): (
        "contribution",
        "What the family said is recorded once; contributions come later.",
    ),
    ("famview", "approve"): (
        "contribution",
        "What the family said is recorded once; contributions come later.",
    ),
    ("ident", "submit"): ("submit_identities", "An identity counts as soon as it is entered."),
    ("ident", "approve"): ("approve_identities", "An identity counts as soon as it is entered."),
    ("geno", "submit"): ("submit_genogram", "A relationship counts as soon as it is recorded."),
    ("geno", "approve"): ("approve_genogram", "A relationship counts as soon as it is recorded."),
    ("seal", "submit"): ("submit_seal", "A seal counts as soon as it is placed."),
    ("seal", "approve"): ("approve_seal", "One person places a seal; the manager can lift it."),
    ("preview", "list"): (
        "list_previews",
        "Previews stand in the history of a case, not in a list of their own.",
    ),
    ("preview", "view"): (
        "view_preview",
        "A preview shows the pages of the other rows, narrowed to what both may read.",
    ),
    ("preview", "edit"): ("edit_preview", "Nothing is changed in a preview."),
    ("preview", "submit"): ("edit_preview", "Nothing is changed in a preview."),
    ("preview", "approve"): ("edit_preview", "Nothing is changed in a preview."),
    ("readers", "create"): ("edit_readers", "Who can see names follows from roles and parts."),
    ("readers", "edit"): ("edit_readers", "Who can see names follows from roles and parts."),
    ("readers", "submit"): ("edit_readers", "Who can see names follows from roles and parts."),
    ("readers", "approve"): ("edit_readers", "Who can see names follows from roles and parts."),
    ("jigsaw", "submit"): (
        "submit_combination",
        "A reason for keeping facts together waits as soon as it is given.",
    ),
    ("review", "submit"): ("submit_review", "A review moves on by its stages."),
    ("referral", "approve"): ("approve_referral", "Screening begins with the first criterion answered."),
    ("chron", "approve"): (
        "approve_chronology",
        "The panel takes chronologies with the review they belong to.",
    ),
    ("sign", "create"): ("request_signature", "A signature is made by signing."),
    ("sign", "edit"): ("request_signature", "A signature is never changed."),
    ("sign", "submit"): (
        "request_signature",
        "The board chair is asked for a signature when the panel agrees.",
    ),
    ("imr_sub", "list"): ("list_imrs", "A review that was handed in is found by its case and agency."),
    ("over", "list"): ("list_reports", "There is one report a case; its page is the case's."),
    ("exec", "list"): ("list_reports", "There is one report a case; its page is the case's."),
    ("sign", "list"): ("list_reports", "There is one report a case; its page is the case's."),
    ("tor", "list"): ("list_terms", "Terms are read on the page of their case, not in a list of all cases."),
    ("famcon", "list"): ("list_contacts", "Contact details are shown one relative at a time."),
    ("pubrep", "edit"): ("edit_edition", "A public text is frozen; another one is another edition."),
}
"""(object, act), * for all: a word that would stand in an action's name once it is built, and the reason."""

STEP_BY_STEP = "An author of an agency reads the report once it is signed, its lead once it is agreed."
DIFFERENT: dict[tuple[str, str, str], str] = {
    (
        "bm",
        "referral",
        "edit",
    ): "A referral that has been sent is not changed by anybody; the referrer adds to it.",
    ("agl", "decision", "view"): "The lead of another agency learns the outcome when the agency is asked.",
    ("oa", "decision", "view"): "An author learns that there is a review and since when, not the reasons.",
    ("pch", "review", "edit"): "Proceedings and stages are kept by the business manager alone.",
    ("bm", "review", "create"): "A review opens with the board chair's decision, never by hand.",
    (
        "bm",
        "tor",
        "edit",
    ): "Changing what is before the panel chair takes it back first, so it is open then too.",
    (
        "sub",
        "tor",
        "edit",
    ): "Changing what is before the panel chair takes it back first, so it is open then too.",
    (
        "pch",
        "tor",
        "edit",
    ): "Changing what is before the panel chair takes it back first, so it is open then too.",
    ("pch", "tor", "submit"): "The panel chair who changes a draft may also put it forward.",
    (
        "bm",
        "chron",
        "create",
    ): "An agency's author hands in its chronology; the manager does not do it for them.",
    ("imr", "chron", "edit"): "A corrected file is a new edition, until the review has been handed in.",
    ("ova", "intv", "list"): "Interviews by the overview author are not built yet.",
    ("ova", "intv", "view"): "Interviews by the overview author are not built yet.",
    ("ova", "intv", "create"): "Interviews by the overview author are not built yet.",
    ("ova", "intv", "edit"): "Interviews by the overview author are not built yet.",
    ("ova", "intv", "submit"): "Interviews by the overview author are not built yet.",
    (
        "bm",
        "famview",
        "create",
    ): "The manager records what the family said where there is no personal contact.",
    (
        "imr",
        "ident",
        "list",
    ): "An author reads labels in the texts; the register itself stays with the manager.",
    ("imr", "ident", "view"): "An author enters interviewees; the register itself stays with the manager.",
    (
        "imr",
        "ident",
        "create",
    ): "An author enters interviewees by arranging an interview, not in the register.",
    ("imr", "ident", "edit"): "An author enters interviewees by arranging an interview, not in the register.",
    ("itv", "over", "view"): "Staff who worked with the family get the signed report from their agency.",
    ("itv", "exec", "view"): "Staff who worked with the family get the signed report from their agency.",
    ("oa", "over", "view"): STEP_BY_STEP,
    ("oa", "exec", "view"): STEP_BY_STEP,
    ("imr", "sign", "view"): "Whoever reads the signed report sees who signed it.",
    ("pch", "pubrep", "view"): "The panel chair may clear the edition, so reads it before it is public.",
    ("pch", "pubrep", "approve"): "The panel chair may clear the edition in place of the board chair.",
}


NOT_YET = {"grant", "own record", "meta record"}
"""Conditions nothing can meet yet, so their cells are shut: disclosure of one document for a time, the list of
one's own accesses, and the administrator's look at the record of acts."""

NARROWER = ("meta", "outcome")
"""Looks that show less than the object: `matrix_objects` asks for them by name."""


def met(conditions: str, state: str, *, review: bool) -> bool:
    """Whether the conditions of a cell hold in this state. Own, agency and board hold by the cast."""
    return any(
        all(term_holds(term, state, review=review) for term in way.split(",") if term)
        for way in conditions.split(" OR ")
    )


def term_holds(term: str, state: str, *, review: bool) -> bool:
    if term.startswith("st:"):
        return state in term.removeprefix("st:").split("|")
    if term == "rev":
        return review
    if term == "pub":
        return state == "published"
    return term not in NOT_YET


def wrong_cells(name: str, world: Any) -> tuple[set[tuple[str, str, str]], list[str], set[str]]:
    """The cells of one object that are decided otherwise, in words too, and which acts were asked."""
    wrong, said, asked = set(), [], set()
    for state, checks in OBJECTS[name](world):
        review = hasattr(world, "review")
        for role, person in world.who.items():
            for act in [act for act in checks if " " not in act]:
                cell = CELLS[role, name, act]
                conditions = cell.conditions + (" record" if name == "audit" else "")
                wanted = cell.allowed and met(conditions, state, review=review)
                asked.add(act)
                if got := disagreement(checks, act, cell.conditions, wanted, again(person)):
                    wrong.add((role, name, act))
                    said.append(f"{role} {act} {name} while {state}: {got}")
    return wrong, said, asked


def disagreement(checks: dict[str, Check], act: str, conditions: str, wanted: bool, person: Any) -> str:
    """What the portal says where the matrix says otherwise; empty where they agree."""
    narrower = next((word for word in NARROWER if word in conditions.split(",")), "")
    whole = checks[act](person)
    if whole != wanted and not (wanted and narrower):
        return "open, wanted shut" if whole else "shut, wanted open"
    if not narrower or not wanted:
        return ""
    if whole and checks[f"{act} {narrower}"] is not checks[act]:
        return f"open, wanted {narrower} alone"
    return "" if checks[f"{act} {narrower}"](person) else f"shut, wanted {narrower}"


def built(name: str, act: str) -> bool:
    if (name, act) in (("pubrep", "delete"), ("ident", "download"), ("letter", "download")):
        return True  # taken back; as an encrypted file; printed
    return not {(name, act), (name, "*"), ("*", act)} & set(NOT_BUILT)


@pytest.mark.parametrize("name", OBJECTS)
def test_every_cell_of_the_matrix_is_decided_as_it_says(name: str) -> None:
    wrong, said, asked = wrong_cells(name, cast.world())

    expected = {cell for cell in DIFFERENT if cell[1] == name}
    assert [line for line in said if (line.split()[0], name, line.split()[1]) not in expected] == []
    assert expected - wrong == set(), "These agree with the matrix now: take them out of the list."
    assert {act for act in ACTS if act not in asked and built(name, act)} == set()
    assert {act for act in asked if not built(name, act)} == set()


def test_the_matrix_is_whole() -> None:
    objects = {cell[1] for cell in CELLS}
    assert {cell[0] for cell in CELLS} == set(cast.ROLES)
    assert len(CELLS) == len(cast.ROLES) * len(objects) * len(ACTS) == 3800
    assert objects - set(OBJECTS) == {name for name, act in NOT_BUILT if act == "*"}
    assert {cell for cell in DIFFERENT if cell not in CELLS} == set()


@pytest.mark.parametrize(("word", "reason"), sorted(set(NOT_BUILT.values())))
def test_what_is_said_to_be_missing_has_no_action(word: str, reason: str) -> None:
    assert [name for name in declared() if word in name.split(".")[1]] == []
