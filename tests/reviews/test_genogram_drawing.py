"""A genogram is drawn so that it can be read: nobody on top of anybody, every line from somebody to somebody."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import hypot

import pytest

from reviews.genogram import Couple, Drawing, Family, Line, Parent, Person, Symbol, draw, key_of
from reviews.genogram.drawing import HALF
from reviews.genogram.routing import BOX


def people(*keys: str, centre: str = "child", died: tuple[str, ...] = ()) -> tuple[Person, ...]:
    """Mothers, sisters and aunts are circles; whoever ends in -man is a square."""
    shapes = {
        key: "circle" if key.endswith(("mother", "sister", "aunt", "woman")) else "diamond" for key in keys
    }
    men = ("father", "brother", "uncle", " man")
    shapes |= {key: "square" for key in keys if key.endswith(men)}
    return tuple(Person(key, key, shapes[key], key in died, key == centre) for key in keys)  # type: ignore[arg-type]


def parents(*ties: str) -> tuple[Parent, ...]:
    """ "mother>child" is a birth parent; "aunt>child/foster" a carer."""
    found = []
    for tie in ties:
        line, _, kind = tie.partition("/")
        one, _, children = line.partition(">")
        found += [Parent(one, child, kind or "birth") for child in children.split(",")]
    return tuple(found)


GRANDPARENTS_AS_CARERS = Family(
    people("child", "mother", "father", "grandmother", "grandfather", "brother", died=("father",)),
    (Couple("grandmother", "grandfather", "married"), Couple("mother", "father", "separated")),
    parents(
        "grandmother>mother",
        "grandfather>mother",
        "mother>child,brother",
        "father>child,brother",
        "grandmother>child/foster",
        "grandfather>child/foster",
    ),
)
THREE_PARTNERS = Family(
    people("child", "mother", "father", "second man", "third man", "half sister", "baby", "half brother"),
    (
        Couple("mother", "father", "divorced"),
        Couple("mother", "second man", "separated"),
        Couple("mother", "third man", "partner"),
    ),
    parents(
        "mother>child,half sister,baby,half brother",
        "father>child",
        "second man>half sister,half brother",
        "third man>baby",
        "third man>child,half sister/step",
    ),
)
TWINS_AND_CARERS = Family(
    people(
        "child", "twin brother", "sister", "mother", "father", "aunt", "uncle", "grandmother", "foster woman"
    ),
    (Couple("mother", "father", "married"), Couple("aunt", "uncle", "married")),
    parents(
        "mother>child,twin brother,sister",
        "father>child,twin brother,sister",
        "grandmother>mother,aunt",
        "aunt>sister/foster",
        "uncle>sister/foster",
        "foster woman>child/foster",
    ),
    (frozenset({"child", "twin brother"}),),
)
A_BROTHER_WHO_FOSTERS = Family(
    people("child", "friend", "brother", "mother", "father", "grandmother"),
    (Couple("child", "friend", "partner"),),
    parents("mother>child,brother", "father>child,brother", "brother>child/foster", "grandmother>father"),
)
A_STEPFATHER_WHO_MARRIES_BELOW = Family(
    people("child", "mother", "stepfather", "elder sister"),
    (Couple("stepfather", "elder sister", "partner"),),
    parents("mother>child,elder sister", "stepfather>mother/step"),
)
NOBODY_RELATED = Family(people("child", "mother"))
EMPTY = Family(())


def crowd(number: int, seed: int) -> Family:
    """Families of three generations, at random, with half-siblings, carers and second partners."""
    draws = random.Random(seed)
    keys = [f"p {index}" for index in range(number)]
    third = number // 4
    old, middle, young = keys[:third], keys[third : third * 2 + 2], keys[third * 2 + 2 :]
    couples = {frozenset(pair): Couple(*pair, "married") for pair in zip(old[::2], old[1::2], strict=False)}
    ties: dict[tuple[str, str], Parent] = {}
    for one in middle:
        for parent in draws.choice(list(zip(old[::2], old[1::2], strict=False))):
            ties[parent, one] = Parent(parent, one, "birth")
    for one in young:
        two = draws.sample(middle, 2)
        if draws.random() < 0.6:
            couples[frozenset(two)] = Couple(*two, draws.choice(["partner", "separated", "divorced"]))
        for parent in two:
            ties[parent, one] = Parent(parent, one, "birth")
        if draws.random() < 0.3:
            carer = draws.choice(old)
            ties[carer, one] = Parent(carer, one, "foster")
    drawn = tuple(Person(key, f"Somebody {key}", "circle", centre=key == keys[-1]) for key in keys)
    return Family(drawn, tuple(couples.values()), tuple(ties.values()))


FAMILIES = {
    "grandparents as carers": GRANDPARENTS_AS_CARERS,
    "three partners and half-siblings": THREE_PARTNERS,
    "twins, and children with carers": TWINS_AND_CARERS,
    "a brother who fosters": A_BROTHER_WHO_FOSTERS,
    "a couple over two generations": A_STEPFATHER_WHO_MARRIES_BELOW,
    "nobody related": NOBODY_RELATED,
    "nobody": EMPTY,
    **{f"thirty people, {seed}": crowd(30, seed) for seed in range(6)},
}
ALL = pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))


def box(symbol: Symbol) -> tuple[float, float, float, float]:
    return symbol.x - BOX / 2, symbol.y - HALF, symbol.x + BOX / 2, symbol.bottom


def touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def strokes(drawing: Drawing) -> Iterator[tuple[Line, tuple[float, float], tuple[float, float]]]:
    for line in drawing.lines:
        for one, other in pairwise(line.points):
            yield line, one, other


def on_the_edge(symbol: Symbol, x: float, y: float) -> bool:
    """Whether a point lies on the upper edge of a symbol, whatever its shape."""
    across, up = abs(x - symbol.x), symbol.y - y
    reach = {"circle": hypot(across, up), "square": up, "diamond": across + up}[symbol.person.shape]
    return across <= HALF and abs(reach - HALF) < 0.01


def by_key(drawing: Drawing) -> dict[str, Symbol]:
    return {symbol.person.key: symbol for symbol in drawing.symbols}


@ALL
def test_everybody_is_drawn_once_within_the_picture_and_on_top_of_nobody(family: Family) -> None:
    drawing = draw(family)
    assert [symbol.person for symbol in drawing.symbols] == list(family.people)
    for one, other in combinations(drawing.symbols, 2):
        assert not touch(box(one), box(other)), (one.person.key, other.person.key)
    for symbol in drawing.symbols:
        left, top, right, bottom = box(symbol)
        assert left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height
    for _, *ends in strokes(drawing):
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in ends)


@ALL
def test_no_line_runs_through_anybody(family: Family) -> None:
    drawing = draw(family)
    for line, (x1, y1), (x2, y2) in strokes(drawing):
        stroke = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        for symbol in drawing.symbols:
            left, top, right, bottom = box(symbol)
            inside = (left + 1, top + 1, right - 1, bottom - 1)
            if symbol.person.key not in line.of:
                assert not touch((stroke[0] - 0.1, stroke[1], stroke[2] + 0.1, stroke[3]), inside), line


@ALL
def test_every_parent_and_every_child_has_a_line_that_ends_at_their_symbol(family: Family) -> None:
    drawing = draw(family)
    symbols = by_key(drawing)
    for tie in family.parents:
        below = [line for line in drawing.lines if line.of == (tie.parent,)]
        above = [line for line in drawing.lines if line.of == (tie.child,) and line.kind == tie.kind]
        parent, child = symbols[tie.parent], symbols[tie.child]
        assert any(line.points[0][1] == parent.bottom for line in below)
        assert all(
            abs(line.points[0][0] - parent.x) <= HALF * 2
            for line in below
            if line.points[0][1] == parent.bottom
        )
        ends = [line.points[-1] for line in above]
        assert any(on_the_edge(child, x, y) for x, y in ends), tie


@ALL
def test_a_child_stands_below_each_parent_and_a_couple_in_one_row_where_that_is_possible(
    family: Family,
) -> None:
    symbols = by_key(draw(family))
    for tie in family.parents:
        assert symbols[tie.parent].y < symbols[tie.child].y
    if family is not A_STEPFATHER_WHO_MARRIES_BELOW:
        assert all(symbols[couple.one].y == symbols[couple.other].y for couple in family.couples)


@ALL
def test_no_two_lines_run_upon_each_other(family: Family) -> None:
    lying, standing = [], []
    for _, (x1, y1), (x2, y2) in strokes(draw(family)):
        if x1 == x2 and y1 != y2:
            standing.append((x1, min(y1, y2), max(y1, y2)))
        elif y1 == y2 and x1 != x2:
            lying.append((y1, min(x1, x2), max(x1, x2)))
    for lines in (lying, standing):
        for (at, begins, ends), (other, other_begins, other_ends) in combinations(lines, 2):
            assert abs(at - other) >= 1 or ends <= other_begins or other_ends <= begins


def test_three_generations_stand_in_three_rows_and_carers_of_any_age_in_their_own() -> None:
    symbols = by_key(draw(GRANDPARENTS_AS_CARERS))
    rows = sorted({symbol.y for symbol in symbols.values()})
    assert [symbols[key].y for key in ("grandfather", "grandmother")] == [rows[0]] * 2
    assert [symbols[key].y for key in ("mother", "father")] == [rows[1]] * 2
    assert [symbols[key].y for key in ("child", "brother")] == [rows[2]] * 2


def test_full_siblings_stand_in_the_order_they_are_given_in() -> None:
    for order in (("child", "brother", "sister"), ("sister", "child", "brother")):
        family = Family(
            people(*order, "mother", "father"),
            (Couple("mother", "father", "married"),),
            parents("mother>child,brother,sister", "father>sister,brother,child"),
        )
        symbols = by_key(draw(family))
        assert sorted(order, key=lambda key: symbols[key].x) == list(order)


@pytest.mark.parametrize("order", [("mother", "aunt", "uncle"), ("uncle", "mother", "aunt")])
def test_brothers_and_sisters_keep_their_order_where_their_partners_pull_them_apart(
    order: tuple[str, ...],
) -> None:
    family = Family(
        people(
            "mother-in-law", "child", "grandfather", *order, "father", "grandmother", "cousin", "second man"
        ),
        (
            Couple("grandmother", "grandfather", "married"),
            Couple("mother", "father", "partner"),
            Couple("aunt", "second man", "partner"),
        ),
        parents(
            "grandmother>mother,aunt,uncle",
            "grandfather>mother,aunt,uncle",
            "mother>child",
            "father>child",
            "aunt>cousin",
            "mother-in-law>father,grandmother",
        ),
    )
    symbols = by_key(draw(family))
    assert sorted(order, key=lambda key: symbols[key].x) == list(order)


def test_a_circle_that_no_service_would_record_is_drawn_all_the_same() -> None:
    family = Family(people("child", "mother"), parents=parents("mother>child", "child>mother"))
    assert len(draw(family).symbols) == 2


def test_twins_leave_one_point_and_other_children_one_each() -> None:
    lines = [line for line in draw(TWINS_AND_CARERS).lines if line.kind == "birth" and len(line.of) == 1]
    starts = {
        line.of[0]: line.points[0] for line in lines if line.of[0] in ("child", "twin brother", "sister")
    }
    assert starts["child"] == starts["twin brother"] != starts["sister"]


def test_one_stroke_says_separated_two_say_divorced_and_none_together() -> None:
    for kind, strokes_drawn in (("married", 0), ("partner", 0), ("separated", 1), ("divorced", 2)):
        family = Family(people("child", "mother"), (Couple("mother", "child", kind),))
        assert [line.kind for line in draw(family).lines].count("slash") == strokes_drawn


def test_the_same_family_is_drawn_the_same_in_whatever_order_its_lines_come() -> None:
    for seed in range(5):
        family = crowd(30, seed)
        turned = Family(family.people, family.couples[::-1], family.parents[::-1])
        assert draw(turned) == draw(family)


def test_a_long_label_is_cut_at_four_lines_and_widens_nobody() -> None:
    drawing = draw(
        Family((Person("a", "the mother’s former partner’s younger half brother from Fennmouth who left"),))
    )
    assert len(drawing.symbols[0].words) == 4
    assert drawing.symbols[0].words[-1].endswith("…")


def test_the_child_at_the_centre_has_two_outlines_and_whoever_died_a_cross() -> None:
    symbols = by_key(draw(GRANDPARENTS_AS_CARERS))
    assert [len(symbols[key].outlines) for key in ("child", "mother")] == [2, 1]
    assert symbols["father"].person.died and symbols["father"].cross.startswith("M")


def test_the_key_explains_what_the_drawing_holds_and_nothing_else() -> None:
    words = [example.words for example in key_of(draw(GRANDPARENTS_AS_CARERS))]
    assert "Foster or kinship carer" in words and "Has died" in words
    assert "Adoptive parent" not in words
    assert [example.words for example in key_of(draw(EMPTY))] == []
