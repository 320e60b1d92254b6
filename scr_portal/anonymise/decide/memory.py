"""What the text itself has settled: a word used as a name before, and never as a word, is a name where it opens a line."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS})
_THINGS = (
    lexicon.words("openings-things") | lexicon.words("openings-bodies") | lexicon.words("openings-times")
)
_FOLLOWING = (
    (lexicon.words("function") - {"for", "of"})
    | lexicon.words("adverb")
    | lexicon.words("verb-human")
    | lexicon.words("verb-state")
    | lexicon.words("participle")
    | lexicon.words("human-state")
)


def remember(tokens: Tokens, mentions: list[Mention]) -> None:
    """Make names of the doubts that open a sentence, a row or a turn, where the text knows the word as a name only."""
    doubts = [m for m in mentions if _may_be_remembered(tokens, m)]
    if not doubts:
        return
    names = {tokens.folds[m.first] for m in mentions if m.verdict is Verdict.NAME and m.kind in _SINGLE}
    words = {tokens.folds[m.first] for m in mentions if m.verdict is Verdict.WORD}
    words |= {fold for fold, shape in zip(tokens.folds, tokens.shapes, strict=True) if shape is Shape.LOWER}
    for mention in doubts:
        word = tokens.folds[mention.first]
        if word in names - words and _reads_as_name(tokens, mention):
            mention.verdict = Verdict.NAME


def _may_be_remembered(tokens: Tokens, mention: Mention) -> bool:
    doubtful = mention.verdict is Verdict.DOUBT and mention.doubt == "possible_name" and not mention.title
    single = mention.kind in _SINGLE and mention.last - mention.first == 1
    return (
        doubtful
        and single
        and tokens.shapes[mention.first] is Shape.TITLE
        and context.is_initial(tokens, mention.first)
    )


def _reads_as_name(tokens: Tokens, mention: Mention) -> bool:
    """Return whether what follows suits a person better than a thing: a comma, a colon, a verb, a comparative."""
    i, j = mention.first, mention.last
    word = tokens.folds[i]
    if word in _THINGS:
        return False
    given = mention.kind in (FormKind.GIVEN, FormKind.ALIAS)
    if given and (context.fills_cell(tokens, i, j) or tokens.after(j - 1).startswith((":", ","))):
        return True
    after = context.next_word(tokens, j)
    if not after or word in lexicon.words("mass-noun") or tokens.gaps[j] is not Gap.SPACE:
        return False
    if not given:
        return tokens.shapes[j] is Shape.LOWER and after in lexicon.words("verb-personal")
    comparative = after.endswith("er") and lexicon.is_ordinary(after)
    return tokens.shapes[j] is Shape.LOWER and (after in _FOLLOWING or comparative)
