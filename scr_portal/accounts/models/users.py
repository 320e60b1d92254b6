"""A person who signs in."""

from __future__ import annotations

import uuid
from collections.abc import Container
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from scr_portal.access.roles import OVERSEERS, WITHOUT_SECOND_FACTOR, Role
from scr_portal.access.scope import ScopedRows, built_once
from scr_portal.accounts.addresses import folded, sign_in_address
from scr_portal.sealed.fields import EncryptedTextField

if TYPE_CHECKING:
    from .organisations import Board


class UserQuerySet(ScopedRows["User"]):
    def readable_by(self, user: User) -> models.Q:
        """Oneself, and those one works with on a board today.

        That somebody was interviewed or is a relative is itself sensitive: such people are seen by those who
        look after the board's people, by colleagues of the own agency (an interviewee), and by the family's
        personal contact (a relative). They themselves see nobody.
        """
        memberships = apps.get_model("accounts", "Membership")._default_manager
        mine = user.memberships.current()
        working = mine.exclude(role__in=WITHOUT_SECOND_FACTOR)
        colleagues = models.Q(board__in=working.values("board")) & ~models.Q(role__in=WITHOUT_SECOND_FACTOR)
        overseen = models.Q(board__in=mine.filter(role__in=OVERSEERS).values("board"))
        own_agency = models.Q(role=Role.INTERVIEWEE, agency__in=working.values("agency"))
        contact = mine.filter(role=Role.FAMILY_LIAISON).values("board")
        relatives = models.Q(role=Role.RELATIVE, board__in=contact)
        seen = memberships.filter(colleagues | overseen | own_agency | relatives)
        return models.Q(pk=user.pk) | models.Q(pk__in=seen.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, *, name: str = "", **fields: Any) -> User:
        """Create a person with a sign-in address.

        Without a password nobody can sign in until they have set one through an invitation, which also proves
        the address. Raises ValidationError for one that is not plain.
        """
        user = self.model(email=sign_in_address(email), name=name, **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save(using=self._db)
            addresses = apps.get_model("account", "EmailAddress")._default_manager
            addresses.create(user=user, email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=folded(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address.

    The address stays in clear, because it has to be looked up at sign-in; the name is sealed. What the person
    may do comes from memberships and grants, never from flags on this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("email address", max_length=254, unique=True)
    name = EncryptedTextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    weekly_summary = models.BooleanField(default=True, help_text="Whether the mail of the week is wanted.")
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email"), email__regex=r"^[!-~]+$"),
                name="user_email_is_lower_ascii",
                violation_error_message="Use an email address in small, plain letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def clean(self) -> None:
        self.email = sign_in_address(self.email)

    def roles_on(self, board: Board | uuid.UUID) -> set[Role]:
        """Return the roles the person holds on this board today; none at all for a deactivated account.

        Within a request the memberships are those `SessionLimits` has just read; elsewhere they are asked anew.
        """
        if not self.is_active:
            return set()
        board_id = getattr(board, "pk", board)
        held = self.__dict__.get("memberships_now")
        if held is None:
            held = self.memberships.current().filter(board=board_id)
            return {Role(role) for role in held.values_list("role", flat=True)}
        return {Role(membership.role) for membership in held if membership.board_id == board_id}

    def holds_other_than(self, roles: Container[str]) -> bool:
        """Whether the person holds today, on any board, a role that is none of these."""
        if not self.is_active:
            return False
        held = self.__dict__.get("memberships_now")
        return any(membership.role not in roles for membership in (self._held(()) if held is None else held))

    def boards_as(self, *roles: Role) -> models.QuerySet[Any, Any]:
        """Return the boards on which the person holds any of the roles today, as a subquery of ids.

        Any role at all counts where none is named.
        """
        boards = built_once(self, ("boards", roles), lambda: self._held(roles).values("board"))
        return boards.all()

    def agencies_as(self, *roles: Role) -> models.QuerySet[Any, Any]:
        """Ids of the agencies for which the person holds any of the roles today, as a subquery."""
        held = built_once(
            self,
            ("agencies", roles),
            lambda: self._held(roles).filter(agency__isnull=False).values("agency"),
        )
        return held.all()

    def _held(self, roles: tuple[Role, ...]) -> Any:
        held = self.memberships.current() if self.is_active else self.memberships.none()
        return held.filter(role__in=roles) if roles else held
