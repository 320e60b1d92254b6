"""The case and what hangs on it."""

from .citations import Citation
from .decision import CriteriaAssessment, CriterionAnswer, Decision, EarlierRecommendation, OfReferral
from .identities import SUBJECT_CHILD, Identity, IdentityRegister, SettledName
from .kinship import Kinship
from .passages import PASSAGE, SealedPassage
from .proceedings import Proceeding
from .referral import PANEL, Referral
from .register_exports import RegisterExport
from .returns import ReturnedText, ReturnPoint, ReturnRound
from .review import (
    PARTS,
    ConflictOfInterest,
    OfReview,
    Review,
    ReviewUserObjectPermission,
    opening,
    with_part,
)
from .seals import Seal, SealedObject, SealReader
from .terms import Question, TermsOfReference
from .unknown_names import UnknownName

__all__ = [
    "PANEL",
    "PARTS",
    "PASSAGE",
    "SUBJECT_CHILD",
    "Citation",
    "ConflictOfInterest",
    "CriteriaAssessment",
    "CriterionAnswer",
    "Decision",
    "EarlierRecommendation",
    "Identity",
    "IdentityRegister",
    "Kinship",
    "OfReferral",
    "OfReview",
    "Proceeding",
    "Question",
    "Referral",
    "RegisterExport",
    "ReturnPoint",
    "ReturnRound",
    "ReturnedText",
    "Review",
    "ReviewUserObjectPermission",
    "Seal",
    "SealReader",
    "SealedObject",
    "SealedPassage",
    "SettledName",
    "TermsOfReference",
    "UnknownName",
    "opening",
    "with_part",
]
