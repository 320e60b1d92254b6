"""What the values of a procedure file have to be beyond their kind, each wrong one with its key and what was expected."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.access.roles import Role
from scr_portal.accounts.models.organisations import AgencyKind

from .model import Clock, Procedure

TEXTS = {"overview", "summary"}
"""The texts a review can write."""

Wrong = Iterator[tuple[str, str]]
"""Key, and what was expected there."""


def wrong_values(procedure: Procedure) -> Wrong:
    """Yield each value that no rule could follow."""
    yield from wrong_criteria(procedure)
    if not any(clock.code == "sign_off" for clock in procedure.clocks):
        yield "clocks", 'missing the clock to sign-off (code = "sign_off")'
    agreeing = {clock.extended_by for clock in procedure.clocks if clock.starts != "commission"}
    if len(agreeing) > 1:
        yield "clocks", "expected one extended_by for the clocks of the review: one page agrees more time"
    if not any(clock.code == "management_review" for clock in procedure.clocks):
        yield "clocks", 'missing the clock of the agencies (code = "management_review")'
    for clock in procedure.clocks:
        for key, expected in wrong_clock(clock):
            yield f"clocks.{clock.code}.{key}", expected
    for kind in procedure.panel.core:
        if kind not in AgencyKind.values:
            yield "panel.core", f"{kind} is no kind of agency of the portal"
    for key in ("days_to_check", "reminders_before_closing"):
        if getattr(procedure.interviews, key) < 1:
            yield f"interviews.{key}", "expected at least 1"
    for key in ("person", "whole"):
        if getattr(procedure.jigsaw, key) < 1:
            yield f"jigsaw.{key}", "expected at least 1"
    yield from wrong_outputs(procedure)


def wrong_criteria(procedure: Procedure) -> Wrong:
    """Yield questions that stand twice, and a kind of limb from which nothing follows."""
    if not procedure.criteria:
        yield "criteria", "missing"
    codes = [criterion.code for criterion in procedure.criteria]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield "criteria", f"{code} stands twice"
    kinds = {criterion.kind for criterion in procedure.criteria}
    follows = [item.kind for item in procedure.consequences]
    for kind in sorted({"mandatory", "discretionary"} & kinds):
        if follows.count(kind) != 1:  # type: ignore[arg-type]
            yield "consequences", f'expected one of kind = "{kind}", because there are such criteria'


def wrong_clock(clock: Clock) -> Wrong:
    """Yield a length of nothing, and people whom the portal does not know."""
    if clock.length < 1:
        yield "length", "expected at least 1"
    if clock.extended_by not in Role.values:
        yield "extended_by", "expected a role of the portal"
    if clock.starts == "commission":
        if clock.owed_by != "author":
            yield "owed_by", 'expected "author": it is owed by whoever the commission names'
    elif clock.owed_by not in Role.values:
        yield "owed_by", "expected a role of the portal"


def wrong_outputs(procedure: Procedure) -> Wrong:
    """Yield texts that nobody writes, and a public one that is not written."""
    written, public = set(procedure.outputs.written), set(procedure.outputs.public)
    if not written or not written <= TEXTS:
        yield "outputs.written", 'expected "overview", "summary" or both'
    elif not public or not public <= written:
        yield "outputs.public", f"expected texts of outputs.written: {', '.join(sorted(written))}"
