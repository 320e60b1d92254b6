"""Columns that the reader could not tell: kept as a question, answered by the author, and the file read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from scr_portal import access, audit, workflow
from scr_portal.accounts.models import User
from scr_portal.jobs.models import Job
from scr_portal.refusals import Refused

from ..actions import PanelAction
from ..chronology.model import ReadResult
from ..enums import ChronologyStatus
from ..models import Chronology
from .chronologies import queue_reading, tell_of_questions


class NotAsked(Refused):
    """The columns of the file are not in question now."""

    def __init__(self) -> None:
        super().__init__(
            "The columns of this file are not in question. Hand in a corrected file to change them."
        )


@transaction.atomic
def ask(chronology: Chronology, result: ReadResult) -> Chronology:
    """Keep what is to be asked about the columns, and tell the author. A second call changes nothing."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    if chronology.status != ChronologyStatus.READING:
        return chronology
    chronology.asked = {
        "fields": [question.field for question in result.questions],
        "known": result.mapping,
        "columns": [asdict(column) for column in result.columns],
    }
    workflow.move(chronology, ChronologyStatus.ASKED)
    chronology.save()
    audit.record("chronology.columns_asked", by=None, on=chronology, questions=len(result.questions))
    tell_of_questions(chronology)
    return chronology


@transaction.atomic
def name_columns(chronology: Chronology, *, answers: Mapping[str, Any], by: User) -> Job:
    """Take the columns as the author names them, and queue the reading of the same file; the person watches the job."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    access.require(PanelAction.ACCEPT_CHRONOLOGY, by, chronology)
    if chronology.status != ChronologyStatus.ASKED:
        raise NotAsked()
    chronology.answers = dict(answers)
    workflow.move(chronology, ChronologyStatus.READING)
    chronology.save()
    audit.record("chronology.columns_named", by=by, on=chronology, fields=len(answers))
    return queue_reading(chronology, by=by)
