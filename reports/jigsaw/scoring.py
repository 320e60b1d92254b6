"""What attributes come to, of one person and of the whole text. A guide set by hand: it measures nothing.

The first of a kind counts its full weight, each further different one a point, at most twice the weight in all. Two kinds
that narrow together add what the table of pairs says. The same thing said twice counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .model import WHOLE, Attribute, Combination, Examined, Pair
from .vocabulary import kinds, pairs

LEVELS = (
    (0.0, "nothing was found"),
    (0.5, "fits many families"),
    (1.0, "fits some families"),
    (2.0, "may leave few families"),
)
MOST = "may leave hardly more than one family"


def combined(attributes: Sequence[Attribute]) -> Examined:
    """Return all attributes, heaviest first, with what is said of each person and of all together."""
    weights = kinds()
    ordered = sorted(
        attributes, key=lambda row: (-weights[row.kind].weight, row.places[0].part, row.places[0].start)
    )
    subjects = dict.fromkeys(subject for row in attributes for subject in row.subjects if subject != WHOLE)
    people = [
        combination(subject, [row for row in ordered if subject in row.subjects]) for subject in subjects
    ]
    people.sort(key=lambda row: -row.score)
    return Examined(tuple(ordered), tuple(people), combination(WHOLE, ordered))


def combination(subject: str, attributes: Sequence[Attribute]) -> Combination:
    """Return what these attributes come to together."""
    counts = Counter(row.kind for row in attributes)
    return Combination(subject, tuple(attributes), pairs_in(counts), score_of(counts))


def score_of(counts: Mapping[str, int]) -> int:
    """Return what so many different attributes of each kind come to."""
    alone = sum(weight_of(kind, different) for kind, different in counts.items())
    return alone + sum(pair.adds for pair in pairs_in(counts))


def pairs_in(counts: Mapping[str, int]) -> tuple[Pair, ...]:
    """Return the pairs of kinds of which both are there."""
    return tuple(pair for pair in pairs() if all(counts.get(kind) for kind in pair.kinds))


def weight_of(kind: str, different: int) -> int:
    """Return what so many attributes of one kind count: the weight, and a point for each further one, at most twice the weight."""
    weight = kinds()[kind].weight
    return min(weight + different - 1, 2 * weight) if different else 0


def without(whole: Combination, kind: str) -> int:
    """Return what is left of a score when one attribute of a kind is gone."""
    counts = Counter(row.kind for row in whole.attributes)
    counts[kind] -= 1
    return score_of(counts)


def level(score: int, limit: int) -> str:
    """Return a score in words, beside the limit of the board."""
    share = score / limit if score else 0.0
    return next((words for most, words in LEVELS if share <= most), MOST)
