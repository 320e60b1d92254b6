"""The report: names and labels, two signatures, an edition that says nobody's name, and its release."""

from __future__ import annotations

import re

from tests import make

from . import acts, publishing
from .house import CHILD, DOCTOR, DOCTOR_LABEL, LEAFLET, MOTHER, NURSE, REGISTERED, House

TITLE = "A young child not seen in spring"
OVERVIEW = f"""# What happened

{CHILD} was a lively girl who liked drawing. Her mother, {MOTHER}, asked for help twice. Dr {DOCTOR} weighed
Tamsin on 3 March 2010. {NURSE} meant to go back that week. Anselm Crook lived next door and heard her laugh.

# What we learned

- The child was seen at five of eleven visits.
- Notes were made with care and read by nobody else.
"""
SUMMARY = f"""# In short

Several people noticed that {CHILD} was not well. Mrs Quillfeather rang four times, last on 7 March 2010. Each kept a careful note.
"""


def keep_identities(house: House) -> None:
    """A label added to the register is on every page at once; names are shown for a reason, for a while."""
    manager, identities = house.manager, house.review + "identities/"
    manager.go(house.imr)
    manager.must_not_read(*REGISTERED)
    manager.go(identities)
    manager.must_not_read(*REGISTERED)
    publishing.add_identity(manager, "Anselm Crook", title="Mr", role="Neighbour", label="Neighbour 4")
    child = manager.page.get_by_role("row").filter(has_text="Subject child").get_by_role("rowheader")
    house.child = child.inner_text()
    manager.go(house.imr)
    manager.must_read(DOCTOR_LABEL, house.child)

    publishing.show_real_names(manager, "To check the spelling with the surgery.")
    manager.must_read("Real names are showing. This is recorded.")
    assert "rgb" in manager.page.locator(".portal-case--named").evaluate(
        "it => getComputedStyle(it).boxShadow"
    )
    manager.go(house.imr)
    manager.must_read(CHILD, DOCTOR)
    manager.go(identities)
    manager.must_read(CHILD, MOTHER, DOCTOR, NURSE)
    manager.press("Show codes again")
    assert not manager.page.locator(".portal-case--named").count()
    manager.go(house.imr)
    manager.must_not_read(*REGISTERED)


def write_and_sign(house: House) -> None:
    report = house.review + "report/"
    house.manager.go(house.review)
    house.manager.press("Start drawing the report together")
    house.manager.press("Start drawing the report together")
    author, chair = house.author, house.chair
    author.go(report)
    publishing.write_part(author, "Begin the overview report", OVERVIEW)
    author.must_wait_for("The executive summary is still empty.", f"{LEAFLET}: ‘one Overview Report’")
    assert not author.is_offered("Put it before the panel")
    assert author.post(report + "submit/") == 409
    publishing.write_part(author, "Write the executive summary", SUMMARY)
    author.must_read(CHILD, "What you wrote yourself")
    author.follow("Read it with labels")
    author.must_not_read(*REGISTERED)
    author.must_read(house.child, DOCTOR_LABEL, "Mother")
    publishing.put_before_the_panel(author)

    chair.go(report)
    chair.must_wait_for(
        "The panel chair has not agreed exactly this text.", f"{LEAFLET}: the panel ‘will oversee"
    )
    assert not chair.is_offered("Read and sign off")
    assert chair.post(report + "sign/") == 404

    house.panel_chair.go(report)
    house.panel_chair.must_not_read(*REGISTERED)
    publishing.agree_for_the_panel(house.panel_chair)
    chair.go(report)
    publishing.sign_for_the_board(chair)
    chair.must_read("Signed off by the board", "Osric Vane", "Idris Blackwater")


def clear_the_edition(house: House) -> None:
    manager, report = house.manager, house.review + "report/"
    manager.go(report)
    publishing.make_edition(manager, TITLE)
    house.edition = manager.path
    manager.must_wait_for(
        "passages that may identify somebody wait for a decision.",
        f"{LEAFLET}: information that would identify",
    )
    chair = house.chair
    chair.go(house.edition)
    assert not chair.is_offered("Read and clear for publication")
    assert chair.post(house.edition + "clear/") == 409

    manager.press("Both texts, and what was kept")
    manager.press("Answer the next one")
    passages = publishing.settle_passages(manager, {"2010": "in early spring"})
    assert all("2010" in passage for passage in passages)
    manager.must_read("Every passage is answered.")
    manager.go(house.edition)
    assert not manager.is_offered("Read and clear for publication")
    assert manager.post(house.edition + "clear/") == 403
    read_by_two(house)
    chair.go(house.edition)
    publishing.clear_edition(chair)
    chair.reload_until("Ready, not public")
    chair.must_not_read(*REGISTERED, "Crook", "3 March 2010")


def read_by_two(house: House) -> None:
    """Two people of two agencies read it blind; both mark the same drawing, which the manager replaces, and read it again."""
    manager, readers = house.manager, (house.first_reader, house.second_reader)
    manager.go(house.edition)
    manager.must_wait_for("Two readers have not been appointed.", "The portal’s own rule: two people look")
    manager.go(house.edition + "readers/")
    publishing.appoint_readers(manager, *make.READERS)
    for reader, words in zip(readers, ("who liked drawing", "liked drawing"), strict=True):
        reader.go("/work/")
        reader.follow(re.compile("^Read the public edition blind"))
        publishing.read_blind(reader, name=words)
        manager.go(house.edition + "readers/")
    manager.must_read("who liked drawing", "Passage 1: found by both readers", "point 1")
    assert house.chair.post(house.edition + "clear/") == 409
    manager.go("/work/")
    manager.follow(re.compile("^Settle what may identify somebody in the public edition"))
    manager.press("Answer the next one")
    publishing.settle_passages(manager, {"drawing": "who laughed easily"})
    manager.go("/work/")
    manager.follow(re.compile("^Answer one point on the public edition"))
    publishing.answer_changed(manager)
    for reader in readers:
        reader.go("/work/")
        reader.follow(re.compile("^Read the public edition again"))
        reader.must_read("The text has changed since you finished.")
        publishing.read_blind(reader)


def tell_the_family_and_publish(house: House) -> None:
    manager = house.manager
    manager.go(house.edition)
    told, copy = (
        "Mother has not been told what the report says.",
        "Mother has not had a copy of exactly this text.",
    )
    manager.must_wait_for(told, "Isle of Wight leaflet")
    manager.must_wait_for(copy, "Hampshire and Kingston leaflets")
    assert not manager.is_offered("Publish the report")
    assert manager.post(house.edition + "publish/") == 409
    manager.follow(re.compile(f"^Go to this.*{re.escape(told)}"))
    acts.record_contact(manager, "Told what the report says", "Read to her at home, with her sister.")
    manager.go(house.edition)
    assert not manager.is_offered("Publish the report")
    manager.follow(re.compile(f"^Go to this.*{re.escape(copy)}"))
    publishing.give_copy(manager)
    publishing.publish(manager)
    manager.must_read("Published")
