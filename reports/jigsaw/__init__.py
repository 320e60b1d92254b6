"""What in a text may lead to one family although it names nobody: the pieces of a jigsaw, each with a coarser wording.

Plain Python: texts in, findings and scores out. `kinds.toml` has the weights with their reasons and sources, `words.toml` the
words. docs/anonymisation.md says how scores are made and what they are not.
"""

from .finding import examine
from .model import WHOLE, Attribute, Combination, Examined, Finding, Pair
from .scoring import level, weight_of, without
from .vocabulary import Kind, kinds

__all__ = [
    "WHOLE",
    "Attribute",
    "Combination",
    "Examined",
    "Finding",
    "Kind",
    "Pair",
    "examine",
    "kinds",
    "level",
    "weight_of",
    "without",
]
