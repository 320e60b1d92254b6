"""What has to be true before a public edition is cleared, made and published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from families import owners as of_family
from families.enums import ContactKind
from families.gates import contact_held, contact_matter, not_held, without_contact
from families.models import CopyGiven, Relative
from reviews import owners as of_case
from reviews.gates import points_answered
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.owners import Owner
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..models import EditionSearch, PublicEdition
from .readings import read_by_two


@gate(
    "reports.flags_settled",
    source="Portsmouth leaflet: information that would identify professionals or family ‘will be anonymised’",
)
def flags_settled(edition: PublicEdition) -> Iterator[Outstanding]:
    open_flags = edition.flags.filter(decision="")
    if count := open_flags.count():
        words = counted(count, "passage,passages").capitalize()
        verb = "waits" if count == 1 else "wait"
        first = open_flags.values_list("pk", flat=True)[0]
        yield Outstanding(
            f"{words} that may identify somebody {verb} for a decision.",
            owner=of_case.manager(edition),
            url=reverse("reports:flags", args=[edition.review_id]),
            act="Settle what may identify somebody in the public edition",
            form=reverse("reports:flag", args=[edition.review_id, first]),
            key=f"flags:{edition.pk}",
            watchers=of_case.those_at_work(edition.review),
        )


@gate(
    "reports.cleared_by_another",
    source="The portal’s own rule: whoever made the text does not clear it",
    met_by_step=True,
)
def cleared_by_another(edition: PublicEdition) -> Iterator[Outstanding]:
    if edition.cleared_by_id is None:
        yield Outstanding(
            "A chair has not cleared the edition.",
            owner=owners.chair_who_clears(edition),
            url=edition.get_absolute_url(),
            act="Read and clear the public edition",
            form=reverse("reports:edition_clear", args=[edition.review_id]),
            key=f"clear:{edition.pk}",
            later=edition.flags.filter(decision="").exists()
            or any(points_answered(edition))
            or any(read_by_two(edition)),
            watchers=of_case.those_at_work(edition.review),
        )


@gate(
    "reports.pdf_made_and_clean",
    source="The portal’s own rule: the finished file is searched for every name before it leaves",
)
def pdf_made_and_clean(edition: PublicEdition) -> Iterator[Outstanding]:
    """Require a PDF made from this text and read in full, and two people's answer to whatever was found in it."""
    search = edition.search() if edition.pdf_digest == edition.digest else None
    if search is None:
        yield pdf_not_made(edition)
        return
    matter = Outstanding(
        "",
        owner=of_case.manager(edition),
        url=search.get_absolute_url(),
        form=reverse("reports:edition_back", args=[edition.review_id]),
        watchers=of_case.those_at_work(edition.review),
    )
    if search.register_version != edition.register_version:
        yield replace(
            matter,
            sentence="The identity register has changed since the text was frozen. "
            "Set this edition aside and make a new one.",
            url=reverse("reports:edition_back", args=[edition.review_id]),
            act="Set the edition aside and make a new one",
            key=f"register:{edition.pk}",
        )
    if not search.is_complete:
        yield replace(
            matter,
            sentence=f"The search could read {search.how_much} of the PDF. "
            "What was not read may hold a name.",
            act="See what could not be read in the PDF of the public edition",
            key=f"unread:{edition.pk}",
        )
    yield from hits_to_settle(search, matter)


def pdf_not_made(edition: PublicEdition) -> Outstanding:
    """Return what the PDF waits for: the portal itself, or somebody who asks for it again, with the reason it failed."""
    url = reverse("reports:edition_pdf", args=[edition.review_id])
    matter = Outstanding(
        "The PDF has not been made from this text.",
        owner=of_case.manager(edition),
        url=url,
        act="Make the PDF of the public edition",
        key=f"pdf:{edition.pk}",
        watchers=of_case.those_at_work(edition.review),
    )
    job = Job.objects.about(edition).filter(kind="reports.render_edition").first()
    if job is not None and not job.is_finished:
        return replace(
            matter,
            sentence="The PDF is being made and searched.",
            owner=Owner("the portal itself"),
            url="",
            later=True,
        )
    if job is not None and job.state == JobState.FAILED:
        sentence = f"The PDF was not kept. {job.message} It can be tried again."
        return replace(matter, sentence=sentence, act="Try again to make the PDF of the public edition")
    return matter


def hits_to_settle(search: EditionSearch, matter: Outstanding) -> Iterator[Outstanding]:
    """Yield what one person has to settle, and what a second has to agree."""
    edition, hits = search.edition, search.open_hits()
    unsettled, not_agreed = hits.filter(settlement=""), hits.exclude(settlement="")
    if count := unsettled.count():
        words, verb = counted(count, "passage,passages").capitalize(), "waits" if count == 1 else "wait"
        first = unsettled.values_list("pk", flat=True)[0]
        yield replace(
            matter,
            sentence=f"{words} that the search of the PDF found {verb} for a decision.",
            act="Settle what the search of the PDF found",
            form=reverse("reports:hit", args=[edition.review_id, first]),
            key=f"hits:{edition.pk}",
        )
    if count := not_agreed.count():
        words, verb = counted(count, "passage,passages").capitalize(), "waits" if count == 1 else "wait"
        first = not_agreed.values_list("pk", flat=True)[0]
        settlers = {str(user) for user in not_agreed.values_list("settled_by_id", flat=True)}
        yield replace(
            matter,
            sentence=f"{words} settled as not a name {verb} for a second person to agree.",
            owner=owners.second_settler(edition, without=settlers),
            act="Agree, or not, that what the search of the PDF found is no name",
            form=reverse("reports:hit_agree", args=[edition.review_id, first]),
            key=f"hits_agreed:{edition.pk}",
        )


@gate(
    "reports.register_unchanged",
    source="The portal’s own rule: a name learned after clearing is searched for again",
)
def register_unchanged(edition: PublicEdition) -> Iterator[Outstanding]:
    register = edition.identity_register()
    if register is not None and register.version != edition.register_version:
        yield Outstanding(
            "The identity register has changed since this edition was made. Make a new edition.",
            owner=of_case.manager(edition),
            url=edition.get_absolute_url(),
            act="Set the edition aside and make a new one",
            form=reverse("reports:withdraw", args=[edition.review_id]),
            key=f"register:{edition.pk}",
            watchers=of_case.those_at_work(edition.review),
        )


@gate(
    "reports.family_told_the_result",
    source="Isle of Wight leaflet: a representative ‘will inform you of the outcome’",
)
def family_told_the_result(edition: PublicEdition) -> Iterator[Outstanding]:
    later = contact_held(edition.review, timezone.localdate())
    waiting = without_contact(edition.review, ContactKind.RESULT)
    for relative, hold in not_held(waiting, since=edition.cleared_at or timezone.now()):
        yield contact_matter(
            relative,
            edition.review,
            key="result",
            sentence=f"{relative} has not been told what the report says.{hold}",
            act=f"Tell {relative} what the report says",
            later=later,
        )


@gate(
    "reports.family_has_a_copy",
    source="Hampshire and Kingston leaflets: a copy ‘before giving it to anyone else in the public’",
)
def family_has_a_copy(edition: PublicEdition) -> Iterator[Outstanding]:
    review = edition.review
    rule = review.procedure.family
    if not rule.copy_before_public:
        return
    given = CopyGiven.objects.filter(digest=edition.digest).values("relative")
    waiting = Relative.objects.filter(review=review).exclude(pk__in=given).select_related("identity")
    for relative, hold in not_held(waiting, since=edition.cleared_at or timezone.now()):
        yield Outstanding(
            f"{relative} has not had a copy of exactly this text.{hold}",
            rule.copy_source,
            owner=of_family.contact(review),
            url=reverse("reports:copy", args=[edition.review_id, relative.pk]),
            act=f"Give {relative} a copy of the report",
            key=f"copy:{relative.pk}",
            watchers=of_family.readers(review),
        )
