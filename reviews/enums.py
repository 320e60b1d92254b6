"""The field's own words for what things can be."""

from django.db import models


class Harm(models.TextChoices):
    DEATH = "death", "A child has died"
    SUSPECTED_SUICIDE = "suspected_suicide", "A child has died, and it may have been suicide"
    SERIOUS_HARM = "serious_harm", "A child has been seriously harmed"


class ReferralStatus(models.TextChoices):
    DRAFT = "draft", "Not sent yet"
    SUBMITTED = "submitted", "With the board"
    RETURNED = "returned", "With the referrer again"
    SCREENED = "screened", "Recommendation made"
    DECIDED = "decided", "Decided"


class Outcome(models.TextChoices):
    REVIEW = "review", "A serious case review"
    OTHER = "other", "Another kind of review"
    NONE = "none", "No review"


class Answer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known yet"


class ReviewStatus(models.TextChoices):
    SET_UP = "set_up", "Setting up"
    GATHERING = "gathering", "Agencies reporting"
    REPORTING = "reporting", "Drawing the report together"
    SIGNED_OFF = "signed_off", "Signed off"
    PUBLISHED = "published", "Published"


class TermsStatus(models.TextChoices):
    DRAFT = "draft", "Being written"
    PROPOSED = "proposed", "With the panel chair"
    AGREED = "agreed", "In force"
    REPLACED = "replaced", "Replaced by a newer version"


class IdentityKind(models.TextChoices):
    PERSON = "person", "Person"
    ADDRESS = "address", "Address"
    DATE_OF_BIRTH = "date_of_birth", "Date of birth"
    NHS_NUMBER = "nhs_number", "NHS number"
    PHONE = "phone", "Phone number"
    SCHOOL = "school", "School"
    NURSERY = "nursery", "Nursery"
    HOSPITAL = "hospital", "Hospital"
    ORGANISATION = "organisation", "Organisation"
    PLACE = "place", "Place"


PLACE_KINDS = (
    IdentityKind.PLACE,
    IdentityKind.SCHOOL,
    IdentityKind.NURSERY,
    IdentityKind.HOSPITAL,
    IdentityKind.ORGANISATION,
    IdentityKind.ADDRESS,
)
VALUE_KINDS = (
    IdentityKind.DATE_OF_BIRTH,
    IdentityKind.NHS_NUMBER,
    IdentityKind.PHONE,
    IdentityKind.ADDRESS,
)
"""What has a value of somebody's rather than a name of its own. An address may be met as a place too."""


class Sex(models.TextChoices):
    """What the symbol of a genogram says. Empty: not recorded, or not known."""

    NOT_RECORDED = "", "Not recorded"
    FEMALE = "female", "Female"
    MALE = "male", "Male"


class KinshipKind(models.TextChoices):
    """What one person is to another: the parent of a child, or one of a couple."""

    BIRTH = "birth", "Birth parent"
    ADOPTIVE = "adoptive", "Adoptive parent"
    STEP = "step", "Step-parent"
    FOSTER = "foster", "Foster or kinship carer"
    MARRIED = "married", "Married"
    PARTNER = "partner", "Partners, not married"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced"


PARENT_KINDS = (KinshipKind.BIRTH, KinshipKind.ADOPTIVE, KinshipKind.STEP, KinshipKind.FOSTER)
COUPLE_KINDS = (
    KinshipKind.MARRIED,
    KinshipKind.PARTNER,
    KinshipKind.SEPARATED,
    KinshipKind.DIVORCED,
)


class Settlement(models.TextChoices):
    ALLOW = "allow", "Leave it: named on purpose"
    NOT_A_NAME = "not_a_name", "Leave it: not a name"


class NameGroup(models.TextChoices):
    """What an unknown name is called in its label; the anonymiser's groups."""

    PERSON = "person", "Person"
    PLACE = "place", "Place"
    DATE = "date", "Date"
    NUMBER = "number", "Number"
    ADDRESS = "address", "Address"
    ORGANISATION = "organisation", "Organisation"
    NAME = "name", "Name"
    DETAIL = "detail", "Other detail"


class UnknownAnswer(models.TextChoices):
    """What an unknown name was answered as. Empty: nobody has answered yet."""

    OPEN = "", "Waits for an answer"
    KNOWN = "known", "Somebody or something in the register"
    NEW = "new", "Entered in the register"
    NOT_A_NAME = "not_a_name", "A word, not a name"
    ALLOW = "allow", "Named on purpose"


class ProceedingKind(models.TextChoices):
    CRIMINAL = "criminal", "Criminal proceedings"
    CORONIAL = "coronial", "Inquest"
    FAMILY_COURT = "family_court", "Family court"
    DISCIPLINARY = "disciplinary", "Employer's own procedure"
    OTHER = "other", "Other proceedings"


class AnchorKind(models.TextChoices):
    """What a point is about: the subject as a whole, one of its sections, or words quoted from it."""

    WHOLE = "whole", "The whole"
    SECTION = "section", "A section"
    PASSAGE = "passage", "A passage"


class PointAnswer(models.TextChoices):
    """What the author did about a point. Empty: not answered yet."""

    OPEN = "", "To be answered"
    CHANGED = "changed", "Changed"
    NOT_CHANGED = "not_changed", "Not changed"


class SealCategory(models.TextChoices):
    """Why something is sealed, in words that whoever meets the seal may read; the typed reason is for named readers."""

    PROCEEDINGS = "proceedings", "legal proceedings"
    SAFETY = "safety", "somebody’s safety"
    HEALTH = "health", "health or other private information"
    CONSENT = "consent", "given in confidence"
    OTHER = "other", "another reason in law"


class SealEnd(models.TextChoices):
    ON_DAY = "on_day", "On a day: it opens by itself"
    WHEN_LIFTED = "when_lifted", "When somebody lifts it: I look at it again on a day"
