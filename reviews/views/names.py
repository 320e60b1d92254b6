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

from ..enums import UnknownAnswer
from ..forms.names import NEW, AnswerForm, UndoForm
from ..names_queue import WaitingName, by_kind, likeliest, names_wait, offered, waiting
from ..occurrences import occurrences
from ..second_thoughts import second_thoughts
from ..services import names_together
from ..services.recoding import RECODE_CASE
from .names_page import NamesMixin, is_key
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
        return waiting(self.register)

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
        return super().get_form_kwargs() | {"names": names, "identities": self.identities}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "count_words": names_wait(sum(len(name.names) for name in self.queue)),
            "queue_page": self.page,
            "opened": self.opened,
            "number": self.place + 1,
            "total": len(self.queue),
            "next": self.beside(1),
            "previous": self.beside(-1),
            "register": by_kind(self.identities),
            "just_answered": self.answered(pk__in=filter(is_key, self.request.GET.getlist("answered"))),
            **self.answers(),
            "undo_url": self.address("names_undo"),
            "recoding": Job.objects.about(self.register).filter(kind=RECODE_CASE).unfinished().first(),
            "register_url": self.register_url(),
            **(self.about(self.opened, form=context["form"]) if self.opened else {}),
        }

    def about(self, name: WaitingName, **kwargs: Any) -> dict[str, Any]:
        """Return what is shown of the name that is open: whom it may mean, and where it stands."""
        form = kwargs["form"]
        return {
            "offered": offered(name, likeliest(name.surfaces, self.identities)),
            "occurrences": occurrences(self.register, name.names, self.request.user),
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


class NamesUndo(NamesMixin, CaseForm):
    """Take answers back; the names wait again under the labels they had."""

    form_class = UndoForm
    http_method_names = ["post"]
    drafts = False

    def get_form_kwargs(self) -> dict[str, Any]:
        answered = self.register.unknown_names.exclude(answer=UnknownAnswer.OPEN)
        return super().get_form_kwargs() | {"names": answered}

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
