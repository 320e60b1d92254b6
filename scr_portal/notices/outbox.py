from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.template.loader import get_template

from scr_portal.jobs.hints import hint_after_commit
from scr_portal.notices.models import Notice

_CODE = re.compile(r"[A-Za-z0-9/-]{0,40}")
_PATH = re.compile(r"(/[A-Za-z0-9._~/-]*)?")


@transaction.atomic
def send(
    template: str,
    *,
    to: Any,
    case_code: str = "",
    path: str = "",
    dedupe_key: str | None = None,
    figures: Mapping[str, int] | None = None,
) -> Notice:
    """Record that `to` is to be told, with the text templates/email/<template>.txt.

    The mail goes when the caller's transaction is committed, or a little later where the broker is away.
    `case_code` is the reference of the case and `path` a path in the portal: both are checked, because they
    are printed in the mail; so are `figures`, which are counts. With a `dedupe_key` the same notice is recorded
    once, however often this is called. Raises `ValueError` for a code, path or figure that could carry text,
    `TemplateDoesNotExist` for an unknown text.
    """
    from scr_portal.notices import tasks  # tasks imports delivery, which imports this app's models

    get_template(f"email/{template}.txt")
    if not _CODE.fullmatch(case_code):
        raise ValueError("The reference in a notice holds letters, digits, hyphens and slashes only.")
    if not _PATH.fullmatch(path) or path.startswith("//"):
        raise ValueError("The link in a notice is a path in the portal, without a query.")
    if any(type(number) is not int for number in (figures or {}).values()):
        raise ValueError("The figures in a notice are whole numbers.")
    notice = Notice(
        to=to,
        template=template,
        case_code=case_code,
        path=path,
        dedupe_key=dedupe_key,
        figures=dict(figures or {}),
    )
    if dedupe_key is None:
        notice.save(force_insert=True)
    else:
        Notice.objects.bulk_create([notice], ignore_conflicts=True)
        notice = Notice.objects.get(dedupe_key=dedupe_key)
    hint_after_commit(tasks.deliver, notice.pk)
    return notice
