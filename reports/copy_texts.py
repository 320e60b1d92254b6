"""The copy of an edition as a text for one relative: a second person clears what it says of others."""

from __future__ import annotations

from django.urls import reverse

from families import owners
from families.enums import Outgoing
from families.models import Relative
from families.outgoing import Source, Text, register
from scr_portal.web.markdown import as_html

from .document import text_blocks
from .enums import EditionStatus
from .models import PublicEdition


def copy_for(relative: Relative, edition: PublicEdition) -> Text:
    """Return the text of the edition as it goes to one relative."""
    return Text(Outgoing.COPY, edition, relative)


def words_of(edition: PublicEdition) -> str:
    """Return the plain text of an edition, a line for each paragraph."""
    parts = [as_html(text) for text in (edition.overview, edition.summary)]
    return "\n".join([edition.title, *(block for html in parts for block in text_blocks(html))])


def page_of(edition: PublicEdition, relative: Relative) -> str:
    """Return where the copy is made, and a second person asked first."""
    return reverse("reports:copy_file", args=[relative.review_id, relative.pk])


register(
    Outgoing.COPY,
    Source(
        name="the copy of the report",
        subject=lambda key: PublicEdition.objects.select_related("report__review__board").get(pk=key),
        text=words_of,
        is_open=lambda edition: edition.status == EditionStatus.RENDERED,
        url=page_of,
        form=page_of,
        owner=lambda edition, relative: owners.contact(relative.review),
        coded=True,
    ),
)
