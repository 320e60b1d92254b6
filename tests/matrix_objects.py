"""The objects of the access matrix, each brought through its states by the services, with one question an act.

A moment is a state in the matrix's words, and for each act a function that says whether a person may. Acts
with a second word ("view outcome", "list meta") are the narrower looks that some cells grant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

from tests.matrix_case import audit, decision, geno, ident, referral, review, seal, tor
from tests.matrix_checks import Moment
from tests.matrix_contributions import chron, famcon, famview, imr_draft, imr_sub, intv, letter
from tests.matrix_names import jigsaw, preview, readers
from tests.matrix_reports import over, pubrep, sign

OBJECTS: dict[str, Callable[[SimpleNamespace], Iterator[Moment]]] = {
    "referral": referral,
    "decision": decision,
    "tor": tor,
    "review": review,
    "chron": chron,
    "imr_draft": imr_draft,
    "imr_sub": imr_sub,
    "intv": intv,
    "famcon": famcon,
    "famview": famview,
    "letter": letter,
    "ident": ident,
    "geno": geno,
    "seal": seal,
    "over": over,
    "exec": over,
    "sign": sign,
    "pubrep": pubrep,
    "audit": audit,
    "preview": preview,
    "readers": readers,
    "jigsaw": jigsaw,
}

"""The report and its summary are one record and one page, so one function brings both through their states."""
