"""Names in their parts, and labels that give none of them away."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from string import punctuation

from ..models import IdentityRegister

TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "pc",
    "dc",
    "ds",
    "di",
    "pcso",
    "sgt",
    "sister",
    "rev",
    "nurse",
    "prof",
}


def suggest_label(register: IdentityRegister, role: str) -> str:
    """Return a label such as "Health Visitor 4".

    The number is drawn at random among those unused, because labels in sequence let a reader who has seen
    another paper work out who is who.
    """
    taken = labels_of(register)
    labels = [f"{role[:1].upper()}{role[1:]} {number}" for number in range(2, 30)]
    return secrets.choice([label for label in labels if label.casefold() not in taken])


def labels_of(register: IdentityRegister) -> set[str]:
    """Return every label of the case in small letters, with those that joined entries had before."""
    rows = register.identities.values_list("pseudonym", "own_label")
    return {label.casefold() for labels in rows for label in labels if label}


def suggest_label_for(register: IdentityRegister, role: str, names: Iterable[str]) -> str:
    """Return a label drawn for a role, or for a word in its place where the role holds one of these names.

    Nurse is a surname too, and some type a name where a job is asked for.
    """
    kept = list(names)
    words = (word for word in (role, "Practitioner", "Colleague") if word and not label_holds(word, kept))
    return suggest_label(register, next(words, "Person"))


def child_label(register: IdentityRegister, name: str) -> str:
    """Return a label such as "Child K" that nobody in the register has: the letter is drawn at random.

    It is none of the child's initials, and the word before it is no part of the child's name.
    """
    initials = {word[:1].upper() for word in name.split()}
    word = "Subject" if "child" in name.casefold().split() else "Child"
    taken = labels_of(register)
    letters = [letter for letter in "BDFGHJKLMNPRSTVW" if letter not in initials]
    return secrets.choice(
        [label for letter in letters if (label := f"{word} {letter}").casefold() not in taken]
    )


def parse_name(name: str) -> tuple[str, str, str]:
    """("Mrs", "Ann Marie", "Other") from "Mrs Ann Marie Other"; a single word is the given name."""
    words = name.split()
    title = words.pop(0) if len(words) > 1 and words[0].rstrip(".").lower() in TITLES else ""
    if len(words) == 1:
        return (title, "", words[0]) if title else ("", words[0], "")
    return title, " ".join(words[:-1]), words[-1] if words else ""


def with_title(title: str, name: str) -> str:
    """Return a name behind its title, so that a single word behind "Mrs" is known for a family name."""
    return f"{title} {name}" if title.rstrip(".").lower() in TITLES and not parse_name(name)[0] else name


def title_before(texts: Iterable[str]) -> str:
    """Return the title with which a name stands in these texts, each ending before it; '' for none or for two."""
    words = {last[-1] for text in texts if (last := text.split()) and last[-1].rstrip(".").lower() in TITLES}
    return words.pop() if len({word.rstrip(".").lower() for word in words}) == 1 else ""


def spelled(name: str) -> dict[str, str]:
    """Return a person's name as the register keeps it: whole without the title, and parted."""
    title, given, family = parse_name(name)
    whole = " ".join(part for part in (given, family) if part) or name.strip()
    return {"canonical": whole, "title": title, "given": given.split(" ")[0], "family": family}


def label_holds(label: str, names: Iterable[str | None]) -> bool:
    """Whether a label gives away one of the names it stands for."""
    words = [word.strip(punctuation) for word in label.casefold().split()]
    folded = [name.casefold() for name in names if name]
    return any(name in words or name == label.casefold() for name in folded)
