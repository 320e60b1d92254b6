"""The six boards and the people who sign in to look round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.db import transaction

from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board, Membership, User

PASSWORD = "look round quietly"  # noqa: S105  printed on purpose; the demonstration holds nothing real

BOARDS = (
    ("portsmouth", "Portsmouth Safeguarding Children Board", "PSCB", "portsmouth-2010"),
    ("hampshire", "Hampshire Safeguarding Children Board", "HSCB", "hampshire-2006"),
    ("kingston", "Kingston Local Safeguarding Children Board", "KSCB", "kingston-2006"),
    (
        "cambridgeshire",
        "Cambridgeshire Local Safeguarding Children Board",
        "CLSCB",
        "cambridgeshire-peterborough-2015",
    ),
    (
        "peterborough",
        "Peterborough Safeguarding Children Board",
        "PSCB (Peterborough)",
        "cambridgeshire-peterborough-2015",
    ),
    ("isle-of-wight", "Isle of Wight Safeguarding Children Board", "IOWSCB", "isle-of-wight"),
)
"""Code, name, short name, procedure."""

OFFICES = {"peterborough": "cambridgeshire"}
"""A board whose business is managed by the office of another (Cambridgeshire and Peterborough leaflet)."""

AGENCIES = (
    ("Solent Community Health", "Community Health", "health_provider"),
    ("Harbour Police", "Police", "police"),
    ("Harbour Children’s Social Care", "Social Care", "childrens_social_care"),
    ("Ferry Road Primary School", "School", "school"),
    ("Harbour Housing", "Housing", "housing"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in: key, name, role, agency, and what to look at."""

    key: str
    name: str
    role: Role
    agency: str = ""
    look_at: str = ""

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@demo.example"


PEOPLE = (
    Person("manager", "Morwenna Tull", Role.BUSINESS_MANAGER, look_at="all cases; most next steps are hers"),
    Person("board_chair", "Idris Blackwater", Role.BOARD_CHAIR, look_at="a referral to decide"),
    Person("committee", "Petra Hollin", Role.SUB_GROUP, look_at="a referral that waits for the criteria"),
    Person(
        "referrer", "Gwen Ashdown", Role.REFERRER, "Solent Community Health", "a referral to check and send"
    ),
    Person(
        "panel_chair", "Osric Vane", Role.PANEL_CHAIR, look_at="terms to agree, a management review to accept"
    ),
    Person("author", "Leonie Sarratt", Role.OVERVIEW_AUTHOR, look_at="an executive summary to write"),
    Person(
        "panel_member",
        "Tobias Wick",
        Role.PANEL_MEMBER,
        look_at="a management review that was handed in, to read",
    ),
    Person(
        "health_author",
        "Hester Loam",
        Role.IMR_AUTHOR,
        "Solent Community Health",
        "rows of a chronology to mend",
    ),
    Person("police_author", "Callan Reeve", Role.IMR_AUTHOR, "Harbour Police", "a chronology to hand in"),
    Person(
        "school_author",
        "Ines Farrow",
        Role.IMR_AUTHOR,
        "Ferry Road Primary School",
        "a management review that is with the panel",
    ),
    Person(
        "agency_lead",
        "Bronagh Pike",
        Role.AGENCY_LEAD,
        "Solent Community Health",
        "whether an interview record may be closed",
    ),
    Person(
        "housing_reader",
        "Rhoswen Carne",
        Role.AGENCY_LEAD,
        "Harbour Housing",
        "the text of a public edition to read before it is published",
    ),
    Person(
        "care_reader",
        "Emeric Stroud",
        Role.AGENCY_LEAD,
        "Harbour Children’s Social Care",
        "the same text to read, without seeing what the other reader marks",
    ),
    Person(
        "nurse",
        "Nuala Brightwater",
        Role.INTERVIEWEE,
        "Solent Community Health",
        "her interview record to check",
    ),
    Person(
        "contact",
        "Edda Marsh",
        Role.FAMILY_LIAISON,
        look_at="a grandmother to tell that there is a review, by a letter that a second person has to clear first",
    ),
    Person(
        "line_manager",
        "Merrill Cope",
        Role.LINE_MANAGER,
        "Solent Community Health",
        "supports staff; sees no case",
    ),
    Person(
        "relative",
        "Wenna Lark",
        Role.RELATIVE,
        look_at="the published reports; pages of her own are to come",
    ),
    Person("coroner", "Blythe Ransome", Role.CORONER_LIAISON, look_at="what has been disclosed; nothing yet"),
    Person("inspector", "Corin Ley", Role.INSPECTOR, look_at="reads outcomes only"),
    Person("administrator", "Hal Osier", Role.ADMINISTRATOR, look_at="accounts, no case"),
)


@transaction.atomic
def load_boards() -> Board:
    """Load the six boards with their agencies; return the first, where the cases are."""
    for number, (code, name, short_name, procedure) in enumerate(BOARDS):
        board, _ = Board.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short_name,
                "procedure": procedure,
                "phone": f"01632 9601{number:02}",
                "email": f"office@{code}.example",
            },
        )
        for agency, short, kind in AGENCIES:
            Agency.objects.get_or_create(
                board=board, name=agency, defaults={"short_name": short, "kind": kind}
            )
        if code != "portsmouth":
            office = OFFICES.get(code, code).replace("-", "_")
            manager = Person(f"manager_{office}", "Ansel Brook", Role.BUSINESS_MANAGER)
            account(manager, board)
    return Board.objects.get(code="portsmouth")


def load_people(board: Board) -> SimpleNamespace:
    """Everybody of the first board by key."""
    return SimpleNamespace(**{person.key: account(person, board) for person in PEOPLE})


@cache
def hashed() -> str:
    """Return the password that everybody has, hashed once: it is slow by design, and this one is no secret."""
    return make_password(PASSWORD)


def account(person: Person, board: Board) -> User:
    """Return the person's account with the demonstration's password and their one role."""
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, name=person.name)
        user.password = hashed()
        user.save(update_fields=["password"])
    agency = Agency.objects.get(board=board, name=person.agency) if person.agency else None
    Membership.objects.get_or_create(user=user, board=board, agency=agency, role=person.role, ended_on=None)
    return user
