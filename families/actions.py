"""What can be done for a family. Each action has a policy in `policy.py`; a name without one stops start-up."""

from __future__ import annotations

from scr_portal.access.actions import Action, declare


@declare
class FamilyAction(Action):
    """Each action with the sentence a person would say for it."""

    VIEW_FAMILY = "families.view_family", "Read what is recorded about the family"
    RECORD_CONTACT = "families.record_contact", "Record what the family was told, asked and given"
    READ_WISHES = (
        "families.read_wishes",
        "Read in clear how a relative is safely reached and wishes to be spoken to",
    )
    AGREE_HOLD = "families.agree_hold", "Agree, as a second person, that a relative is not told for now"
    NAME_CONTACT = "families.name_contact", "Name the family's personal contact"
    SEND_LETTER = "families.send_letter", "Send a letter to a relative, or set it aside"
    CLEAR_OTHERS = (
        "families.clear_others",
        "Clear, as a second person, what a text for one relative says of another",
    )
