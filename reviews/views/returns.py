"""Return something with points. Each app's own page takes `ReturnForm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from scr_portal import sealed, workflow
from scr_portal.accounts.models import User

from ..forms.returns import PointsForm, points_in
from ..models import ReturnRound
from ..returnable import kind_of
from ..services.returns import NewPoint, checks_points
from .pages import CaseForm


def rounds_of(subject: Model, user: User) -> list[ReturnRound]:
    """Return the rounds of a subject that this person may read, the newest first, each with its open points counted."""
    rows = ReturnRound.objects.visible_to(user).about(subject).with_unanswered()
    return list(rows.select_related("returned_by").order_by("-number"))


def kept_texts(current: ReturnRound) -> dict[str, Any]:
    """Return the texts of a round as they stood, by key of the section."""
    kept = sealed.refresh(list(current.texts.all()), current.identity_register())
    return {text.key: text.text for text in kept}


class ReturnForm(CaseForm):
    """The points with which a subject is returned. Subclasses say who may (`action`) and write `send_back`."""

    form_class: Any = PointsForm
    template_name = "reviews/return_form.html"
    lead = (
        "Write one point for each thing. The author answers every one before it can be handed in again, and "
        "everybody who reads it later reads the points and the answers."
    )
    button = "Return it"
    success = "Returned. The author has been told."
    returned_status: str = ""
    """The status of what has been returned; empty where `outstanding` asks something else."""

    def subject(self) -> Any:
        """Return what is returned: what the page is about, unless its address is that of the case."""
        return self.object

    def outstanding(self) -> Any:
        """Say that nothing can be returned which is not with the person who returns it."""
        if workflow.may_move(self.subject(), self.returned_status):
            return []
        return [workflow.Outstanding("This is not handed in now, so it cannot be returned.")]

    def send_back(self, points: list[NewPoint]) -> ReturnRound:
        """Call the service of the subject."""
        raise NotImplementedError(f"{type(self).__name__} has no send_back()")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parts": kind_of(self.subject()).parts(self.subject())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more block is no attempt to return it: what is typed comes back as it is, and is kept."""
        if "add" in request.POST and not self.outstanding():
            self.keep_typed()
            form: Any = self.get_form()
            return self.render_to_response(self.get_context_data(form=form.with_another()))
        return super().post(request, *args, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return checks_points(self.subject(), points_in(cleaned))

    def act(self, form: Any) -> Any:
        return self.send_back(form.points())
