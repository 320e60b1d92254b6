"""Parts of the day in words ("early hours", "tea time", "night shift"), and their order within a day (rule 11.8)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_ORDERED: tuple[str, ...] = (
    r"(?:very )?(?:early|small|wee) hours(?: of the morning)?|middle of the night|dawn|day ?break|sunrise|before dawn",
    r"(?:very )?early (?:a\.?m|morning|doors)|early|first thing(?: in the morning)?|breakfast(?: ?time)?|before (?:school|work|breakfast)"
    r"|morning school run|early shift|start of (?:the )?(?:day|school|shift)",
    r"a\.?m|morning|(?:mid|middle of the)[ -]?morning|in the morning|morning (?:shift|session|break|play ?time)"
    r"|forenoon|registration|assembly|break(?: ?time)?|play ?time|late(?:r)? (?:a\.?m|morning)|after breakfast",
    r"(?:around |about |over )?lunch(?: ?time)?|dinner ?time|before lunch|after lunch|at lunch(?: ?time)?|during lunch",
    r"p\.?m|afternoon|early (?:p\.?m|afternoon)|(?:mid|middle of the)[ -]?afternoon|late(?:r)? (?:p\.?m|afternoon)|in the afternoon"
    r"|afternoon (?:shift|session|school run|play ?time)",
    r"school run|after school|home ?time|end of (?:the )?school(?: day)?|end of (?:the )?day|close of (?:play|day|business)"
    r"|school pick[ -]?up|pick[ -]?up time|after work",
    r"tea ?-?time|around tea ?time|after tea|before tea|early evening|dusk|sunset",
    r"evening|late shift|twilight(?: shift)?|in the evening|this evening|that evening|(?:mid|middle of the)[ -]?evening|bed ?time|bath ?time"
    r"|supper(?: ?time)?|evening (?:shift|session)|tonight",
    r"late(?: (?:at )?night)?|late(?:r)? evening|night(?: ?time)?|at night|in the night|during the night|after dark|that night",
    r"over ?night|night ?shift|nights|through the night|all night",
    r"all day|day ?time|day ?shift|during the day|throughout the day|working hours|office hours|school hours|school time"
    r"|during school(?: hours)?|out of (?:office )?hours|late in the day|later(?: that day| in the day)?|various times?|day",
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns, compiled when a part of the day is first looked for."""
    return tuple(re.compile(pattern) for pattern in _ORDERED)


@lru_cache(maxsize=1024)
def part_of_day(text: str) -> int | None:
    """Return the place of a part of the day among the others, or None where the words are not one."""
    words = re.sub(r"[\s-]+", " ", text.casefold()).strip(" .,;()")
    words = re.sub(r"^(?:(?:in|during|at|around|about|approx\.?|circa) )?(?:the )?", "", words)
    for place, pattern in enumerate(_patterns()):
        if pattern.fullmatch(words) or pattern.fullmatch(text.casefold().strip(" .,;()")):
            return place
    return None
