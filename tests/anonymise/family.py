"""One invented family and the people around it, for tests of single rules."""

from __future__ import annotations

from scr_portal.anonymise import RegisterEntry, Result, anonymise


def person(
    key: str,
    title: str,
    given: str,
    family: str,
    pseudonym: str,
    role: str,
    *aliases: str,
    canonical: str = "",
) -> RegisterEntry:
    """Build a register row of kind person."""
    name = canonical or f"{given} {family}"
    return {
        "id": key, "kind": "person", "canonical": name, "aliases": list(aliases), "pseudonym": pseudonym,
        "title": title, "given": given, "family": family, "role": role,
    }  # fmt: skip


def entity(key: str, kind: str, canonical: str, pseudonym: str, *aliases: str) -> RegisterEntry:
    """Build a register row of any other kind."""
    return {"id": key, "kind": kind, "canonical": canonical, "aliases": list(aliases), "pseudonym": pseudonym}


REGISTER: list[RegisterEntry] = [
    person("child", "", "Rosie", "Marlowe", "Child 1", "subject child", "Ro", canonical="Rosie Mae Marlowe"),
    person("brother", "", "Mark", "Marlowe", "Sibling 1", "sibling", "Marky"),
    person("mother", "Ms", "Hayley", "Marlowe", "Mother", "mother", "Hayls", "Hayley Dunn"),
    person("father", "Mr", "Will", "Young", "Father", "father", "Billy"),
    person("gran", "Mrs", "May", "Marlowe", "Grandmother", "grandmother", "Nanny May"),
    person("worker", "Ms", "Siobhán", "O'Neill", "Social Worker 1", "social worker"),
    person("manager", "Mr", "Grant", "Church", "Manager 1", "manager"),
    person("visitor", "Mrs", "Joy", "Hill-Roberts", "Health Visitor 1", "health visitor"),
    person("gp", "Dr", "Anil", "Mehta", "GP 1", "GP"),
    person("teacher", "Miss", "Amber", "Rivers", "Teacher 1", "teacher"),
    person("officer", "PC", "Dean", "Forester", "Police Officer 1", "police"),
    person("uncle", "Mr", "James", "Okoro", "Uncle 1", "uncle"),
    entity("school", "school", "St Aldhelm's Primary School", "School 1", "St Aldhelm's", "SAPS"),
    entity("hospital", "hospital", "Netherby Royal Infirmary", "Hospital 1", "NRI", "the Royal"),
    entity("nursery", "nursery", "Sunny Days", "Nursery 1"),
    entity("town", "place", "Netherby", "Town 1"),
    entity("council", "organisation", "Netherby Council", "Council 1", "NBC"),
    entity("home", "address", "14 Church Lane, Netherby, NE99 1AA", "Address 1"),
    entity("flat", "address", "Flat 3, 22 Rivers Road, Netherby, NE99 2BB", "Address 2"),
    entity("phone", "phone", "07700 900123", "Mother's phone"),
    {**entity("birth", "date_of_birth", "2016-05-04", "Child 1's date of birth"), "of": "child"},
    {**entity("nhs", "nhs_number", "9990000018", "Child 1's NHS number"), "of": "child"},
    entity("mail", "email", "hayls@mailbox.example.org", "Mother's e-mail"),
]


def code(text: str) -> str:
    """Return the coded text with every residual marked as [[...]], so that a test reads like a page."""
    return code_with(text, REGISTER)


def code_with(text: str, register: list[RegisterEntry]) -> str:
    """Return the coded text with another register."""
    return marked(anonymise(text, register))


def marked(result: Result) -> str:
    """Return a result's text with residuals in double brackets."""
    text = result["text"]
    for residual in reversed(result["residuals"]):
        start, end = residual["start"], residual["end"]
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


def kinds(text: str) -> set[str]:
    """Return the kinds of residual in a text."""
    return {residual["kind"] for residual in anonymise(text, REGISTER)["residuals"]}
