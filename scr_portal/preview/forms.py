"""Whose pages are looked at, as things are or as they would be, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.access.roles import WITHOUT_SECOND_FACTOR, Role
from scr_portal.accounts.models import Membership, User
from scr_portal.web.forms import PortalForm
from scr_portal.web.sorting import by_words

AS_IT_IS = ""


class PreviewForm(PortalForm):
    """The people offered are those whom the policy of a preview may allow; it decides on each."""

    person = forms.ChoiceField(label="Whose pages do you want to see?")
    supposed = forms.ChoiceField(
        label="As things are, or as they would be?", widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label="Why do you need to see this?",
        help_text="Your reason and every page you open are recorded. The preview ends after 15 minutes.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"person": "Choose a person.", "reason": "Say in a sentence why you need to see this."}
    unmarked = ("supposed",)

    def __init__(self, *args: Any, by: User, supposed: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(row.pk), f"{row.user}, {row.get_role_display()}") for row in memberships_for(by)]
        choices: Any = [("", "Choose a person"), *people]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        if supposed:
            self.fields["supposed"].choices = [(AS_IT_IS, "As things are today"), *supposed]  # type: ignore[attr-defined]
        else:
            del self.fields["supposed"]


def memberships_for(by: User) -> list[Membership]:
    """Return one membership of each person on the boards this person manages, in the order of their names."""
    managed = by.boards_as(Role.BUSINESS_MANAGER)
    rows = Membership.objects.visible_to(by).working().filter(board__in=managed).exclude(user=by)
    theirs_alone = Membership.objects.current().filter(role__in=WITHOUT_SECOND_FACTOR)
    rows = rows.exclude(user__in=theirs_alone.values("user")).select_related("user")
    first: dict[Any, Membership] = {}
    for row in rows:
        first.setdefault(row.user_id, row)
    return by_words(first.values(), lambda row: row.user)
