"""Telephone, NHS and other numbers, postcodes and references: found by form and compared by value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.figures import around_figures
from scr_portal.anonymise.text.folding import HYPHENS

_HIDDEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_SEP = rf"[\s.{HYPHENS}\u00a0{_HIDDEN}]"
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00)\s?\d{{1,3}}(?:{_SEP}?\(0\))?|\(?0[ {HYPHENS}]?\d)(?:[\s.()\u00a0{HYPHENS}{_HIDDEN}]{{0,3}}\d){{6,11}}\)?(?:{_SEP}?(?:ext?\.?|x)\s?\d{{1,5}})?(?!\w)"
)
_BARE_MOBILE = re.compile(rf"(?<![\w+])7\d{{3}}{_SEP}?\d{{3}}{_SEP}?\d{{3}}(?!\w)")
_SHORT_PHONE = re.compile(
    rf"(?:\b(?:tel|phone|mobile|mob|ext|extension|landline)\b[.:]?\s*(?:no\.?|number)?\s*)(\d{{3,5}}(?:{_SEP}?\d{{2,4}}){{0,2}})(?!\w)",
    re.I,
)
_TEN = re.compile(
    rf"(?<![\w+.{HYPHENS}/*])\d{{3}}{_SEP}{{0,2}}\d{{3}}{_SEP}{{0,2}}\d{{4}}(?![\w/*])(?![.{HYPHENS}]\d)"
)
_TEN_LOOSE = re.compile(rf"(?<![\w+/*])\d(?:{_SEP}?\d){{9}}(?![\w/*])")
_POSTCODE = re.compile(
    r"(?<![^\W_])(?:GIR\s?0AA|[A-Za-z]{1,2}\d[A-Za-z\d]?[\s\u00a0]{0,2}\d[A-Za-z]{2})(?![^\W_])"
)
_INWARD = re.compile(r"\d[A-Za-z]{2}(?![^\W_])")
_NINO = re.compile(
    r"(?<![^\W_])[A-Z][A-Z][\s.-]?\d\d[\s.-]?\d\d[\s.-]?\d\d[\s.-]?[A-D]?(?![^\W_])",
    re.I,
)
_PLATE = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]{2}\d\d[\s-]?[A-Za-z]{3}|[A-Z]\d{1,3}[\s-]?[A-Z]{3}|[A-Z]{3}[\s-]?\d{1,3}[A-Z]|[A-Z]{2,3}Z[\s-]?\d{1,4})(?![^\W_])"
)
_CODED = re.compile(r"[A-Z]\d (?P<letters>[A-Z]{3})")
_SERVICES = frozenset({"999", "101", "111", "112", "119", "18000"})
_OF_SEVERAL = re.compile(r"\s(?:of|out of)\s\d{1,3}\b(?![/.]\d)")
_NATIONAL_DIGITS = 11
_NOT_INWARD = frozenset({"nd", "rd", "st", "th", "am", "pm"})
_REFERENCE = re.compile(
    rf"""(?<![\w/*.@])(?:
      \d{{1,4}}\*\d{{2,}}(?:[*/]\d+)?                                        # 18*449021
    | [A-Za-z]{{1,6}}\d*(?:[/*{HYPHENS}_]|\s/\s)\d{{2,}}(?:[/*{HYPHENS}_][A-Za-z\d]{{1,6}})*    # VK/2211/19, WM-88-2019
    | \d{{1,8}}[A-Za-z]{{0,3}}/\d{{3,}}(?:/\d{{2,4}})*                        # 42/1234/19
    | [A-Za-z]{{1,4}}\d{{2,4}}[A-Za-z]{{1,2}}\d{{3,7}}                       # LE19C00500
    | [A-Z]{{1,4}}\d{{5,}}[A-Z]?                                             # T20190123
    | (?=\d*[A-Z])(?=[A-Z]*\d)(?=(?:[A-Z]*\d){{3}})[A-Z\d]{{6,}}             # anything mixed and long
    | \d{{4,6}}[/{HYPHENS}]\d{{4,}}
    | \d{{5,}}/\d{{2,4}}
    | \d{{7,}}
    )(?![\w*{_HIDDEN}]|/\d)""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"\b(?:(?:crime|case|court|occurrence|incident|custody|file|record|hospital|patient|client|person|system|pupil|unit|unique|rota|"
    r"claim|policy|passport|licen[cs]e|account|acct|sort|badge|collar|shoulder|warrant|log|cad|urn|upn|uln|mrn|pnc|ref|reference|"
    r"police|tenancy|swift|liquidlogic|carefirst|rio|emis|systmone|id|mosaic|niche|hosp|pin|nmc)\b(?:\s(?:code|id|no|number|ref|reference|nr|num|log|file))*[^\S\n]?[.:#]*[^\S\n]?(?:is\s|was\s)?"
    r"(?:no\.?\s?|number\s?|#)?)((?:(?-i:[A-Z]{1,2})\s(?=\d{2,}\s\d)|[A-Za-z]{0,4}[/*-]?)\d[A-Za-z\d/*-]{1,}(?:[\s/*-]\d[A-Za-z\d/*-]*){0,4})(?!\w)",
    re.I,
)
_OFFICER = re.compile(
    r"\b(?:PC|DC|DS|PCSO|WPC|Sgt|Insp|DI)\s(?:[A-Z][\w'’-]+\s){0,2}(?!(?:19|20)\d\d\b)(\d{3,6})\b"
)
_YEARS = re.compile(rf"(?:19|20)\d\d[/{HYPHENS}](?:19|20)?\d\d")
_TIMES = re.compile(rf"(?:[01]\d|2[0-3])[0-5]\d\s?[{HYPHENS}]\s?(?:[01]\d|2[0-3])[0-5]\d")
_LONG = re.compile(rf"(?<![\w£$€.,/+*])\d(?:[ \u00a0{HYPHENS}]?\d){{6,}}(?![\w*]|[.,/]\d)")


def digits_of(written: str) -> str:
    """Return the digits of a number, whatever separates them."""
    return "".join(c for c in written if c.isdigit())


def national(phone: str) -> str:
    """Return a United Kingdom telephone number as digits from its leading 0, without the country code."""
    digits = digits_of(re.sub(r"\s?(?:ext?\.?|x)\s?\d+$", "", phone.replace("(0)", ""), flags=re.I))
    for code in ("0044", "44"):
        if digits.startswith(code) and len(digits) >= 11:
            digits = digits[len(code) :]
    return digits if digits.startswith("0") else "0" + digits


def nhs_valid(digits: str) -> bool:
    """Return whether the check digit of an NHS number is right (modulus 11, NHS Data Model and Dictionary)."""
    if len(digits) != 10:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that read as a telephone number."""
    for match in _PHONE.finditer(text):
        start, end = _within_line(match)
        if 9 <= len(digits_of(text[start:end])) <= 18:
            yield _within_brackets(text, start, end)
    for match in _BARE_MOBILE.finditer(text):
        yield match.span()
    for match in _SHORT_PHONE.finditer(text):
        if match[1] not in _SERVICES:
            yield match.span(1)


def _within_line(match: re.Match[str]) -> tuple[int, int]:
    """Return the span up to the end of its line where the number is complete there: the next line has its own figures."""
    first, _, rest = match.group().partition("\n")
    complete = rest and len(digits_of(first)) >= _NATIONAL_DIGITS
    return match.start(), match.start() + len(first.rstrip()) if complete else match.end()


def _within_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without a bracket of which the other half encloses more or nothing: '(01632 960 001)'."""
    written = text[start:end]
    if written.startswith("(") and (written.endswith(")") or ")" not in written):
        start += 1
    if written.endswith(")"):
        end -= 1
    return start, end


def find_ten_digit_numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield spans of ten digits that may be an NHS number, and whether form or check digit confirms it."""
    for match in _TEN.finditer(text):
        spaced = len(match.group()) > 10
        yield match.start(), match.end(), spaced or nhs_valid(match.group())
    for match in _TEN_LOOSE.finditer(text):
        yield match.start(), match.end(), nhs_valid(digits_of(match.group()))


def find_postcodes(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that read as a full postcode."""
    if not _INWARD.search(text):
        return
    for match in _POSTCODE.finditer(text):
        if not (match.group().islower() and match.group()[-2:] in _NOT_INWARD):
            yield match.span()


def find_national_insurance(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that read as a National Insurance number."""
    yield from (match.span() for match in _NINO.finditer(text))


def find_plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that read as a vehicle registration; one letter and figure before an abbreviation is a code, 'P2 LMP'."""
    for match in _PLATE.finditer(text):
        coded = _CODED.fullmatch(match.group())
        if not (coded and coded["letters"].lower() in lexicon.abbreviations()):
            yield match.span()


def _counts(match: re.Match[str]) -> bool:
    """Return whether a number is a service's, or one of several: 'police 101', 'case 11 of 19'."""
    return match[1] in _SERVICES or bool(_OF_SEVERAL.match(match.string, match.end()))


def find_references(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that read as a case, crime, court or record number."""
    for match in _REFERENCE.finditer(text):
        if not _spans_time(match.group()) and sum(c.isdigit() for c in match.group()) > 2:
            yield match.span()
    for span in around_figures(text):
        for match in (*_LABELLED.finditer(text, *span), *_OFFICER.finditer(text, *span)):
            if sum(c.isdigit() for c in match[1]) > 1 and not _counts(match):
                yield match.span(1)
    for match in _LONG.finditer(text):
        if not (_YEARS.match(match.group()) or _TIMES.match(match.group())):
            yield match.span()


def _spans_time(written: str) -> bool:
    """Return whether figures are two years or two times of a day: '2019/20', '1420-1535'."""
    return bool(_YEARS.fullmatch(written) or _TIMES.fullmatch(written))
