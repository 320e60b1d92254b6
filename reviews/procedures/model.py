"""What a procedure says. The boards' leaflets disagree on nearly all of it, so none of it is code."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """What this board calls the people and bodies of a review."""

    recommending_body: str
    deciding_person: str
    author: str
    chair: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One limb of the criteria, asked as a question of its own."""

    code: str
    kind: Literal["mandatory", "discretionary", "concern"]
    question: str
    source: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A date somebody owes: for how long, who owes it, and who may extend it.

    `owed_by` is a role on the board, or "author" for whoever a commission names.
    """

    code: str
    label: str
    length: int
    unit: Literal["days", "working_days", "months"]
    owed_by: str
    extended_by: str
    extension: str
    source: str


@dataclass(frozen=True, slots=True)
class InterviewRule:
    """What staff are promised before their words are used.

    `days_to_check` counts calendar days from the day a record was shared; it is closed without the person's
    agreement no sooner, and after so many reminders.
    """

    record_checked_before_submission: bool
    source: str
    terms_shared_before: bool
    terms_source: str
    days_to_check: int
    reminders_before_closing: int
    closing_source: str


@dataclass(frozen=True, slots=True)
class InformationReportRule:
    """What the shorter contribution of an agency with light involvement has to bring."""

    chronology: bool
    source: str


@dataclass(frozen=True, slots=True)
class NamesRule:
    """Which documents do not go on while a name in their own text is not settled."""

    settled_before: tuple[Literal["terms", "management-review", "report", "edition"], ...]
    source: str
    terms_source: str


@dataclass(frozen=True, slots=True)
class OutputRule:
    """Which texts become public, and how."""

    public: tuple[str, ...]
    how: Literal["online", "on request"]
    source: str


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """What the family is promised, and by whom.

    `kept_apart` are the kinds of fact about one relative that a second person clears before they reach another.
    """

    told_before_gathering: bool
    told_source: str
    copy_before_public: bool
    copy_source: str
    kept_apart: tuple[Literal["address", "health", "allegation", "contact"], ...]
    kept_apart_source: str


@dataclass(frozen=True, slots=True)
class ProceedingsRule:
    """What a trial or an inquest holds back."""

    trial_holds_publication: bool
    source: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One board's way of running a review. A case keeps the `code` and `version` it was opened under."""

    code: str
    version: int
    name: str
    regime: str
    from_: datetime.date
    terms: Words
    criteria: tuple[Criterion, ...]
    clocks: tuple[Clock, ...]
    interviews: InterviewRule
    information_report: InformationReportRule
    names: NamesRule
    outputs: OutputRule
    family: FamilyRule
    proceedings: ProceedingsRule

    def clock(self, code: str) -> Clock:
        """Return the clock of that code; LookupError where the procedure has none."""
        for clock in self.clocks:
            if clock.code == code:
                return clock
        raise LookupError(f"{self.code} has no clock {code}")

    def suggests_review(self, met: frozenset[str]) -> bool:
        """Return what the answers alone come to: every mandatory limb met, or a discretionary one with concern.

        Working Together 2010, 8.9 to 8.11, as the leaflet puts it; people decide, and may differ with a reason.
        """
        by_kind: dict[str, set[str]] = {"mandatory": set(), "discretionary": set(), "concern": set()}
        for criterion in self.criteria:
            by_kind[criterion.kind].add(criterion.code)
        mandatory = bool(by_kind["mandatory"]) and by_kind["mandatory"] <= met
        concern = not by_kind["concern"] or bool(by_kind["concern"] & met)
        return mandatory or (concern and bool(by_kind["discretionary"] & met))
