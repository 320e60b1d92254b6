"""What everybody may read. Nothing of a case before its release; a withdrawn report leaves a plain note."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import ListView, TemplateView, View

from scr_portal import access, files
from scr_portal.access import Access

from ..actions import ReportAction
from ..document import context as edition_context
from ..enums import EditionStatus
from ..models import PublicEdition

HELD = "Report not available"


def is_online(edition: PublicEdition) -> bool:
    """Whether everybody reads it here. By other leaflets it is had on request, through the board’s manager."""
    return edition.report.review.procedure.outputs.how == "online"


def may_hand_out(user: Any, edition: PublicEdition) -> bool:
    """Whether somebody takes the file to send it to whoever asks: those who publish it."""
    return user.is_authenticated and access.allowed(ReportAction.PUBLISH, user, edition)


class PublishedList(ListView):
    in_preview = True
    access = Access.PUBLIC
    template_name = "reports/published.html"
    context_object_name = "editions"
    paginate_by = 25
    extra_context = {"heading": "Reviews and published reports"}

    def get_queryset(self) -> Any:
        return PublicEdition.objects.public().select_related("report__review__board")


class PublishedReport(TemplateView):
    in_preview = True
    access = Access.PUBLIC
    template_name = "reports/published_report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report; one that was withdrawn is its note with status 410, one held back meanwhile a notice without a title."""
        rows = PublicEdition.objects.filter(slug=kwargs["slug"]).select_related(
            "report__review__board", "pdf"
        )
        edition = rows.filter(published_at__isnull=False).first()
        if edition is None:
            raise Http404
        if edition.status == EditionStatus.WITHDRAWN:
            return self.response(request, "reports/withdrawn.html", {"edition": edition}, status=410)
        if edition.is_held:
            return self.response(
                request, "reports/held.html", {"edition": edition, "heading": HELD}, status=404
            )
        if not is_online(edition):
            return self.response(request, "reports/on_request.html", {"edition": edition}, status=200)
        return self.response(request, self.template_name, edition_context(edition), status=200)

    def response(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int
    ) -> HttpResponse:
        self.template_name = template
        return self.render_to_response({"heading": context["edition"].title} | context, status=status)


class PublishedPdf(View):
    file_in_preview = True
    access = Access.PUBLIC

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        edition = (
            PublicEdition.objects.public()
            .filter(slug=slug)
            .select_related("report__review__board", "pdf")
            .first()
        )
        if edition is None or edition.pdf is None:
            raise Http404
        if not is_online(edition) and not may_hand_out(request.user, edition):
            raise Http404
        return files.respond(edition.pdf, filename=edition.slug)
