"""Claim a notice, write its mail, send it, mark it sent.

SMTP has no transaction: a worker that dies after the mail server took the mail and before `sent_at` is
committed leaves a notice that is sent again when its lease has run out. That window is a few milliseconds
wide and cannot be closed from here. Both mails then carry the same Message-ID, which names the notice, so
that mail systems which look for duplicates show one. In every other case a notice is sent exactly once.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from scr_portal import leases
from scr_portal.notices.links import maker_for
from scr_portal.notices.models import Notice

log = logging.getLogger(__name__)

NO_CASE = "the review portal"
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=1)
FAILURES_BEFORE_REST = 3


def deliver(notice_id: uuid.UUID | str) -> bool:
    """Send one notice if it is still to be sent and nobody else is sending it. True when it went out."""
    notice = claim(notice_id)
    if notice is None:
        return False
    if not notice.to.is_active:
        leases.release(notice, given_up_at=timezone.now(), given_up_why="account-closed")
        return False
    try:
        compose(notice).send(fail_silently=False)
    except Exception as error:  # mail servers fail in many ways, all of them are tried again later
        _try_later(notice, error)
        return False
    return leases.release(notice, sent_at=timezone.now())


def claim(notice_id: uuid.UUID | str) -> Notice | None:
    """Take the notice for one lease; `None` when it is sent, given up, not due or in other hands."""
    return leases.take(Notice.objects.unsent(), notice_id, lease=LEASE)


def compose(notice: Notice) -> EmailMessage:
    """Return the mail of a notice."""
    subject, body = subject_and_body(render(notice.template, context_of(notice)))
    return EmailMessage(
        subject=subject,
        body=body,
        to=[notice.to.email],
        headers={"Message-ID": f"<{notice.pk}@notices.invalid>", "Auto-Submitted": "auto-generated"},
    )


def subject_and_body(text: str) -> tuple[str, str]:
    """Divide the text of a mail: its first line is the subject, the rest the body."""
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def context_of(notice: Notice) -> dict[str, Any]:
    """All that a mail may say: the reference of the case, a link into the portal, and counts."""
    maker = maker_for(notice.template)
    link = maker(notice.to) if maker else notice.path
    if not link.startswith(("http://", "https://")):
        link = settings.PORTAL_ADDRESS.rstrip("/") + (link or "/")
    return {"reference": notice.case_code or NO_CASE, "link": link, "figures": notice.figures}


def render(template: str, context: dict[str, Any]) -> str:
    """Return the text of a mail. Plain text, so nothing is escaped as for a page: an "&" in a link stays one."""
    template_text: Any = get_template(f"email/{template}.txt")
    return str(template_text.template.render(Context(context, autoescape=False))).strip()


def deliver_due() -> int:
    """Send what is due, and say how many went.

    Rests after three in a row that did not: each refusal of a mail server that hangs costs its time-out, and
    other work waits behind this task.
    """
    sent = failures = 0
    for notice_id in due():
        went = deliver(notice_id)
        sent, failures = sent + went, 0 if went else failures + 1
        if failures == FAILURES_BEFORE_REST:
            break
    return sent


def due(limit: int = 200) -> list[uuid.UUID]:
    """Ids of notices that should be on their way and are in nobody's hands."""
    now = timezone.now()
    waiting = Notice.objects.unsent().filter(leases.available(now), created_at__lt=now - timedelta(seconds=5))
    return list(waiting.order_by("created_at").values_list("pk", flat=True)[:limit])


def _try_later(notice: Notice, error: Exception) -> None:
    log.warning("notice %s not sent, attempt %s: %s", notice.pk, notice.attempts, type(error).__name__)
    if notice.attempts >= MOST_ATTEMPTS:
        leases.release(notice, given_up_at=timezone.now(), given_up_why="mail-refused")
        return
    wait = min(LONGEST_WAIT, timedelta(seconds=15 * 2**notice.attempts))
    leases.release(notice, not_before=timezone.now() + wait)
