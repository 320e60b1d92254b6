"""The workflow: statuses, transitions, and the gates that block a transition until its rule is met.

A model with a status declares ``TRANSITIONS = {(from, to): ("app.gate", ...)}``. A gate examines the state of
the case, never the person, and yields one sentence for each thing missing. The page that offers a step shows
the same sentences as a checklist: refusal and guidance are one text. Whether a step is open is computed each
time and stored nowhere. ``FORWARD = {from: to}`` gives the transition that is the next step of the process;
the others lead back or aside.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

if TYPE_CHECKING:
    from scr_portal.owners import Owner
    from scr_portal.refusals import Refused

GateFunction = Callable[[Any], Iterable[Any]]
Transitions = Mapping[tuple[str, str], tuple[str, ...]]
SourceReader = Callable[[str, str, Any], str]
"""(name of the rule, its usual source, subject) to the source that holds for this subject."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing missing: the sentence, its owner, the page where it is done, and the rule's source.

    The same object is shown in the checklist of the step and, where it is a matter of its own, in the list of
    its owner. `act` is the verb there ("Appoint the panel chair"); `form` is the page that does it where
    `url` only leads to it, and `read_at` where watchers see it (the case by default). `key` is the identity
    of the matter: rows with the same key are one matter. `detail`: part of the step's own matter (one empty
    section of a report), shown only in the checklist. `later`: it can only be done after something else, so
    it is in nobody's list yet. `watchers` see that it waits for somebody else. `since` and `due_on` are when
    it began and must be done. `private`: only whoever owes it may open its page, so nobody else is led there.
    """

    sentence: str
    source: str = ""
    gate: str = ""
    owner: Owner | None = None
    url: str = ""
    act: str = ""
    form: str = ""
    read_at: str = ""
    key: str = ""
    detail: bool = False
    later: bool = False
    watchers: tuple[Owner, ...] = ()
    since: datetime.datetime | None = None
    due_on: datetime.date | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A named rule with the leaflet, regulation or standard it comes from."""

    name: str
    source: str
    function: GateFunction
    met_by_step: bool = False
    """Whether the act that moves the subject on is what this rule asks for: a second person clears a text."""

    def source_for(self, subject: Any) -> str:
        """Return where the rule comes from for this subject: another board may promise it elsewhere, or not at all."""
        source = self.source
        for read in _source_readers:
            source = read(self.name, source, subject)
        return source

    def missing(self, subject: Any) -> Iterator[Outstanding]:
        """Yield what this rule still requires of `subject`; a yielded sentence takes the gate's own source."""
        for item in self.function(subject):
            outstanding = item if isinstance(item, Outstanding) else Outstanding(str(item))
            yield replace(
                outstanding,
                source=outstanding.source or self.source_for(subject),
                gate=self.name,
                key=outstanding.key or f"{self.name}:{subject.pk}",
            )


class UnknownGate(LookupError):
    """A transition names a gate that no app has registered."""


class TransitionBlocked(Exception):
    """The transition is not open. `outstanding` has one item for each thing missing."""

    def __init__(self, outstanding: list[Outstanding]) -> None:
        super().__init__(" ".join(item.sentence for item in outstanding))
        self.outstanding = outstanding


class NoSuchTransition(TransitionBlocked):
    """There is no such transition: the status has already changed (concurrent request or stale page)."""


_gates: dict[str, Gate] = {}
_source_readers: list[SourceReader] = []


def source_reader(function: SourceReader) -> SourceReader:
    """Register who knows where a rule comes from for one subject: the app with the boards' procedures."""
    if function not in _source_readers:
        _source_readers.append(function)
    return function


def gate(name: str, *, source: str, met_by_step: bool = False) -> Callable[[GateFunction], GateFunction]:
    """Register a gate. `source` names the leaflet or guidance and is shown with each sentence.

    Raises ValueError for an empty source and LookupError where the name is taken.
    """
    if not source.strip():
        raise ValueError(f"Gate {name} names no source.")

    def remember(function: GateFunction) -> GateFunction:
        if name in _gates and _gates[name].function is not function:
            raise LookupError(f"Two gates are called {name}.")
        _gates[name] = Gate(name, source, function, met_by_step)
        return function

    return remember


def missing(subject: Any, to: str) -> list[Outstanding]:
    """Return everything that blocks `subject` from the status `to`; empty where the transition is open."""
    return [item for name in _gates_between(subject, to) for item in _find(name).missing(subject)]


def missing_before(subject: Any, to: str) -> list[Outstanding]:
    """Return what blocks the act that moves `subject` to `to`: everything missing but what that act itself meets."""
    return [item for item in missing(subject, to) if not _find(item.gate).met_by_step]


def shut_by(subject: Any, to: str) -> list[Outstanding]:
    """Return what a page says in place of its form: what is missing, or that there is no such step from here now."""
    try:
        return missing_before(subject, to)
    except NoSuchTransition as gone:
        return gone.outstanding


def refused_now(refusals: Iterable[Refused]) -> list[Outstanding]:
    """Return what a service refuses whatever is typed, so that its page says so in place of a form."""
    return [Outstanding(str(refused)) for refused in refusals]


def next_step(subject: Any) -> str | None:
    """Return the next status of the process; None where it has ended or waits for a job."""
    to: str | None = subject.FORWARD.get(str(subject.status))
    return to


def may_move(subject: Any, to: str) -> bool:
    """Return whether the table has this transition from the current status at all, open or blocked."""
    return (str(subject.status), str(to)) in subject.TRANSITIONS


def move(subject: Any, to: str) -> None:
    """Set the status, or raise `TransitionBlocked`.

    The calling service has locked the row and checked the policy; it saves and records the act itself.
    """
    if outstanding := missing(subject, to):
        raise TransitionBlocked(outstanding)
    subject.status = to


def _gates_between(subject: Any, to: str) -> tuple[str, ...]:
    transitions: Transitions = subject.TRANSITIONS
    try:
        return transitions[(str(subject.status), str(to))]
    except KeyError:
        already = str(subject.status) == str(to)
        sentence = (
            "This has already been done." if already else "This step is not open from where the case stands."
        )
        raise NoSuchTransition([Outstanding(sentence)]) from None


def _find(name: str) -> Gate:
    try:
        return _gates[name]
    except KeyError:
        raise UnknownGate(name) from None


def registered() -> Mapping[str, Gate]:
    """Return all gates by name; the system check and the generated process document use it."""
    return dict(_gates)


@register()
def every_gate_is_known_and_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report unknown gates in transitions, gates that no transition uses, and invalid next steps."""
    tables = {model: model.TRANSITIONS for model in apps.get_models() if hasattr(model, "TRANSITIONS")}
    named = {name for table in tables.values() for gates in table.values() for name in gates}
    unknown = [
        Error(f"No app has registered the gate {name}.", id="workflow.E001") for name in named - set(_gates)
    ]
    unused = [
        Error(f"No transition asks the gate {name}.", id="workflow.E002") for name in set(_gates) - named
    ]
    forward = {model: getattr(model, "FORWARD", {}) for model in tables}
    aside = [
        Error(f"{model._meta.label} has no transition from {start} to {to}.", id="workflow.E003")
        for model, table in tables.items()
        for start, to in forward[model].items()
        if (start, to) not in table
    ]
    return sorted([*unknown, *unused, *aside], key=lambda error: error.msg)
