"""What is asked before an answer that would reach further than the person may think."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scr_portal.accounts.models import Agency, Board
from scr_portal.anonymise import key_of
from scr_portal.anonymise.suggest import is_plain_word
from scr_portal.web.words import counted

from .models import Identity, IdentityRegister
from .names_queue import called, likeliest
from .narratives import effect_of

SAME = {"same family name", "same given name", "known by this name"}


def second_thoughts(
    register: IdentityRegister,
    surfaces: Sequence[str],
    *,
    label: str,
    identities: Sequence[Identity],
    answer: Identity | None = None,
    own: bool = False,
) -> list[str]:
    """Return what to say before these surfaces read `label` from now on; nothing where nothing speaks against it."""
    return [
        *_plain_words(register, surfaces, label),
        *_bodies(register, surfaces),
        *_others_of_the_name(surfaces, identities, answer, own=own),
    ]


def _plain_words(register: IdentityRegister, surfaces: Sequence[str], label: str) -> Iterator[str]:
    """Yield each surface that is a word too ("May", "Will"), with how much of the case its entry may rewrite."""
    for surface in surfaces:
        if is_plain_word(surface):
            effect = effect_of(register, [surface])
            yield (
                f"“{surface}” is an ordinary word too. It stands {counted(effect.words, 'time')} in "
                f"{counted(effect.rows, 'text')} of this case, and each time that a sentence uses it as a name it "
                f"reads “{label}”."
            )


def _bodies(register: IdentityRegister, surfaces: Sequence[str]) -> Iterator[str]:
    """Yield each surface that is in the name of the board or of one of its agencies."""
    board: Board = register.referral.board
    agencies = Agency.objects.filter(board=board).values_list("name", "short_name")
    names = [board.name, board.short_name, *(name for pair in agencies for name in pair)]
    for surface in surfaces:
        key = key_of(surface)
        if bodies := [name for name in dict.fromkeys(names) if f" {key} " in f" {key_of(name)} "]:
            yield f"“{surface}” is also in the name of {bodies[0]}."


def _others_of_the_name(
    surfaces: Sequence[str], identities: Sequence[Identity], answer: Identity | None, *, own: bool
) -> Iterator[str]:
    others = [identity for identity in identities if answer is None or identity.pk != answer.pk]
    for surface in surfaces:
        for likely in likeliest([surface], others):
            if set(likely.reasons) <= SAME:
                yield (
                    f"“{surface}” is a name of {called(likely.identity, own=own)} as well. "
                    "A text that says no more than this name cannot tell them apart."
                )
