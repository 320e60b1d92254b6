"""The identity register's interface for coding, and a per-process cache of compiled registers."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Hashable
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


class NoRegister:
    """The register of a case that has none yet: nothing is known, so everything flagged is masked."""

    pk = None
    version = 0
    entries: list[Any] = []
    decisions: Any = None


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
