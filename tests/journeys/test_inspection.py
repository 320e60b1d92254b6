"""The eye of the journeys sees: a page with faults in it is reported, once."""

from __future__ import annotations

import pytest

from .conftest import NewVisitor
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULTY = f"""<html lang="en-GB"><title>Faults</title><main><h1>Faults</h1><img src="/static/img/favicon.svg">
<p>{"w" * 200}</p><script>document.title = "changed"</script></main></html>"""


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
