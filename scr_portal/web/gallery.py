"""Every component in every state, for whoever draws a page. Only where development mail is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from scr_portal.access.views import Access
from scr_portal.web.display import Count, Row, Task
from scr_portal.web.forms import PortalForm
from scr_portal.web.gallery_examples import OUTSTANDING, Saved, banner, stages, timeline
from scr_portal.web.gallery_forms import EveryWidget, Filters, OneQuestion
from scr_portal.web.lists import ListFilter, PortalListView
from scr_portal.web.stale import require_version
from scr_portal.web.views import PortalFormView
from scr_portal.workflow import Outstanding


class OpenPage:
    """What all pages of the gallery share: anyone on a development machine may see them."""

    access = Access.PUBLIC


class GalleryIndex(OpenPage, TemplateView):
    template_name = "components/gallery/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        messages.success(self.request, "The author has been told. You will see it here when they open it.")
        tasks = [
            Task("What happened", "/_components/form/", status="Completed"),
            Task(
                "Who was there",
                "/_components/form/",
                hint="Names are kept apart",
                status="In progress",
                colour="light-blue",
            ),
            Task("Check and send", status="Cannot start yet", colour="grey"),
        ]
        rows = [
            Row("Date of the incident", "27 March 2009", "/_components/question/"),
            Row(
                "What happened",
                "The child was found alone.\nA neighbour rang the police.",
                "/_components/form/",
            ),
            Row("Who told us", ""),
        ]
        return super().get_context_data(
            heading="Components",
            crumbs=[("All cases", "/_components/"), ("SCR-2026-04", "/_components/case/")],
            tags=["Not started", "In progress", "Submitted", "Returned", "Late", "Agreed"],
            today=timezone.localdate(),
            late=timezone.localdate() - timedelta(days=10),
            tasks=tasks,
            pictures=[timeline(14), timeline(900)],
            rows=rows,
            **kwargs,
        )


class GalleryCase(OpenPage, TemplateView):
    template_name = "components/gallery/case.html"
    http_method_names = ["get", "post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading="Where this case stands",
            crumbs=[("All cases", "/_components/list/"), ("SCR-2026-04", "")],
            banner=banner(named="named" in self.request.GET),
            stages=stages(),
            outstanding=OUTSTANDING,
            dates=[
                Row("Health chronology", timezone.localdate()),
                Row("Panel meets", timezone.localdate() + timedelta(days=6)),
            ],
            **kwargs,
        )


class Rows(list[dict[str, Any]]):
    """Rows that are in no database, with as much of a queryset as the filters of a list ask for."""

    model = None

    def all(self) -> Rows:
        return self


class GalleryList(OpenPage, PortalListView):
    template_name = "components/gallery/list.html"
    filterset_class = Filters
    heading = "Agencies in scope"
    noun = "agency,agencies"
    paginate_by = 8

    def crumbs(self) -> list[tuple[str, str]]:
        return [("All cases", "/_components/list/"), ("SCR-2026-04", "/_components/case/")]

    def get_queryset(self) -> Any:
        agencies = ["Northfield Community Health", "Constabulary", "Children’s social care", "Housing"]
        words = ["Returned", "Submitted", "In progress", "Late"]
        return [
            {
                "agency": agencies[n % 4],
                "status": words[n % 4],
                "due": timezone.localdate() + timedelta(days=7 * (n - 3)),
                "rows": 143 * n,
            }
            for n in range(60)
        ]

    def narrowed(self, queryset: Any) -> ListFilter:
        rows: Any = Rows(queryset)
        return super().narrowed(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = [
            Count(3, "returned"),
            Count(1, "agency is late", late=True),
            Count(60, "agencies in all", "?"),
        ]
        return super().get_context_data(
            banner=banner(), today=timezone.localdate(), figures=figures, **kwargs
        )


class GalleryForm(OpenPage, PortalFormView):
    form_class = EveryWidget
    heading = "Tell the board what happened"
    caption = "Refer a case"
    lead = "Write what you know now. You need not be sure."
    button = "Save and continue"
    back_url = "/_components/"
    success = "Saved. Nobody has been told yet."

    def get_initial(self) -> dict[str, Any]:
        return {"version": 2}

    def act(self, form: forms.BaseForm) -> str:
        require_version(Saved(), form.cleaned_data["version"])
        return "/_components/"


class GalleryQuestion(OpenPage, PortalFormView):
    form_class = OneQuestion
    heading = "When was the family told?"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("All cases", "/_components/list/"), ("SCR-2026-04", "/_components/case/")]

    def act(self, form: forms.BaseForm) -> str:
        return "/_components/"


class GalleryStep(OpenPage, PortalFormView):
    form_class = PortalForm
    heading = "Send the review to the panel"
    lead = "The panel reads it before it meets. You can still answer their questions after that."
    button = "Send to the panel"
    nothing_outstanding = "Everything this step needs is in place."
    back_url = "/_components/case/"

    def outstanding(self) -> list[Outstanding]:
        return [] if "clear" in self.request.GET else OUTSTANDING

    def act(self, form: forms.BaseForm) -> str:
        return "/_components/"


class GalleryError(OpenPage, TemplateView):
    def get_template_names(self) -> list[str]:
        if self.kwargs["name"] not in {"400", "403", "403_csrf", "404", "409", "500"}:
            raise Http404
        return [f"{self.kwargs['name']}.html"]
