"""Your work, and the list of cases."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.views.generic import TemplateView

from scr_portal import access
from scr_portal.worklist import tasks_for

from ..enums import ReviewStatus
from ..queries import cases_for, referrals_for

A_PAGE = 25


class YourWork(TemplateView):
    """Everyone's first page: what waits for this person, soonest first."""

    access = access.Access.SIGNED_IN
    template_name = "reviews/work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            heading="Your work",
            tasks=tasks_for(user),
            may_refer=access.allowed("reviews.refer", user),
            **kwargs,
        )


class CaseList(TemplateView):
    """Cases with their stage and clock; the filter stands in the address."""

    access = access.Access.SIGNED_IN
    template_name = "reviews/cases.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        stage = self.request.GET.get("stage", "")
        page = Paginator(self.cases(stage), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            heading="Cases",
            page=page,
            stage=stage if stage in ReviewStatus.values else "",
            stages=ReviewStatus.choices,
            referrals=referrals_for(user)[:A_PAGE],
            may_refer=access.allowed("reviews.refer", user),
            **kwargs,
        )

    def cases(self, stage: str) -> QuerySet[Any]:
        found = cases_for(self.request.user)
        return found.filter(status=stage) if stage in ReviewStatus.values else found
