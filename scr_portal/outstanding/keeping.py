"""Keep the table of open matters equal to what the gates and providers say.

An act marks its case in its own transaction; once that is committed the rows of the case are computed again.
What a crash leaves marked is caught up by whoever opens "Your work" next and by a task every minute; each
night everything is computed anew, because some matters come with the day.
"""

from __future__ import annotations

import datetime
import logging
import zlib
from functools import partial
from typing import Any

from celery import shared_task
from django.db import connection, transaction
from django.db.models import Subquery
from django.utils import timezone

from scr_portal.jobs.hints import hint_after_commit
from scr_portal.owners import as_json
from scr_portal.workflow import Outstanding

from . import registry
from .holders import Directory
from .models import ComputedDay, OpenMatter, StaleScope

log = logging.getLogger(__name__)

NOT_ACTS = frozenset(
    {"read", "refused", "named_view.opened", "preview.opened", "preview.left", "file.stored"}
)
"""Audit verbs that change nothing anybody owes."""

BOARD = "board:"
PEOPLE = "people:"
"""Marks for a board's own matters, and for everything on it because its people have changed."""
MOST_AT_ONCE = 25
"""Cases that one request catches up with; the worker does the rest."""

_LOCK = 0x0F57A9D1  # the first half of the two-part advisory lock; nothing else in this database takes it

COMPARED = (
    "board_id", "case_code", "case_url", "sentence", "act", "url", "read_url", "source", "gate", "ladder", "rung", "next_rung",
    "covering", "holders", "watchers", "due_on",
)  # fmt: skip


def after_act(sender: Any, event: Any, **kwargs: Any) -> None:
    """Mark what an act may have changed: its case, its board, or for an act on people everything of the board."""
    if event.verb in NOT_ACTS:
        return
    if event.case_code:
        mark(event.case_code)
    elif event.board_code:
        mark(f"{PEOPLE if event.verb.startswith('accounts.') else BOARD}{event.board_code}")


def after_job(sender: Any, job: Any, **kwargs: Any) -> None:
    """Long work that ended, or failed, may be somebody's turn now."""
    if job.case_code:
        mark(job.case_code)


def mark(scope: str) -> None:
    """Mark the rows of this scope to be computed again when the transaction is committed."""
    StaleScope.objects.create(scope=scope)
    if scope.startswith(PEOPLE):
        hint_after_commit(catch_up_task, scope)
    else:
        transaction.on_commit(partial(_refresh_quietly, scope), robust=True)


def _refresh_quietly(scope: str) -> None:
    """Compute the rows of an act that is done; where that fails now, the mark stays and is caught up with."""
    try:
        if StaleScope.objects.filter(scope=scope).exists():
            refresh(scope)
    except Exception as error:
        log.error("open matters of %s not refreshed: %s", scope, type(error).__name__)


def catch_up(most: int | None = None) -> int:
    """Refresh what is marked, at most so many scopes; how many were.

    The first call of a day marks every case: some matters come with the day, and people come back.
    """
    today, count = timezone.localdate(), 0
    while most is None or count < most:
        begun, scope = next_marked(today)
        if not begun:
            begin_day(today)
        elif scope is None:
            break
        else:
            refresh(scope)
            count += 1
    return count


def next_marked(today: datetime.date) -> tuple[bool, str | None]:
    """Whether this day has begun, and the scope that was marked first; one query."""
    first = StaleScope.objects.order_by("pk").values("scope")[:1]
    days = ComputedDay.objects.filter(day__gte=today).annotate(scope=Subquery(first))
    marked: tuple[str | None] | None = days.values_list("scope").first()
    return (False, None) if marked is None else (True, marked[0])


@transaction.atomic
def begin_day(today: datetime.date) -> None:
    """Mark every case once for this day."""
    ComputedDay.objects.get_or_create(defaults={"day": datetime.date.min})
    if ComputedDay.objects.filter(day__lt=today).update(day=today):
        StaleScope.objects.bulk_create([StaleScope(scope=scope) for scope in registry.scopes()])


def after_migrate(sender: Any, **kwargs: Any) -> None:
    """Begin the day again with the next reader or minute: an upgrade may say a matter in other words."""
    ComputedDay.objects.all().delete()


@transaction.atomic
def refresh(scope: str) -> list[str]:
    """Compute the rows of a scope again.

    Return the scopes that were written (a referral's code stands for its review too). Two at once wait for each other;
    the later one sees everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, _signed(zlib.crc32(scope.encode()))])
    marks = list(StaleScope.objects.filter(scope=scope).values_list("pk", flat=True))
    written = []
    for case, kind in registry.find(scope):
        written.append(registry.scope_of(case))
        _write(written[-1], rows_of(case, kind))
    if scope.startswith(PEOPLE):
        _mark_all_of(scope.removeprefix(PEOPLE))
    StaleScope.objects.filter(pk__in=marks).delete()
    return written


def _mark_all_of(board_code: str) -> None:
    """People came or went: everything of the board may have passed to somebody else."""
    for board, _ in registry.find(f"{BOARD}{board_code}"):
        StaleScope.objects.bulk_create([StaleScope(scope=scope) for scope in registry.scopes(board.pk)])


def _signed(number: int) -> int:
    """Return an unsigned 32-bit number as PostgreSQL's signed integer."""
    return number - 2**32 if number >= 2**31 else number


def rows_of(case: Any, kind: registry.Cases) -> dict[str, OpenMatter]:
    """Return the rows a case should have, by key, unsaved."""
    items = registry.collect(case)
    owners = [owner for item in items for owner in (item.owner, *item.watchers) if owner is not None]
    board_id = getattr(case, "board_id", case.pk)
    directory = Directory(board_id, owners, excluded=kind.excluded(case))
    return {item.key: _row(case, board_id, item, directory) for item in items}


def _row(case: Any, board_id: Any, item: Outstanding, directory: Directory) -> OpenMatter:
    owner = item.owner
    assert owner is not None  # noqa: S101  `collect` has refused a row without
    rung, holders = directory.standing(owner)
    watching = {user for watcher in item.watchers for user in directory.holders(watcher)}
    case_url = case.get_absolute_url() if getattr(case, "case_code", "") else ""
    return OpenMatter(
        scope=registry.scope_of(case),
        key=item.key,
        board_id=board_id,
        case_code=getattr(case, "case_code", ""),
        case_url=case_url,
        sentence=item.sentence,
        act=item.act or item.sentence,
        url=item.url,
        read_url=item.read_at or case_url or item.url,
        source=item.source,
        gate=item.gate,
        ladder=as_json(owner),
        rung=rung,
        next_rung=next((number for number, _ in directory.above(owner.ladder, rung, holders)), None),
        covering=directory.covers(owner, rung),
        holders=holders,
        watchers=sorted(watching - set(holders)),
        since=item.since or timezone.now(),
        due_on=item.due_on,
    )


def _write(scope: str, wanted: dict[str, OpenMatter]) -> None:
    """Make the stored rows equal to the wanted ones. A matter that stays keeps the day it began."""
    stored = {row.key: row for row in OpenMatter.objects.filter(scope=scope)}
    OpenMatter.objects.filter(pk__in=[row.pk for key, row in stored.items() if key not in wanted]).delete()
    OpenMatter.objects.bulk_create([row for key, row in wanted.items() if key not in stored])
    for key in stored.keys() & wanted.keys():
        if changed := changed_columns(stored[key], wanted[key]):
            for name in changed:
                setattr(stored[key], name, getattr(wanted[key], name))
            stored[key].save(update_fields=changed)


def changed_columns(stored: OpenMatter, wanted: OpenMatter) -> list[str]:
    """Return the names of the columns in which two rows of one matter differ."""
    return [name for name in COMPARED if _plain(getattr(stored, name)) != _plain(getattr(wanted, name))]


def _plain(value: Any) -> Any:
    """Ids compare as text, in whatever order they are kept."""
    return (
        sorted(map(str, value))
        if isinstance(value, list) and not any(isinstance(item, dict) for item in value)
        else value
    )


def rebuild() -> int:
    """Compute every case again; how many there are. Rows of cases that are gone go too."""
    written = [own for scope in registry.scopes() for own in refresh(scope)]
    OpenMatter.objects.exclude(scope__in=written).delete()
    return len(set(written))


@shared_task(name="scr_portal.outstanding.tasks.catch_up", ignore_result=True)
def catch_up_task(scope: str = "") -> None:
    """Refresh what is marked: every minute, and when people of a board come or go."""
    catch_up()
