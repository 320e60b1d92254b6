"""Compare the table of what is outstanding with what the gates say now."""

from __future__ import annotations

from collections.abc import Iterator

from . import registry
from .keeping import changed_columns, rows_of
from .models import OpenMatter


def differences() -> Iterator[str]:
    """Yield what the table says and the gates do not, or the other way round: scope, key and what differs."""
    known = set()
    for scope in registry.scopes():
        for case, kind in registry.find(scope):
            own = registry.scope_of(case)
            if own in known:
                continue
            known.add(own)
            yield from _differences_of(own, rows_of(case, kind))
    for row in OpenMatter.objects.exclude(scope__in=known):
        yield f"{row.scope} {row.key}: the case is not there"


def _differences_of(scope: str, wanted: dict[str, OpenMatter]) -> Iterator[str]:
    stored = {row.key: row for row in OpenMatter.objects.filter(scope=scope)}
    for key in sorted(stored.keys() | wanted.keys()):
        if key not in stored:
            yield f"{scope} {key}: missing"
        elif key not in wanted:
            yield f"{scope} {key}: not outstanding any more"
        elif changed := changed_columns(stored[key], wanted[key]):
            yield f"{scope} {key}: {', '.join(changed)}"
