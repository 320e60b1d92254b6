"""The mails the portal sent, as pages: for the demo and development, where no mail server is there.

Production refuses PORTAL_MAILBOX, and then neither these pages nor this backend are ever loaded.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage as OutgoingMail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from scr_portal.access import public


class MailboxBackend(BaseEmailBackend):
    """Keeps each mail as one file. The name begins with the time, so that names sort by age."""

    def send_messages(self, email_messages: Sequence[OutgoingMail]) -> int:
        """Write all of them; returns how many."""
        folder = Path(settings.MAILBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
            draft = folder / f"{name}.draft"
            draft.write_bytes(mail.message().as_bytes())
            draft.rename(folder / f"{name}.eml")
        return len(email_messages)


@public
def letters(request: HttpRequest) -> HttpResponse:
    """All mails, the newest first."""
    files = sorted(Path(settings.MAILBOX_DIR).glob("*.eml"), reverse=True)
    page = Paginator(files, 25).get_page(request.GET.get("page"))
    mails = [read(file) for file in page.object_list]
    return render(request, "account/mailbox.html", {"mails": mails, "page": page})


@public
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, its links to be followed."""
    file = Path(settings.MAILBOX_DIR) / f"{name}.eml"
    if not file.is_file():
        raise Http404
    return render(request, "account/mailbox_letter.html", {"mail": read(file)})


def read(file: Path) -> dict[str, Any]:
    """Return what the pages show of a mail file: to, subject, when (a time), text."""
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    return {
        "name": file.stem,
        "to": mail["To"],
        "subject": mail["Subject"],
        "sent": mail["Date"].datetime if mail["Date"] else None,
        "text": body.get_content() if body is not None else "",
    }
