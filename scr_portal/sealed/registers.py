"""The identity register's interface for coding, and a per-process cache of compiled registers."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Hashable, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol

MAX_CACHED = 32


class CodingRegister(Protocol):
    """The part of a case's identity register that coding needs.

    `version` starts at 1 and rises whenever an entry or a decision changes; texts coded with an older version
    are recoded before they are read. Read `version` from the database no later than the entries: a text may
    be coded with newer entries than its version says, never with older ones.
    """

    pk: Any

    @property
    def version(self) -> int:
        """The number of changes of the register."""

    @property
    def entries(self) -> list[Any]:
        """The entries in the anonymiser's form."""

    @property
    def decisions(self) -> Any:
        """The decisions on flagged words, in the anonymiser's form."""

    def labels_of(self, surfaces: Collection[Any]) -> Mapping[str, str | None]:
        """Return what stands for each flagged surface, by its key, for all texts of a batch at once.

        None means that it stays as it is written, because somebody has answered so.
        A surface not met before is given a label; the same surface has the same label in every text of the
        case. Raises LabelsInUse where another transaction is giving labels in this case and takes too long.
        """

    def answered_labels(self) -> Mapping[str, str]:
        """Return what labels read as that have been answered since an author took them over into a text."""

    def references_in(self, text: str) -> Sequence[str]:
        """Return the references to evidence in a text, in their order, that name an agency and nobody else."""


class LabelsInUse(Exception):
    """Another transaction is giving labels in this case. Nothing waits for it, so that nothing can deadlock."""


class NoRegister:
    """The register of a case that has none yet: nothing is known, so what is flagged is only said in kind."""

    pk = None
    version = 0
    entries: list[Any] = []
    decisions: Any = None

    def labels_of(self, surfaces: Collection[Any]) -> Mapping[str, str | None]:
        """Return nothing: without a register there is nobody who could remember a label."""
        return {}

    def answered_labels(self) -> Mapping[str, str]:
        """Return nothing, for the same reason."""
        return {}

    def references_in(self, text: str) -> Sequence[str]:
        """Return nothing: without a case there are no agencies."""
        return []


_compiled: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def compiled(register: CodingRegister) -> Any:
    """Return the compiled register, from this process's cache where possible.

    The content is part of the key: after a rolled-back change the same version may recur with other entries.
    """
    entries = register.entries
    content = sha256(json.dumps(entries, sort_keys=True, default=str).encode()).digest()
    key = (str(register.pk), register.version, content)
    with _lock:
        if key in _compiled:
            _compiled.move_to_end(key)
            return _compiled[key]
    from scr_portal import anonymise as engine

    register_compiled = engine.compile_register(entries)
    with _lock:
        _compiled[key] = register_compiled
        while len(_compiled) > MAX_CACHED:
            _compiled.popitem(last=False)
    return register_compiled
