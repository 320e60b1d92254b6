"""The verdict on each mention: replace it, flag it, or leave an ordinary word alone."""

from __future__ import annotations

import re

from scr_portal.anonymise.decide import (
    acting_words,
    answering,
    bodies,
    eponyms,
    evidence,
    parts,
    places,
    strangers,
)
from scr_portal.anonymise.find import agreement
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.addresses import Address, address_extent
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.PLURAL})
_COUNTED = re.compile(r"[ ]\(?x[ ]?[2-9]\b")
"""'Holloway x2' is several of a family."""
_INTRODUCING = frozenset({"a", "another", "some", "any", "certain"})
_TOWARDS = frozenset({"to", "at", "from"})
_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS})


def judge(tokens: Tokens, mention: Mention, covered: list[int]) -> None:
    """Set a mention's verdict, owners and span from its context."""
    if mention.kind is FormKind.STREET:
        _judge_street(tokens, mention)
    elif mention.kind is FormKind.ENTITY_CORE:
        bodies.judge_core(tokens, mention)
    elif mention.is_person:
        _judge_person(tokens, mention, covered)
        if mention.verdict is not Verdict.WORD and mention.kind in _SINGLE:
            _flag_place(tokens, mention)
            places.take_street_word(tokens, mention)
    else:
        _judge_entity(tokens, mention)


def _doubt(mention: Mention, kind: str = "possible_name") -> None:
    mention.verdict, mention.doubt = Verdict.DOUBT, kind


def _judge_person(tokens: Tokens, mention: Mention, covered: list[int]) -> None:
    if mention.title:
        _judge_titled(tokens, mention, covered)
        return
    if mention.kind in _SURNAMES and _COUNTED.match(tokens.text, tokens.ends[mention.last - 1]):
        _doubt(mention, "ambiguous_name")
        return
    if longer := _in_longer_name(tokens, mention, covered):
        mention.first, mention.last, kind = longer
        _doubt(mention, kind)
        return
    mention.verdict = _verdict(tokens, mention)
    if (
        mention.verdict is Verdict.NAME
        and mention.kind in _SINGLE
        and eponyms.is_eponym(tokens, mention.first, mention.last)
    ):
        before = context.previous_word(tokens, mention.first)
        if before in ("the", "a", "an") or context.is_initial(tokens, mention.first):
            _doubt(mention)


def _judge_titled(tokens: Tokens, mention: Mention, covered: list[int]) -> None:
    """Judge a name with a title: a stranger, 'a Mr Hollis', a couple, or whoever the title agrees with."""
    if mention.kind in _SURNAMES and _is_introduced(tokens, mention.begin):
        _doubt(mention)
        return
    if agreement.is_couple(tokens, mention):
        mention.titled_from -= 2 if tokens.folds[mention.begin - 1] == "and" else 1
        _doubt(mention, "ambiguous_name")
        return
    owners = agreement.fitting(mention)
    if mention.kind in _SINGLE and (span := agreement.contradiction(tokens, mention, covered)):
        mention.first, mention.last = span[0] if span[0] > mention.begin else mention.first, span[1]
        owners = []
    if not owners:
        _doubt(mention)
    mention.owners = owners or mention.owners
    if mention.kind is FormKind.PLURAL:
        mention.kind, mention.suffix = FormKind.FAMILY, "'s"


def _is_introduced(tokens: Tokens, k: int) -> bool:
    """Return whether "a" or "another" before a titled name makes it a stranger's; the Welsh "â" is "with"."""
    return context.previous_word(tokens, k) in _INTRODUCING and tokens.raw(k - 1).isascii()


def _in_longer_name(tokens: Tokens, mention: Mention, covered: list[int]) -> tuple[int, int, str] | None:
    """Return the tokens of a longer name, nobody's in the register, that the mention is part of, and the kind of doubt."""
    first, last, kind = mention.first, mention.last, mention.kind
    if kind in _SINGLE and (span := agreement.contradiction(tokens, mention, covered)):
        return *span, "name"
    if kind is FormKind.FAMILY:
        if (end := agreement.other_bearer(tokens, mention, covered)) > last:
            return first, end, "name"
        if end := agreement.opens_other(tokens, mention, covered):
            return agreement.body_before(tokens, first, covered), end, "name"
    if kind in (FormKind.FAMILY, FormKind.FAMILY_PART) and agreement.is_infant(tokens, mention):
        return first - 1, last, "ambiguous_name"
    if kind is FormKind.FAMILY and agreement.is_prefixed(tokens, mention):
        return first - 1, last, "name"
    if kind is FormKind.INITIAL_FAMILY:
        span = agreement.longer_initials(tokens, mention, covered)
        return None if span == (first, last) else (*span, "name")
    if kind is FormKind.FULL and strangers.is_by_middle_name(tokens, mention):
        return first, last, "name"
    if kind is FormKind.FULL and (end := _end_of_longer(tokens, mention, covered)) > last:
        return first, end, "name"
    return None


def _end_of_longer(tokens: Tokens, mention: Mention, covered: list[int]) -> int:
    """Return the end of a longer name, nobody's in the register, that begins with this one, or this one's end."""
    return max(
        agreement.longer_name(tokens, mention, covered), agreement.unfinished_run(tokens, mention, covered)
    )


def _verdict(tokens: Tokens, mention: Mention) -> Verdict:
    i, j, kind = mention.first, mention.last, mention.kind
    wordy = (
        all(lexicon.is_word(tokens.folds[k]) for k in range(i, j))
        if j - i > 1
        else lexicon.is_word(tokens.folds[i])
    )
    if kind is FormKind.FULL:
        split = tokens.gaps[i + 1] is Gap.BREAK if j - i > 1 else False
        return evidence.judge_pair(tokens, i, j) if wordy and j - i > 1 and not split else Verdict.NAME
    if kind is FormKind.INITIALS:
        return Verdict.NAME if mention.defined else parts.judge_letters(tokens, i, j)
    if kind in (FormKind.INITIAL_FAMILY, FormKind.GIVEN_INITIAL):
        return parts.judge_initial(tokens, i, j)
    if kind in (FormKind.PLURAL, FormKind.GIVEN_S):
        return parts.judge_ending(tokens, mention)
    if j - i > 1 and any(tokens.gaps[k] is Gap.BREAK for k in range(i + 1, j)):
        key = "".join(tokens.folds[i:j])
        wordy = wordy and lexicon.is_word(key)
    if j - i > 1 and all(tokens.gaps[k] is Gap.HYPHEN for k in range(i + 1, j)):
        return evidence.judge_hyphened(tokens, i, j)
    if not wordy:
        return evidence.judge_rare_word(tokens, i, j)
    given = kind in (FormKind.GIVEN, FormKind.ALIAS)
    if not given and answering.gives_first_name(tokens, i, j):
        return Verdict.DOUBT
    if kind in _SINGLE and acting_words.is_bearer(
        tokens, i, j, given=kind is FormKind.GIVEN, nickname=kind is FormKind.ALIAS
    ):
        return Verdict.NAME
    return evidence.judge_word(tokens, i, j, given=given)


def _flag_place(tokens: Tokens, mention: Mention) -> None:
    """Flag the complete run of a place named after a person: 'Ward Street', 'Holloway Road Surgery'.

    No pseudonym is put into it.
    """
    end = mention.last
    if (
        context.is_possessive(tokens, end)
        and context.is_capital(tokens, end + 1)
        and places.is_inn(tokens, mention)
    ):
        mention.first -= context.previous_word(tokens, mention.first) == "the"
        mention.last = end + 2
        _doubt(mention, "place")
        return
    while (
        end < len(tokens) and tokens.gaps[end] in (Gap.SPACE, Gap.HYPHEN) and context.is_capital(tokens, end)
    ):
        end += 1
    place = lexicon.words("place-noun", "structure.txt")
    if any(tokens.folds[k] in place for k in range(mention.last, end)) and not mention.title:
        mention.last = end
        if (
            mention.first
            and tokens.shapes[mention.first - 1] is Shape.DIGIT
            and tokens.gaps[mention.first] is Gap.SPACE
        ):
            mention.first -= 1
        _doubt(mention, "place")


def _judge_street(tokens: Tokens, mention: Mention) -> None:
    first, last = mention.first, mention.last
    extents = [(o, address_extent(tokens, first, last, o)) for o in mention.owners if isinstance(o, Address)]
    widest = max(extents, key=lambda r: (r[1].agrees, r[1].last - r[1].first))[1]
    mention.first, mention.last = widest.first, widest.last
    agreeing = [owner for owner, extent in extents if extent.agrees and extent.last == widest.last]
    mention.owners = list(agreeing) or mention.owners
    if not agreeing:
        _doubt(mention, "address")
        return
    if widest.last == last and (end := bodies.named_after(tokens, last)) > last:
        mention.last = end
        _doubt(mention, "place")
        return
    small = all(tokens.shapes[k] is Shape.LOWER for k in range(first, last))
    if small and widest.first == first and all(lexicon.is_word(tokens.folds[k]) for k in range(first, last)):
        plain = tokens.folds[last - 1] in lexicon.words("street-plain", "structure.txt")
        unsure = plain or widest.last > last or tokens.is_small
        mention.verdict = Verdict.DOUBT if unsure else Verdict.WORD


def _judge_entity(tokens: Tokens, mention: Mention) -> None:
    i, j = mention.first, mention.last
    if mention.cores and bodies.take_body(tokens, mention):
        return
    bodies.extend(tokens, mention)
    folds = [f for f in tokens.folds[i:j] if f not in ("the", "of", "and", "s")]
    if not all(lexicon.is_word(f) for f in folds):
        places.take_named_after(tokens, mention)
        return
    prepositions = lexicon.words("place-prep", "structure.txt")
    before = context.previous_word(tokens, i)
    if all(tokens.shapes[k] is Shape.LOWER for k in range(i, j)):
        written = before == "the" or before not in lexicon.words("determiner")
        unsure = before in prepositions or (written and context.lacks_capitals(tokens, i))
        taken_to = tokens.is_small and tokens.folds[i] == "the" and before in _TOWARDS
        mention.verdict = Verdict.DOUBT if (unsure and len(folds) > 1) or taken_to else Verdict.WORD
    elif len(folds) == 1 and not tokens.raw(j - 1).isupper():
        named = tokens.folds[i] == "the" and context.is_capital(tokens, i + 1)
        mention.verdict = Verdict.NAME if named else min(evidence.judge_word(tokens, i, j), Verdict.DOUBT)
    places.take_named_after(tokens, mention)
