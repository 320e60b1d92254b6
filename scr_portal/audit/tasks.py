from __future__ import annotations

import logging

from celery import shared_task

from scr_portal.audit import chain

logger = logging.getLogger(__name__)


@shared_task(name="scr_portal.audit.tasks.verify", ignore_result=True)
def verify() -> None:
    """Every night: walk the chain and write its head to the log, which is kept outside the database.

    Two nights' lines side by side show a chain that was cut back. A broken chain is an error line with the
    number of the event; nothing is mended.
    """
    verdict = chain.verify()
    if verdict.whole:
        logger.info("audit chain whole: %s events, head %s", verdict.count, verdict.head_hash)
    else:
        logger.error("audit chain broken at event %s: %s", verdict.broken_seq, verdict.reason)
