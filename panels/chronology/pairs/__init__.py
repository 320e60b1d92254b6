"""Find contacts that two agencies each recorded in their own words.

Only proposes: a person decides whether two entries are the same contact, different, or disputed.
"""

from panels.chronology.pairs.matching import probable_pairs
from panels.chronology.pairs.weighing import ProbablePair

__all__ = ["ProbablePair", "probable_pairs"]
