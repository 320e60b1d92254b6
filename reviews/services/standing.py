"""Keep which of the names that wait still stand in a text: one that stands in none is not asked about.

A name is no longer met once an entry of the register covers it ("Keith Venn" was entered, "Venn" waited), or once its
sentence was taken out. Its row stays, so that it keeps its label and is asked about again where it comes back.
"""

from __future__ import annotations

from scr_portal.outstanding import keeping

from ..models import IdentityRegister, UnknownName
from ..models.unknown_names import stand
from ..narratives import labels_standing


def look(register: IdentityRegister) -> int:
    """Look where the names that wait in a case stand; return for how many that has changed.

    A text that is saved meanwhile with a label marks its name itself (`labels_of`); where the two miss each other, the
    next look says what is so. No gate reads this: a document goes on by the labels that stand in its own text.
    """
    waiting = list(register.unknown_names.waiting().defer("surface", "key"))
    if not waiting:
        return 0
    standing = labels_standing(register)
    changed = 0
    for stands in (True, False):
        names = [name.pk for name in waiting if name.stands != stands and (name.label in standing) == stands]
        changed += stand(names, stands) if names else 0
    if changed:
        keeping.mark(register.referral.code)
    return changed


def look_everywhere() -> int:
    """Look in every case in which a name waits; return how many names were found to stand, or no longer."""
    registers = IdentityRegister.objects.filter(pk__in=UnknownName.objects.waiting().values("register"))
    return sum(look(register) for register in registers.select_related("referral"))
