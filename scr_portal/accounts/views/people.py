"""Whom a board has let in: invite, invite again, end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView

from scr_portal.access import Access, ObjectAccessMixin, signed_in
from scr_portal.access.roles import OVERSEERS, Role
from scr_portal.accounts import viewpoints
from scr_portal.accounts.forms.invitations import InvitationForm
from scr_portal.accounts.models import Absence, Board, Membership
from scr_portal.accounts.requests import SignedInRequest
from scr_portal.accounts.second_factor import FACTORS
from scr_portal.accounts.services import invitations, memberships
from scr_portal.refusals import Refused
from scr_portal.web.preview_first import PreviewFirst, chosen
from scr_portal.web.sorting import by_words
from scr_portal.web.views import PortalFormView

from ..actions import AccountAction


def overseen_boards(request: SignedInRequest) -> QuerySet[Board]:
    """Return the boards whose people this person looks after."""
    held = request.user.memberships.current().filter(role__in=OVERSEERS)
    return Board.objects.visible_to(request.user).filter(pk__in=held.values("board"))


@signed_in
def people_home(request: SignedInRequest) -> HttpResponse:
    """To the people of one's board; a choice for those who look after several."""
    boards = list(overseen_boards(request))
    if not boards:
        raise Http404
    if len(boards) == 1:
        return redirect("accounts:people", board=boards[0].code)
    return render(request, "account/people_boards.html", {"boards": boards})


class OverseenBoardMixin:
    """The board in the address, for those who look after its people; anybody else does not find it."""

    access = Access.SIGNED_IN
    request: SignedInRequest
    kwargs: dict[str, Any]

    @cached_property
    def board(self) -> Board:
        return get_object_or_404(overseen_boards(self.request), code=self.kwargs["board"])

    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.board.short_name, "/"), ("People", reverse("accounts:people", args=[self.board.code]))]


class People(OverseenBoardMixin, ListView):
    request: SignedInRequest
    template_name = "account/people.html"
    context_object_name = "memberships"
    paginate_by = 50

    def get_queryset(self) -> Any:
        """By name, which is sealed, so the whole list is read and sorted here: a board has some hundred people."""
        seen = Membership.objects.visible_to(self.request.user).current().filter(board=self.board)
        listed = seen.select_related("user", "agency").order_by("role", "started_on", "pk")
        return by_words(listed, lambda membership: membership.user)

    def away(self) -> dict[Any, Absence]:
        """Return the absence that each person of the board is on, or goes on next."""
        recorded = Absence.objects.visible_to(self.request.user).not_over(timezone.localdate())
        return {absence.user_id: absence for absence in reversed(recorded)}

    def with_second_step(self) -> set[Any]:
        """Keys of the people who have a second step that could be lost."""
        members = Membership.objects.visible_to(self.request.user).current().filter(board=self.board)
        set_up = Authenticator.objects.filter(type__in=FACTORS, user__in=members.values("user"))
        return set(set_up.values_list("user_id", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(self.board.short_name, "/")]
        return super().get_context_data(
            heading="People",
            board=self.board,
            crumbs=crumbs,
            away=self.away(),
            with_second_step=self.with_second_step(),
            may_preview=Role.BUSINESS_MANAGER in self.request.user.roles_on(self.board),
            today=timezone.localdate(),
            **kwargs,
        )


class Invite(PreviewFirst, OverseenBoardMixin, PortalFormView):
    request: SignedInRequest
    form_class = InvitationForm
    heading = "Invite somebody"
    lead = "They get a mail with a link to choose a password. The link works once, for 72 hours."
    button = "Send the invitation"
    success = "The invitation is on its way."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"board": self.board}

    def board_of_preview(self) -> Board:
        return self.board

    def preview_of(self, data: QueryDict) -> dict[str, str]:
        """As the role that is chosen; a relative or member of staff interviewed is looked as by nobody."""
        role = data.get("role", "")
        agency = chosen(self.get_form(), "agency", data)
        email = data.get("email", "").strip()
        return {"person": viewpoints.would_be(self.board, role, agency, by=self.request.user, email=email)}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return invitations.checks_invite(**cleaned)

    def act(self, form: BaseForm) -> str:
        data = form.cleaned_data
        invitations.invite(
            data["email"],
            data["name"],
            board=self.board,
            role=data["role"],
            agency=data["agency"],
            by=self.request.user,
        )
        return reverse("accounts:people", args=[self.board.code])

    def get_back_url(self) -> str:
        return reverse("accounts:people", args=[self.board.code])


class EndAccess(ObjectAccessMixin, DetailView):
    """Asks once more, because the person is signed out at once."""

    model = Membership
    action = AccountAction.END_MEMBERSHIP
    template_name = "account/end_access.html"

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        membership = memberships.end(self.get_object(), by=request.user)
        messages.success(request, "The access has ended.")
        return redirect("accounts:people", board=membership.board.code)


class ResetSecondFactor(ObjectAccessMixin, DetailView):
    """For somebody who has lost what they confirm with. The page says to make sure who is asking."""

    model = Membership
    action = AccountAction.RESET_SECOND_FACTOR
    template_name = "account/reset_second_factor.html"

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        membership = self.get_object()
        memberships.reset_second_factor(membership, by=request.user)
        messages.success(request, "The second step is taken away. They set up a new one at the next sign in.")
        return redirect("accounts:people", board=membership.board.code)


class InviteAgain(ObjectAccessMixin, DetailView):
    model = Membership
    action = AccountAction.INVITE
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        membership = self.get_object()
        try:
            invitations.invite_again(membership, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, "A new invitation is on its way. Links sent before do not work any more."
            )
        return redirect("accounts:people", board=membership.board.code)
