"""The chair who clears objects to passages of the public edition."""

from __future__ import annotations

from typing import Any

from reviews.services.returns import NewPoint
from reviews.views.returns import ReturnForm
from scr_portal.web.markdown import as_html
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..document import PARTS
from ..marking import as_it_stands
from ..models import PublicEdition
from ..services import objections
from .editions import EditionStep


class EditionObject(ReturnForm, EditionStep):
    """Numbered points, with the text to which they are tied below them."""

    edition_action = ReportAction.CLEAR_EDITION
    template_name = "reports/object.html"
    heading = "Object to passages of the public edition"
    lead = (
        "Write one point for each passage. The business manager answers every one. The words you quote are taken "
        "out of the text until they are settled again, and the edition cannot be cleared before that."
    )
    button = "Send the points"
    success = "Your points are with the business manager, who has been told."

    def subject(self) -> PublicEdition:
        return self.edition

    def outstanding(self) -> list[Outstanding]:
        return objections.why_not_yet(self.edition)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the text as it will stand, plain: the reasons for what was settled are on the page of clearing."""
        context = super().get_context_data(edition=self.edition, **kwargs)
        if context["outstanding"]:
            return context
        texts = [(title, as_it_stands(self.edition, name)) for name, title in PARTS.items()]
        return context | {"parts": [(title, as_html(text)) for title, text in texts if text]}

    def send_back(self, points: list[NewPoint]) -> Any:
        return objections.object_to(self.edition, points=points, by=self.request.user)
