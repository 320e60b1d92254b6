"""The verdict on each mention: exchange it, flag it, or leave an ordinary word alone."""

from __future__ import annotations

from scr_portal.anonymise.decide import evidence, places
from scr_portal.anonymise.find import agreement
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.addresses import Address, reach
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.register.things import Thing
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS})


def judge(shadow: Shadow, mention: Mention, covered: list[int]) -> None:
    """Settle a mention's verdict, its owners and its span from what stands around it."""
    if mention.kind is FormKind.STREET:
        _judge_street(shadow, mention)
    elif mention.kind is FormKind.THING_CORE:
        _judge_core(shadow, mention)
    elif mention.is_person:
        _judge_person(shadow, mention, covered)
        if mention.verdict is not Verdict.WORD and mention.kind in _SINGLE:
            _give_way(shadow, mention)
    else:
        _judge_thing(shadow, mention)


def _doubt(mention: Mention, kind: str = "possible_name") -> None:
    mention.verdict, mention.doubt = Verdict.DOUBT, kind


def _judge_person(shadow: Shadow, mention: Mention, covered: list[int]) -> None:
    if mention.title:
        if agreement.is_couple(shadow, mention):
            mention.titled_from -= 2 if shadow.folds[mention.begin - 1] == "and" else 1
            _doubt(mention, "ambiguous_name")
            return
        owners = agreement.fitting(mention)
        if mention.kind in _SINGLE and (span := agreement.contradiction(shadow, mention, covered)):
            mention.first, mention.last = span[0] if span[0] > mention.begin else mention.first, span[1]
            owners = []
        if not owners:
            _doubt(mention)
        mention.owners = owners or mention.owners
        if mention.kind is FormKind.PLURAL:
            mention.kind, mention.suffix = FormKind.FAMILY, "'s"
        return
    if mention.kind in _SINGLE and (span := agreement.contradiction(shadow, mention, covered)):
        mention.first, mention.last = span
        _doubt(mention, "name")
        return
    if (
        mention.kind is FormKind.FULL
        and (last := agreement.longer_name(shadow, mention, covered)) > mention.last
    ):
        mention.last = last
        _doubt(mention, "name")
        return
    mention.verdict = _verdict(shadow, mention)
    if (
        mention.verdict is Verdict.NAME
        and mention.kind in _SINGLE
        and evidence.is_eponym(shadow, mention.first, mention.last)
    ):
        before = context.previous_word(shadow, mention.first)
        if before in ("the", "a", "an") or context.is_initial(shadow, mention.first):
            _doubt(mention)


def _verdict(shadow: Shadow, mention: Mention) -> Verdict:
    i, j, kind = mention.first, mention.last, mention.kind
    wordy = (
        all(lexicon.is_word(shadow.folds[k]) for k in range(i, j))
        if j - i > 1
        else lexicon.is_word(shadow.folds[i])
    )
    if kind is FormKind.FULL:
        split = shadow.gaps[i + 1] is Gap.BREAK if j - i > 1 else False
        return evidence.judge_pair(shadow, i, j) if wordy and j - i > 1 and not split else Verdict.NAME
    if kind is FormKind.INITIALS:
        rank = shadow.folds[i] in lexicon.titles() and context.fills_cell(shadow, i, j)
        known = shadow.folds[i] in lexicon.words("acronym-strong", "capitals.txt") and not rank
        return Verdict.DOUBT if known or context.is_shouted(shadow, i, j) else Verdict.NAME
    if kind in (FormKind.INITIAL_FAMILY, FormKind.GIVEN_INITIAL):
        return _judge_initial(shadow, i, j)
    if kind in (FormKind.PLURAL, FormKind.GIVEN_S):
        return _judge_ending(shadow, mention)
    if j - i > 1 and any(shadow.gaps[k] is Gap.BREAK for k in range(i + 1, j)):
        key = "".join(shadow.folds[i:j])
        wordy = wordy and lexicon.is_word(key)
    if j - i > 1 and all(shadow.gaps[k] is Gap.HYPHEN for k in range(i + 1, j)):
        return evidence.judge_hyphened(shadow, i, j)
    if not wordy:
        return evidence.judge_rare_word(shadow, i, j)
    return evidence.judge_word(shadow, i, j)


def _judge_initial(shadow: Shadow, i: int, j: int) -> Verdict:
    """'A Ward' may be a ward, 'I Field' may be somebody speaking."""
    names = [k for k in range(i, j) if len(shadow.folds[k]) > 1]
    wordy = all(lexicon.is_word(shadow.folds[k]) for k in names)
    if shadow.folds[i] in ("a", "i") and shadow.after(i).isspace() and (wordy or shadow.folds[i] == "i"):
        return Verdict.DOUBT if any(context.is_capital(shadow, k) for k in names) else Verdict.WORD
    if wordy and not any(context.is_capital(shadow, k) for k in names):
        return Verdict.DOUBT
    return Verdict.NAME


def _judge_ending(shadow: Shadow, mention: Mention) -> Verdict:
    """'the Holloways' is a family, 'Megans coat' lacks its apostrophe, 'wills' is a word."""
    i, j = mention.first, mention.last
    before = context.previous_word(shadow, i)
    wordy = all(lexicon.is_ordinary(shadow.folds[k]) for k in range(i, j))
    small = shadow.shapes[i] is Shape.LOWER
    if mention.kind is FormKind.GIVEN_S:
        mention.suffix = "'s"
        if not wordy:
            return Verdict.NAME
        return Verdict.WORD if small or context.is_initial(shadow, i) else Verdict.DOUBT
    if wordy and small:
        return Verdict.WORD
    family = (
        before in ("the", "both", "these", "those", "all", "other", "two", "three")
        and shadow.shapes[j - 1] is not Shape.LOWER
    )
    if wordy and (not family or context.is_shouted(shadow, i, j)):
        return Verdict.DOUBT
    mention.article = before == "the"
    return Verdict.NAME


def _give_way(shadow: Shadow, mention: Mention) -> None:
    """'Ward Street' and 'Holloway Road Surgery' are places: the whole run is flagged, nobody's name goes in."""
    end = mention.last
    if (
        context.is_possessive(shadow, end)
        and context.is_capital(shadow, end + 1)
        and places.is_inn(shadow, mention)
    ):
        mention.first -= context.previous_word(shadow, mention.first) == "the"
        mention.last = end + 2
        _doubt(mention, "place")
        return
    while (
        end < len(shadow) and shadow.gaps[end] in (Gap.SPACE, Gap.HYPHEN) and context.is_capital(shadow, end)
    ):
        end += 1
    place = lexicon.words("place-noun", "structure.txt")
    if any(shadow.folds[k] in place for k in range(mention.last, end)) and not mention.title:
        mention.last = end
        if (
            mention.first
            and shadow.shapes[mention.first - 1] is Shape.DIGIT
            and shadow.gaps[mention.first] is Gap.SPACE
        ):
            mention.first -= 1
        _doubt(mention, "place")


def _judge_street(shadow: Shadow, mention: Mention) -> None:
    first, last = mention.first, mention.last
    reaches = [(o, reach(shadow, first, last, o)) for o in mention.owners if isinstance(o, Address)]
    widest = max(reaches, key=lambda r: (r[1].agrees, r[1].last - r[1].first))[1]
    mention.first, mention.last = widest.first, widest.last
    agreeing = [owner for owner, found in reaches if found.agrees and found.last == widest.last]
    mention.owners = list(agreeing) or mention.owners
    if not agreeing:
        _doubt(mention, "address")
        return
    after = context.next_word(shadow, last)
    named = widest.last == last and context.is_capital(shadow, last) and shadow.gaps[last] is Gap.SPACE
    if named and after in lexicon.words("place-noun", "structure.txt"):
        mention.last = last + 1
        _doubt(mention, "place")
        return
    small = all(shadow.shapes[k] is Shape.LOWER for k in range(first, last))
    if small and widest.first == first and all(lexicon.is_word(shadow.folds[k]) for k in range(first, last)):
        plain = shadow.folds[last - 1] in lexicon.words("street-plain", "structure.txt")
        mention.verdict = Verdict.DOUBT if plain or widest.last > last else Verdict.WORD


def _judge_core(shadow: Shadow, mention: Mention) -> None:
    """A core such as a town's name is the school or council only with a type word after it."""
    before = mention.last
    extend(shadow, mention)
    if mention.last == before:
        mention.last = mention.first
        mention.verdict = Verdict.WORD


def extend(shadow: Shadow, mention: Mention) -> None:
    """Take the type words along that follow with a capital: 'Primary School', 'Academy'."""
    thing = mention.owners[0]
    if not isinstance(thing, Thing):
        return
    j = mention.last
    while (
        j < len(shadow)
        and shadow.gaps[j] in (Gap.SPACE, Gap.LINE, Gap.HYPHEN)
        and context.is_capital(shadow, j)
    ):
        if shadow.folds[j] not in thing.type_words:
            break
        j += 1
    mention.last = j


def _judge_thing(shadow: Shadow, mention: Mention) -> None:
    i, j = mention.first, mention.last
    extend(shadow, mention)
    folds = [f for f in shadow.folds[i:j] if f not in ("the", "of", "and", "s")]
    if not all(lexicon.is_word(f) for f in folds):
        places.take_street(shadow, mention)
        places.take_village(shadow, mention)
        return
    prepositions = lexicon.words("place-prep", "structure.txt")
    before = context.previous_word(shadow, i)
    if all(shadow.shapes[k] is Shape.LOWER for k in range(i, j)):
        mention.verdict = Verdict.DOUBT if before in prepositions and len(folds) > 1 else Verdict.WORD
    elif len(folds) == 1 and not shadow.raw(j - 1).isupper():
        named = shadow.folds[i] == "the" and context.is_capital(shadow, i + 1)
        mention.verdict = Verdict.NAME if named else min(evidence.judge_word(shadow, i, j), Verdict.DOUBT)
    places.take_street(shadow, mention)
    places.take_village(shadow, mention)
