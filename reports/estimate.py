"""How many passages two readers both missed, from what each of them found: two-sample capture and recapture.

Chapman's estimator, N = (n1 + 1)(n2 + 1)/(m + 1) - 1 (D. G. Chapman, 1951, University of California Publications
in Statistics 1), with the transformed logit interval of M. Sadinle (2009, Communications in Statistics:
Simulation and Computation 38, 1909-1924), which keeps its coverage for small populations and never falls below
what was found. With fewer than seven passages found by both the estimator is biased (D. S. Robson and
H. A. Regier, 1964, Transactions of the American Fisheries Society 93; G. A. F. Seber, The Estimation of Animal
Abundance, 1982, section 3.1), so nothing is estimated then. Pure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FOUND_BY_BOTH_AT_LEAST = 7
"""Below this many passages found by both the estimator is biased, and the portal says so in place of a number."""
Z_95 = 1.959963984540054
"""Of the normal distribution, for an interval of 95 per cent."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """`first` and `second`: how many passages each reader found; `both`: how many of them both found."""

    first: int
    second: int
    both: int

    def __post_init__(self) -> None:
        """Refuse counts that no two readers can have."""
        if not 0 <= self.both <= min(self.first, self.second):
            raise ValueError("Both readers cannot have found more than one of them did.")

    @property
    def found(self) -> int:
        """How many passages were found at all."""
        return self.first + self.second - self.both

    @property
    def too_small(self) -> bool:
        return self.both < FOUND_BY_BOTH_AT_LEAST

    @property
    def total(self) -> float:
        """How many passages there are, by Chapman's estimator."""
        return (self.first + 1) * (self.second + 1) / (self.both + 1) - 1

    @property
    def interval(self) -> tuple[float, float]:
        """Between which numbers the total lies with 95 per cent, by Sadinle's transformed logit interval."""
        only_first, only_second = self.first - self.both + 0.5, self.second - self.both + 0.5
        both = self.both + 0.5
        missed = only_first * only_second / both
        spread = math.sqrt(1 / both + 1 / only_first + 1 / only_second + 1 / missed)
        seen = self.found - 0.5
        return seen + missed * math.exp(-Z_95 * spread), seen + missed * math.exp(Z_95 * spread)

    @property
    def missed(self) -> int:
        """How many passages both readers missed, to the nearest whole number."""
        return max(0, round(self.total - self.found))

    @property
    def missed_between(self) -> tuple[int, int]:
        """Return the interval of what both missed, in whole numbers that hold the whole of it."""
        low, high = self.interval
        return max(0, math.floor(low - self.found)), max(0, math.ceil(high - self.found))
