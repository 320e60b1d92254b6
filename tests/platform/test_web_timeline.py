"""The picture of lanes is true to its dates, small, and every mark can be reached."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from lxml import html

from scr_portal.web.timeline import AXIS, LABELS, LANE, WIDTH, Lane, Mark, draw

START, END = date(2009, 1, 1), date(2009, 12, 31)
DAY = (WIDTH - LABELS - 10) / 365


def picture(*marks: Mark, **more):
    return draw([Lane("Police", marks)], start=START, end=END, label="Contacts", **more)


def shown(drawn) -> html.HtmlElement:
    return html.fromstring(Template("{% load portal %}{% timeline p %}").render(Context({"p": drawn})))


def test_mark_stands_at_its_day_and_a_stretch_spans_its_days():
    day, stretch = (
        picture(Mark(date(2009, 1, 11), "Call"), Mark(date(2009, 2, 1), "Plan", until=date(2009, 2, 28)))
        .rows[0]
        .boxes
    )

    assert day.x == pytest.approx(LABELS + 10 * DAY, abs=0.1)
    assert stretch.width == pytest.approx(28 * DAY, abs=0.2)
    assert day.label == "11 January 2009: Call"
    assert stretch.label == "1 February 2009 to 28 February 2009: Plan"


def test_mark_outside_is_left_out_and_one_that_reaches_in_is_cut_at_the_edge():
    boxes = (
        picture(
            Mark(date(2008, 12, 31), "Before"),
            Mark(date(2010, 1, 1), "After"),
            Mark(date(2008, 6, 1), "Reaches in", until=date(2009, 1, 10)),
        )
        .rows[0]
        .boxes
    )

    assert [box.label.split(": ")[1] for box in boxes] == ["Reaches in"]
    assert boxes[0].x == LABELS
    assert boxes[0].width == pytest.approx(10 * DAY, abs=0.2)


def test_many_marks_are_counted_by_month_and_lead_to_the_month():
    marks = [Mark(START + timedelta(days=n % 31), "Visit", "/x/") for n in range(410)]
    marks.append(Mark(date(2009, 3, 5), "Visit", "/x/"))

    drawn = picture(*marks)

    assert drawn.grouped
    january, march = drawn.rows[0].boxes
    assert (january.label, january.url) == ("January 2009: 410 entries", "?from=2009-01-01&to=2009-01-31")
    assert march.label == "March 2009: 1 entry"
    assert january.height > march.height
    assert "counted by month" in shown(drawn).text_content()


def test_heights_are_compared_over_all_lanes_and_stretches_are_drawn_not_counted():
    many = [Mark(START, "Visit") for _ in range(410)]
    few = [Mark(START, "Call"), Mark(START, "Plan", until=date(2009, 6, 30))]

    drawn = draw([Lane("Health", many), Lane("Police", few)], start=START, end=END, label="x")

    [full], [plan, one] = drawn.rows[0].boxes, drawn.rows[1].boxes
    assert one.label == "January 2009: 1 entry"
    assert one.height < full.height / 5
    assert plan.label == "1 January 2009 to 30 June 2009: Plan"


def test_today_is_drawn_only_where_the_picture_holds_it():
    assert picture(today=date(2009, 1, 1)).now == LABELS
    assert picture(today=date(2010, 1, 1)).now is None


@pytest.mark.parametrize(
    ("start", "end", "first", "count"),
    [
        (date(2009, 1, 1), date(2009, 2, 1), "5 Jan", 4),
        (date(2009, 1, 1), date(2009, 12, 31), "2009", 12),
        (date(2009, 1, 1), date(2010, 12, 31), "2009", 8),
        (date(2001, 6, 1), date(2010, 12, 31), "2002", 9),
    ],
)
def test_axis_is_marked_so_that_it_can_be_read(start, end, first, count):
    ticks = draw([], start=start, end=end, label="x").ticks

    assert (ticks[0][1], len(ticks)) == (first, count)


def test_one_day_is_a_picture_and_a_reversed_span_is_refused():
    assert draw([Lane("x", [Mark(START, "y")])], start=START, end=START, label="x").rows[0].boxes
    with pytest.raises(ValueError, match="before it begins"):
        draw([], start=END, end=START, label="x")


def test_drawn_marks_are_links_with_names_and_nothing_is_styled_inline():
    tree = shown(picture(Mark(date(2009, 5, 1), "<b>Call</b>", "/entries/1/")))

    link = tree.xpath("//a")[0]
    assert (link.get("href"), link.get("aria-label")) == ("/entries/1/", "Police, 1 May 2009: <b>Call</b>")
    assert not tree.xpath("//@style | //style | //script | //b")


def test_lanes_do_not_overlap():
    rows = draw([Lane(str(n), [Mark(START, "x")]) for n in range(5)], start=START, end=END, label="x").rows

    assert [row.top for row in rows] == [AXIS + n * LANE for n in range(5)]
    for row in rows:
        assert row.top <= row.boxes[0].y and row.boxes[0].y + row.boxes[0].height <= row.top + LANE
