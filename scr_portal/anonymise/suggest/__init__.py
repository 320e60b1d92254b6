"""What an unknown name probably is: likely identities of the register, a likely kind, and surfaces that go together.

Nothing here decides: a person answers, and every suggestion says why it is made.
"""

from scr_portal.anonymise.suggest.alike import alike
from scr_portal.anonymise.suggest.kinds import exact_day, guess_kind, is_plain_word
from scr_portal.anonymise.suggest.likeliest import Reason, Suggester, Suggestion
from scr_portal.anonymise.suggest.passages import Passage, passages

__all__ = [
    "Passage",
    "Reason",
    "Suggester",
    "Suggestion",
    "alike",
    "exact_day",
    "guess_kind",
    "is_plain_word",
    "passages",
]
