"""The job of panels: reading an agency's file in a child process, while its author watches."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from scr_portal import files, jobs

from .chronology.model import ReaderError


@jobs.work("panels.read_chronology")
def read_chronology(job: Any, *, report_progress: jobs.ReportProgress) -> dict[str, Any]:
    """Read the file and keep what it says, or the sentence that refuses it. Safe to run twice."""
    from .chronology.reading import read_chronology as read
    from .models import Chronology
    from .services import chronologies, chronology_columns
    from .services.rows import scope_of

    chronology = Chronology.objects.select_related("commission__terms", "file").get(
        pk=job.arguments["chronology"]
    )
    report_progress(0, 2, "Reading the file")
    try:
        result = read(
            files.read(chronology.file),
            chronology.file.name,
            scope=scope_of(chronology.commission),
            mapping=chronology.answers or None,
        )
    except ReaderError as error:
        chronologies.refuse(chronology, error)
        return {"refused": error.code}
    report_progress(1, 2, "Keeping what was read")
    with transaction.atomic():
        jobs.require_claim(job)
        if result.questions:
            chronology_columns.ask(chronology, result)
        else:
            chronologies.keep_reading(chronology, result)
    return {"events": len(result.events), "problems": len(result.problems)}
