"""Invented families for the two further measuring sets. Every person, place and number here is made up.

Numbers come from ranges that are never issued: telephone numbers kept for drama, NHS numbers that begin with
999, postcodes with the district 99 or 98.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PersonRow:
    """Role, title, given, middle, family, aliases, pseudonym, and misspellings seen in the papers."""

    key: str
    role: str
    title: str
    given: str
    middle: str
    family: str
    aliases: tuple[str, ...]
    pseudonym: str
    misspelt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One family, the people around it, places and numbers, and strangers the register does not know."""

    key: str
    people: tuple[PersonRow, ...]
    school: tuple[str, tuple[str, ...], str]
    hospital: tuple[str, tuple[str, ...], str]
    nursery: tuple[str, tuple[str, ...], str]
    town: str
    council: tuple[str, tuple[str, ...]]
    homes: tuple[str, str]
    phone: str
    births: tuple[str, str]
    nhs: tuple[str, str]
    strangers: tuple[tuple[str, str, str], ...]
    villages: tuple[str, ...]
    pubs: tuple[str, ...]
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _p(
    key: str, role: str, title: str, name: str, aliases: str, pseudonym: str, misspelt: str = ""
) -> PersonRow:
    given, middle, family = (part.strip().replace("_", " ") for part in name.split("/"))
    cut = tuple(a.strip() for a in aliases.split(",") if a.strip())
    return PersonRow(
        key,
        role,
        title,
        given,
        middle,
        family,
        cut,
        pseudonym,
        tuple(m.strip() for m in misspelt.split(",") if m.strip()),
    )


HARBOUR = (
    Case(
        "H1",
        (
            _p(
                "child",
                "subject child",
                "",
                "Grace/Anne/Whitcombe",
                "Gracie",
                "Child K",
                "Grase Whitcombe, Grace Whitcome, Grace Witcombe",
            ),
            _p("sib", "sibling", "", "Will//Whitcombe", "Billy", "Sibling 1"),
            _p("mother", "mother", "Ms", "Dawn//Whitcombe", "Dee", "Mother"),
            _p("father", "father", "Mr", "Mark//Moody", "Marky", "Father"),
            _p("gran", "grandmother", "Mrs", "Rose//Whitcombe", "Nana Rose", "Maternal Grandmother"),
            _p("sw", "social worker", "Miss", "Adaeze//Okonkwo", "", "Social Worker 2", "Adaeze Okonkwu"),
            _p("mgr", "manager", "Mr", "Grant//Sharp", "", "Team Manager"),
            _p("hv", "health visitor", "Mrs", "Siân//Pugh", "", "Health Visitor 1"),
            _p("gp", "GP", "Dr", "Rajiv//Banerjee", "", "GP 2"),
            _p("teacher", "teacher", "Ms", "Summer//Church", "", "Teacher 1"),
            _p("police", "police", "DS", "Jack//Swift", "", "Detective Sergeant 1"),
        ),
        ("St Brannoc's Church of England Primary School", ("St Brannoc's", "SBPS"), "School A"),
        ("Saltmouth General Hospital", ("the General", "SGH"), "Hospital A"),
        ("Little Pebbles Nursery", ("Little Pebbles",), "Nursery A"),
        "Saltmouth",
        ("Saltmouth Borough Council", ("SBC",)),
        ("17 Church Hill, Saltmouth, TQ99 4RD", "Flat 6, 230 Mariners Way, Saltmouth, TQ99 8LN"),
        "07700 900684",
        ("2015-11-04", "1990-08-17"),
        ("9990000018", "9990000026"),
        (
            ("Mr", "Tobias", "Venn"),
            ("Mrs", "Constance", "Hale"),
            ("Mr", "Jermaine", "Oduya"),
            ("Ms", "Kerenza", "Tregear"),
        ),
        ("Porthkellis", "Upper Sandling", "Cold Ash Green"),
        ("the Three Tuns", "the Rose and Anchor", "the Jolly Sailor"),
    ),
    Case(
        "H2",
        (
            _p(
                "child",
                "subject child",
                "",
                "Łukasz//Wójcik",
                "Luki",
                "Child M",
                "Lukas Wojcik, Łukasz Wujcik",
            ),
            _p("sib", "sibling", "", "Maja//Wójcik", "", "Sister"),
            _p("mother", "mother", "Mrs", "Małgorzata//Wójcik", "Gosia", "Mother"),
            _p("father", "father", "Mr", "Piotr//Wójcik", "Peter", "Father"),
            _p("gran", "grandmother", "Mrs", "Halina//Nowak-Bell", "Babcia Halina", "Grandmother"),
            _p("sw", "social worker", "Mr", "Max//Younger", "", "Social Worker 1"),
            _p("mgr", "manager", "Mrs", "Faith//Lawson", "", "Manager 1"),
            _p("hv", "health visitor", "Ms", "Niamh//Ó Briain", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Hugh//Stone", "", "GP"),
            _p("teacher", "teacher", "Mr", "Miles//Rivers", "", "Teacher"),
            _p("police", "police", "PC", "Precious//Moyo", "", "Police Officer"),
        ),
        ("Ferrybridge Lane Academy", ("Ferrybridge Lane", "FLA"), "School B"),
        ("Queen Adelaide Hospital", ("the Adelaide",), "Hospital B"),
        ("Bumble Bees", (), "Nursery B"),
        "Thornaby Quay",
        ("Thornaby Quay Council", ("TQC",)),
        ("8 Stone Row, Thornaby Quay, TS99 1BZ", "55 Rivers Court, Thornaby Quay, TS99 7WQ"),
        "07700 900147",
        ("2019-01-31", "1987-12-05"),
        ("9990000034", "9990000042"),
        (
            ("Mr", "Arkadiusz", "Zielony"),
            ("Miss", "Hope", "Farrow"),
            ("Mrs", "Beryl", "Ogden"),
            ("Mr", "Darnell", "Pickering"),
        ),
        ("Skelby", "Nether Hallow", "Wath Ferry"),
        ("the Black Bull", "the Fleece", "the Railway Tavern at Skelby"),
    ),
    Case(
        "H3",
        (
            _p(
                "child",
                "subject child",
                "",
                "Amara-Joy//Smith-Okafor",
                "AJ, Mara",
                "Young Person 1",
                "Amarra-Joy Smith-Okafor",
            ),
            _p("sib", "sibling", "", "Chase//Smith", "", "Brother"),
            _p("mother", "mother", "Miss", "Leanne/Marie/Smith", "Lee", "Mother"),
            _p("father", "father", "Mr", "Chidi//Okafor", "", "Father", "Chidi Okafour, Chiddi Okafor"),
            _p("gran", "grandmother", "Mrs", "Pearl//Smith", "Granny P", "Grandmother"),
            _p(
                "sw", "social worker", "Ms", "Eilidh//McAllister", "", "Social Worker A", "Eilidh MacAllister"
            ),
            _p("mgr", "manager", "Mr", "Rob//Hill", "", "Manager A"),
            _p("hv", "health visitor", "Miss", "Joy//Winter", "", "Health Visitor A"),
            _p("gp", "GP", "Dr", "Fiona//van der Meer", "", "GP A"),
            _p("teacher", "teacher", "Mrs", "April//Day", "", "Teacher A"),
            _p(
                "police", "police", "DI", "Brendan//O'Connor", "", "Detective Inspector A", "Brendan O'Conner"
            ),
        ),
        ("Hawkstone Park Community School", ("Hawkstone Park", "HPCS"), "School C"),
        ("Royal Hawkstone Infirmary", ("the RHI",), "Hospital C"),
        ("Happy Days Nursery", ("Happy Days",), "Nursery C"),
        "Hawkstone",
        ("Hawkstone City Council", ("HCC",)),
        ("101 Winter Gardens, Hawkstone, DY99 3XN", "3 Day Street, Hawkstone, DY99 5JT"),
        "07700 900409",
        ("2008-06-22", "1985-04-09"),
        ("9990000050", "9990000069"),
        (
            ("Mr", "Curtis", "Blaney"),
            ("Mrs", "Faye", "Lund"),
            ("Ms", "Ines", "Carvalho"),
            ("Mr", "Rupert", "Snow"),
        ),
        ("Ludcross", "Little Amble", "Dunsop"),
        ("the White Hart", "the Spotted Cow", "the Bell"),
    ),
    Case(
        "H4",
        (
            _p(
                "child",
                "subject child",
                "",
                "Zaynab//Al-Rashid",
                "Zee",
                "Child Q",
                "Zainab Al-Rashid, Zaynab Al-Rasheed",
            ),
            _p("sib", "sibling", "", "Yusuf//Al-Rashid", "Yus", "Sibling Q"),
            _p("mother", "mother", "Mrs", "Noor//Al-Rashid", "", "Mother"),
            _p("father", "father", "Mr", "Tariq//Al-Rashid", "", "Father"),
            _p("gran", "grandmother", "Mrs", "Samira//Haddadi", "Teta Samira", "Grandmother"),
            _p("sw", "social worker", "Ms", "Charity//Brook", "", "SW1"),
            _p("mgr", "manager", "Ms", "Judith//Green", "Judy", "Manager"),
            _p("hv", "health visitor", "Mrs", "Bláithín//D'Souza", "", "HV1"),
            _p("gp", "GP", "Dr", "Peter//Young", "", "GP1"),
            _p("teacher", "teacher", "Mr", "Ray//Banks", "", "Teacher 4"),
            _p("police", "police", "Sgt", "Ian//Forest", "", "Sergeant 1"),
        ),
        ("Greenacre Girls' School", ("Greenacre",), "School"),
        ("Mercy Hospital", ("the Mercy",), "Hospital"),
        ("Rainbow Corner", (), "Nursery"),
        "Aldermoor",
        ("London Borough of Aldermoor", ("LBA", "Aldermoor Council")),
        ("66 Forest Road, Aldermoor, UB99 2PW", "Flat 12, Banks House, Green Lane, Aldermoor, UB99 6HY"),
        "07700 900771",
        ("2013-09-09", "1983-02-28"),
        ("9990000077", "9990000085"),
        (
            ("Mr", "Hakan", "Demirci"),
            ("Mrs", "Olive", "Tranter"),
            ("Mr", "Stefan", "Kowalczyk"),
            ("Miss", "Shanice", "Bello"),
        ),
        ("Marlpit", "Stoke Ferrers", "Ashwater"),
        ("the Prince Regent", "the Plough", "the Duke of Sussex"),
    ),
)

MOOR = (
    Case(
        "M1",
        (
            _p(
                "child",
                "subject child",
                "",
                "Tyler/James/Pritchard",
                "Ty, TJ",
                "Child 7",
                "Tylar Pritchard, Tyler Prichard, Tyler Pritchird",
            ),
            _p("sib", "sibling", "", "Ruby//Pritchard", "Rubes", "Child 8"),
            _p("mother", "mother", "Ms", "Crystal//Pritchard", "Chris", "Mum"),
            _p("father", "father", "Mr", "Glen//Marsh", "Glenny", "Dad"),
            _p("gran", "grandmother", "Mrs", "Iris//Pritchard", "Nan Iris", "Nan"),
            _p("sw", "social worker", "Mr", "Obinna//Eze", "Obi", "Worker 1"),
            _p("mgr", "manager", "Mrs", "Heather//Frost", "", "Manager 1"),
            _p("hv", "health visitor", "Ms", "Mhairi//Buchan", "", "Nurse 1", "Mairi Buchan"),
            _p("gp", "GP", "Dr", "Sunil//Rao", "", "Doctor 1"),
            _p("teacher", "teacher", "Mr", "Cliff//Bridges", "", "Tutor 1"),
            _p("police", "police", "PCSO", "Tina//Walker", "", "Officer 1"),
        ),
        ("Ravensmoor High School", ("Ravensmoor High", "the High School"), "School 3"),
        ("Ravensmoor District Hospital", ("RDH", "the District"), "Hospital 3"),
        ("Busy Bodies Pre-School", ("Busy Bodies",), "Nursery 3"),
        "Ravensmoor",
        ("Ravensmoor County Council", ("RCC",)),
        ("29 Bridges Lane, Ravensmoor, YO99 1TN", "The Old Forge, Marsh End, Ravensmoor, YO99 9UP"),
        "07700 900238",
        ("2010-03-12", "1989-07-01"),
        ("9990000093", "9990000107"),
        (
            ("Mr", "Lorne", "Haskett"),
            ("Mrs", "Daisy", "Pell"),
            ("Mr", "Kofi", "Agyeman"),
            ("Ms", "Bronagh", "Tully"),
        ),
        ("Thwaite Beck", "Osmotherby", "Hutton Gill"),
        ("the Shoulder of Mutton", "the Drovers", "the Moorcock Inn"),
    ),
    Case(
        "M2",
        (
            _p(
                "child",
                "subject child",
                "",
                "José//da Silva",
                "Zé",
                "Child T",
                "Jose da Sylva, Josè da Silva",
            ),
            _p("sib", "sibling", "", "Inês//da Silva", "", "Sibling T"),
            _p("mother", "mother", "Dona", "Conceição//da Silva", "São", "Mother"),
            _p("father", "father", "Mr", "Rui//Carvalho", "", "Father"),
            _p("gran", "grandmother", "Mrs", "Fátima//Carvalho", "Avó Fátima", "Grandmother"),
            _p("sw", "social worker", "Mrs", "Olive//Gardner", "", "Social Worker"),
            _p("mgr", "manager", "Mr", "Bill//Sharples", "", "Manager"),
            _p("hv", "health visitor", "Nurse", "Comfort//Boateng", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Zoë//Prior", "", "GP"),
            _p("teacher", "teacher", "Mr", "Art//Fisher", "", "Teacher"),
            _p("police", "police", "DC", "Lance//Cross", "", "Detective"),
        ),
        ("Our Lady of Pity RC Primary School", ("Our Lady of Pity", "OLP"), "School T"),
        ("Dunmere and District Hospital", ("Dunmere Hospital",), "Hospital T"),
        ("Stepping Stones", (), "Nursery T"),
        "Dunmere",
        ("Dunmere Metropolitan Borough Council", ("DMBC", "Dunmere Council")),
        ("4a Fisher Terrace, Dunmere, BD99 6LE", "38 St Agnes Close, Dunmere, BD99 3CA"),
        "07700 900956",
        ("2016-05-30", "1992-10-21"),
        ("9990000115", "9990000123"),
        (
            ("Mr", "Gethin", "Prosser"),
            ("Miss", "Amber", "Rudge"),
            ("Mr", "Tomasz", "Gajda"),
            ("Mrs", "Winifred", "Oakes"),
        ),
        ("Hebbleton", "Top o' th' Cross", "Sowerden"),
        ("the Old Bore", "the Weavers Arms", "the Lamb"),
    ),
    Case(
        "M3",
        (
            _p(
                "child",
                "subject child",
                "",
                "Harley//Quinlan",
                "Harls",
                "Baby H",
                "Harly Quinlan, Harley Quinlen",
            ),
            _p("sib", "sibling", "", "Hope//Quinlan", "", "Sibling H"),
            _p("mother", "mother", "Miss", "Shelby//Quinlan", "Shell", "Mother"),
            _p("father", "father", "Mr", "Drew//Mason", "", "Father"),
            _p("gran", "grandmother", "Mrs", "Joy//Quinlan", "Nanny Joy", "Grandmother"),
            _p("sw", "social worker", "Ms", "Anjali//Nair", "", "Social Worker"),
            _p("mgr", "manager", "Mr", "Neil//Baxter-Wood", "", "Manager"),
            _p("hv", "health visitor", "Mrs", "Robin//Wells", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Ngozi//Uche", "", "GP"),
            _p("teacher", "teacher", "Miss", "Jade//Summers", "", "Teacher"),
            _p("police", "police", "DC", "Harry//Pope", "", "Detective"),
        ),
        ("Beacon Hill Infant School", ("Beacon Hill", "BHIS"), "School H"),
        ("Wexcombe Royal Hospital", ("the Royal", "WRH"), "Hospital H"),
        ("Tadpoles Day Nursery", ("Tadpoles",), "Nursery H"),
        "Wexcombe",
        ("Wexcombe Council", ("WC",)),
        ("12 Mason Avenue, Wexcombe, SN99 2EE", "90B Wells Crescent, Wexcombe, SN99 4GG"),
        "07700 900863",
        ("2021-02-14", "1998-09-03"),
        ("9990000131", "9990000158"),
        (
            ("Mr", "Lenny", "Drake"),
            ("Mrs", "Prudence", "Gill"),
            ("Ms", "Yetunde", "Afolabi"),
            ("Mr", "Callan", "Strood"),
        ),
        ("Ogbury", "Chalke Magna", "Winterslade"),
        ("the Wheatsheaf", "the Red Lion", "the Dog and Partridge"),
    ),
    Case(
        "M4",
        (
            _p(
                "child",
                "subject child",
                "",
                "Ffion/Mair/Llewellyn",
                "Ffi",
                "Child W",
                "Fion Llewellyn, Ffion Llewelyn, Ffion Lewellyn",
            ),
            _p("sib", "sibling", "", "Rhys//Llewellyn", "", "Sibling W"),
            _p("mother", "mother", "Mrs", "Carys//Llewellyn", "Caz", "Mother"),
            _p("father", "father", "Mr", "Dai//Llewellyn", "", "Father"),
            _p("gran", "grandmother", "Mrs", "Olwen//Price", "Mamgu", "Grandmother"),
            _p("sw", "social worker", "Mr", "Christian//Bell", "", "Social Worker"),
            _p("mgr", "manager", "Ms", "Verity//Long", "", "Manager"),
            _p("hv", "health visitor", "Sister", "Bridget//Nolan", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Angus//Ferguson", "", "GP"),
            _p("teacher", "teacher", "Mr", "Earl//Knight", "", "Teacher"),
            _p("police", "police", "Sgt", "Melody//Case", "", "Sergeant"),
        ),
        ("Ysgol Pen-y-Bryn", ("Pen-y-Bryn",), "School W"),
        ("Glanhafren Cottage Hospital", ("Glanhafren Cottage",), "Hospital W"),
        ("Acorns", (), "Nursery W"),
        "Glanhafren",
        ("Glanhafren County Borough Council", ("GCBC",)),
        ("5 Knight's Walk, Glanhafren, SA99 7DD", "71 Long Meadow, Glanhafren, SA99 1KK"),
        "07700 900512",
        ("2014-12-25", "1986-01-19"),
        ("9990000166", "9990000174"),
        (
            ("Mr", "Emlyn", "Vaughan-Rees"),
            ("Mrs", "Ivy", "Stott"),
            ("Mr", "Ahmed", "Barre"),
            ("Miss", "Seren", "Madoc"),
        ),
        ("Cwmdulas", "Pentre Isaf", "St Teilo's Well"),
        ("the Butchers Arms", "the Griffin", "the Castle"),
    ),
)

FEN = (
    Case(
        "F1",
        (
            _p("child", "subject child", "", "Hope//Field", "Hopey", "Child 4", "Hoppe Field, Hope Feild"),
            _p("sib", "sibling", "", "Jordan//Field", "Jords", "Sibling 4"),
            _p("mother", "mother", "Ms", "Dawn//Field", "Dee", "Mother"),
            _p("father", "father", "Mr", "Mark//Bishop", "Marko", "Father"),
            _p("gran", "grandmother", "Mrs", "Rose//Field", "Nan Rose", "Grandmother"),
            _p("sw", "social worker", "Ms", "Grace//Young", "", "Social Worker 4"),
            _p("mgr", "manager", "Mr", "Bill//Wood", "", "Manager 4"),
            _p("hv", "health visitor", "Mrs", "Joy//Hunt", "", "Health Visitor 4"),
            _p("gp", "GP", "Dr", "Will//May", "", "GP 4"),
            _p("teacher", "teacher", "Miss", "Penny//Lane", "", "Teacher 4"),
            _p("police", "police", "DC", "Frank//Moody", "", "Detective 4"),
        ),
        ("Larkrise Primary School", ("Larkrise", "LPS"), "School 4"),
        ("Holbeach Road Hospital", ("Holbeach Road",), "Hospital 4"),
        ("Ladybirds", (), "Nursery 4"),
        "Fenwick Drove",
        ("Fenwick Drove District Council", ("FDDC",)),
        ("3 Wood Street, Fenwick Drove, PE99 5AA", "Flat 9, May Court, Fenwick Drove, PE99 7BB"),
        "07700 900345",
        ("2012-07-30", "1991-11-11"),
        ("9990000182", "9990000190"),
        (
            ("Mr", "Kieran", "Boyle"),
            ("Mrs", "Ivy", "Dale"),
            ("Mr", "Marcin", "Zawada"),
            ("Miss", "Faith", "Osei"),
        ),
        ("Gedney", "Sutton Marsh", "Old Leake"),
        ("the Ship", "the Chequers", "the Hare and Hounds"),
    ),
    Case(
        "F2",
        (
            _p("child", "subject child", "", "Nguyễn//Thị Mai", "Mai", "Child N", ""),
            _p("sib", "sibling", "", "Anh//Thị Mai", "", "Sibling N"),
            _p("mother", "mother", "Mrs", "Linh//Thị Mai", "Lily", "Mother"),
            _p(
                "father",
                "father",
                "Mr",
                "Sean//McCarthy-Lowe",
                "",
                "Father",
                "Shaun McCarthy-Lowe, Sean MacCarthy-Lowe",
            ),
            _p(
                "gran",
                "grandmother",
                "Mrs",
                "Bernadette//McCarthy",
                "Nana Bernie",
                "Grandmother",
                "Bernadet McCarthy",
            ),
            _p("sw", "social worker", "Mr", "Christopher//Black", "Chris", "Social Worker"),
            _p("mgr", "manager", "Mrs", "Jean-Louise//Day", "", "Manager"),
            _p("hv", "health visitor", "Mrs", "Merry//Short", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Oluwaseun//Adeyemi", "", "GP", "Oluwaseun Adeyemmi"),
            _p("teacher", "teacher", "Mr", "Dominic//St John", "Dom", "Teacher"),
            _p("police", "police", "PC", "Holly//Berry", "", "Officer"),
        ),
        ("The Priory Catholic Voluntary Academy", ("The Priory", "PCVA"), "School N"),
        ("Boston Pilgrim Infirmary", ("the Pilgrim",), "Hospital N"),
        ("Jack & Jill's", ("Jack and Jills",), "Nursery N"),
        "Wrangle St Mary",
        ("Wrangle St Mary Borough Council", ("WSMBC",)),
        ("88 St Mary's Road, Wrangle St Mary, PE98 1ZZ", "2 Black Lane, Wrangle St Mary, PE98 4YY"),
        "07700 900567",
        ("2020-10-01", "1996-03-08"),
        ("9990000204", "9990000212"),
        (
            ("Mr", "Duc", "Pham"),
            ("Mrs", "Summer", "Ingham"),
            ("Ms", "Oksana", "Hrytsenko"),
            ("Mr", "Clem", "Bridge"),
        ),
        ("Friskney Eaudyke", "Leverton", "Bicker Bar"),
        ("the Bull", "the Five Bells", "the Barley Mow"),
    ),
    Case(
        "F3",
        (
            _p(
                "child",
                "subject child",
                "",
                "Paris/Skye/Hill",
                "Paz",
                "Young Person",
                "Parris Hill, Paris Hilll",
            ),
            _p("sib", "sibling", "", "Brooklyn//Hill", "Brook", "Brother"),
            _p("mother", "mother", "Miss", "Chelsea//Hill", "Chels", "Mother"),
            _p("father", "father", "Mr", "Ray//Stone", "", "Father"),
            _p("gran", "grandmother", "Mrs", "Pat//Hill", "Grandma Pat", "Grandmother"),
            _p(
                "sw",
                "social worker",
                "Mr",
                "Basil//Papadopoulos",
                "Baz",
                "Social Worker",
                "Basil Papadopolous, Basil Papadopulos",
            ),
            _p("mgr", "manager", "Ms", "Constance//Rich", "Connie", "Manager"),
            _p("hv", "health visitor", "Ms", "Autumn//Brown", "", "Health Visitor"),
            _p("gp", "GP", "Dr", "Dean//Sharma", "", "GP"),
            _p("teacher", "teacher", "Mrs", "Violet//King", "", "Teacher"),
            _p("police", "police", "DS", "Guy//Major", "", "Sergeant"),
        ),
        ("Kings Meadow Junior School", ("Kings Meadow", "KMJS"), "School P"),
        ("St Guthlac's Hospital", ("St Guthlac's",), "Hospital P"),
        ("Tiny Tots Nursery", ("Tiny Tots",), "Nursery P"),
        "Crowle",
        ("Crowle Town Council", ("CTC",)),
        ("41b Stone Close, Crowle, DN99 2AB", "Rose Cottage, King Street, Crowle, DN99 8CD"),
        "07700 900678",
        ("2009-12-02", "1990-02-27"),
        ("9990000220", "9990000239"),
        (
            ("Mr", "Terrence", "Aldous"),
            ("Mrs", "June", "Webb"),
            ("Mr", "Ibrahim", "Sesay"),
            ("Ms", "Carly", "Prince"),
        ),
        ("Eastoft", "Garthorpe", "Wroot"),
        ("the Cross Keys", "the George", "the New Inn at Wroot"),
    ),
)
