"""The search of the finished PDF proves that it could read, with the portal's own renderer and readers."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from reports.models import PublicEdition
from reviews.models import Review
from reviews.services import identities
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .publishing import made_by_worker, public
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pango,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

TITLE = "A young child not seen in spring"
SURNAMES = ("Lang", "Root", "Part", "Title", "Range", "Next", "First", "Names", "Font", "Lab")
INITIALS = ("AO", "BS", "CA", "LI", "TD", "TH", "TR")
OTHER_SCRIPTS = "They speak বাংলা and हिन्दी at home."
BULLET = "\uf0b7"
"""The bullet that a word processor leaves in a text; no font has a glyph for it."""


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def searched(
    people: SimpleNamespace, overview: str = make.REPORT, *learned: tuple[str, str]
) -> PublicEdition:
    """A cleared edition with its PDF made and searched by the worker; names and numbers learned after clearing
    are in the register by then, so that the search looks for what no label stands in place of."""
    edition = make.edition(people, make.signed_report(people, overview=overview))
    for kind, words in learned:
        register = edition.identity_register()
        of = {} if kind == "person" else {"of": register.identities.filter(kind="person").first()}
        identities.enter(
            register, kind=kind, canonical=words, pseudonym=f"Label {words[-2:]}", by=people.manager, **of
        )
    return made_by_worker(edition)


def search_page(manager: Visitor, edition: PublicEdition) -> list[str]:
    """Open what the search found; return the words it found, marked in their places."""
    manager.go(edition.get_absolute_url())
    manager.press("What the search of the PDF found")
    return manager.page.locator(".portal-flags__passage mark").all_inner_texts()


def test_people_whose_names_or_initials_are_words_of_the_language_of_pdf_keep_no_report_from_the_public(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    names = [f"Orla {surname}" for surname in SURNAMES]
    names += [f"{pair[0]}wenlyth {pair[1]}ardlowe" for pair in INITIALS]

    def enter(people: SimpleNamespace) -> None:
        for number, name in enumerate(names, 30):
            make.person(people, Review.objects.get(), f"Neighbour {number}", name=name)

    edition = made_by_worker(make.edition(people, make.signed_report(people, meanwhile=enter)))
    manager = let_in(visitor(), people.manager)
    found = search_page(manager, edition)
    manager.must_read("All of it", "two programs that read it apart from each other")
    assert found == []
    assert len(set(edition.search().readers)) == 2
    manager.must_read("Nothing: no registered identity")
    public(edition, by=people.manager)
    reader = visitor()
    reader.go("/")
    reader.follow(TITLE)


def test_words_in_other_scripts_are_read_in_full(visitor: NewVisitor, people: SimpleNamespace) -> None:
    edition = searched(people, f"# What happened\n\n{OTHER_SCRIPTS}")
    manager = let_in(visitor(), people.manager)
    assert search_page(manager, edition) == []
    manager.must_read("All of it")


def test_what_was_not_read_fails_the_edition_names_the_characters_and_hides_no_name_beside_it(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    text = f"# What happened\n\n{BULLET} seen with Merryn Oakes at home.\n\nLater Merryn Oakes was out."
    edition = searched(people, text, ("person", "Merryn Oakes"))
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^See what could not be read in the PDF of the public edition"))
    manager.must_read(
        "Every letter and digit, but not every character.",
        "private-use character (U+F0B7)",
        "this edition cannot be published",
    )
    found = manager.page.locator(".portal-flags__passage mark").all_inner_texts()
    assert found == ["Merryn Oakes", "Merryn Oakes"]
    manager.go(f"{edition.get_absolute_url()}publish/")
    assert not manager.is_offered("Publish it now")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The child was seen with דוד כהן at home.", "person", "דוד כהן"),
        ("מחמד הטלפון 07700 900123 בית.", "phone", "07700 900123"),
        ("מחמד המספר 943 476 5919 בית.", "nhs_number", "943 476 5919"),
    ],
    ids=["name", "telephone number", "NHS number"],
)
def test_what_stands_in_a_script_written_from_right_to_left_is_found(
    visitor: NewVisitor, people: SimpleNamespace, text: str, kind: str, words: str
) -> None:
    edition = searched(people, f"# What happened\n\n{text}", (kind, words))
    manager = let_in(visitor(), people.manager)
    assert search_page(manager, edition) == [words]
    manager.must_read("Page 4")


def test_number_divided_by_the_end_of_a_page_is_found(visitor: NewVisitor, people: SimpleNamespace) -> None:
    numbers = [f"9001{number:02}" for number in range(60)]
    text = "\n\n".join(f"She rang 07700\n\n{number} and spoke." for number in numbers)
    edition = searched(
        people, f"# What happened\n\n{text}", *(("phone", f"07700 {number}") for number in numbers)
    )
    manager = let_in(visitor(), people.manager)
    found = search_page(manager, edition)
    assert sorted(words[-6:] for words in found) == numbers
    manager.must_read("End of page")
