"""The queue of unknown names: one after another, each answered with one press."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from scr_portal.jobs.models import Job
from scr_portal.web.words import counted, number_in_words

from ..enums import UnknownAnswer
from ..forms.names import NEW, AnswerForm, UndoForm
from ..names_queue import WaitingName, by_kind, likeliest, offered, waiting
from ..own_texts import waiting_with_authors
from ..second_thoughts import second_thoughts
from ..services import names_together
from ..services.recoding import RECODE_CASE
from ..services.taken_back import warning
from .names_page import NamesMixin, OfDocument, is_key
from .pages import CaseForm

A_PAGE = 50
LATELY = 10


class NamesQueue(NamesMixin, CaseForm):
    """What waits, the first of it open; an answer leads to the next."""

    form_class = AnswerForm
    template_name = "reviews/names.html"
    heading = "Names"
    drafts = False

    @cached_property
    def queue(self) -> list[WaitingName]:
        return waiting(self.register, self.names_waiting)

    @cached_property
    def page(self) -> Any:
        """Return the part of the queue that is listed: the one asked for, else that of the name that is open."""
        pages = Paginator(self.queue, A_PAGE)
        return pages.get_page(self.request.GET.get("page") or (self.asked or 0) // A_PAGE + 1)

    @cached_property
    def asked(self) -> int | None:
        """Return the place in the queue of the name that the address asks for, if it still waits."""
        key = self.request.GET.get("open", "")
        places = (n for n, name in enumerate(self.queue) if key in {str(row.pk) for row in name.names})
        return next(places, None)

    @property
    def place(self) -> int:
        """Return the place of the name that is open: the one asked for, or the first of the page listed."""
        first = max(0, self.page.start_index() - 1)
        asked = self.asked
        return asked if asked is not None and first <= asked < first + A_PAGE else first

    @property
    def opened(self) -> WaitingName | None:
        return self.queue[self.place] if self.queue else None

    def beside(self, step: int) -> Any:
        """Return the key of the name after or before the one that is open."""
        place = self.place + step
        return self.queue[place].pk if 0 <= place < len(self.queue) else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the name that was open; where it waits no longer, say so and answer nothing."""
        if self.asked is None:
            messages.info(request, "This name has been answered already.")
            return redirect(self.queue_url())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        names = self.opened.names if self.opened else ()
        return super().get_form_kwargs() | {
            "names": names,
            "identities": self.identities,
            "own": self.own,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        spellings = sum(len(name.names) for name in self.queue)
        return context | {
            "count_words": self.how_many_wait(spellings),
            "together": spellings > len(self.queue),
            "document": self.document,
            "own": self.own,
            "whole_queue": reverse("reviews:names", args=[self.object.pk])
            if self.document and not self.own
            else "",
            "queue_page": self.page,
            "opened": self.opened,
            "number": self.place + 1,
            "total": len(self.queue),
            "next": self.beside(1),
            "previous": self.beside(-1),
            "elsewhere": self.elsewhere(),
            "register": [] if self.own else by_kind(self.identities),
            "just_answered": self.answered(pk__in=filter(is_key, self.request.GET.getlist("answered"))),
            **self.answers(),
            "undo_url": self.address("names_undo"),
            "recoding": Job.objects.about(self.register).filter(kind=RECODE_CASE).unfinished().first(),
            "register_url": self.register_url(),
            **(self.about(self.opened, form=context["form"]) if self.opened else {}),
        }

    def elsewhere(self) -> str:
        """Return what of these names is with somebody else: with authors, or of an author’s text with the manager."""
        if self.own and (taken := len(self.standing) - len(self.names_waiting)):
            words = "label stands" if taken == 1 else "labels stand"
            return (
                f"{number_in_words(taken).capitalize()} further {words} in your text that you took over from another one. "
                "The business manager settles what stands behind."
            )
        if self.kwargs["kind"] != "review" or self.document is not None:
            return ""
        count = len(waiting_with_authors(self.object))
        if not count:
            return ""
        words = "waits with the author in whose text it stands; you may answer it" if count == 1 else ""
        words = words or "wait with the authors in whose texts they stand; you may answer them"
        return f"{counted(count, 'of these names,of these names').capitalize()} {words} too."

    def about(self, name: WaitingName, **kwargs: Any) -> dict[str, Any]:
        """Return what is shown of the name that is open: whom it may mean, and where it stands."""
        form = kwargs["form"]
        return {
            "offered": offered(name, likeliest(name.surfaces, self.identities), own=self.own),
            "occurrences": self.occurrences_of(name.names),
            "ticked": self.ticked(form) if form.is_bound else name.names,
        }

    def answers(self) -> dict[str, Any]:
        """Return the last answers, or all of them where the person asks for all."""
        every = "all" in self.request.GET
        names = list(self.answered() if every else self.answered()[: LATELY + 1])
        return {
            "answered_lately": names if every else names[:LATELY],
            "more_answered": not every and len(names) > LATELY,
        }

    def answered(self, **which: Any) -> Any:
        """Return answered names of the case, the latest first; those of them that are asked for."""
        names = self.register.unknown_names.exclude(answer=UnknownAnswer.OPEN).filter(**which)
        if self.own:
            names = names.filter(answered_by=self.request.user)
        return names.select_related("identity", "answered_by").order_by("-answered_at")

    def ticked(self, form: forms.BaseForm) -> list[Any]:
        """Return the names of the open group that the person answers."""
        chosen = set(form.cleaned_data.get("name", ()))
        return [name for name in self.opened.names if str(name.pk) in chosen] if self.opened else []

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Ask first where the answer would reach further than the person may think."""
        known = form.cleaned_data.get("known")
        if known and not form.cleaned_data["sure"]:
            names = self.ticked(form)
            doubts = second_thoughts(
                self.register,
                [str(name.surface) for name in names],
                label=known.pseudonym,
                identities=self.identities,
                answer=known,
                own=self.own,
            )
            if doubts:
                context = self.get_context_data(form=form, doubts=doubts, known=known, chosen=names)
                return self.render_to_response(context)
        return super().form_valid(form)

    def register_url(self) -> str:
        """Return the page of the register, which a referral has once there is a review."""
        is_review = self.kwargs["kind"] == "review"
        return reverse("reviews:identities", args=[self.object.pk]) if is_review else ""

    def act(self, form: forms.BaseForm) -> Any:
        names, answer = self.ticked(form), form.cleaned_data["answer"]
        keys = [str(name.pk) for name in names]
        if answer.startswith(f"{NEW}:"):
            return f"{self.address('names_new')}?{urlencode({'name': keys, 'as': answer.partition(':')[2]}, doseq=True)}"
        if known := form.cleaned_data.get("known"):
            names_together.answer_as_known(names, identity=known, by=self.request.user)
        else:
            names_together.answer_as_word(names, settled_as=answer, by=self.request.user)
        return self.queue_url(answered=keys, open=self.beside(1))


class DocumentNames(OfDocument, NamesQueue):
    """The names of one document, answered by its author, or by the manager."""


class NamesUndo(NamesMixin, CaseForm):
    """Take answers back; the names wait again under the labels they had."""

    form_class = UndoForm
    template_name = "reviews/names_undo.html"
    heading = "Withdraw the public report?"
    button = "Take the answer back and withdraw the report"
    http_method_names = ["post"]
    drafts = False

    def get_form_kwargs(self) -> dict[str, Any]:
        answered = self.register.unknown_names.exclude(answer=UnknownAnswer.OPEN)
        if self.own:
            answered = answered.filter(answered_by=self.request.user)
        return super().get_form_kwargs() | {"names": answered}

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Ask first where a public report was made with one of the answers."""
        names = list(form.cleaned_data["name"])
        doubt = warning(self.register, [str(name.surface) for name in names])
        if doubt and not form.cleaned_data["sure"]:
            context = {"names": names, "doubt": doubt, "queue_url": self.queue_url()}
            return self.render_to_response(self.get_context_data(form=form, **context))
        return super().form_valid(form)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """Say on the queue what could not be taken back; nothing was typed that could be lost."""
        for errors in form.errors.values():
            messages.info(self.request, " ".join(map(str, errors)))
        return redirect(self.queue_url())

    def act(self, form: forms.BaseForm) -> Any:
        names = form.cleaned_data["name"]
        names_together.take_back(names, by=self.request.user)
        spelled = ", ".join(f"“{name.surface}”" for name in names)
        messages.success(
            self.request, f"Taken back: {spelled} {'waits' if len(names) == 1 else 'wait'} again."
        )
        return self.queue_url(open=names[0].pk)


class DocumentNamesUndo(OfDocument, NamesUndo):
    """Take answers back on the page of one document."""
