"""What a document cites, for whoever writes it and for each of its readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from scr_portal import sealed

from .evidence_kinds import Lead, Reference, Source, references_in, sources_for
from .models import Citation
from .passage_homes import home_of


def found_for(document: Any, references: Iterable[Reference], author: Any) -> dict[str, tuple[Source, str]]:
    """Return the source and the key of what each reference leads to, by its words; one that leads nowhere is not there."""
    by_kind = defaultdict(list)
    for reference in references:
        by_kind[reference.slug].append(reference)
    return {
        words: (source, key)
        for source in sources_for(document)
        if source.slug in by_kind
        for words, key in source.find(author, document, by_kind[source.slug]).items()
    }


def leading_nowhere(document: Any, *, section: str, text: str, author: Any) -> list[str]:
    """Return a sentence for each reference in the text that leads nowhere."""
    references = references_in(text)
    cited = Citation.objects.about(document).filter(section=section, written__in=references)
    for written in cited.values_list("written", flat=True):
        references.pop(written)
    found = found_for(document, references.values(), author) if references else {}
    missing = {source.slug: source.missing for source in sources_for(document)}
    return [
        f"[{words}] leads nowhere. {missing.get(reference.slug, Source.missing)}"
        for words, reference in references.items()
        if words not in found
    ]


@dataclass(frozen=True, slots=True)
class CitedIn:
    """What one section cites: each reference with where it leads this reader."""

    rows: list[tuple[str, Lead]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


def cited_by_section(document: Any, user: Any) -> dict[str, CitedIn]:
    """Return what each section of a document cites, as this person may follow it.

    A reference that stands in a passage closed to whoever reads now is not among them.
    """
    citations = list(Citation.objects.visible_to(user).about(document))
    by_kind = defaultdict(set)
    for row in citations:
        by_kind[row.kind].add(row.key)
    leads = {
        source.slug: source.leads(user, document, by_kind[source.slug])
        for source in sources_for(document)
        if source.slug in by_kind
    }
    sections: dict[str, CitedIn] = defaultdict(CitedIn)
    in_labels, cut = InLabels(document.identity_register()), texts_cut(document) if citations else {}
    for row in citations:
        read = in_labels.of(row.written)
        if row.section in cut and not {row.written, read} & cut[row.section]:
            continue
        lead, here = leads.get(row.kind, {}).get(row.key, Lead()), sections[row.section]
        if lead.url:
            here.links.update({f"[{form}]": lead.url for form in (row.written, read)})
        here.rows.append((read, lead))
    return dict(sections)


def texts_cut(document: Any) -> dict[str, set[str]]:
    """Return what is still cited, as written and in labels, in each section of which whoever reads now may not read all."""
    home = home_of(document)
    texts = {part.key: part.text for part in home.texts(document)} if home else {}
    return {
        key: {*references_in(text.in_clear), *references_in(text.coded)}
        for key, text in texts.items()
        if text.in_clear != text.original
    }


class InLabels:
    """References as they read in labels: an agency that stands in the identity register is coded there as everywhere."""

    def __init__(self, register: Any) -> None:
        self.register = register
        self.agencies: dict[str, str] = {}

    def of(self, written: str) -> str:
        """Return a reference with the label of its agency, or as it is written."""
        reference = references_in(f"[{written}]").get(written)
        agency = reference.agency if reference else ""
        if not agency:
            return written
        if agency not in self.agencies:
            self.agencies[agency] = self.label(agency)
        return self.agencies[agency] + written.removeprefix(agency)

    def label(self, agency: str) -> str:
        row = f"[{agency} row 1]"
        if not self.register.references_in(row):
            return agency
        return sealed.code(row, self.register).removeprefix("[").removesuffix(" row 1]")
