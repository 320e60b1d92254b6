"""Spellings of a name, number or date of the further sets."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.anonymise.material.cases import Case, PersonRow

_TITLES = "mr mrs ms miss dr pc dc ds di pcso sgt sister nurse dona"
_STREETS = "road street lane hill way court row gardens crescent avenue terrace close walk end meadow the"
_GENERIC = "school hospital nursery academy primary council borough city county metropolitan of general infirmary royal"
_GENERIC += " community day infant high district and england the pre rc our ysgol girls s park church"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Spelling:
    """The text of a mention, its kind, and words in it that need not be replaced."""

    text: str
    kind: str = "person"
    free: frozenset[str] = frozenset()


def _free(words: str) -> frozenset[str]:
    return frozenset(words.split())


def known(row: dict[str, Any], person: PersonRow | None, variant: str, chance: random.Random) -> Spelling:
    """Return a registered entry in one of its spellings."""
    if person is not None:
        return Spelling(
            PERSON[variant](person, chance),
            "person",
            _free(_TITLES + " chron docx") | _single_initials(person, variant),
        )
    kind = row["kind"]
    if kind == "address":
        return Spelling(_address(row["canonical"], variant), kind, _free(_STREETS))
    if kind == "date_of_birth":
        return Spelling(
            spell_date(date.fromisoformat(row["canonical"]), chance), kind, _free("st nd rd th of")
        )
    if kind == "nhs_number":
        return Spelling(_nhs(row["canonical"], chance), kind)
    if kind == "phone":
        return Spelling(_phone(row["canonical"], chance), kind)
    name = chance.choice(row["aliases"]) if variant == "alias" and row["aliases"] else row["canonical"]
    return Spelling(name.upper() if variant == "caps" else name, kind, _free(_GENERIC))


def _single_initials(person: PersonRow, variant: str) -> frozenset[str]:
    return frozenset({person.given[0].lower()}) if variant == "initial" else frozenset()


def _title(p: PersonRow, chance: random.Random) -> str:
    return p.title + ("." if p.title in ("Mr", "Mrs", "Dr") and chance.random() < 0.2 else "")


def _quirk(name: str, chance: random.Random) -> str:
    """Return the name as is, or now and then with an error of hurried typing or of software."""
    if chance.random() > 0.12:
        return name
    changes: list[Callable[[str], str]] = [
        lambda n: unicodedata.normalize("NFD", n),
        lambda n: "".join(c for c in unicodedata.normalize("NFKD", n) if not unicodedata.combining(c)),
        lambda n: n.replace(" ", "\u00a0"),
        lambda n: n[:2] + "\u200b" + n[2:],
        lambda n: n.replace("'", "’").replace("-", "‑"),
        lambda n: n.replace(" ", "  "),
        lambda n: n.replace("'", ""),
    ]
    return chance.choice(changes)(name)


def _break(name: str) -> str:
    words = name.split()
    cut = max(2, len(words[-1]) // 2)
    return " ".join([*words[:-1], words[-1][:cut] + "-\n" + words[-1][cut:]])


def _initials(p: PersonRow, chance: random.Random) -> str:
    first, last = p.given[0].upper(), p.family[0].upper()
    return chance.choice((f"{first}.{last}.", f"{first}{last}"))


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


PERSON: dict[str, Callable[[PersonRow, random.Random], str]] = {
    "full": lambda p, c: (
        _quirk(_join(p.given, p.family), c) if c.random() < 0.8 else _join(p.given, p.middle, p.family)
    ),
    "first": lambda p, c: _quirk(p.given, c),
    "last": lambda p, c: p.family,
    "title_last": lambda p, c: _quirk(f"{_title(p, c)} {p.family}", c),
    "title_full": lambda p, c: f"{_title(p, c)} {p.given} {p.family}",
    "title_nbsp": lambda p, c: f"{p.title}\u00a0{p.family}",
    "title_break": lambda p, c: f"{p.title}\n{p.family}",
    "alias": lambda p, c: c.choice(p.aliases) if p.aliases else p.given,
    "full_break": lambda p, c: f"{p.given}\n{p.family}",
    "surname_break": lambda p, c: _break(f"{p.given} {p.family}"),
    "plural": lambda p, c: p.family + ("es" if p.family.endswith(("s", "sh", "ch", "x", "z")) else "s"),
    "file": lambda p, c: (
        c.choice((f"{p.given}_{p.family}", f"{p.family}_{p.given}")).replace(" ", "_") + "_chron.docx"
    ),
    "initials": _initials,
    "initial": lambda p, c: c.choice(
        (f"{p.given[0]}. {p.family}", f"{p.given[0]} {p.family}", f"{p.given[0]}.{p.family}")
    ),
    "misspelt": lambda p, c: c.choice(p.misspelt) if p.misspelt else _join(p.given, p.family),
    "surname_first": lambda p, c: c.choice(
        (f"{p.family}, {p.given}", f"{p.family.upper()}, {p.given}", f"{p.family.upper()} {p.given}")
    ),
    "surname_first_caps": lambda p, c: f"{p.family.upper()}, {p.given}",
    "caps": lambda p, c: f"{p.given} {p.family}".upper(),
    "caps_first": lambda p, c: p.given.upper(),
    "small": lambda p, c: f"{p.given} {p.family}".lower(),
    "small_first": lambda p, c: p.given.lower(),
}


def _address(canonical: str, variant: str) -> str:
    parts = [part.strip() for part in canonical.split(",")]
    streets = parts[:-2]
    return {
        "full": canonical,
        "nocomma": " ".join(parts),
        "short": ", ".join(streets),
        "street": re.sub(r"^\d+[A-Za-z]?\s", "", streets[-1]),
        "postcode": parts[-1],
    }[variant]


def _nhs(digits: str, chance: random.Random) -> str:
    a, b, c = digits[:3], digits[3:6], digits[6:]
    return chance.choice((digits, f"{a} {b} {c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a}\u00a0{b}\u00a0{c}"))


def _phone(number: str, chance: random.Random) -> str:
    d = number.replace(" ", "")
    forms = (
        number,
        d,
        f"{d[:5]}-{d[5:8]}-{d[8:]}",
        f"+44 {d[1:5]} {d[5:]}",
        f"+44 (0){d[1:5]} {d[5:]}",
        f"{d[:5]} {d[5:8]} {d[8:]}",
    )
    return chance.choice(forms)


def spell_date(day: date, chance: random.Random) -> str:
    """Return a date in one of fourteen spellings."""
    name = MONTHS[day.month - 1]
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    forms = (
        f"{day.day} {name} {day.year}", f"{day.day}{ending} {name} {day.year}", f"{day.day}{ending} of {name} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day}/{day.month}/{day.year % 100:02}", f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
        f"{day.day:02}-{day.month:02}-{day.year}", day.isoformat(), f"{day.day} {name[:3]} {day.year}", f"{day.day:02}-{name[:3]}-{day.year % 100:02}",
        f"{name} {day.day}, {day.year}", f"{name[:3]} {day.day}{ending} {day.year}", f"{day.day:02}.{day.month:02}.{day.year}",
        f"the {day.day}{ending} of {name}, {day.year}",
    )  # fmt: skip
    return chance.choice(forms)


def stranger(case: Case, who: str, variant: str, chance: random.Random) -> Spelling:
    """Return an identifier that is not in the register."""
    if who.startswith("x"):
        return _unknown_person(case.strangers[int(who[1:])], variant, chance)
    if who.startswith("village"):
        return Spelling(case.villages[int(who[7:])], "place", _free("the o th"))
    if who.startswith("pub"):
        return Spelling(case.pubs[int(who[3:])], "place", _free("the and of at"))
    day = date(chance.randint(2016, 2022), chance.randint(1, 12), chance.randint(1, 28))
    n = chance.randint
    variants: dict[str, tuple[str, str]] = {
        "date": (spell_date(day, chance), "date"),
        "plate": (f"{chance.choice(('AB', 'KX', 'WR'))}{n(10, 70)} {chance.choice(('XYZ', 'TTR', 'GGB'))}", "vehicle_registration"),
        "crimeref": (chance.choice((f"{n(10, 60)}*{n(10000, 999999)}", f"{chance.choice(('AA', 'KR', 'TV'))}/{n(1000, 9999)}/{n(16, 22)}",
                     f"CR-{n(1000, 99999)}-20{n(16, 22)}", f"{n(10, 60)}/{n(10000, 99999)}/{n(16, 22)}")), "reference"),
        "courtref": (f"{chance.choice(('BD', 'ZE', 'TA'))}{n(16, 22)}{chance.choice('CP')}{n(100, 999):05}", "reference"),
        "nino": (chance.choice(("QQ 12 34 56 C", "AB123456D", "CE 98 76 54 A")), "nino"),
        "nhs2": (_nhs(chance.choice(("9991000017", "9992345670", "9998000020")), chance), "nhs_number"),
        "addr0": (f"{chance.choice(('Flat 3, ', 'Unit 2, ', '', 'The Lodge, '))}{n(2, 200)} {chance.choice(('Kiln', 'Otter', 'Vicarage', 'Old Mill'))} "
                  f"{chance.choice(('Lane', 'Close', 'Street', 'View'))}, {case.villages[0]}, ZZ98 {n(1, 9)}AB", "address"),
        "url": (chance.choice(("https://www.localpaper.example.org/news/123", "facebook.example.com/groups/chat", "www.townforum.example.net/t/9")), "url"),
    }  # fmt: skip
    text, kind = variants[who]
    return Spelling(text, kind, _free("st nd rd th of the lane close street view"))


def _unknown_person(row: tuple[str, str, str], variant: str, chance: random.Random) -> Spelling:
    title, given, family = row
    initial = chance.choice((f"{given[0]}. {family}", f"{given[0]} {family}", f"{given[0]}.{family}"))
    variants = {
        "full": f"{given} {family}", "first": given, "last": family, "title_last": f"{title} {family}", "initial": initial,
        "email": f"{given}.{family}@mailbox.example.org".lower().replace(" ", ""), "handle": f"@{given}{family}{chance.randint(1, 99)}".lower(),
    }  # fmt: skip
    kind = {"email": "email", "handle": "social_handle"}.get(variant, "person")
    free = _free(_TITLES + " mailbox example org") | ({given[0].lower()} if variant == "initial" else set())
    return Spelling(variants[variant], kind, frozenset(free))
