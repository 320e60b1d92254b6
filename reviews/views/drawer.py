"""The drawer of evidence beside a text: one source at a time, searched, twenty rows a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property

from scr_portal import audit

from ..evidence_kinds import Source, references_in, sources_for

A_PAGE = 20


class EvidenceDrawer:
    """Mixed into a form page. What is asked of the drawer never sends the form: the text is kept as a draft and shown again.

    The page tells `look` the source and the page of it ("rows:2"), and `words` what is searched. With `only`, the drawer
    alone is the answer, for a script that puts it in place.
    """

    request: Any
    added = ""
    """The reference that was just put into the text."""

    def document(self) -> Any:
        """Return what is written."""
        raise NotImplementedError(f"{type(self).__name__} has no document()")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: Any = self
        if "only" in request.POST:
            return TemplateResponse(request, "reviews/desk_evidence.html", self.drawer())
        if "cite" in request.POST:
            self.cite(request)
        if "look" in request.POST or "cite" in request.POST:
            page.keep_typed()
            shown: HttpResponse = page.render_to_response(page.get_context_data())
            return shown
        sent: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return sent

    def cite(self, request: HttpRequest) -> None:
        """Put a reference at the end of what is typed, which is where there is no script that knows the cursor."""
        typed = request.POST.copy()
        for words in references_in(str(typed["cite"])):
            self.added = f"[{words}]"
            typed["text"] = f"{typed.get('text', '').rstrip()} {self.added}".lstrip()
        request.POST = typed  # type: ignore[assignment]

    @cached_property
    def asked(self) -> tuple[Source, str, str]:
        """Return the source that is open, the page of it, and the words searched there."""
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        slug, _, page = (values.get("look") or values.get("shown_evidence") or "").partition(":")
        sources = sources_for(self.document())
        source = next((source for source in sources if source.slug == slug), sources[0])
        words = values.get("words", "").replace("\0", "").strip()
        return source, page or "1", words

    def drawer(self) -> dict[str, Any]:
        """Return what the drawer shows, and record what is read in it."""
        (source, number, words), document, user = self.asked, self.document(), self.request.user
        page = Paginator(source.rows(user, document, words), A_PAGE).get_page(number)
        rows: Sequence[Any] = list(page.object_list)
        where: Any = self
        for read in source.opened(rows):
            audit.read(by=user, on=read, what=source.reading, **where.where())
        return {
            "sources": sources_for(document),
            "source": source,
            "page": page,
            "words": words,
            "pieces": source.pieces(user, document, rows),
            "sealed_met": source.sealed_met(user, document),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**self.drawer(), added=self.added, **kwargs)  # type: ignore[misc]
        return context
