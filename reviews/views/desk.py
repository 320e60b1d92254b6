"""The writing desk: the sections of a document on the left, one text in the middle, evidence on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_portal.web.words import counted

from ..citing import cited_by_section, leading_nowhere
from ..desks import desk_of
from ..enums import PointAnswer
from ..models import ReturnPoint
from .drawer import EvidenceDrawer
from .pages import CaseForm


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in the list beside the text: where it is written and how far it is."""

    title: str
    url: str
    written: bool
    points: int
    here: bool

    @property
    def state(self) -> str:
        """“Written”, “Not started”, and how many points wait for an answer."""
        words = "Written" if self.written else "Not started"
        return f"{words}, {counted(self.points, 'point')} to answer" if self.points else words


class WritingDesk(EvidenceDrawer, CaseForm):
    """One section of a document, with everything beside it that its author needs. Subclasses say which and write `save`."""

    template_name = "reviews/desk.html"
    button = "Save"
    success = "Saved."
    marks: tuple[tuple[str, str], ...] = (("Sub-heading", "# "),)
    """The headings that the toolbar offers, each with what it puts before the line."""

    def document(self) -> Any:
        """Return what is written here: what the page is about, unless its address is that of the case."""
        return self.object

    def section(self) -> str:
        """Return the key of the section. Raises Http404 for one the document does not have."""
        raise NotImplementedError(f"{type(self).__name__} has no section()")

    def save(self, text: str, version: int) -> Any:
        """Call the service of the document; returns where to go next."""
        raise NotImplementedError(f"{type(self).__name__} has no save()")

    def address(self, section: str = "") -> str:
        document = self.document()
        return desk_of(document).address(document, section or self.section())

    def act(self, form: Any) -> Any:
        text = form.cleaned_data["text"]
        target = self.save(text, form.cleaned_data["version"] or 0)
        stays = "stay" in self.request.POST or self.leading_nowhere(text)
        return self.address() if stays else target

    def leading_nowhere(self, text: str) -> list[str]:
        """Return a sentence for each reference of the text that leads nowhere; the text is kept all the same."""
        return leading_nowhere(self.document(), section=self.section(), text=text, author=self.request.user)

    def entries(self) -> list[Entry]:
        """Return the sections of the document in order."""
        document, points = self.document(), self.points_to_answer()
        return [
            Entry(
                part.title,
                self.address(part.key),
                bool(part.text.original),
                sum(point.key_now == part.key for point in points),
                part.key == self.section(),
            )
            for part in desk_of(document).sections(document)
        ]

    def points_to_answer(self) -> list[ReturnPoint]:
        """Return the points of the open round that nobody has answered."""
        visible = ReturnPoint.objects.visible_to(self.request.user).in_open_round(self.document())
        return list(visible.filter(answer=PointAnswer.OPEN))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.setdefault("form", self.get_form())
        return super().get_context_data(
            entries=self.entries(),
            marks=self.marks,
            nowhere=self.leading_nowhere(str(form["text"].value() or "")),
            cited=cited_by_section(self.document(), self.request.user).get(self.section()),
            **kwargs,
        )
