"""The identity register as coding sees it, and the compiled registers this process has at hand."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Hashable
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol

KEPT = 32


class CodingRegister(Protocol):
    """What a case's identity register shows to coding.

    `version` starts at 1 and goes up whenever an entry or a decision changes; texts coded with an older
    one are coded anew before they are read. Read `version` from the database no later than the entries:
    a text may be coded with newer entries than its version says, never with older ones.
    """

    pk: Any

    @property
    def version(self) -> int:
        """Say how often the register has changed."""

    @property
    def entries(self) -> list[Any]:
        """Return the entries in the anonymiser's form."""

    @property
    def decisions(self) -> Any:
        """Return what people have settled about flagged words, as the anonymiser takes it."""


class NoRegister:
    """Stands for a case that has no register yet: nothing is known, so all that is flagged is masked."""

    pk = None
    version = 0
    entries: list[Any] = []
    decisions: Any = None


_compiled: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def compiled(register: CodingRegister) -> Any:
    """Return the register compiled, from this process's memory where it is there.

    The content is part of the key: after a rolled-back change the same version may come again with
    other entries.
    """
    entries = register.entries
    content = sha256(json.dumps(entries, sort_keys=True, default=str).encode()).digest()
    key = (str(register.pk), register.version, content)
    with _lock:
        if key in _compiled:
            _compiled.move_to_end(key)
            return _compiled[key]
    from scr_portal import anonymise as engine

    made = engine.compile_register(entries)
    with _lock:
        _compiled[key] = made
        while len(_compiled) > KEPT:
            _compiled.popitem(last=False)
    return made
