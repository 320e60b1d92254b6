"""An unknown name becomes an identity of the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from ..enums import PLACE_KINDS, VALUE_KINDS, IdentityKind
from ..forms.names import NewIdentityForm
from ..names_queue import WaitingName, fullest_first
from ..second_thoughts import second_thoughts
from ..services import names_together, spelling
from .names_page import NamesMixin, OfDocument, is_key
from .pages import CaseForm

KINDS = {"person": (IdentityKind.PERSON,), "place": PLACE_KINDS, "value": VALUE_KINDS}


class NamesNew(NamesMixin, CaseForm):
    """An unknown name becomes an identity: who it is, and the label that stands for it."""

    form_class = NewIdentityForm
    template_name = "reviews/names_new.html"
    button = "Enter and go on"

    def above(self) -> list[tuple[str, str]]:
        return [("Names", self.queue_url())]

    def get_heading(self) -> str:
        return {"person": "A new person", "place": "A place or body"}.get(
            self.shape, "A date, number or address"
        )

    @property
    def shape(self) -> str:
        """Which kinds of identity the page offers."""
        asked = self.request.GET.get("as", "")
        return asked if asked in KINDS and not (self.own and asked == "value") else "person"

    @cached_property
    def names(self) -> list[Any]:
        """Return the names this is about, as far as nobody has answered them meanwhile."""
        asked = {key for key in self.request.GET.getlist("name") if is_key(key)}
        names = (name for name in self.names_waiting if str(name.pk) in asked)
        return sorted(names, key=fullest_first)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead back to the queue where none of the names waits any longer."""
        self.object = self.get_object()
        if not self.names:
            messages.info(request, "This name has been answered already.")
            return redirect(self.queue_url())
        return super().dispatch(request, *args, **kwargs)

    def get_back_url(self) -> str:
        return self.queue_url(open=self.names[0].pk)

    def get_initial(self) -> dict[str, Any]:
        name = WaitingName(tuple(self.names))
        kinds = KINDS[self.shape]
        initial = {"canonical": name.fullest, "kind": name.kind if name.kind in kinds else kinds[0]}
        return initial | ({"title": self.title()} if self.shape == "person" else {})

    def title(self) -> str:
        """Return the title before the name in the text: "Nurse" of "Nurse Keith Venn", whose label leaves it out."""
        passages = self.occurrences_of(self.names).passages
        return spelling.title_before(located.passage.before for located in passages)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "kinds": KINDS[self.shape],
            "identities": self.identities,
            "own": self.own,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(names=self.names, **kwargs)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        if not form.cleaned_data.get("sure"):
            doubts = second_thoughts(
                self.register,
                [str(name.surface) for name in self.names],
                label=form.cleaned_data["pseudonym"] or form.cleaned_data["role"],
                identities=self.identities,
                own=self.own,
            )
            if doubts:
                typed: Any = form.data
                form.data = typed = typed.copy()
                typed["sure"] = "on"
                return self.render_to_response(self.get_context_data(form=form, doubts=doubts))
        return super().form_valid(form)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return names_together.checks_new(self.names, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        values = {
            name: value for name, value in form.cleaned_data.items() if name not in ("sure", "kind") and value
        }
        values = {"pseudonym": "", "role": ""} | values
        names_together.answer_as_new(
            self.names, kind=form.cleaned_data["kind"], by=self.request.user, **values
        )
        return self.queue_url(answered=[str(name.pk) for name in self.names])


class DocumentNamesNew(OfDocument, NamesNew):
    """A name of one document becomes an identity, entered by its author as they wrote it, or by the manager."""
