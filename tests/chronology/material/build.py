"""Build grids and the expected readings from a layout and a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.chronology.material import clock, spellings
from tests.chronology.material.clock import Moment
from tests.chronology.material.grid import Grid
from tests.chronology.material.layouts import Layout
from tests.chronology.material.spellings import Broken, Meant

SCOPE = date(1999, 1, 1), date(2010, 12, 31)
_DETAILS = [
    "Home visit. Mother “tired but coping”. Child asleep – not woken.",
    "Telephone call, no reply. Message left; £20 voucher mentioned.",
    "Seen in clinic.\nWeight on 9th centile.\n\nReview in 2/52.",
    "Event recorded late. Date of call not clear, source: duty book.",
    "=SUM of concerns discussed with manager",
    "-ve result given by phone, “nothing to add”, he said",
    'Referred to as "the lodger"; name not given, see file',
    "Appointment missed. Letter sent. " + "Further detail was noted at length. " * 60,
]
_SOURCES = ["Case file", "Duty log", "Clinic record", "E-mail, 2 pages", "Visit book"]
_KINDS = ["event"] * 30 + ["wide"] * 14 + ["held"] * 4 + ["blank"] * 2
_KINDS += ["no_source", "no_detail", "note", "bad_time", "outside", "twice"]


class Builder:
    """A writer of rows into a grid, together with their expected readings."""

    def __init__(self, layout: Layout, rng: random.Random, part: int) -> None:
        self.layout, self.rng, self.part = layout, rng, part
        self.grid = Grid("Chronology")
        self.columns = {name: i + layout.first_column for i, name in enumerate(layout.headings)}
        self.events: list[dict[str, Any]] = []
        self.problems: list[dict[str, Any]] = []
        self.row = 0
        self.sheet = layout.name.endswith((".xlsx", ".ods"))

    def build(self) -> None:
        """Write titles, headings and rows."""
        for title in self.layout.titles:
            self.row += 1
            self.grid.put(self.row, self.layout.first_column, title)
        self._groups()
        self.row += 1
        for name, heading in self.layout.headings.items():
            self.grid.put(self.row, self.columns[name], heading)
        for _ in range(self.layout.rows):
            self._next()
        self.row += 1
        self._note("End of the chronology")

    def _groups(self) -> None:
        if not self.layout.groups:
            return
        self.row += 1
        column = self.layout.first_column
        for text, width in self.layout.groups:
            self.grid.put(self.row, column, text)
            self.grid.merges.append((self.row, column, self.row, column + width - 1))
            column += width

    def _next(self) -> None:
        odd = sorted(self.layout.odd & {"ditto", "merged", "errors", "repeated", "hidden_rows", "year_rows"})
        kind = self.rng.choice(_KINDS + odd * 2)
        self.row += 1
        if kind == "blank":
            self.grid.last_row = self.row
        else:
            getattr(self, f"_{kind}", self._event)()

    def _day(self) -> date:
        return SCOPE[0] + timedelta(days=self.rng.randrange((SCOPE[1] - SCOPE[0]).days))

    def _spelling(self, day: date) -> Meant:
        candidates = spellings.day_spellings(day)
        if self.sheet:
            candidates += spellings.workbook_spellings(day, date1904=self.layout.date1904) * 3
        meant = self.rng.choice(candidates)
        plain = isinstance(meant.typed, str) and meant.form in ("slashes", "ordinal", "iso", "dots")
        return spellings.beside(meant, self.rng) if plain and "beside" in self.layout.odd else meant

    def _moment(self) -> Moment:
        if "time" not in self.columns:
            return Moment("")
        hour, minute = self.rng.randrange(24), self.rng.randrange(0, 60, 5)
        candidates = clock.clock_spellings(hour, minute) + self.rng.sample(clock.WORDS, 8)
        return self.rng.choice(candidates + (clock.workbook_times(hour, minute) * 2 if self.sheet else []))

    def _event(self, meant: Meant | None = None, **changes: Any) -> None:
        meant = meant or self._spelling(self._day())
        moment = (changes.get("moment") if "time" in self.columns else None) or self._moment()
        source = changes.get("source", self.rng.choice(_SOURCES))
        detail = changes.get("detail", self.rng.choice(_DETAILS))
        seen, seen_means = self.rng.choice(
            (("Y", "yes"), ("N", "no"), ("Alone", "alone"), ("Y - alone", "alone"), ("", None))
        )
        texts = {"source": source, "detail": detail, "child_seen": seen, "action": "None taken."}
        texts |= {
            "+entered": "01/02/2011",
            "+birth": "03/05/2001",
            "+updated": "yesterday",
            "ref": f"E{self.row}",
        }
        for name, text in texts.items():
            if name in self.columns:
                self.grid.put(self.row, self.columns[name], text)
        self._put("date", meant.typed)
        self._put("time", moment.typed)
        self._record(meant, moment, source, detail, seen_means if "child_seen" in self.columns else None)

    def _put(self, name: str, value: Any) -> None:
        if name in self.columns:
            self.grid.put(self.row, self.columns[name], value)

    def _record(self, meant: Meant, moment: Moment, source: str, detail: str, seen: str | None) -> None:
        codes = [code for code in (meant.code, moment.code) if code]
        codes += ["missing_source"] if not source.strip(" -–.?") else []
        codes += ["missing_detail"] if not detail.strip(" -–.?") else []
        if meant.start and meant.end and (meant.end < SCOPE[0] or meant.start > SCOPE[1]):
            codes.append("outside_scope")
        if codes:
            self.problems += [
                {"row": self.row, "part": self.part, "code": code, "field": None} for code in codes
            ]
            return
        squashed = " ".join(detail.split())
        beside = meant.clock if moment.typed == "" else None
        self.events.append(
            {
                "row": self.row,
                "part": self.part,
                "date_start": str(meant.start),
                "date_end": str(meant.end),
                "precision": meant.precision,
                "uncertain": meant.uncertain,
                "time": beside or moment.clock,
                "time_precision": "exact" if beside else moment.precision,
                "time_end": moment.end,
                "source": source,
                "detail_prefix": squashed[:40],
                "detail_len": len(squashed),
                "child_seen": seen,
                "form": meant.form,
                "time_form": str(moment.typed),
            }
        )

    def _wide(self) -> None:
        self._event(self.rng.choice(spellings.wide_spellings(self._day())))

    def _held(self) -> None:
        self._event(self.rng.choice(spellings.held_spellings(self._day())))

    def _no_source(self) -> None:
        self._event(source=self.rng.choice(("", "-", "–", "?")))

    def _no_detail(self) -> None:
        self._event(detail=self.rng.choice(("", "-", "...")))

    def _bad_time(self) -> None:
        self._event(moment=self.rng.choice(clock.HELD)) if "time" in self.columns else self._event()

    def _outside(self) -> None:
        self._event(
            replace(
                self._spelling(self._day()),
                form="outside",
                typed="12/05/2019",
                start=date(2019, 5, 12),
                end=date(2019, 5, 12),
                uncertain=False,
                precision="day",
                clock=None,
            )
        )

    def _twice(self) -> None:
        if self.events and self.events[-1]["row"] == self.row - 1 and not self.grid.merges:
            for column in self.columns.values():
                self.grid.put(self.row, column, self.grid.cells.get((self.row - 1, column), ""))
            self.events.append({**self.events[-1], "row": self.row})
        else:
            self._event()

    def _note(self, text: str = "Total contacts: 12") -> None:
        self.grid.put(self.row, self.layout.first_column, text)
        self.problems.append({"row": self.row, "part": self.part, "code": "not_an_event", "field": None})

    def _year_rows(self) -> None:
        self.grid.merges.append((self.row, self.layout.first_column, self.row, max(self.columns.values())))
        self._note(str(self._day().year))

    def _repeated(self) -> None:
        for name, heading in self.layout.headings.items():
            self.grid.put(self.row, self.columns[name], heading)
        self.problems.append({"row": self.row, "part": self.part, "code": "repeated_header", "field": None})

    def _hidden_rows(self) -> None:
        self._event(
            replace(Meant("hidden", "01/02/2003"), code="hidden_row"),
            moment=Moment(""),
            source="File",
            detail="Kept back",
        )
        self.grid.hidden_rows.add(self.row)

    def _ditto(self) -> None:
        if not self.events:
            return self._event()
        above = self.events[-1]
        meant = Meant(
            "ditto",
            self.rng.choice(("ditto", '"', "as above", "Ditto.", "”")),
            date.fromisoformat(above["date_start"]),
            date.fromisoformat(above["date_end"]),
            above["precision"],
            above["uncertain"],
        )
        return self._event(meant, moment=Moment("09:15", "09:15", "exact"))

    def _merged(self) -> None:
        meant = replace(self._spelling(self._day()), clock=None)
        if not isinstance(meant.typed, str) or meant.form == "beside":
            meant = Meant("merged", "14 June 2006", date(2006, 6, 14), date(2006, 6, 14))
        top = self.row
        self._event(meant)
        self.row += 1
        self._event(replace(meant, form="merged"))
        self.grid.cells.pop((self.row, self.columns["date"]), None)
        self.grid.merges.append((top, self.columns["date"], self.row, self.columns["date"]))

    def _errors(self) -> None:
        self._event(
            replace(
                self._spelling(self._day()),
                form="error",
                typed=self.rng.choice((Broken("#REF!"), Broken())),
                code="formula_error",
            )
        )
