"""What could identify the family: facts by weight, each with coarser words, and the combinations that pass the limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from scr_portal import access, workflow
from scr_portal.web.words import counted

from .. import jigsaw
from ..actions import ReportAction
from ..combinations import TITLE, WHOLE_TEXT, CombinationState, OverLimit
from ..enums import EditionStatus
from ..forms.combinations import AnswerForm, CoarsenForm, KeepForm
from ..models import KeptCombination
from ..services import coarsening, combinations
from ..services.coarsening import key_of
from .editions import EditionReadingPage, EditionStep


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact for the list: what it weighs, where it stands, and what its coarser wording comes to."""

    key: str
    fact: jigsaw.Attribute
    kind: jigsaw.Kind
    about: str
    after: int
    in_title: bool

    @property
    def press(self) -> str:
        """The words of the button that takes what is proposed; empty where nothing is."""
        proposals = {place.coarser for place in self.fact.places}
        if "" in proposals:
            return ""
        return f"Use “{proposals.pop()}”" if len(proposals) == 1 else "Use the coarser words"


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one person or of the whole text, with its level in words."""

    key: str
    label: str
    score: int
    limit: int
    level: str
    pairs: tuple[jigsaw.Pair, ...]
    kinds: str
    over: OverLimit | None
    kept: KeptCombination | None


def fact_for_page(edition: Any, fact: jigsaw.Attribute, whole: jigsaw.Combination) -> Fact:
    """Return a fact as its list shows it."""
    return Fact(
        key=key_of(edition, *fact.name),
        fact=fact,
        kind=jigsaw.kinds()[fact.kind],
        about=", ".join(subject or "the family" for subject in fact.subjects),
        after=jigsaw.without(whole, fact.kind),
        in_title=any(place.part == TITLE for place in fact.places),
    )


def scored_for_page(edition: Any, state: CombinationState, row: jigsaw.Combination, limit: int) -> Scored:
    """Return a score as the page shows it."""
    over = next((one for one in state.over if one.combination is row), None)
    names = dict.fromkeys(jigsaw.kinds()[fact.kind].name for fact in row.attributes)
    return Scored(
        key=key_of(edition, "whole", row.subject),
        label=row.subject or WHOLE_TEXT,
        score=row.score,
        limit=limit,
        level=jigsaw.level(row.score, limit),
        pairs=row.pairs,
        kinds=", ".join(names),
        over=over,
        kept=over.kept if over else None,
    )


class Combinations(EditionReadingPage):
    """Facts that identify together, heaviest first, beside the score of each person and of the whole text."""

    edition_action = ReportAction.VIEW_COMBINATIONS
    reading = "combinations"
    template_name = "reports/combinations.html"
    heading = "What could identify the family"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        state = CombinationState(edition)
        whole, limits = state.found.whole, edition.review.procedure.jigsaw
        people = [scored_for_page(edition, state, row, limits.person) for row in state.found.people]
        may_keep = self.may(ReportAction.KEEP_COMBINATION, edition)
        return super().get_context_data(
            jigsaw=limits,
            whole=scored_for_page(edition, state, whole, limits.whole),
            people=people,
            facts=[fact_for_page(edition, fact, whole) for fact in state.found.attributes],
            may_keep=may_keep,
            may_coarsen=self.may(ReportAction.SETTLE_FLAG, edition),
            may_answer=self.answerable(state),
            read_again=edition.status == EditionStatus.PREPARED and state_is_read(edition),
            **kwargs,
        )

    def answerable(self, state: CombinationState) -> set[Any]:
        """Keys of the reasons that this person may answer as the second person."""
        waiting = [row.kept for row in state.over if row.waits_for_second and row.kept]
        return {row.pk for row in waiting if self.may(ReportAction.ANSWER_COMBINATION, row)}


def state_is_read(edition: Any) -> bool:
    """Whether somebody has finished reading the edition: a changed text is read again."""
    return bool(edition.readers.filter(readings__isnull=False).exists())


class CombinationStep(EditionStep):
    """One act on the facts of an edition; it leads back to their list."""

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), ("What could identify the family", self.listed())]

    def listed(self) -> str:
        return reverse("reports:combinations", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edition=self.edition, **kwargs)


class Coarsen(CombinationStep):
    """Put coarser words in place of one fact: those proposed with one press, or others."""

    edition_action = ReportAction.SETTLE_FLAG
    form_class = CoarsenForm
    template_name = "reports/coarsen.html"
    heading = "Use coarser words"
    button = "Use these words"

    def fact(self) -> jigsaw.Attribute | None:
        return coarsening.fact_of(self.edition, self.kwargs["key"])

    def outstanding(self) -> Any:
        fact = self.fact()
        if fact is None:
            return workflow.refused_now([coarsening.FactGone()])
        return workflow.refused_now(coarsening.refusals_of_place(fact))

    def get_initial(self) -> dict[str, Any]:
        fact = self.fact()
        return {"words": fact.places[0].coarser if fact else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fact = self.fact()
        whole = CombinationState(self.edition).found.whole
        row = fact_for_page(self.edition, fact, whole) if fact else None
        return super().get_context_data(fact=row, whole=whole, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return coarsening.checks_coarsen(self.edition, self.fact(), **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        before = CombinationState(self.edition).found.whole.score
        words = None if "proposed" in self.request.POST else form.cleaned_data["words"]
        fact = coarsening.coarsen(self.edition, self.kwargs["key"], words=words, by=self.request.user)
        self.edition.refresh_from_db()
        after = CombinationState(self.edition).found.whole.score
        places = counted(len(fact.places), "place,places")
        messages.success(
            self.request, f"Made coarser in {places}. The whole text scored {before}, now {after}."
        )
        return self.listed()


class CombinationKeep(CombinationStep):
    """Keep facts together that pass the limit, with a reason."""

    edition_action = ReportAction.KEEP_COMBINATION
    form_class = KeepForm
    template_name = "reports/combination.html"
    heading = "Keep these facts together"
    button = "Keep them, with this reason"
    success = "Kept with your reason. It counts when a second person has agreed."

    def row(self) -> OverLimit | None:
        return combinations.over_limit(self.edition, self.kwargs["key"])

    def outstanding(self) -> Any:
        return workflow.refused_now([] if self.row() else [combinations.WithinLimit()])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row(), **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return combinations.checks_keep(self.edition, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        reason = form.cleaned_data["reason"]
        combinations.keep(self.edition, self.kwargs["key"], reason=reason, by=self.request.user)
        return self.listed()


class CombinationAnswerPage(CombinationStep):
    """Say as the second person whether facts may stay together."""

    edition_action = ReportAction.VIEW_COMBINATIONS
    form_class = AnswerForm
    template_name = "reports/combination.html"
    heading = "May these facts stay together?"
    button = "Save your answer"
    success = "Your answer is saved."

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        review = self.get_object()
        rows = KeptCombination.objects.visible_to(request.user).filter(edition__report__review=review)
        kept = rows.filter(pk=kwargs["kept_id"]).first()
        if kept is None:
            raise Http404
        access.require(ReportAction.ANSWER_COMBINATION, request.user, kept)
        self.kept = kept
        return super().dispatch(request, *args, **kwargs)

    def outstanding(self) -> Any:
        return workflow.refused_now(combinations.refusals_to_answer_now(self.kept))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = CombinationState(self.edition).over
        row = next((row for row in rows if row.kept is not None and row.kept.pk == self.kept.pk), None)
        return super().get_context_data(row=row, kept=self.kept, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return combinations.checks_answer(self.edition, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        combinations.answer(self.kept, by=self.request.user, **form.cleaned_data)
        return self.listed()
