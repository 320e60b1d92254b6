"""The passages of an edition that may identify somebody, and what is to stand in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.views.pages import CasePage

from ..actions import ReportAction
from ..forms.report import FlagForm
from ..models import PublicEdition, ResidualFlag
from ..services import flags
from .editions import EditionStep, edition_of


class Flags(CasePage):
    """What may identify somebody, one passage after another, with its surroundings."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reports/flags.html"
    heading = "Passages that may identify somebody"

    def above(self) -> list[tuple[str, str]]:
        return [("Public edition", reverse("reports:edition", args=[self.object.pk]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = edition_of(self.request.user, self.object)
        if edition is None or not self.takes_part(edition):
            raise Http404
        return super().get_context_data(
            edition=edition,
            flags=edition.flags.visible_to(self.request.user),
            unsettled=edition.flags.filter(decision="").count(),
            may_settle=self.may(ReportAction.SETTLE_FLAG, edition),
            **kwargs,
        )

    def takes_part(self, edition: PublicEdition) -> bool:
        """Whether the person reads the edition as one who works on it: what was flagged is never public."""
        return PublicEdition.objects.within_scope(self.request.user).filter(pk=edition.pk).exists()


class FlagSettle(EditionStep):
    edition_action = ReportAction.SETTLE_FLAG
    form_class = FlagForm
    template_name = "reports/flag.html"
    heading = "May this stay?"
    button = "Save and go on"

    def flag(self) -> ResidualFlag:
        flag: ResidualFlag | None = self.edition.flags.filter(pk=self.kwargs["flag_id"]).first()
        if flag is None:
            raise Http404
        return flag

    def get_initial(self) -> dict[str, Any]:
        flag = self.flag()
        return {"decision": flag.decision, "reason": flag.reason, "replacement": flag.replacement}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(flag=self.flag(), **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return flags.checks_settle(self.flag(), **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        flags.settle(self.flag(), by=self.request.user, **form.cleaned_data)
        following = self.edition.flags.filter(decision="").first()
        if following is None:
            return self.edition
        return reverse("reports:flag", args=[self.object.pk, following.pk])
