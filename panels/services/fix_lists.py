"""The author's own file, handed back with every cell to be mended coloured and explained."""

from __future__ import annotations

import dataclasses
import io

from scr_portal import access, audit, files
from scr_portal.accounts.models import User
from scr_portal.files import FileDamaged
from scr_portal.refusals import Refused

from ..actions import PanelAction
from ..chronology.fixlist import FixListFailed, write_fix_list
from ..chronology.model import ReaderError, ReadResult
from ..chronology.reading import read_chronology
from ..enums import ChronologyStatus, RowOutcome
from ..models import Chronology, RowProblem
from ..models.chronology_rows import reads_whole
from .settling import RowsNotOpen, scope_of


class RowSealed(Refused):
    """The file holds words that are sealed to this person."""

    sentence = (
        "A row of this chronology is sealed to you, so its file is not handed back. Mend the rows here."
    )


class CannotBeMarked(Refused):
    """The file was read once and cannot be opened again."""

    sentence = (
        "The file could not be opened again to mark it. Mend the rows here, or hand in a corrected file."
    )


def fix_list(chronology: Chronology, *, by: User) -> bytes:
    """Return the workbook to correct and hand in again. Rows that were settled here are not marked.

    The file is read again, in its child process and with the columns as the author named them, because where a cell
    stands in it is not kept.
    """
    access.require(PanelAction.ACCEPT_CHRONOLOGY, by, chronology)
    if chronology.status != ChronologyStatus.READ:
        raise RowsNotOpen
    if not reads_whole(by, chronology) or not says_whole(by, chronology):
        raise RowSealed
    marked = io.BytesIO()
    try:
        content = files.read(chronology.file)
        result = read_chronology(
            content,
            chronology.file.name,
            scope=scope_of(chronology.commission),
            mapping=chronology.answers or None,
        )
        write_fix_list(content, without_settled(result, chronology), marked)
    except (FileDamaged, FixListFailed, ReaderError) as error:
        raise CannotBeMarked from error
    audit.record("chronology.fix_list_made", by=by, on=chronology, edition=chronology.edition)
    return marked.getvalue()


def says_whole(user: User, chronology: Chronology) -> bool:
    """Whether nothing that is said of a row is closed to this person; a row that waits is no event."""
    problems = RowProblem.objects.filter(chronology=chronology)
    return problems.visible_to(user).count() == problems.count()


def without_settled(result: ReadResult, chronology: Chronology) -> ReadResult:
    """Return the reading without what was said of rows that their author has settled since."""
    settled = chronology.problems.exclude(outcome=RowOutcome.OPEN).values_list("part", "row")
    done = set(settled)
    waiting = tuple(problem for problem in result.problems if (problem.part, problem.row) not in done)
    return dataclasses.replace(result, problems=waiting)
