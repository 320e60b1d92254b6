"""Previews: who looked as whom, why, and until when."""

from __future__ import annotations

import uuid

from django.db import models

from scr_portal.sealed.fields import EncryptedTextField


class Preview(models.Model):
    """One preview. Written once, and at most ended early. The pages read in it are in the audit record, with this id.

    No foreign keys: it is part of the record, and outlives account and membership. Whose pages they are is said by a
    membership, by a role that nobody holds yet (`board_id`, `role`, `agency_id`), or by both (`accounts.viewpoints.Viewpoint`).
    `supposed` is a part that the person does not hold and is shown as holding, if any. `back` is the page to return to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opened_by_id = models.UUIDField()
    membership_id = models.UUIDField(
        null=True,
        help_text="By which the other person is on the board of whoever looks; none before they are invited.",
    )
    board_id = models.UUIDField(null=True, help_text="On which the role would be given.")
    agency_id = models.UUIDField(null=True, help_text="For which the role would be given.")
    role = models.CharField(max_length=40, blank=True, help_text="A role that is supposed to be given.")
    back = models.CharField(max_length=300, blank=True, help_text="A path in the portal.")
    supposed = models.CharField(max_length=80, blank=True)
    reason = EncryptedTextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="preview_ends_after_it_opens", condition=models.Q(ends_at__gt=models.F("opened_at"))
            ),
            models.CheckConstraint(
                name="preview_of_somebody",
                condition=models.Q(membership_id__isnull=False) | ~models.Q(role=""),
            ),
            models.CheckConstraint(
                name="preview_role_on_a_board",
                condition=models.Q(role="", board_id__isnull=True, agency_id__isnull=True)
                | (~models.Q(role="") & models.Q(board_id__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"preview {self.pk}"
