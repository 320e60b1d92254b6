"""What an unknown name probably is: likely identities of the register, a likely kind, and surfaces that go together.

Nothing here decides: a person answers, and every suggestion says why it is made.
"""

from scr_portal.anonymise.suggest.alike import alike
from scr_portal.anonymise.suggest.kinds import guess_kind
from scr_portal.anonymise.suggest.likeliest import Reason, Suggester, Suggestion

__all__ = ["Reason", "Suggester", "Suggestion", "alike", "guess_kind"]
