"""Match a corrected upload against the one before, so that the panel's work stays with its rows.

Tags, comments and pairings hang on the rows of the old upload. Every row of both uploads is accounted for
once: kept (the same words, wherever the row now stands), changed, added or removed. Nothing is overwritten:
a changed row is shown side by side and accepted by a person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from panels.chronology.model import Event

Place = tuple[int, int]
"""Table and row, as the author counts them."""

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
_ALIKE = 0.6
"""From this likeness (0 to 1) two rows are one row that was changed; below, one was removed and one added."""
_CROWD = 25
"""At most so many rows are compared with one row, so that the time stays near linear."""
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose words changed. `fields` names what differs, `likeness` runs from 0 to 1."""

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
        """Where the work on each old row goes: old place to new place, for kept and changed rows."""
        pairs = [*self.kept, *((change.old, change.new) for change in self.changed)]
        return {(old.part, old.row): (new.part, new.row) for old, new in pairs}


def match_reupload(old: Sequence[Event], new: Sequence[Event]) -> ReuploadMatch:
    """Tell kept, moved, changed, added and removed rows apart. Time is near linear in the number of rows.

    Rows with the same words always match, whatever was inserted, deleted or sorted around them; spacing and
    the way a date was typed do not count as words. A running number in the reference column that shifts
    counts as a change of that column alone.
    """
    matching = _Matching(old, new)
    matching.equal(lambda event: _content(event, _COMPARED))
    kept = sorted(matching.found.items())
    matching.equal(lambda event: _content(event, tuple(name for name in _COMPARED if name != "ref")))
    matching.alike(_candidates)
    pairs = {at: to for at, to in matching.found.items() if (at, to) not in set(kept)}
    return ReuploadMatch(
        kept=tuple((old[at], new[to]) for at, to in kept),
        moved=tuple((old[at], new[to]) for at, to in _out_of_order(kept)),
        changed=tuple(_change(old[at], new[to]) for at, to in sorted(pairs.items())),
        added=tuple(new[to] for to in matching.left_new()),
        removed=tuple(old[at] for at in matching.left_old()),
    )


class _Matching:
    """Old rows by number, each to its new row, found in steps from the surest to the least sure."""

    def __init__(self, old: Sequence[Event], new: Sequence[Event]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def left_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.found]

    def left_new(self) -> list[int]:
        return [to for to in range(len(self.new)) if to not in self._taken]

    def equal(self, key: Callable[[Event], Hashable]) -> None:
        """Match the rows that agree on a key; several of one key in their order."""
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for to in self.left_new():
            waiting[key(self.new[to])].append(to)
        for at in self.left_old():
            same = waiting.get(key(self.old[at]))
            if same:
                self._match(at, same.popleft())

    def alike(self, candidates: Callable[[_Matching], Iterable[tuple[int, int]]]) -> None:
        """Match the likeliest of the proposed rows first, each row once, down to the least likeness."""
        scored = [(_likeness(self.old[at], self.new[to]), at, to) for at, to in sorted(set(candidates(self)))]
        for likeness, at, to in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
            if likeness >= _ALIKE and at not in self.found and to not in self._taken:
                self._match(at, to)

    def _match(self, at: int, to: int) -> None:
        self.found[at] = to
        self._taken.add(to)


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
    others = (
        fuzz.ratio(f"{old.source} {old.staff} {old.action}", f"{new.source} {new.staff} {new.action}") / 100
    )
    return 0.7 * text + 0.15 * same_date + 0.15 * others


def _candidates(matching: _Matching) -> Iterator[tuple[int, int]]:
    yield from _of_one_day(matching)
    yield from _between_neighbours(matching)
    yield from _sharing_rare_words(matching)


def _of_one_day(matching: _Matching) -> Iterator[tuple[int, int]]:
    by_day: defaultdict[Hashable, list[int]] = defaultdict(list)
    for to in matching.left_new():
        by_day[matching.new[to].date_start].append(to)
    for at in matching.left_old():
        for to in by_day[matching.old[at].date_start][:_CROWD]:
            yield at, to


def _between_neighbours(matching: _Matching) -> Iterator[tuple[int, int]]:
    """A row that stands after the same row as before may be the same row, whatever was done to its words."""
    taken = set(matching.found.values())
    for at in matching.left_old():
        before = at - 1
        while before >= 0 and before not in matching.found and at - before < _CROWD:
            before -= 1
        start = matching.found.get(before, -1) + (at - before)
        for to in range(max(0, start - 1), min(len(matching.new), start + 2)):
            if to not in taken:
                yield at, to


def _sharing_rare_words(matching: _Matching) -> Iterator[tuple[int, int]]:
    words = {to: set(matching.new[to].detail.casefold().split()) for to in matching.left_new()}
    common = Counter(word for found in words.values() for word in found)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for to, found in words.items():
        for word in found:
            by_word[word].append(to)
    for at in matching.left_old():
        shared = set(matching.old[at].detail.casefold().split()) & common.keys()
        for word in sorted(shared, key=lambda each: (common[each], each))[:_TELLING_WORDS]:
            for to in by_word[word][:_CROWD]:
                yield at, to


def _out_of_order(kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fewest rows whose moving explains the new order: all outside one longest run that kept its order."""
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
