"""Your work, and the list of cases."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from scr_portal import access
from scr_portal.accounts.models import Absence
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import grouped, items_for
from scr_portal.web.lists import ListFilter, PortalListView
from scr_portal.web.spreadsheets import as_csv

from ..actions import ReviewAction
from ..enums import ReviewStatus
from ..landing import landings_for, may_be_asked
from ..models import Referral
from ..models.review import name_readers_told_to
from ..queries import cases_for, decided_referrals_for, referrals_for

MOST_REFERRALS = 100
"""In each of the two tables of referrals; a table that leaves some out says so."""


def listed(referrals: QuerySet[Referral]) -> dict[str, Any]:
    """Return the newest of these referrals, and how many there are."""
    return {"rows": referrals[:MOST_REFERRALS], "count": referrals.count(), "most": MOST_REFERRALS}


class YourWork(TemplateView):
    """Everyone's first page: what waits for this person, by when."""

    in_preview = True
    access = access.Access.SIGNED_IN
    template_name = "reviews/work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        if not getattr(self.request, "preview", None):  # it would be undone, and lock what others wait for
            keeping.catch_up(keeping.MOST_AT_ONCE)
        items = items_for(user)
        anything_mine = any(not item.waiting_for for item in items)
        return super().get_context_data(
            heading="Your work",
            groups=grouped(items, timezone.localdate()),
            nothing_yet=not anything_mine and may_be_asked(user),
            landings=[] if anything_mine else list(landings_for(user)),
            absence=Absence.objects.visible_to(user).filter(user=user.pk).on(timezone.localdate()).first(),
            may_refer=access.allowed(ReviewAction.REFER, user),
            any_cases=cases_for(user).exists() or Referral.objects.visible_to(user).exists(),
            **kwargs,
        )


class CaseFilter(ListFilter):
    """By reference and by stage."""

    words = django_filters.CharFilter(
        "code", "icontains", label="Reference", help_text="Any part of it, such as HDBG.", max_length=12
    )
    stage = django_filters.MultipleChoiceFilter(
        field_name="status",
        label="Stage",
        choices=ReviewStatus.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )


class CaseList(PortalListView):
    """Reviews with their stage and clock; above them the referrals that lead to none; filters stand in the address."""

    in_preview = True
    access = access.Access.SIGNED_IN
    template_name = "reviews/cases.html"
    heading = "Cases"
    noun = "review,reviews"
    paginate_by = 25
    filterset_class = CaseFilter
    sorts = {
        "newest": ("-opened_at", "pk"),
        "reference": ("code",),
        "stage": ("status", "code"),
        "decided": ("decided_on", "code"),
        "due": ("running__due_on", "code"),
    }
    empty_words = {
        "what": "No review is open to you.",
        "next": "A review stands here while your role on the board, or a part you have in it, opens it to you.",
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return cases_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        query = self.request.GET.copy()
        query.pop("page", None)
        query["export"] = "csv"
        return super().get_context_data(
            undecided=listed(referrals_for(user)),
            decided=listed(decided_referrals_for(user)),
            may_refer=access.allowed(ReviewAction.REFER, user),
            told_of_readers=name_readers_told_to(user).exists(),
            export_url=f"?{query.urlencode()}",
            today=timezone.localdate(),
            **kwargs,
        )

    def export(self) -> HttpResponse:
        """Return the list as it is filtered, for a spreadsheet: references, boards, stages and dates."""
        reviews = self.sorted(self.narrowed(self.get_queryset()).qs)
        rows = (
            (
                review.code,
                review.board.short_name,
                review.get_status_display(),
                review.decided_on,
                review.due_on,
            )
            for review in reviews
        )
        return as_csv("cases.csv", ["Reference", "Board", "Stage", "Decided on", "Sign-off due on"], rows)
