"""One passage of an edition after another: in its sentence in both texts, with the four answers, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from reviews.names_queue import likeliest
from scr_portal import anonymise, audit
from scr_portal.refusals import Refused
from scr_portal.web.sorting import by_words

from ..actions import ReportAction
from ..columns import Columns, around
from ..enums import FlagDecision
from ..forms.flags import FlagForm, UndoFlagForm
from ..services import flags, offers
from ..side_by_side import Block, numbered, part
from .editions import EditionStep
from .flags import Flags

AT_HAND = "#at-hand"
SAMPLE = 5
"""So many of the other sentences with the same words are shown before an answer counts for all of them."""


class FlagStep(EditionStep):
    """A page of the person who settles passages, with one of them at hand."""

    edition_action = ReportAction.SETTLE_FLAG

    @cached_property
    def rows(self) -> list[Any]:
        return numbered(self.edition)

    @cached_property
    def place(self) -> int:
        """Return where the passage that the address names stands among all."""
        key = self.kwargs["flag_id"]
        found = next((n for n, flag in enumerate(self.rows) if flag.pk == key), None)
        if found is None:
            raise Http404
        return found

    @property
    def flag(self) -> Any:
        return self.rows[self.place]

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), (Flags.heading, reverse("reports:flags", args=[self.object.pk]))]


class FlagSettle(FlagStep):
    """One passage in its sentence, in both texts, with the four answers."""

    form_class = FlagForm
    template_name = "reports/flag.html"

    def get_heading(self) -> str:
        return f"Passage {self.place + 1} of {len(self.rows)}"

    @cached_property
    def identities(self) -> list[Any]:
        """Return whose label may take the place of the words; a number or a date has none to be read."""
        identities = self.edition.identity_register().identities.all()
        return by_words(identities, lambda row: row.pseudonym)

    @cached_property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(identity.pseudonym for identity in self.identities))

    @cached_property
    def alike(self) -> list[Any]:
        """Return the other passages that wait with the same words; none where the person answers one by one."""
        if "apart" in self.request.GET or self.flag.decision:
            return []
        key = anonymise.key_of(offers.flagged(self.flag))
        waiting = (row for row in self.rows if not row.decision and row.pk != self.flag.pk)
        return [row for row in waiting if anonymise.key_of(offers.flagged(row)) == key]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"labels": self.labels}

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.flag.reason}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        audit.read(by=self.request.user, on=self.edition, what="passages", **self.where())
        block = part(self.edition, self.flag.place, self.rows).block_with(self.flag)
        form, offered = context["form"], offers.offered(self.flag)
        return context | {
            "flag": self.flag,
            "columns": self.drawn(block, named=context["named"]),
            "alike": self.alike,
            "sample": [self.sentence(row) for row in self.alike[:SAMPLE]],
            "likely": self.likely(),
            "offers": offered,
            "reaching": any(offer.reaches for offer in offered),
            "answered": FlagDecision(form["decision"].value()) if form.is_bound and known(form) else "",
            "seen": flags.answer_of(self.flag),
            "waiting": sum(not row.decision for row in self.rows),
            "just_answered": self.just_answered(),
            "removed": flags.REMOVED,
            "previous": self.beside(-1),
            "next": self.beside(1),
        }

    def drawn(self, block: Block, *, named: bool) -> Any:
        """Return the block of the passage in both columns, long ones cut around it."""
        if not block:
            return None
        words, cut = around(block, self.flag)
        return Columns(named=named, here=self.flag.pk, plain=cut).pair(words)

    def sentence(self, row: Any) -> Any:
        """Return another passage with the same words in its surroundings."""
        block = part(self.edition, row.place, self.rows).block_with(row)
        return Columns(here=row.pk, plain=True).column(around(block, row, most=0)[0], signed=True)

    def likely(self) -> list[str]:
        """Return the labels that these words most likely stand for."""
        return list(
            dict.fromkeys(row.identity.pseudonym for row in likeliest([str(self.flag.text)], self.identities))
        )

    def just_answered(self) -> dict[str, Any] | None:
        """Return the answer that led here, which can be taken back with one press."""
        key = self.request.GET.get("answered", "")
        flag = next((row for row in self.rows if str(row.pk) == key and row.decision), None)
        if flag is None:
            return None
        places = sum(
            (row.decided_at, row.decided_by_id) == (flag.decided_at, flag.decided_by_id) for row in self.rows
        )
        return {"flag": flag, "places": places}

    def beside(self, step: int) -> str:
        """Return the address of the passage after or before this one, whether it waits or not."""
        place = self.place + step
        return f"{self.rows[place].get_absolute_url()}{AT_HAND}" if 0 <= place < len(self.rows) else ""

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return under(cleaned, flags.checks_settle(self.flag, **values(cleaned)))

    def act(self, form: forms.BaseForm) -> Any:
        cleaned = form.cleaned_data
        try:
            flags.settle(
                self.flag,
                **values(cleaned),
                together=cleaned["together"],
                seen=cleaned["seen"],
                by=self.request.user,
            )
        except Refused as refused:
            raise refused.under(FIELDS.get(cleaned["decision"], {})) from None
        return self.following()

    def following(self) -> str:
        """Return the next passage that waits, from here on and then from the beginning; the whole text when none does."""
        keys = set(self.edition.flags.filter(decision="").values_list("pk", flat=True))
        order = [*self.rows[self.place + 1 :], *self.rows[: self.place]]
        following = next((row for row in order if row.pk in keys), None)
        if following is None:
            messages.success(
                self.request,
                "Every passage is answered. Each answer can be taken back until the edition is cleared.",
            )
            return reverse("reports:flags", args=[self.object.pk])
        return f"{following.get_absolute_url()}?answered={self.flag.pk}{AT_HAND}"


class FlagUndo(FlagStep):
    """Let a passage wait again."""

    form_class = UndoFlagForm
    http_method_names = ["post"]
    drafts = False

    def act(self, form: forms.BaseForm) -> Any:
        taken = flags.take_back(self.flag, together=form.cleaned_data["together"], by=self.request.user)
        words = "The passage waits again." if len(taken) == 1 else f"{len(taken)} passages wait again."
        messages.success(self.request, words if taken else "This passage waits already.")
        return f"{self.flag.get_absolute_url()}{AT_HAND}"


FIELDS = {FlagDecision.REPLACE: {"replacement": "label"}}
"""What the service calls a value and the form another; a label is chosen, other words are typed."""


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the service takes of the form: of an answer that chooses a label, the label."""
    decision = cleaned.get("decision")
    words = cleaned.get("label" if decision == FlagDecision.REPLACE else "replacement")
    reason = cleaned.get("reason") if decision == FlagDecision.KEEP else ""
    offer = cleaned.get("offer") if decision == FlagDecision.COARSEN else ""
    return {"decision": decision, "reason": reason, "replacement": words, "offer": offer}


def under(cleaned: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    """Return sentences under the names of the form's fields."""
    names = FIELDS.get(cleaned.get("decision", ""), {})
    return {names.get(field, field): sentence for field, sentence in said.items()}


def known(form: forms.BaseForm) -> bool:
    """Whether a form that was sent names one of the four answers."""
    return form["decision"].value() in FlagDecision.values
