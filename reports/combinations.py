"""Which facts of an edition identify together, as its text stands: scores beside the limits of the board, and reasons given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from . import jigsaw
from .enums import CombinationAnswer
from .marking import as_it_stands
from .models import KeptCombination

WHOLE_TEXT = "The whole text"
TITLE = "title"


@lru_cache(maxsize=4)
def examined(
    parts: tuple[tuple[str, str], ...], labels: tuple[str, ...], area: tuple[str, ...]
) -> jigsaw.Examined:
    """Look the same texts through once: a page asks for them several times."""
    return jigsaw.examine(dict(parts), labels=labels, area=area)


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A combination that passes the limit, and the reason that covers it, if somebody gave one."""

    combination: jigsaw.Combination
    limit: int
    kept: KeptCombination | None

    @property
    def label(self) -> str:
        return self.combination.subject or WHOLE_TEXT

    @property
    def is_settled(self) -> bool:
        """Whether two people gave a reason for all of it."""
        return self.kept is not None and self.kept.answer == CombinationAnswer.AGREED

    @property
    def waits_for_second(self) -> bool:
        return self.kept is not None and not self.kept.answer

    @property
    def is_open(self) -> bool:
        """Whether it waits for the manager: nobody gave a reason, or the second person did not agree."""
        return not self.is_settled and not self.waits_for_second


@dataclass
class CombinationState:
    """What a page or a gate needs to know of one edition; each part is worked out where it is asked for."""

    edition: Any

    @cached_property
    def texts(self) -> dict[str, str]:
        """The parts of the text as they stand, by their names, the title among them."""
        return {TITLE: self.edition.title} | {
            name: as_it_stands(self.edition, name) for name in self.edition.review.procedure.outputs.public
        }

    @cached_property
    def found(self) -> jigsaw.Examined:
        register = self.edition.identity_register()
        people = register.identities.filter(kind="person")
        labels = tuple(people.values_list("pseudonym", flat=True))
        area = tuple(self.edition.report.review.board.name.split())
        return examined(tuple(self.texts.items()), labels, area)

    @cached_property
    def kept(self) -> dict[str, KeptCombination]:
        return {
            row.subject: row
            for row in self.edition.kept_combinations.select_related("kept_by", "answered_by")
        }

    @cached_property
    def over(self) -> list[OverLimit]:
        """Every combination above its limit, the whole text last."""
        rule = self.edition.review.procedure.jigsaw
        rows = [(row, rule.person) for row in self.found.people]
        rows.append((self.found.whole, rule.whole))
        return [OverLimit(row, limit, self.reason_for(row)) for row, limit in rows if row.score > limit]

    def reason_for(self, combination: jigsaw.Combination) -> KeptCombination | None:
        """Return the reason that was given for all that stands there now; what was added since is covered by none."""
        kept = self.kept.get(combination.subject)
        names = {row.name for row in combination.attributes}
        return kept if kept is not None and names <= kept.names else None
