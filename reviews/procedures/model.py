"""What a procedure says. The boards' leaflets disagree on nearly all of it, so none of it is code."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """What this board calls a review, and the people and bodies of it.

    `recommending_short` is the body within a sentence: "the committee recommends".
    """

    review: str
    recommending_body: str
    recommending_short: str
    deciding_person: str
    author: str
    chair: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One limb of the criteria, asked as a question of its own.

    A "factor" has to be there in every case, a "concern" beside a discretionary limb; a "consideration" is weighed
    by people and settles nothing by itself.
    """

    code: str
    kind: Literal["mandatory", "discretionary", "concern", "factor", "consideration"]
    question: str
    source: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows where the mandatory limbs, or a discretionary one, are met, in the words of the leaflet.

    `suggests` is whether that is a review; where it is not ("sometimes", "required to consider") people decide.
    """

    kind: Literal["mandatory", "discretionary"]
    words: str
    suggests: bool
    source: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A date somebody owes: from when, for how long, who owes it, and who may extend it.

    `owed_by` is a role on the board, or "author" for whoever a commission names.
    """

    code: str
    label: str
    starts: Literal["decision", "event", "commission"]
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
    """Which texts are written, which of them become public, and how everybody gets them."""

    written: tuple[str, ...]
    written_source: str
    public: tuple[str, ...]
    how: Literal["online", "on request"]
    source: str


@dataclass(frozen=True, slots=True)
class PanelRule:
    """Who leads and writes independently of the case, whose agencies sit on the panel, and who else may be asked.

    `core` are kinds of agency (`scr_portal.accounts.models.AgencyKind`); `asked` says who may be asked to attend.
    """

    independent: tuple[Literal["panel_chair", "overview_author"], ...]
    independent_source: str
    core: tuple[str, ...]
    core_source: str
    asked: str


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
class JigsawRule:
    """How much facts that identify together may come to before two people give a reason: of one person, and in all."""

    person: int
    whole: int
    source: str


@dataclass(frozen=True, slots=True)
class ProceedingsRule:
    """What a trial or an inquest holds back."""

    trial_holds_publication: bool
    source: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One board's way of running a review. A case keeps the `code` and `version` it was opened under.

    `leaflet` is the text that makes this board's promises; `sources` names, for a rule of the portal (a gate), where
    this board promises it.
    """

    code: str
    version: int
    name: str
    regime: str
    from_: datetime.date
    leaflet: str
    terms: Words
    criteria: tuple[Criterion, ...]
    consequences: tuple[Consequence, ...]
    clocks: tuple[Clock, ...]
    panel: PanelRule
    interviews: InterviewRule
    information_report: InformationReportRule
    names: NamesRule
    outputs: OutputRule
    jigsaw: JigsawRule
    family: FamilyRule
    proceedings: ProceedingsRule
    sources: dict[str, str]

    def clock(self, code: str) -> Clock:
        """Return the clock of that code; LookupError where the procedure has none."""
        for clock in self.clocks:
            if clock.code == code:
                return clock
        raise LookupError(f"{self.code} has no clock {code}")

    def cites(self, rule: str, source: str) -> str:
        """Return where this board promises a rule: its own words, never the leaflet of another board.

        A source that is no leaflet (a regulation, the portal's own rule) holds for every board.
        """
        if own := self.sources.get(rule):
            return own
        if "leaflet" not in source or source.startswith((self.leaflet, "Portal default")):
            return source
        return f"Portal default; the {self.leaflet} is silent"

    def comes_to(self, met: frozenset[str]) -> Consequence | None:
        """Return what follows from the limbs that are met: every mandatory one, or a discretionary one with concern.

        Nothing follows while a factor is missing. People decide, and may differ with a reason.
        """
        by_kind: dict[str, set[str]] = {}
        for criterion in self.criteria:
            by_kind.setdefault(criterion.kind, set()).add(criterion.code)
        mandatory, discretionary = by_kind.get("mandatory", set()), by_kind.get("discretionary", set())
        factors, concerns = by_kind.get("factor", set()), by_kind.get("concern", set())
        if not factors <= met:
            return None
        if mandatory and mandatory <= met:
            return self._consequence("mandatory")
        if discretionary & met and (not concerns or concerns & met):
            return self._consequence("discretionary")
        return None

    def _consequence(self, kind: str) -> Consequence:
        return next(item for item in self.consequences if item.kind == kind)
