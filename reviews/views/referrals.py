"""Refer a case: begin, write, come back, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse

from scr_portal import access, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board
from scr_portal.web.forms import PortalForm
from scr_portal.web.views import PortalFormView

from ..actions import ReviewAction
from ..enums import ReferralStatus
from ..forms.referral import BeginForm, ReferralForm
from ..models import Referral, UnknownName
from ..names_queue import names_wait
from ..services import referrals
from ..services.returns import NewPoint
from .pages import CaseForm, CasePage, OwnWordsMixin
from .returns import ReturnForm, rounds_of

MAY_REFER = (Role.REFERRER, Role.AGENCY_LEAD, Role.BUSINESS_MANAGER)


class ReferralBegin(access.ActionMixin, PortalFormView):
    """The first page says what counts and who will read it."""

    in_preview = True
    action = ReviewAction.REFER
    form_class = BeginForm
    template_name = "reviews/referral_begin.html"
    heading = "Refer a case to the board"
    button = "Start"

    def get_form_kwargs(self) -> dict[str, Any]:
        user: Any = self.request.user
        boards = Board.objects.filter(pk__in=user.boards_as(*MAY_REFER))
        own = Agency.objects.filter(pk__in=user.agencies_as(Role.REFERRER, Role.AGENCY_LEAD))
        managed = Agency.objects.filter(board__in=user.boards_as(Role.BUSINESS_MANAGER))
        agencies = (own | managed).distinct()
        initial = {"board": boards.first(), "agency": agencies.first() if agencies.count() == 1 else None}
        return super().get_form_kwargs() | {"boards": boards, "agencies": agencies, "initial": initial}

    def act(self, form: forms.BaseForm) -> Any:
        board, agency = form.cleaned_data["board"], form.cleaned_data["agency"]
        referral = referrals.begin(board=board, agency=agency, by=self.request.user)
        return reverse("reviews:referral_edit", args=[referral.pk])


class ReferralPage(OwnWordsMixin, CasePage):
    """What was told, in clear for whoever wrote it and coded for others; and where it stands."""

    in_preview = True
    model = Referral
    action = ReviewAction.VIEW_REFERRAL
    below_case = False
    template_name = "reviews/referral.html"

    def get_heading(self) -> str:
        return f"Referral {self.object.code}"

    def wrote_words(self) -> bool:
        return bool(self.object.referred_by_id == self.request.user.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral = self.object
        draft = referral.status in (ReferralStatus.DRAFT, ReferralStatus.RETURNED)
        sees_outcome = self.may(ReviewAction.VIEW_OUTCOME)
        return super().get_context_data(
            outstanding=workflow.missing(referral, ReferralStatus.SUBMITTED) if draft else [],
            may_edit=self.may(ReviewAction.EDIT_REFERRAL),
            may_return=referral.status == ReferralStatus.SUBMITTED and self.may(ReviewAction.RETURN_REFERRAL),
            rounds=rounds_of(referral, self.request.user),
            **self.names(),
            may_assess=self.may(ReviewAction.ASSESS_CRITERIA),
            may_view_criteria=self.may(ReviewAction.VIEW_CRITERIA),
            may_decide=self.may(ReviewAction.DECIDE) and referral.status == ReferralStatus.SCREENED,
            assessment=getattr(referral, "assessment", None)
            if self.may(ReviewAction.VIEW_CRITERIA)
            else None,
            decision=referral.decisions.filter(replaced=False).first() if sees_outcome else None,
            may_decide_again=self.may(ReviewAction.DECIDE) and referral.status == ReferralStatus.DECIDED,
            replaced=referral.decisions.filter(replaced=True).select_related("decided_by")
            if self.may(ReviewAction.VIEW_DECISION)
            else [],
            may_read_reasons=self.may(ReviewAction.VIEW_DECISION),
            **kwargs,
        )

    def names(self) -> dict[str, Any]:
        """Return how many names of the referral wait, for whoever settles them; a review has them on its own page."""
        if hasattr(self.object, "review") or not self.may(ReviewAction.SETTLE_NAMES):
            return {}
        names = UnknownName.objects.visible_to(self.request.user).asked()
        count = names.filter(register__referral=self.object).count()
        return {"may_settle_names": count > 0, "names_state": names_wait(count)}


class ReferralEdit(CaseForm):
    """Save and come back; the writer's own words are shown to the writer."""

    model = Referral
    action = ReviewAction.EDIT_REFERRAL
    form_class = ReferralForm
    heading = "What has happened?"
    button = "Save"
    success = "Saved. Check it, then send it."

    def get_lead(self) -> str:
        if self.object.status == ReferralStatus.RETURNED:
            return "The board goes on reading your referral while you change it. Send it again once every point is answered."
        return f"Save at any time and come back. {self.who_reads_the_draft()}"

    def who_reads_the_draft(self) -> str:
        referral = self.object
        if referral.referred_by_id != self.request.user.pk:
            return (
                f"Until it is sent, only {referral.referred_by}, your agency’s lead and the board’s business "
                "manager can open it."
            )
        if referral.agency_id:
            return "Until you send it, only you, your agency’s lead and the board’s business manager can open it."
        return "Until you send it, only you and the board’s business manager can open it."

    def get_initial(self) -> dict[str, Any]:
        return self.saved_values(self.object) | {"version": self.object.version}

    def saved_values(self, current: Referral, form: Any = None) -> dict[str, Any]:
        """Return what the form shows of a referral: to the people who write it, in their own words."""
        plain = {name: getattr(current, name) for name in ("harm", "happened_on", "known_on", "child_name")}
        narrative = {name: getattr(current, name).original for name in referrals.NARRATIVE}
        return plain | narrative | {"child_born_on": referrals.born_on(current)}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return referrals.checks_write(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return referrals.write(self.object, by=self.request.user, **form.cleaned_data)


class ReferralSend(CaseForm):
    """Check and send. The button is there when nothing is missing."""

    model = Referral
    action = ReviewAction.SUBMIT_REFERRAL
    form_class = PortalForm
    heading = "Send this referral to the board"
    lead = "The board’s business manager, its committee and its chair will read it. You can read it here at any time."
    button = "Send the referral"
    success = "Your referral has been sent. The business manager has been told."

    def outstanding(self) -> Any:
        return workflow.missing(self.object, ReferralStatus.SUBMITTED)

    def act(self, form: forms.BaseForm) -> Any:
        return referrals.submit(self.object, by=self.request.user)


class ReferralReturn(ReturnForm):
    """The manager asks the referrer for more."""

    model = Referral
    action = ReviewAction.RETURN_REFERRAL
    returned_status = ReferralStatus.RETURNED
    heading = "Ask the referrer for more"
    lead = (
        "Write one point for each thing. The referrer answers every one and sends the referral again. You go on "
        "reading it meanwhile; the committee recommends once it has come again."
    )
    button = "Ask the referrer"
    success = "The referrer has been told."

    def send_back(self, points: list[NewPoint]) -> Any:
        return referrals.send_back(self.object, points=points, by=self.request.user)
