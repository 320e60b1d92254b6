"""A `ReadResult` as plain data and back, for the command and the child process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from panels.chronology.model import (
    Candidate,
    Event,
    FileNotice,
    Interval,
    Part,
    Problem,
    Proposal,
    Question,
    ReadResult,
)

_EVENT_FIELDS = tuple(Event.__dataclass_fields__)
_START, _END = _EVENT_FIELDS.index("date_start"), _EVENT_FIELDS.index("date_end")


def result_to_json(result: ReadResult) -> dict[str, Any]:
    """Convert to plain data; a notice is a problem whose row is null, `part` is given only with several tables."""
    several = len(result.parts) > 1
    return {
        "status": "question" if result.questions else "read",
        "filename": result.filename,
        "kind": result.kind,
        "parts": [asdict(part) for part in result.parts],
        "mapping": result.mapping,
        "unmapped_columns": list(result.unmapped_columns),
        "questions": [asdict(question) for question in result.questions],
        "columns": [asdict(column) for column in result.columns],
        "totals": {
            "rows_non_empty": result.rows_non_empty,
            "events": len(result.events),
            "problem_rows": result.problem_rows,
        },
        "events": [_event(event, several) for event in result.events],
        "problems": [_problem(problem, several) for problem in result.problems]
        + [{"row": None, "code": n.code, "field": n.field, "message": n.message} for n in result.notices],
    }


def result_to_wire(result: ReadResult) -> dict[str, Any]:
    """Convert to plain data for the way back from the child process: each event as its values, without their names."""
    rows = []
    for event in result.events:
        values = [getattr(event, name) for name in _EVENT_FIELDS]
        values[_START], values[_END] = event.date_start.isoformat(), event.date_end.isoformat()
        rows.append(values)
    return {**result_to_json(replace(result, events=())), "rows": rows}


def result_from_json(data: Mapping[str, Any]) -> ReadResult:
    """Build a result from the data of `result_to_json`."""
    parts = tuple(
        Part(
            **{
                **part,
                "headings": tuple(part["headings"]),
                "unmapped_columns": tuple(part["unmapped_columns"]),
            }
        )
        for part in data["parts"]
    )
    only = parts[0].number if parts else 1
    rows = [item for item in data["problems"] if item["row"] is not None]
    notices = [item for item in data["problems"] if item["row"] is None]
    return ReadResult(
        filename=data["filename"],
        kind=data["kind"],
        parts=parts,
        events=tuple(_event_from_values(values) for values in data["rows"])
        if "rows" in data
        else tuple(event_from_json(item, only) for item in data["events"]),
        problems=tuple(_problem_from(item, only) for item in rows),
        notices=tuple(FileNotice(item["code"], item["field"], item["message"]) for item in notices),
        questions=tuple(_question_from(item) for item in data.get("questions", ())),
        columns=tuple(_candidate_from(item) for item in data.get("columns", ())),
    )


def _question_from(item: Mapping[str, Any]) -> Question:
    return Question(**{**item, "candidates": tuple(_candidate_from(each) for each in item["candidates"])})


def _candidate_from(item: Mapping[str, Any]) -> Candidate:
    return Candidate(**{**item, "samples": tuple(item["samples"])})


def _event_from_values(values: list[Any]) -> Event:
    values[_START], values[_END] = date.fromisoformat(values[_START]), date.fromisoformat(values[_END])
    return Event(*values)


def event_to_json(event: Event) -> dict[str, Any]:
    """Convert one event to plain data, with the number of its table."""
    data = {name: getattr(event, name) for name in _EVENT_FIELDS}
    data["date_start"] = event.date_start.isoformat()
    data["date_end"] = event.date_end.isoformat()
    return data


def event_from_json(item: Mapping[str, Any], part: int = 1) -> Event:
    """Build an event from the data of `event_to_json`."""
    start, end = date.fromisoformat(item["date_start"]), date.fromisoformat(item["date_end"])
    return Event(**{"part": part, **item, "date_start": start, "date_end": end})


def _event(event: Event, several: bool) -> dict[str, Any]:
    data = event_to_json(event)
    if not several:
        del data["part"]
    return data


def _problem(problem: Problem, several: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"row": problem.row}
    if several:
        data["part"] = problem.part
    data |= {
        "code": problem.code,
        "field": problem.field,
        "message": problem.message,
        "severity": problem.severity,
        "cells": [list(cell) for cell in problem.cells],
        "proposals": [proposal_to_json(proposal) for proposal in problem.proposals],
    }
    return data


def proposal_to_json(proposal: Proposal) -> dict[str, Any]:
    """Convert a reading to choose to plain data."""
    interval = proposal.interval
    return {
        "label": proposal.label,
        "date_start": interval.start.isoformat(),
        "date_end": interval.end.isoformat(),
        "precision": interval.precision,
        "uncertain": interval.uncertain,
        "time": proposal.time,
        "group": proposal.group,
    }


def _problem_from(item: Mapping[str, Any], part: int) -> Problem:
    return Problem(
        row=item["row"],
        part=item.get("part", part),
        code=item["code"],
        field=item["field"],
        message=item["message"],
        severity=item["severity"],
        cells=tuple((heading, text) for heading, text in item["cells"]),
        proposals=tuple(proposal_from_json(proposal) for proposal in item["proposals"]),
    )


def proposal_from_json(item: Mapping[str, Any]) -> Proposal:
    """Build a reading from the data of `proposal_to_json`."""
    start, end = date.fromisoformat(item["date_start"]), date.fromisoformat(item["date_end"])
    interval = Interval(start, end, item["precision"], item["uncertain"])
    return Proposal(item["label"], interval, item.get("time", ""), item.get("group", ""))
