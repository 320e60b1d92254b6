"""How much a preview leaves out: rows the other person reads and whoever looks does not. They are counted and never shown."""

from __future__ import annotations

import copy
from typing import Any

from scr_portal.access.scope import paths_of, scoped_manager
from scr_portal.outstanding.models import OpenMatter
from scr_portal.web.words import counted

_nouns: dict[type[Any], str] = {}


def count(model: type[Any], nouns: str) -> None:
    """Register a model whose rows are counted ("case,cases") on the pages that are made from it."""
    _nouns[model] = nouns


def alone(person: Any) -> Any:
    """Return the person as they read without anybody beside them: for counting what is left out, never for showing it."""
    by_themselves = copy.copy(person)
    by_themselves.previewed_by = None
    return by_themselves


def left_out(person: Any, case_code: str = "") -> list[str]:
    """Return how many rows of each kind a page leaves out that was made for this person; nothing where there is none.

    Counted are the kinds that the page has asked for; on the page of a case those of that case.
    """
    asked = {key[0] for key in person.__dict__.get("_scopes_built", {})}
    missing = (
        (nouns, _missing(model, person, case_code)) for model, nouns in _nouns.items() if model in asked
    )
    return [counted(number, nouns) for nouns, number in missing if number]


def _missing(model: type[Any], person: Any, case_code: str) -> int:
    rows = scoped_manager(model).filter(**_of_case(model, case_code))
    return int(rows.visible_to(alone(person)).count() - rows.visible_to(person).count())


def _of_case(model: type[Any], case_code: str) -> dict[str, str]:
    paths = paths_of(model)
    if not case_code or not (paths.case or paths.case_code):
        return {}
    if paths.case_code:
        return {paths.case_code: case_code}
    return {"code" if paths.case == "pk" else f"{paths.case}__code": case_code}


count(OpenMatter, "matter of their list,matters of their list")
