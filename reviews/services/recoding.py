"""Code a whole case anew after a change of its register, so that nothing old stays in any table.

Readers never wait for it: what they open is coded before they see it. The job is for whoever could read the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F

from scr_portal import jobs, sealed
from scr_portal.accounts.models import User
from scr_portal.anonymise import label
from scr_portal.jobs.models import Job
from scr_portal.sealed.coding import NEVER_CODED, Coder
from scr_portal.sealed.columns import narratives_of, version_column
from scr_portal.sealed.recoding import behind

from ..models import IdentityRegister, UnknownName
from ..narratives import holding, models_with_texts, path_to_referral, texts_of
from . import standing

if TYPE_CHECKING:
    from scr_portal.jobs import ReportProgress

RECODE_CASE = "reviews.recode_case"
MOST_WORDS = 60
"""So many changed words are looked for first; with more of them there is no first."""


def locked(register: IdentityRegister) -> IdentityRegister:
    """Lock the register before anything in it, so that two changes of a case follow each other.

    Without its key, so that a row that refers to it can be inserted meanwhile.
    """
    return IdentityRegister.objects.select_for_update(no_key=True).get(pk=register.pk)


def ask(register: IdentityRegister, *, by: User | None) -> Job | None:
    """Have the case coded anew, unless a job that has not ended will come to this change as well.

    Called before a change counts, with the register locked. Where nothing was behind, a job that still runs has
    looked at the version for the last time; where something was, it looks again before it ends.
    """
    waiting = Job.objects.about(register).filter(kind=RECODE_CASE).unfinished()
    if register.recoded_version < register.version and waiting.exists():
        return None
    return jobs.start(RECODE_CASE, by=by, subject=register, register=register)


def recode_case(job: Job, *, report_progress: ReportProgress) -> int:
    """Code every outdated text of a case anew, until no newer version of the register is left; return the rows."""
    total = 0
    while True:
        register = IdentityRegister.objects.get(pk=job.arguments["register"])
        total += _recode_once(register, report_progress)
        if _is_done(job, register):
            standing.look(register)
            return total


def ask_for_overdue() -> int:
    """Have each case coded anew that has outdated texts and no job, by whatever they were left; return how many.

    A text may be saved under the version before by a transaction that began before a change of the register.
    """
    overdue: set[Any] = set()
    for model in models_with_texts():
        register = path_to_referral(model).removesuffix("pk")
        register = f"{register}__register" if register else "register"
        coded_before = models.Q()
        for name in narratives_of(model):
            column = version_column(name)
            coded_before |= models.Q(
                **{f"{column}__gt": NEVER_CODED, f"{column}__lt": F(f"{register}__version")}
            )
        rows: models.QuerySet[Any] = models.QuerySet(model).filter(coded_before)
        overdue |= set(rows.values_list(f"{register}__pk", flat=True).distinct())
    return sum(_ask_again(key) for key in overdue)


@transaction.atomic
def _ask_again(key: Any) -> bool:
    register = IdentityRegister.objects.select_for_update(no_key=True).get(pk=key)
    if Job.objects.about(register).filter(kind=RECODE_CASE).unfinished().exists():
        return False
    jobs.start(RECODE_CASE, by=None, subject=register, register=register)
    return True


def _recode_once(register: IdentityRegister, report_progress: ReportProgress) -> int:
    """Code the outdated texts under one version; rows that hold what has changed come first."""
    coder, done = Coder(register), 0
    total = sum(rows.filter(behind(model, register.version)).count() for model, rows in texts_of(register))

    def go_on(rows: int) -> bool:
        nonlocal done
        done += rows
        report_progress(min(done, total), total, "Putting labels in place of names")
        return IdentityRegister.objects.filter(pk=register.pk, version=register.version).exists()

    for rows in _in_order(register):
        sealed.recode_behind(rows, register, coder=coder, go_on=go_on)
    return done


def _in_order(register: IdentityRegister) -> Iterator[models.QuerySet[Any]]:
    changed = changed_words(register)
    if 0 < len(changed) <= MOST_WORDS:
        for model, rows in texts_of(register):
            yield holding(rows, model, changed)
    for _, rows in texts_of(register):
        yield rows


def changed_words(register: IdentityRegister) -> set[str]:
    """Return what has changed in the register since its texts were last coded anew: names, spellings and labels."""
    since = _last_recoded_at(register)
    versions = register.identities.model.history.filter(register_id=register.pk, history_date__gte=since)
    words = {str(word) for version in versions for word in _words_of(version)}
    answers = UnknownName.history.filter(register_id=register.pk, history_date__gte=since).exclude(
        history_type="+"
    )
    words |= {label(group, number) for group, number in answers.values_list("group", "number")}
    return {word for word in words if word.strip()}


def _words_of(identity: Any) -> list[Any]:
    return [
        identity.canonical,
        *(identity.aliases or []),
        identity.given or "",
        identity.family or "",
        identity.pseudonym,
    ]


def _last_recoded_at(register: IdentityRegister) -> datetime:
    versions = register.history.filter(version__lte=register.recoded_version).order_by(
        "-version", "-history_date"
    )
    last: datetime = versions.values_list("history_date", flat=True)[0]
    return last


@transaction.atomic
def _is_done(job: Job, register: IdentityRegister) -> bool:
    """Keep that no text is behind this version; False where the register has changed meanwhile."""
    jobs.require_claim(job)
    row = locked(register)
    if row.version != register.version:
        return False
    row.recoded_version = row.version
    row.save(update_fields=["recoded_version"])
    return True
