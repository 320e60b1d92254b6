"""The grid of a chronology says of rows that are sealed how many are counted and not shown."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.models import SealReader
from tests import cast, make
from tests.panels.test_chronology_grid import grid, names, words_on
from tests.panels.test_row_changes import change
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def close_to_all() -> None:
    """Have no seal name anybody who reads what it is on, its author included."""
    for reader in SealReader.objects.all():
        reader.delete()


def test_the_page_says_how_many_of_the_counted_rows_are_sealed(client: Any) -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    author = made.commission.author
    chronology = make.chronology_of(
        made.commission,
        b"Date,Source,Details\n12/01/2009,Visit book,Seen at home.\n13/01/2009,Visit book,To the refuge.\n"
        b"14/01/2009,Visit book,Letter sent.\n15/01/2009,,A call.\n",
    )
    change(chronology, 4, comment="From the refuge.")
    page = sign_in(client, author).get(grid(chronology))
    assert "sealed" not in words_on(page)
    for row in (3, 4):
        make.seal(chronology.events.get(row=row), by=author)
    close_to_all()

    page = sign_in(client, author).get(grid(chronology))

    assert names(page) == ["row 2", "row 5"]
    said = words_on(page)
    assert "4 rows read = 3 events + 0 without an event + 1 to mend + 0 left out" in said
    assert "Two rows are sealed until" in said and "in every number on this page and are not shown" in said
    assert "refuge" not in said
    sought = words_on(client.get(grid(chronology) + "?q=refuge"))
    assert "Two rows are sealed until" in sought and "No row that is open to you holds “refuge”" in sought


def test_a_row_to_mend_that_is_sealed_is_counted_as_sealed_once(client: Any) -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    chronology = make.chronology_of(
        made.commission,
        b"Date,Source,Details\n12/01/2009,Visit book,Seen at home.\n13/01/2009,Visit book,To the refuge.\n",
    )
    make.seal(chronology.events.get(row=3), by=made.commission.author)
    change(chronology, 3, date="31/02/2009", source="")
    close_to_all()

    page = sign_in(client, made.commission.author).get(grid(chronology))
    assert names(page) == ["row 2"] and "One row is sealed until" in words_on(page)
    to_mend = words_on(client.get(grid(chronology) + "?show=to_mend"))
    assert "+ 1 to mend +" in to_mend and "No row is left to mend" not in to_mend
    assert "There is no row here that is open to you." in to_mend
