"""What is typed for the public, and the address of a report, name nobody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from reports.models import PublicEdition, ResidualFlag
from reports.services import editions, flags
from reports.services.public_words import MayIdentify
from scr_portal.anonymise.documents import Unread
from tests import make
from tests.asking import again
from tests.reviews.test_all_errors import errors

pytestmark = pytest.mark.django_db

BULLET = Unread(character="\uf0b7", name="private-use character (U+F0B7)", count=2, page=4)


def cleared() -> tuple[SimpleNamespace, PublicEdition]:
    people = make.staff(make.board())
    return people, make.edition(people, make.signed_report(people))


@pytest.mark.parametrize(
    "title",
    ["What Tamsin Quillfeather told us", "Dr Benedict Sallow and a child", "What [person 4] told us"],
)
def test_a_title_in_which_somebody_may_be_recognised_is_refused_where_it_is_typed(title: str) -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    with pytest.raises(MayIdentify, match="Somebody may be recognised by") as refused:
        editions.prepare(report, title=title, by=people.manager)
    assert set(refused.value.sentences) == {"title"}
    assert not PublicEdition.objects.exists()


def test_a_registered_name_is_refused_as_a_replacement() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people), cleared=False)
    flag = ResidualFlag.objects.create(
        edition=edition, place="summary", number=99, kind="name", text="Saltern"
    )
    with pytest.raises(MayIdentify, match="Somebody may be recognised by “Tamsin"):
        flags.settle(
            flag, decision="replace", replacement="Tamsin Quillfeather", reason="A name.", by=people.manager
        )


def test_the_note_of_a_withdrawn_report_names_nobody() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    with pytest.raises(MayIdentify, match="Somebody may be recognised by"):
        editions.withdraw(
            again(edition), public_note="Tamsin Quillfeather’s family asked.", by=people.manager
        )
    assert again(edition).status == "published"


# The public reference --------------------------------------------------------------------------------------


def test_the_public_reference_has_nothing_of_the_case_code() -> None:
    from reports.document import html_of, text_blocks

    _, edition = cleared()
    assert edition.case_code not in edition.reference
    blocks = text_blocks(html_of(edition))
    assert f"Reference {edition.reference}" in blocks
    assert edition.case_code not in " ".join(blocks)


def test_a_reference_spells_nothing_and_is_nobodys_initials() -> None:
    from reports.references import public_slug

    drawn = {public_slug() for _ in range(500)}
    assert len(drawn) > 490
    assert all(
        first.isalpha() != second.isalpha()
        for slug in drawn
        for first, second in zip(slug.replace("-", ""), slug.replace("-", "")[1:], strict=False)
    )


def test_words_and_reasons_that_name_somebody_are_refused_beside_their_field() -> None:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people), cleared=False)
    flag = ResidualFlag.objects.create(
        edition=edition, place="summary", number=98, kind="name", text="Saltern"
    )
    path = reverse("reports:flag", args=[edition.review.pk, flag.pk])
    words = {"decision": "coarsen", "replacement": "Tamsin Quillfeather", "reason": ""}
    said = errors(people.manager, path, words)
    assert set(said) == {"replacement"}
    assert said["replacement"][0].startswith("Somebody may be recognised by “Tamsin")
    said = errors(people.manager, path, {"decision": "keep", "reason": "Tamsin Quillfeather is known."})
    assert set(said) == {"reason"}
    assert flags.checks_settle(flag, decision="keep", replacement="Tamsin Quillfeather") == {}
