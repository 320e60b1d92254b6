"""What a cell says about whether the child was seen: yes, no, alone, or nothing.

A review turns on this field, so it is read strictly. Of tick boxes only the one that is ticked counts; a choice left
standing, two ticks, a question mark or words that deny "alone" say nothing, and the cell stays visible as typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from panels.chronology.model import ChildSeen

Answer = tuple[ChildSeen | None, bool]
"""The answer, and whether it covers all that was typed."""

_NOTHING: Answer = (None, False)
_TICKED, _CROSSED, _EMPTY = "☒☑✓✔✅🗹🗷⮽", "✗✘❌", "☐□◻⬜▢❏❑⎕"
_MARK = re.compile(rf"[{_TICKED}{_CROSSED}{_EMPTY}]\ufe0f?|[\[(]\s?[xX✓✔✗✘*]?\s?[\])]")
_WRITTEN_TICK = re.compile(r"[xX*]")
_ABSENT = re.compile(
    r"(?:n ?[/.]? ?a|not applicable|not (?:known|recorded|stated)|n ?/ ?k|unknown|none|\W*)\.?"
)
_YES = frozenset(("y", "yes", "seen", "true"))
_NO = frozenset(("n", "no", "not seen", "unseen", "false", "was not seen", "child not seen"))
_ALONE = frozenset(
    (
        "a",
        "alone",
        "seen alone",
        "yes alone",
        "y alone",
        "y a",
        "yes a",
        "yes seen alone",
        "y seen alone",
        "child seen alone",
    )
)
_WITH_OTHERS = re.compile(
    r"\b(?:not|no|n|never|nor|neither|none|without|cannot|cant|couldnt|wasnt|isnt|didnt|wouldnt|werent|unable|un\w*successful"
    r"|refus\w+|declin\w+|den(?:y|ied)|prevent\w*|fail\w*|impossible|attempt\w*|tr(?:y|ied|ying)|offer\w*|ask\w*|request\w*"
    r"|want\w*|wish\w*|prefer\w*|plan\w*|arrang\w*|to be|to see|should|would|will|need\w*|unless|until|rather|instead|except"
    r"|if|whether|later|next|accompanied|presence|present|hardly|barely|nearly|almost|partly|home alone|left alone"
    r"|(?:mother|father|mum|dad|parent|carer)s? alone)\b|\?"
)
_ANSWERED_NO = re.compile(
    r"(?:no|n)(?:\s*$|\s*[,.;:()/\n–—-]|\s+(?:as|because|but|due|child|he|she|they|was|seen|not)\b)"
)
_ANSWER = re.compile(r"(?:^|[\s,.;:(/–—-])(?:no|n|not seen)\s*(?:$|[,.;:()/])")
_CHOICE = re.compile(
    r"^(?:y|yes|seen)\s*(?:[/|\\]|\bor\b)\s*(?:n|no|not seen)\b|^(?:n|no|not seen)\s*(?:[/|\\]|\bor\b)\s*(?:y|yes|seen)\b"
)
_WORD = re.compile(r"[^\W_]+")


_ASKS_ALONE = re.compile(r"\b(?:seen|spoken to|interviewed|visited) (?:alone|on (?:his|her|their) own)\b")


@lru_cache(maxsize=4096)
def asks_alone(heading: str) -> bool:
    """Return whether a heading asks whether the child was seen alone, so that a bare "no" does not say "not seen"."""
    return bool(_ASKS_ALONE.search(" ".join(heading.casefold().replace("_", " ").split())))


def read_seen_alone(text: str) -> Answer:
    """Return what a cell says under a heading that asks "seen alone?": yes is alone, and a bare no says nothing."""
    answer, whole = read_child_seen(text)
    if answer == "yes":
        return ("alone", whole) if whole and "seen" not in text.casefold() else (None, False)
    if answer == "no" and "not seen" not in text.casefold():
        return _NOTHING
    return answer, whole


@lru_cache(maxsize=4096)
def read_child_seen(text: str) -> Answer:
    """Return yes, no, alone or None, and whether that covers all that was typed."""
    if _MARK.search(text):
        return _ticked(text)
    return _worded(text)


def _ticked(text: str) -> Answer:
    """Return the one option that is ticked; nothing where none is, or more than one."""
    marks = list(_MARK.finditer(text))
    states = [_is_ticked(mark[0], marks) for mark in marks]
    labels = _labels(text, marks)
    chosen = [label for label, ticked in zip(labels, states, strict=True) if ticked]
    if len(chosen) != 1:
        return _NOTHING
    if not any(label.strip() for label in labels):
        return ("yes", True) if len(marks) == 1 else _NOTHING
    answer, whole = _worded(chosen[0])
    others = [label for label, ticked in zip(labels, states, strict=True) if not ticked]
    return answer, whole and answer is not None and all(_worded(label)[1] for label in others)


def _is_ticked(mark: str, marks: list[re.Match[str]]) -> bool:
    if mark[0] in "[(":
        return len(mark.strip("[]() ")) == 1
    if mark[0] in _CROSSED:
        return not any(other[0][0] in _TICKED for other in marks) and any(
            other[0][0] in _EMPTY for other in marks
        )
    return mark[0] in _TICKED


def _labels(text: str, marks: list[re.Match[str]]) -> list[str]:
    """Return the words of each box: those after it, or those before it where the cell begins with words."""
    before = bool(_WORD.search(text[: marks[0].start()]))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    pieces = [text[start:end].strip(" \t\n:;,|/-–—") for start, end in zip(starts, ends, strict=True)]
    if before and pieces[-1] and _WORD.search(pieces[-1]) and len(marks) > 1:
        return ["?"] * len(marks)
    return pieces[:-1] if before else pieces[1:]


def _worded(text: str) -> Answer:
    folded = " ".join(text.casefold().replace("’", "'").strip(" .").split())
    if _ABSENT.fullmatch(folded):
        return None, True
    bare = " ".join(_WORD.findall(folded.replace("'", "")))
    if "?" in folded[:5] or folded.endswith("?") or _CHOICE.search(folded) or _several_answers(bare):
        return _NOTHING
    for answers, answer in ((_ALONE, "alone"), (_YES, "yes"), (_NO, "no")):
        if bare in answers:
            return answer, True  # type: ignore[return-value]
    return _explained(folded, bare), False


def _several_answers(bare: str) -> bool:
    """Return whether a cell is nothing but answers that exclude each other: "Yes No", "Yes No Alone"."""
    words = bare.replace("not seen", "no").split()
    answers = {"yes" if word in _YES else "no" if word in _NO else word for word in words}
    return {"yes", "no"} <= answers <= {"yes", "no", "or", "a", "alone", "na"} or (
        {"no", "alone"} == answers and "not" not in words
    )


def _explained(folded: str, bare: str) -> ChildSeen | None:
    """Return the answer with which a longer text begins, where nothing after it says otherwise."""
    no = bool(_ANSWERED_NO.match(folded)) or bare.startswith(
        ("not seen", "was not seen", "child not seen", "unseen")
    )
    if "alone" in bare.split():
        if no:
            return None if bare.startswith("not seen alone") else "no"
        if not _WITH_OTHERS.search(folded.replace("'", "")):
            return "alone"
        if bare.startswith(("was not seen alone", "child not seen alone")):
            return None
    if no:
        return "no"
    first, _, rest = folded.partition(" ")
    if first.strip(",.;:()-–—") in ("y", "yes", "seen") or re.match(r"(?:y|yes|seen)[,.;:(\n–—-]", folded):
        return None if _ANSWER.search(f" {rest}") else "yes"
    return None
