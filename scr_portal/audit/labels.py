"""The labels of acts and readings: each app registers those of its own, the history of a case shows them.

A label is what a person reads instead of the name of an act. An act without one is shown by its plain name, and
`tests/platform/test_audit_labels.py` names it.
"""

from __future__ import annotations

from collections.abc import Mapping

REFUSED = "refused"
_acts: dict[str, str] = {REFUSED: "Was refused something not open to them"}
_readings: dict[str, str] = {}


def register(acts: Mapping[str, str], readings: Mapping[str, str] | None = None) -> None:
    """Register the labels of acts by verb, and of readings by what is read. Raises LookupError for one given twice."""
    for labels, new in ((_acts, acts), (_readings, readings or {})):
        taken = {key for key, words in new.items() if labels.get(key, words) != words}
        if taken:
            raise LookupError(f"There are two labels for {', '.join(sorted(taken))}.")
        labels.update(new)


def acts() -> Mapping[str, str]:
    """Return the label of every act by its verb."""
    return dict(_acts)


def readings() -> Mapping[str, str]:
    """Return the label of every reading by what is read."""
    return dict(_readings)


def label_of(verb: str, what: str = "") -> str:
    """Return the label of an act, or of the reading of something; the plain name of one without a label."""
    if verb == "read":
        return _readings.get(what, f"Read: {plain(what)}" if what else "Read a page of this case")
    words = _acts.get(verb, plain(verb))
    return f"{words} ({plain(what).lower()})" if what else words


def plain(name: str) -> str:
    """Return a name from the code as words: "meeting.put_off" as "Meeting put off"."""
    return name.replace(".", " ").replace("_", " ").capitalize()
