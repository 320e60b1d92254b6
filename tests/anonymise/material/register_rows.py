"""A case as register rows, in the form that the portal's identity register passes to the anonymiser."""

from __future__ import annotations

from typing import Any

from tests.anonymise.material.cases import Case


def rows_of(case: Case) -> list[dict[str, Any]]:
    """Return every entry of a case's register; `key` is the placeholder of a template that refers to it."""
    rows: list[dict[str, Any]] = []

    def add(
        key: str, kind: str, canonical: str, pseudonym: str, aliases: tuple[str, ...] = (), **more: str
    ) -> None:
        row = {"id": f"{case.key}-{len(rows) + 1:02}", "kind": kind, "canonical": canonical}
        rows.append({**row, "aliases": list(aliases), "pseudonym": pseudonym, **more, "key": key})

    for p in case.people:
        name = " ".join(part for part in (p.given, p.middle, p.family) if part)
        add(
            p.key,
            "person",
            name,
            p.pseudonym,
            p.aliases,
            title=p.title,
            given=p.given,
            family=p.family,
            role=p.role,
        )
    for key, (name, aliases, pseudonym) in {
        "school": case.school,
        "hospital": case.hospital,
        "nursery": case.nursery,
    }.items():
        add(key, key, name, pseudonym, aliases)
    add("town", "place", case.town, "Town")
    add("council", "organisation", case.council[0], "Council", case.council[1])
    add("home", "address", case.homes[0], "Home")
    add("home2", "address", case.homes[1], "Second home")
    add("phone", "phone", case.phone, "Mother's phone")
    for owner, birth, nhs, key in (("child", *_first(case), ""), ("mother", *_second(case), "m")):
        of = next(row for row in rows if row["key"] == owner)
        add(key + "dob", "date_of_birth", birth, f"{of['pseudonym']}'s date of birth", of=of["id"])
        add(key + "nhs", "nhs_number", nhs, f"{of['pseudonym']}'s NHS number", of=of["id"])
    return rows


def _first(case: Case) -> tuple[str, str]:
    return case.births[0], case.nhs[0]


def _second(case: Case) -> tuple[str, str]:
    return case.births[1], case.nhs[1]
