"""What a text to one relative says of another: known forms of them, and facts beside a person. Knows nothing of Django."""

from .finding import Found, find
from .known import Known, Other
from .vocabulary import FACTS

__all__ = ["FACTS", "Found", "Known", "Other", "find"]
