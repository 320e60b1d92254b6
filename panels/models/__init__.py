"""The panel, the agencies' commissions, and what they hand in."""

from .chronology import Chronology
from .chronology_rows import ChronologyEvent, RowProblem
from .closing import InterviewClosing, InterviewReminder
from .commission import Commission
from .interview import InterviewRecord, InterviewRecordUserObjectPermission
from .management_review import HANDED_IN, ManagementReview, ManagementReviewUserObjectPermission
from .panel import PART, Appointment, IndependenceAnswer
from .receipt import TermsReceipt
from .replacement import AuthorReplacement

__all__ = [
    "HANDED_IN",
    "PART",
    "Appointment",
    "AuthorReplacement",
    "Chronology",
    "ChronologyEvent",
    "Commission",
    "IndependenceAnswer",
    "InterviewClosing",
    "InterviewRecord",
    "InterviewRecordUserObjectPermission",
    "InterviewReminder",
    "ManagementReview",
    "ManagementReviewUserObjectPermission",
    "RowProblem",
    "TermsReceipt",
]
