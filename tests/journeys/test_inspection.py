"""The eye of the journeys sees: a page with faults in it is reported, once, and what differs from a clean page is looked at."""

from __future__ import annotations

import pytest

from .conftest import NewVisitor
from .inspected import Inspected, structure_of
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULTY = f"""<html lang="en-GB"><title>Faults</title><main><h1>Faults</h1><img src="/static/img/favicon.svg">
<p>{"w" * 200}</p><script>document.title = "changed"</script></main></html>"""

CLEAN = """<html lang="en-GB"><title>Rows</title><main><h1 id="rows">Rows</h1>
<a class="row" href="/rows/1/"><img src="/1.svg" alt="First">Row</a>
<label for="id-1">Words</label><input id="id-1" aria-describedby="note-1">
<p id="note-1">As spoken.</p><p id="note-2">Or as written.</p></main></html>"""
ROW = '<a class="row" href="/rows/1/"><img src="/1.svg" alt="First">Row</a>'
ALIKE = {
    "other words": CLEAN.replace("Rows</h1>", "Other rows</h1>"),
    "another row": CLEAN.replace(ROW, ROW + ROW.replace("/1", "/2").replace("First", "Second")),
    "another identity": CLEAN.replace("id-1", "id-22"),
}
DIFFERENT = {
    "a picture that nothing describes": CLEAN.replace('alt="First"', 'alt=""'),
    "a picture without a description": CLEAN.replace(' alt="First"', ""),
    "a link without words": CLEAN.replace('alt="First">Row', 'alt="First">'),
    "another class": CLEAN.replace('class="row"', 'class="row pale"'),
    "a style of its own": CLEAN.replace('class="row"', 'class="row" style="color: #ccc"'),
    "a label of nothing": CLEAN.replace('for="id-1"', 'for="id-2"'),
    "a description that is not there": CLEAN.replace('describedby="note-1"', 'describedby="note-3"'),
    "an identity that stands twice": CLEAN.replace("note-2", "note-1"),
    "a heading that is none": CLEAN.replace("h1", "p"),
    "an empty title": CLEAN.replace("<title>Rows", "<title>"),
    "another language": CLEAN.replace("en-GB", "xx"),
}


def test_barrier_refused_script_and_sideways_scrolling_are_reported(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    somebody = visitor()
    somebody.page.goto("/")
    somebody.page.set_content(FAULTY)

    somebody.look()
    somebody.look()

    said = "\n".join(inspection.findings)
    assert "image-alt" in said
    assert "Content Security Policy" in said
    assert "wide on a phone of 320" in said
    assert said.count("at 375: image-alt") == 1


def test_what_one_journey_found_clean_another_only_measures_and_what_had_a_barrier_is_reported_by_both(
    visitor: NewVisitor, inspected: Inspected
) -> None:
    page = visitor().page
    page.goto("/")
    for content, findings in ((CLEAN, False), (FAULTY, True)):
        for journey in (Inspection(inspected), Inspection(inspected)):
            page.set_content(content)
            journey.look(page)
            assert any("image-alt" in finding for finding in journey.findings) is findings
        assert inspected.holds(structure_of(page)) is not findings
    page.set_content(CLEAN.replace("<h1", f"<p>{'w' * 200}</p><h1"))
    inspected.add(structure_of(page))
    measured = Inspection(inspected)
    measured.look(page)
    assert [finding for finding in measured.findings if "wide on a phone of 320" in finding]


def test_pages_that_differ_in_words_and_rows_are_alike_and_in_anything_that_can_be_a_barrier_are_not(
    visitor: NewVisitor,
) -> None:
    page = visitor().page
    page.set_content(CLEAN)
    clean = structure_of(page)
    for content in ALIKE.values():
        page.set_content(content)
        assert structure_of(page) == clean
    found = {}
    for name, content in DIFFERENT.items():
        page.set_content(content)
        found[name] = structure_of(page)
    assert [name for name, structure in found.items() if structure == clean] == []
