"""One round of points with the texts as they stood, and the answer to a point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property

from scr_portal import sealed
from scr_portal.web.differences import Difference

from ..actions import ReviewAction
from ..forms.returns import AnswerForm
from ..models import Referral, ReturnPoint, ReturnRound, Review
from ..policy import review_of
from ..returnable import Part, Returnable, keys_of, kind_of, title_of, titles_of
from ..services import returns
from .pages import CaseForm, CaseMixin, CasePage, OwnWordsMixin
from .returns import kept_texts


class OfRound(CaseMixin):
    """A page about a round or one of its points: the way back leads through the subject."""

    def round(self) -> ReturnRound:
        return self.object.round if isinstance(self.object, ReturnPoint) else self.object

    @cached_property
    def case_here(self) -> Review | Referral:
        round = self.round()
        if isinstance(round.subject, Referral):
            return self.open_case_of(round.referral)
        return review_of(self.object) or round.referral

    def kind(self) -> Returnable:
        return kind_of(self.round().subject)

    def name(self) -> str:
        """Return the subject as it stands within a sentence."""
        return self.kind().name(self.round().subject)

    def may_read_subject(self) -> bool:
        return self._readable

    @cached_property
    def _readable(self) -> bool:
        subject: Any = self.round().subject
        manager: Any = type(subject)._default_manager
        readable: bool = manager.visible_to(self.request.user).filter(pk=subject.pk).exists()
        return readable

    def above(self) -> list[tuple[str, str]]:
        if not self.may_read_subject():
            return []
        subject: Any = self.round().subject
        name = self.name().removeprefix("the ")
        return [(name[:1].upper() + name[1:], subject.get_absolute_url())]


class RoundPage(OwnWordsMixin, OfRound, CasePage):
    """What is asked, what was answered, what happens next, and the texts then and now."""

    in_preview = True
    model = ReturnRound
    action = ReviewAction.VIEW_POINTS
    template_name = "reviews/return_round.html"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("referral__board", "referral__review__board", "returned_by", "handed_in_again_by")
        )

    def get_heading(self) -> str:
        return f"Points on {self.name()}"

    def wrote_words(self) -> bool:
        """Whoever wrote the points, one of the answers, or the text itself."""
        reader = self.request.user
        return (
            self.object.returned_by_id == reader.pk
            or self.object.points.filter(answered_by=reader).exists()
            or self.wrote_text()
        )

    def wrote_text(self) -> bool:
        return self._own_text and not getattr(self.request, "preview", None)

    @cached_property
    def _own_text(self) -> bool:
        """Asked once for a page with many texts."""
        return self.may_read_subject() and self.kind().wrote(self.request.user, self.object.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current, subject = self.object, self.object.subject
        parts = self.kind().parts(subject)
        points = sealed.refresh(
            list(current.points.select_related("answered_by")), current.identity_register()
        )
        for point in points:
            point.round = current
        titles = titles_of(parts, keys_of(points))
        may_answer = bool(points) and self.may(ReviewAction.ANSWER_POINT, points[0])
        rounds = ReturnRound.objects.visible_to(self.request.user).about(subject)
        return super().get_context_data(
            points=[(point, title_of(point, titles)) for point in points],
            name=self.name(),
            kind=self.kind(),
            subject=subject,
            may_answer=may_answer,
            returned_it=current.returned_by_id == self.request.user.pk,
            may_read_subject=self.may_read_subject(),
            unanswered=sum(not point.answer for point in points),
            others=list(rounds.exclude(pk=current.pk)),
            versions=self.versions(parts, points),
            **kwargs,
        )

    def versions(self, parts: list[Part], points: list[ReturnPoint]) -> list[Difference] | None:
        """Return what differs between the text that came back and the one after it.

        None where that one is not this person's to read: it is still with its author.
        """
        current = self.object
        if self.kind().keeps_pointed_at:
            return self.of_what_is_pointed_at(parts, points) if self.may_read_subject() else None
        following = ReturnRound.objects.about(current.subject).filter(number=current.number + 1).first()
        if following is None and not self.may_read_subject():
            return None
        then = kept_texts(current)
        now = kept_texts(following) if following else {part.key: part.text for part in parts}
        keys = list(dict.fromkeys([*(part.key for part in parts), *then, *now]))
        titles = titles_of(parts, keys)
        return [
            Difference(titles[key], before, after)
            for key in keys
            if (before := self.in_words(then.get(key))) != (after := self.in_words(now.get(key)))
        ]

    def of_what_is_pointed_at(self, parts: list[Part], points: list[ReturnPoint]) -> list[Difference]:
        """Return what differs of the parts that were kept, each found where it stands today."""
        now, then = {part.key: part.text for part in parts}, kept_texts(self.object)
        moved = {point.anchor_key: point.key_now for point in points if point.anchor_key}
        titles = titles_of(parts, [*then, *moved.values()])
        return [
            Difference(titles[key], before, after)
            for key in [*(then.keys() - moved.keys()), *moved]
            if (before := self.in_words(then.get(key)))
            != (after := self.in_words(now.get(moved.get(key, key))))
        ]

    def in_words(self, text: Any) -> str:
        """Return a text as this reader has it: their own as they wrote it, another's with labels."""
        if text is None:
            return ""
        own = self.wrote_text() and not self.as_labels()
        if own:
            return str(text.original)
        return str(text.in_clear if self.kind().coded_already else text.coded)


class PointAnswerForm(OfRound, CaseForm):
    """One point: what was done about it."""

    model = ReturnPoint
    action = ReviewAction.ANSWER_POINT
    form_class = AnswerForm
    template_name = "reviews/return_point.html"
    button = "Save the answer"
    success = "Saved."

    def get_queryset(self) -> Any:
        return (
            super().get_queryset().select_related("round__referral__board", "round__referral__review__board")
        )

    def get_heading(self) -> str:
        return f"Point {self.object.number}"

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), ("Points", self.object.round.get_absolute_url())]

    def get_initial(self) -> dict[str, Any]:
        return {"answer": self.object.answer, "reason": self.object.reason.original}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject: Any = self.object.round.subject
        titles = titles_of(self.kind().parts(subject), keys_of([self.object]))
        return super().get_context_data(
            title=title_of(self.object, titles), subject=subject, kind=self.kind(), **kwargs
        )

    def act(self, form: forms.BaseForm) -> Any:
        cleaned = form.cleaned_data
        returns.answer_point(
            self.object, answer=cleaned["answer"], reason=cleaned["reason"], by=self.request.user
        )
        return self.object.round
