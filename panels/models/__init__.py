"""The panel, the agencies' commissions, and what they hand in."""

from .chronology import Chronology, ChronologyEvent, RowProblem
from .closing import InterviewClosing, InterviewReminder
from .commission import HANDED_IN, Commission, ManagementReview, ManagementReviewUserObjectPermission
from .interview import InterviewRecord, InterviewRecordUserObjectPermission
from .panel import PART, Appointment
from .receipt import TermsReceipt

__all__ = [
    "HANDED_IN",
    "PART",
    "Appointment",
    "Chronology",
    "ChronologyEvent",
    "Commission",
    "InterviewClosing",
    "InterviewRecord",
    "InterviewRecordUserObjectPermission",
    "InterviewReminder",
    "ManagementReview",
    "ManagementReviewUserObjectPermission",
    "RowProblem",
    "TermsReceipt",
]
