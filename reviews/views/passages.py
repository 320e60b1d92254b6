"""Seal single sentences of a text: choose them, then say why, to whom and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from scr_portal import workflow
from scr_portal.refusals import Refused

from ..actions import ReviewAction
from ..forms.passages import SentencesForm
from ..models import SealedPassage
from ..passage_homes import Home, home_named
from ..services import passages
from .pages import CaseForm, CaseMixin
from .seals import PlacesSeal


class InDocument(CaseMixin):
    """A page about a document of which a passage is sealed."""

    home: Home

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find out what kind of document the address names."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        home = home_named(kwargs["kind"])
        if home is None:
            raise Http404
        self.home = home
        self.model = home.model

    def above(self) -> list[tuple[str, str]]:
        name = self.home.name(self.object)
        return [(name[:1].upper() + name[1:], self.home.place(self.object))]


class PassageChoose(InDocument, CaseForm):
    """The sentences of the document, numbered, section by section."""

    in_preview = False
    action = ReviewAction.SEAL
    form_class = SentencesForm
    heading = "Seal a passage to named people"
    button = "Continue"
    success = ""

    def get_lead(self) -> str:
        return f"Only these sentences are sealed. Whoever the seal does not name reads the rest of {self.home.name(self.object)} as before."

    def outstanding(self) -> Any:
        return workflow.refused_now(passages.refusals_to_choose(self.object))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"sections": self.sections}

    @cached_property
    def sections(self) -> Sequence[tuple[str, str, Sequence[tuple[int, str]]]]:
        """Return each text with its sentences, in labels: several people may write one text, such as the terms of reference."""
        register = self.object.identity_register()
        return [
            (
                section.key,
                section.title,
                [(one.number, one.coded) for one in passages.sentences_of(section, register)],
            )
            for section in self.home.texts(self.object)
        ]

    def act(self, form: forms.BaseForm) -> Any:
        part, numbers = form.cleaned_data["sentences"]
        section = self.home.text(self.object, part)
        mark = passages.mark_of(section) if section else ""
        chosen = "-".join(map(str, numbers))
        return reverse("reviews:passage_seal", args=[self.home.slug, self.object.pk, part, chosen, mark])


class PassageSeal(InDocument, PlacesSeal):
    """Why these sentences are sealed, to whom and until when."""

    in_preview = False
    heading = "Seal this passage"
    template_name = "reviews/passage_seal.html"

    def above(self) -> list[tuple[str, str]]:
        choose = reverse("reviews:passage_choose", args=[self.home.slug, self.object.pk])
        return [*super().above(), ("Choose the sentences", choose)]

    def numbers(self) -> list[int]:
        return [int(number) for number in self.kwargs["numbers"].split("-") if number.isdigit()]

    @cached_property
    def refused(self) -> list[Refused]:
        """Return why these sentences cannot be sealed: the text has changed, or one of them is sealed."""
        if refused := list(passages.refusals_to_choose(self.object)):
            return refused
        try:
            passage = self.passage()
        except (Refused, LookupError) as error:
            return [error if isinstance(error, Refused) else passages.TextHasChanged()]
        return list(passages.refusals_to_seal_passage(passage))

    def passage(self) -> SealedPassage:
        return passages.passage_in(self.object, self.kwargs["part"], self.numbers(), str(self.kwargs["mark"]))

    def outstanding(self) -> Any:
        return workflow.refused_now(self.refused)

    def subject(self) -> Any:
        return None if self.refused else self.passage()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passage = self.subject()
        words = passage.words.coded if passage is not None else ""
        return super().get_context_data(words=words, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        return passages.seal_passage(
            self.object,
            part=self.kwargs["part"],
            numbers=self.numbers(),
            mark=str(self.kwargs["mark"]),
            by=self.request.user,
            **{"readers": [], **form.cleaned_data},
        )
