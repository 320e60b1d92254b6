"""The publication checklist: every rule of every step of an edition, met or not, from the transition table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_portal import workflow
from scr_portal.workflow import Outstanding

from .enums import EditionStatus

STEPS = (
    (EditionStatus.PREPARED, EditionStatus.CLEARED, "Cleared of names"),
    (EditionStatus.CLEARED, EditionStatus.RENDERED, "PDF made and searched"),
    (EditionStatus.RENDERED, EditionStatus.PUBLISHED, "Public"),
)

RULES = {
    "reviews.names_settled": "No name in the signed report waits for an answer.",
    "reports.flags_settled": "Every passage that may identify somebody is settled.",
    "reports.combinations_settled": "Facts that identify together stay below the limit of this board, or two people gave a reason.",
    "reviews.points_answered": "Every point of the readers and the chair is answered.",
    "reports.read_by_two": "Two people of different agencies have read exactly this text, neither knowing what the other found.",
    "reports.cleared_by_another": "A chair has cleared it, knowing what the readers found.",
    "reports.estimate_on_record": "Both readers’ names are on record, and what they may both have missed.",
    "reports.pdf_made_and_clean": "The PDF is made from this text, was read in full, and nothing found in it is left to settle.",
    "reports.report_signed": "Both chairs have signed exactly the report it was made from.",
    "reports.register_unchanged": "No name has been learned since the text was frozen.",
    "reports.nothing_sealed": "Nothing that is sealed to named people stands in it word for word.",
    "reports.family_told_the_result": "Each relative has been told what the report says.",
    "reports.family_has_a_copy": "Each relative has had a copy of exactly this text, or did not want one.",
    "reviews.no_hold_on_publication": "No proceedings hold publication back.",
}
"""What each rule of the table says when it is met."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its words, where it comes from, and what it still waits for; nothing when it is met."""

    words: str
    source: str
    waiting: list[Outstanding]


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way. `state`: done, now, next."""

    name: str
    state: str
    rules: list[Rule]


def publication_checklist(edition: Any) -> list[Step]:
    """Return the three steps with all their rules. A step that is behind the edition is done, whatever came later."""
    order = [step[0] for step in STEPS]
    at = order.index(edition.status) if edition.status in order else len(STEPS)
    return [
        Step(
            name,
            "done" if number < at else "now" if number == at else "next",
            [rule(gate, edition, done=number < at) for gate in edition.TRANSITIONS[(start, end)]],
        )
        for number, (start, end, name) in enumerate(STEPS)
    ]


def rule(name: str, edition: Any, *, done: bool) -> Rule:
    gate = workflow.registered()[name]
    source = gate.source_for(edition)
    return Rule(RULES.get(name, source), source, [] if done else list(gate.missing(edition)))
