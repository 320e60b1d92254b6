"""End what somebody may do: one membership, the account with all of them, or a second factor that was lost."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.accounts.models import Membership, User

from ..actions import AccountAction


@transaction.atomic
def end(membership: Membership, *, by: User) -> Membership:
    """End a membership today.

    Links and sessions of a person without another one stop working at once. Ending it twice is ending it once.
    Raises `access.Denied` where `by` may not.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    access.require(AccountAction.END_MEMBERSHIP, by, membership)
    if not membership.is_current and membership.ended_on is not None:
        return membership
    membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    audit.record("accounts.membership_ended", by=by, on=membership, user=membership.user_id)
    if not Membership.objects.current().filter(user=membership.user_id).exists():
        end_sessions(membership.user)
    return membership


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """Deactivate the account, end its memberships and its sessions. `by` must be able to end each of them."""
    user = User.objects.select_for_update().get(pk=user.pk)
    for membership in Membership.objects.current().filter(user=user):
        end(membership, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    audit.record("accounts.account_closed", by=by, on=user)
    return user


@transaction.atomic
def reset_second_factor(membership: Membership, *, by: User) -> User:
    """For somebody who has lost phone, key and recovery codes, and whom `by` knows to be who they say.

    All second factors go, every session ends, the person is told by mail, and sets up a new one at the next
    sign in. The password stays, so that taking a factor away lets nobody in.
    """
    access.require(AccountAction.RESET_SECOND_FACTOR, by, membership)
    user: User = User.objects.select_for_update().get(pk=membership.user_id)
    taken, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    notices.send("sign_in_changed", to=user)
    audit.record("accounts.second_factor_reset", by=by, on=membership, user=user.pk, taken=taken)
    return user


def end_sessions(user: User) -> None:
    """Sign the person out everywhere. `SessionLimits` would do it at the next request; this does not wait."""
    for session in UserSession.objects.filter(user=user):
        session.end()
