"""How long a page of rows, a search and a saved cell take in a chronology of 12,000 rows with 1,700 held ones.

    ./run test -q -n 0 -s tests/benchmarks/chronology_grid_bench.py

Milliseconds of the whole request by the clock, the best of several, and of processor time in this process. A save counts
what follows its commit: what is outstanding in the case is computed again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
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


def best(act: Callable[[], Any]) -> str:
    taken = []
    for _ in range(TIMES):
        begun, worked = time.perf_counter(), time.process_time()
        response = act()
        clock, processor = time.perf_counter() - begun, time.process_time() - worked
        taken.append((clock * 1000, processor * 1000))
        assert response.status_code == 200, response.status_code
    return "{:8.0f} ms, of which processor {:6.0f} ms".format(*min(taken))


def test_pages_searches_and_saves_of_a_long_chronology(django_capture_on_commit_callbacks: Any) -> None:
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
        print(f"{what:40} {best(lambda address=address: author.get(grid + address))}", flush=True)  # type: ignore[misc]
    saves = iter(list(sent(chronology)))

    def save() -> Any:
        url, cells = next(saves)
        with django_capture_on_commit_callbacks(execute=True):
            return author.post(url, cells, headers={"Accept": "application/json"})

    print(f"{'a saved cell':40} {best(save)}", flush=True)


def sent(chronology: Chronology) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the address of a row and what is sent there, for as many rows as are saved."""
    for row in range(5001, 5001 + TIMES):
        now = Rows(chronology, chronology.commission.author).one(1, row)
        assert now is not None
        url = reverse("panels:row_cells", args=[chronology.review_id, chronology.pk, 1, row])
        yield url, {"detail": f"Other words {row}.", "version": now.version}
