"""What agencies and their staff are promised, as rules that hold the next step shut."""

from .agencies import ask_matter, hand_in_matter, judge_matter
from .contributions import chronology_matter, newest_chronology
from .interviews import before_being_told, record_matter

__all__ = [
    "ask_matter",
    "before_being_told",
    "chronology_matter",
    "hand_in_matter",
    "judge_matter",
    "newest_chronology",
    "record_matter",
]
