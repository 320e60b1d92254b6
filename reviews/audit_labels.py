"""The labels of the acts of reviews in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "board.procedure_followed": "Let the board follow a procedure",
    "conflict.declared": "Declared a conflict of interest",
    "conflict.lifted": "Lifted a conflict of interest, with a reason",
    "criteria.begun": "Began the assessment of the criteria",
    "criteria.procedure_chosen": "Chose the procedure of the case, with a reason",
    "criteria.recommendation_asked_again": "Asked the committee for its recommendation again",
    "criteria.recommended": "Recommended to the board chair",
    "criterion.answered": "Answered a question of the criteria",
    "decision.recorded": "Decided",
    "decision.taken_again": "Took the decision again, with a reason",
    "identity.changed": "Changed an identity",
    "identity.described": "Recorded what the symbol of somebody in the genogram says",
    "identity.entered": "Added an identity",
    "identity.divided": "Gave some spellings of an identity to another",
    "identity.joined": "Joined two entries of the identity register into one",
    "identity.parted": "Let a joined entry of the identity register stand for itself again",
    "identity.removed": "Took an identity out of the register again",
    "kinship.changed": "Changed a relationship in the genogram",
    "kinship.recorded": "Recorded a relationship for the genogram",
    "kinship.taken_back": "Took back a relationship in the genogram",
    "name.settled": "Settled a doubtful name for the whole case",
    "name.unsettled": "Took back what was settled about a name",
    "unknown_name.answered": "Said who or what an unknown name is",
    "unknown_name.reopened": "Took back what was said about an unknown name",
    "named_view.opened": "Showed real names, with a reason",
    "point.answered": "Answered a point that was returned",
    "seal.carried": "Let a seal go on with a later edition",
    "seal.kept": "Looked at a seal again and kept it",
    "seal.lifted": "Lifted a seal, with a reason",
    "seal.words_found": "Found the words of a sealed passage again",
    "seal.words_lost": "Found the words of a sealed passage no longer",
    "seal.placed": "Sealed something to named people, with a reason",
    "proceeding.end_objected": "Did not agree that proceedings are over",
    "proceeding.end_proposed": "Recorded that proceedings are over, for a second person to agree",
    "proceeding.ended": "Agreed that proceedings are over",
    "proceeding.looked_at": "Looked at proceedings again, which go on",
    "proceeding.recorded": "Recorded proceedings",
    "referral.begun": "Began the referral",
    "referral.returned": "Asked the referrer for more",
    "referral.submitted": "Sent the referral",
    "referral.written": "Wrote in the referral",
    "register.exported": "Took the identity register out as an encrypted file, with a reason",
    "review.moved": "Opened the next stage",
    "review.opened": "The review was opened",
    "terms.agreed": "Agreed the terms of reference",
    "terms.begun": "Began the terms of reference",
    "terms.proposed": "Put the terms of reference before the panel chair",
    "terms.returned": "Returned the terms of reference",
    "terms.written": "Wrote in the terms of reference",
}

READINGS = {
    "identity": "Read an identity with its real name",
    "name_readers": "Read who can see real names",
    "named_view": "Read a page with real names",
    "own_names": "Read the unknown names of a text of their own",
}

labels.register(ACTS, READINGS)
