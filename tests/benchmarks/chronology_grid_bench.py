"""How long a page of rows, a search and a saved cell take in a chronology of 12,000 rows with 1,700 held ones.

    ./run test -q -n 0 -s tests/benchmarks/chronology_grid_bench.py

Milliseconds of the whole request, the best of several; other work on the machine only adds to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.grid_rows import Rows
from panels.models import Chronology
from tests import make
from tests.panels.test_rows import read, table
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

ROWS, HELD, TIMES = 12_000, 1_700, 5


def best(act: Callable[[], Any]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        response = act()
        taken.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200, response.status_code
    return min(taken)


def test_pages_searches_and_saves_of_a_long_chronology() -> None:
    commission = make.commission()
    step = ROWS // HELD
    chronology = read(
        commission,
        table(*({"Details": f"Entry {n}.", "Source": "" if n % step == 0 else "File"} for n in range(ROWS))),
    )
    author = sign_in(Client(), commission.author)
    grid = reverse("panels:chronology_grid", args=[chronology.review_id, chronology.pk])
    for what, address in {
        "first page": "",
        "page at row 9,000": "?row=9000",
        "rows to mend": "?show=to_mend",
        "last rows to mend": "?show=to_mend&row=11900",
        "search, found at once": "?q=Entry",
        "search, found at the end": "?q=Entry 11990",
        "search, not found": "?q=Quillfeather",
    }.items():
        print(f"{what:40} {best(lambda address=address: author.get(grid + address)):8.0f} ms", flush=True)  # type: ignore[misc]
    print(f"{'a saved cell':40} {saved(author, chronology):8.0f} ms", flush=True)


def saved(author: Client, chronology: Chronology) -> float:
    rows = iter(range(5001, 6000))

    def save() -> Any:
        row = next(rows)
        now = Rows(chronology, chronology.commission.author).one(1, row)
        assert now is not None
        url = reverse("panels:row_cells", args=[chronology.review_id, chronology.pk, 1, row])
        sent = {"detail": f"Other words {row}.", "version": now.version}
        return author.post(url, sent, headers={"Accept": "application/json"})

    return best(save)
