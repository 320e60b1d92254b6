"""Misspelt names: near by letters or by sound, and only where nothing contradicts."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from scr_portal.anonymise.text import lexicon

_SOUNDS = (
    (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^x", "s"), (r"ph|bh|mh", "f"), (r"sch|sh|tch|ch(?=[ei])", "s"), (r"ch|ck|q|x", "k"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"dg(?=[eiy])|j", "g"), (r"gh(?![aeiou])", ""), (r"th", "t"), (r"mb$", "m"),
    (r"v", "f"), (r"(?<=.)[hw]", ""),
)  # fmt: skip
_RULES = [(re.compile(pattern), sound) for pattern, sound in _SOUNDS]


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """Return the consonants of a folded word by sound; an initial vowel is 'a', other vowels are dropped."""
    for pattern, letter in _RULES:
        word = pattern.sub(letter, word)
    head, tail = ("a" if word[:1] in "aeiouy" else word[:1]), re.sub("[aeiouy]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", head + tail)


@lru_cache(maxsize=16384)
def is_near(written: str, name: str) -> bool:
    """Return whether `written` may be `name` misspelt, where its context already points to the person."""
    if written == name or min(len(written), len(name)) < 3:
        return False
    if sound(written) == sound(name):
        return abs(len(written) - len(name)) <= 2 or OSA.distance(written, name) <= len(name) // 2
    if written in lexicon.given_names():
        return False
    limit = 1 if len(name) <= 4 else 2 if len(name) <= 8 else 3
    distance = OSA.distance(written, name, score_cutoff=limit)
    return distance <= limit and (written[0] == name[0] or distance == 1)


@lru_cache(maxsize=16384)
def is_nearly(written: str, name: str) -> bool:
    """Return whether `written` is near enough to `name` without context; never when it is another known name."""
    if written == name or min(len(written), len(name)) < 4:
        return False
    same_sound = sound(written) == sound(name)
    if lexicon.is_listed_name(written) and not same_sound:
        return False
    limit = 1 if len(name) <= 8 else 2
    if same_sound and written[0] == name[0] and len(name) > 4:
        limit += 1
    return OSA.distance(written, name, score_cutoff=limit) <= limit and (written[0] == name[0] or same_sound)
