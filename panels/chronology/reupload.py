"""Match a corrected upload with the previous one, so that the panel's work stays with its rows.

Tags, comments and pairings belong to the rows of the old upload. Every row of both uploads is accounted for once:
kept (the same words, wherever the row is now), changed, added or removed. Nothing is overwritten: a changed row is
shown side by side and accepted by a person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from panels.chronology.model import Event

Place = tuple[int, int]
"""Table and row, by the author's numbering."""

_COMPARED = (
    "date_start",
    "date_end",
    "precision",
    "uncertain",
    "time",
    "time_precision",
    "time_end",
    "source",
    "detail",
    "ref",
    "contact_type",
    "staff",
    "who_seen",
    "child_seen",
    "child_voice",
    "action",
    "comment",
    "tor",
    "extra",
)
_WITHOUT_REF = tuple(name for name in _COMPARED if name != "ref")
_ALIKE = 0.6
"""From this likeness (0 to 1) two rows are one changed row; below it, one was removed and one added."""
_CROWD = 25
"""Most rows that are compared with one row, so that the time stays near linear."""
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose words changed. `fields` names the differences, `likeness` is from 0 to 1."""

    old: Event
    new: Event
    fields: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class ReuploadMatch:
    """Every row of two uploads. `moved` are those of `kept` whose order among the kept rows changed."""

    kept: tuple[tuple[Event, Event], ...]
    moved: tuple[tuple[Event, Event], ...]
    changed: tuple[Change, ...]
    added: tuple[Event, ...]
    removed: tuple[Event, ...]

    @property
    def carried(self) -> dict[Place, Place]:
        """The new place of the work on each old row: old place to new place, for kept and changed rows."""
        pairs = [*self.kept, *((change.old, change.new) for change in self.changed)]
        return {(old.part, old.row): (new.part, new.row) for old, new in pairs}


def match_reupload(old: Sequence[Event], new: Sequence[Event]) -> ReuploadMatch:
    """Classify rows as kept, moved, changed, added and removed. Time is near linear in the number of rows.

    Rows with the same words always match, whatever was inserted, deleted or sorted around them; spacing and the
    spelling of a date do not count as words. A running number in the reference column that shifts counts as a change
    of that column alone.
    """
    matching = _Matching(old, new)
    matching.equal(lambda event: _content(event, _COMPARED))
    kept = sorted(matching.matched.items())
    if len(kept) < max(len(old), len(new)):
        matching.equal(lambda event: _content(event, _WITHOUT_REF))
        matching.alike(_candidates)
    same = dict(kept)
    pairs = {at: to for at, to in matching.matched.items() if at not in same}
    return ReuploadMatch(
        kept=tuple((old[at], new[to]) for at, to in kept),
        moved=tuple((old[at], new[to]) for at, to in _out_of_order(kept)),
        changed=tuple(_change(old[at], new[to]) for at, to in sorted(pairs.items())),
        added=tuple(new[to] for to in matching.unmatched_new()),
        removed=tuple(old[at] for at in matching.unmatched_old()),
    )


class _Matching:
    """Old rows by index, each with its new row, matched in steps from the surest to the least sure."""

    def __init__(self, old: Sequence[Event], new: Sequence[Event]) -> None:
        self.old, self.new = old, new
        self.matched: dict[int, int] = {}
        self._taken: set[int] = set()

    def unmatched_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.matched]

    def unmatched_new(self) -> list[int]:
        return [to for to in range(len(self.new)) if to not in self._taken]

    def equal(self, key: Callable[[Event], Hashable]) -> None:
        """Match the rows that agree on a key; several with one key in their order."""
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for to in self.unmatched_new():
            waiting[key(self.new[to])].append(to)
        for at in self.unmatched_old():
            same = waiting.get(key(self.old[at]))
            if same:
                self._match(at, same.popleft())

    def alike(self, candidates: Callable[[_Matching], Iterable[tuple[int, int]]]) -> None:
        """Match the likeliest of the candidates first, each row once, down to the least likeness.

        Equally alike rows go by their neighbours: the row that stands between the same kept rows comes first (rule 11.20).
        """
        neighbours = _Neighbours(self)
        scored = [
            (_likeness(self.old[at], self.new[to]), neighbours.shared(at, to), at, to)
            for at, to in sorted(set(candidates(self)))
        ]
        for likeness, _, at, to in sorted(scored, key=lambda item: (-item[0], -item[1], item[2], item[3])):
            if likeness >= _ALIKE and at not in self.matched and to not in self._taken:
                self._match(at, to)

    def _match(self, at: int, to: int) -> None:
        self.matched[at] = to
        self._taken.add(to)


class _Neighbours:
    """The kept rows nearest above and below each row, for rows that are equally alike."""

    def __init__(self, matching: _Matching) -> None:
        self._above = self._nearest(len(matching.old), matching.matched)
        self._below = self._nearest(len(matching.old), matching.matched, backwards=True)
        kept = {to: to for to in matching.matched.values()}
        self._above_new = self._nearest(len(matching.new), kept)
        self._below_new = self._nearest(len(matching.new), kept, backwards=True)

    def shared(self, at: int, to: int) -> int:
        """Return how many of the two nearest kept rows are the same: 0, 1 or 2."""
        return (self._above[at] == self._above_new[to]) + (self._below[at] == self._below_new[to])

    @staticmethod
    def _nearest(length: int, kept: dict[int, int], *, backwards: bool = False) -> list[int | None]:
        """Return for each row where the nearest kept row on one side stands in the new upload."""
        nearest: list[int | None] = [None] * length
        last: int | None = None
        for index in reversed(range(length)) if backwards else range(length):
            nearest[index] = last
            last = kept.get(index, last)
        return nearest


def _plain(value: object) -> Hashable:
    if isinstance(value, dict):
        return tuple(sorted((key, _plain(item)) for key, item in value.items() if _plain(item)))
    return " ".join(value.split()) if isinstance(value, str) else value


def _content(event: Event, fields: Iterable[str]) -> Hashable:
    return tuple(_plain(getattr(event, name)) for name in fields)


def _change(old: Event, new: Event) -> Change:
    fields = tuple(name for name in _COMPARED if _plain(getattr(old, name)) != _plain(getattr(new, name)))
    return Change(old, new, fields, round(_likeness(old, new), 3))


def _likeness(old: Event, new: Event) -> float:
    text = fuzz.ratio(old.detail, new.detail) / 100
    same_date = old.date_start == new.date_start and old.date_end == new.date_end
    other_fields = (
        fuzz.ratio(f"{old.source} {old.staff} {old.action}", f"{new.source} {new.staff} {new.action}") / 100
    )
    return 0.7 * text + 0.15 * same_date + 0.15 * other_fields


def _candidates(matching: _Matching) -> Iterator[tuple[int, int]]:
    yield from _of_one_day(matching)
    yield from _between_neighbours(matching)
    yield from _sharing_rare_words(matching)


def _of_one_day(matching: _Matching) -> Iterator[tuple[int, int]]:
    by_day: defaultdict[Hashable, list[int]] = defaultdict(list)
    for to in matching.unmatched_new():
        by_day[matching.new[to].date_start].append(to)
    for at in matching.unmatched_old():
        for to in by_day[matching.old[at].date_start][:_CROWD]:
            yield at, to


def _between_neighbours(matching: _Matching) -> Iterator[tuple[int, int]]:
    """Yield rows in the same position after a matched row, which may be the same row whatever its words."""
    taken = set(matching.matched.values())
    for at in matching.unmatched_old():
        before = at - 1
        while before >= 0 and before not in matching.matched and at - before < _CROWD:
            before -= 1
        start = matching.matched.get(before, -1) + (at - before)
        for to in range(max(0, start - 1), min(len(matching.new), start + 2)):
            if to not in taken:
                yield at, to


def _sharing_rare_words(matching: _Matching) -> Iterator[tuple[int, int]]:
    words = {to: set(matching.new[to].detail.casefold().split()) for to in matching.unmatched_new()}
    common = Counter(word for row_words in words.values() for word in row_words)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for to, row_words in words.items():
        for word in row_words:
            by_word[word].append(to)
    for at in matching.unmatched_old():
        shared = set(matching.old[at].detail.casefold().split()) & common.keys()
        for word in sorted(shared, key=lambda each: (common[each], each))[:_TELLING_WORDS]:
            for to in by_word[word][:_CROWD]:
                yield at, to


def _out_of_order(kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the fewest rows whose move explains the new order: those outside the longest ordered run."""
    ends: list[int] = []
    run_length = []
    for _, to in kept:
        length = bisect_left(ends, to)
        ends[length : length + 1] = [to]
        run_length.append(length)
    want, limit, moved = len(ends) - 1, float("inf"), []
    for pair, length in zip(reversed(kept), reversed(run_length), strict=True):
        if length == want and pair[1] < limit:
            want, limit = want - 1, pair[1]
        else:
            moved.append(pair)
    return moved[::-1]
