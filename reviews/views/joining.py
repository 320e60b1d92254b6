"""Entries of the register that mean one person, and an entry that means two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from scr_portal import workflow

from ..forms.joining import OTHER, DivideForm, JoinForm, PartForm
from ..genograms import name_of
from ..models import Identity
from ..services import joining
from .identities import IdentityForms


class EntryForm(IdentityForms):
    """A step that begins on the page of one entry and leads back to it."""

    success = "Done. Every text of the case follows."

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), ("Change an identity", self.page_of(self.object))]

    def page_of(self, identity: Identity) -> str:
        return reverse("reviews:identity", args=[self.case().pk, identity.same_as_id or identity.pk])


class Join(EntryForm):
    form_class = JoinForm
    heading = "Join this entry to another"
    button = "Join them"

    def get_lead(self) -> str:
        return (
            f"Choose the entry that means the same as {self.object.pseudonym} ({name_of(self.object)}). Every text then "
            "shows one label for both. The entries are kept, so that you can part them again."
        )

    def outstanding(self) -> Sequence[Any]:
        return workflow.refused_now(joining.refusals_now_to_join(self.object))

    def get_form_kwargs(self) -> dict[str, Any]:
        alike = self.object.register.identities.each_once().filter(kind=self.object.kind)
        return super().get_form_kwargs() | {
            "identity": self.object,
            "others": alike.exclude(pk=self.object.pk),
        }

    def act(self, form: forms.BaseForm) -> Any:
        goes, stays = form.cleaned_data["other"], self.object
        if form.cleaned_data["stays"] == OTHER:
            goes, stays = stays, goes
        return self.page_of(joining.join(goes, stays=stays, by=self.request.user))


class Part(EntryForm):
    form_class = PartForm
    heading = "Part this entry from the other"
    button = "Part them"

    def get_lead(self) -> str:
        return (
            f"{name_of(self.object)} reads as {self.object.pseudonym} in every text. Once parted, it has a label of its own "
            "again."
        )

    def outstanding(self) -> Sequence[Any]:
        return workflow.refused_now(joining.refusals_once_parted(self.object))

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"pseudonym": self.object.own_label}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return joining.checks_part(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return self.page_of(joining.part(self.object, by=self.request.user, **form.cleaned_data))


class Divide(EntryForm):
    form_class = DivideForm
    heading = "Two people or things stand in this entry"
    button = "Divide it"

    def get_lead(self) -> str:
        return f"{name_of(self.object)} stays {self.object.pseudonym}. What you choose here becomes an entry of its own."

    def outstanding(self) -> Sequence[Any]:
        return workflow.refused_now(joining.refusals_now_to_divide(self.object))

    def spellings(self) -> list[str]:
        return list(self.object.aliases or [])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spellings": self.spellings()}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        given = {name: cleaned.get(name) for name in ("spellings", "pseudonym")}
        return joining.checks_divide(self.object, **given)

    def act(self, form: forms.BaseForm) -> Any:
        return self.page_of(joining.divide(self.object, by=self.request.user, **form.cleaned_data))
