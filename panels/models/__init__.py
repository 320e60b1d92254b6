"""The panel, the agencies' commissions, and what they hand in."""

from .chronology import Chronology, ChronologyEvent, RowProblem
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
    "InterviewRecord",
    "InterviewRecordUserObjectPermission",
    "ManagementReview",
    "ManagementReviewUserObjectPermission",
    "RowProblem",
    "TermsReceipt",
]
