"""A person who reads only coded texts can answer who did what, and meets none of the names anywhere."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from panels.services import chronologies
from reviews.models import Referral, UnknownName
from reviews.services import criteria
from scr_portal.anonymise import LABEL
from scr_portal.outstanding import keeping
from scr_portal.outstanding.models import OpenMatter
from tests import make
from tests.platform.signing_in import delivered, sign_in

pytestmark = pytest.mark.django_db

NAMES = ("Nuala Brightwater", "Oswin Carrow", "Hedra Trewin", "Denzil Rosewarne", "Perran Hockaday")
PLACES = ("Quandorly Fold", "Ottersby")
ACCOUNT = (
    "Nuala Brightwater visited on Monday and told Oswin Carrow of the bruise. Oswin Carrow rang Hedra Trewin, who did not "
    "answer. Denzil Rosewarne drove to Quandorly Fold; Perran Hockaday opened the door and said that Nuala Brightwater had "
    "been there. Hedra Trewin wrote to Ottersby the next day."
)
REASONS = "Hedra Trewin did not answer, and Perran Hockaday was not asked."
ROWS = b"Date,Source,Details\n12/05/2009,Visit book,Nuala Brightwater saw her at Ottersby.\n"


@pytest.fixture
def case(settings: Any) -> SimpleNamespace:
    """A review with the same names in its referral, its criteria and a chronology, none of them settled."""
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    about = make.referral(people, account=ACCOUNT)
    assessment = make.assessment(people, about)
    criteria.answer(assessment, criterion="death", met="yes", reasons=REASONS, by=people.committee)
    criteria.recommend(assessment, recommendation="review", reasons=REASONS, dissent="", by=people.committee)
    from reviews.services import decisions

    decisions.decide(Referral.objects.get(pk=about.pk), outcome="review", reasons="I agree.", by=people.chair)
    review = Referral.objects.get(pk=about.pk).review
    make.appointed(people, review)
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    chronologies.accept(make.chronology_of(asked, ROWS), by=asked.author)
    return SimpleNamespace(people=people, review=review, referral=review.referral, asked=asked)


def surfaces() -> list[str]:
    return [str(name.surface) for name in UnknownName.objects.all()]


def decoded(text: str) -> str:
    """A coded text with each label read back as what it stands for."""
    by_label = {name.label: str(name.surface) for name in UnknownName.objects.all()}
    return LABEL.sub(lambda label: by_label[label[0]], text)


def test_every_label_is_stable_and_distinct_so_that_a_coded_referral_says_who_did_what(case: Any) -> None:
    coded = str(Referral.objects.get(pk=case.referral.pk).account)
    assert decoded(coded) == ACCOUNT
    assert set(surfaces()) >= {*NAMES, *PLACES}
    label = {str(name.surface): name.label for name in UnknownName.objects.all()}
    assert len(set(label.values())) == len(label)
    hedra, oswin = label["Hedra Trewin"], label["Oswin Carrow"]
    assert f"{oswin} rang {hedra}, who did not answer" in coded
    assert coded.count(label["Nuala Brightwater"]) == 2


def test_the_same_name_has_the_same_label_in_every_text_of_the_case(client: Client, case: Any) -> None:
    label = {str(name.surface): name.label for name in UnknownName.objects.all()}
    sign_in(client, case.people.committee)
    grounds = read(client, reverse("reviews:criteria", args=[case.referral.pk]))
    assert f"{label['Hedra Trewin']} did not answer, and {label['Perran Hockaday']} was not asked." in grounds
    sign_in(client, case.people.manager)
    rows = read(client, reverse("panels:integrated", args=[case.review.pk]))
    assert f"{label['Nuala Brightwater']} saw her at {label['Ottersby']}." in rows


@pytest.mark.parametrize("reader", ["committee", "chair", "panel_chair", "panel_member", "author", "manager"])
def test_no_page_or_file_that_a_reader_without_the_named_view_reaches_holds_a_name(
    case: Any, reader: str
) -> None:
    keeping.catch_up()
    client, words = sign_in(Client(), getattr(case.people, reader)), [*NAMES, *PLACES, "Hockaday", "Trewin"]
    read_pages = 0
    for address, content in everything(client, ["/work/", "/cases/", case.review.get_absolute_url()]):
        found = [word for word in words if word.encode() in content]
        assert not found, f"{reader} reads {found} at {address}"
        read_pages += 1
    assert read_pages > 8


def test_no_list_of_what_is_outstanding_and_no_mail_holds_a_name(case: Any) -> None:
    keeping.catch_up()
    said = [f"{row.sentence} {row.act}" for row in OpenMatter.objects.all()]
    said += [f"{letter.subject} {letter.body}" for letter in delivered()]
    assert said
    assert not [text for text in said if any(name in text for name in (*NAMES, *PLACES))]


def test_no_coded_column_that_pages_search_and_exports_read_holds_a_name(case: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name LIKE '%%_coded'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}"')  # noqa: S608
            texts = " ".join(row[0] for row in cursor.fetchall())
            assert not [name for name in (*NAMES, *PLACES) if name in texts], f"{table}.{column}"


def read(client: Client, address: str) -> str:
    return " ".join(html.fromstring(client.get(address).content).find(".//main").text_content().split())


def everything(client: Client, addresses: list[str]) -> Any:
    """Yield each page and file that links lead to from these addresses, once for each address without its query."""
    waiting, seen = list(addresses), set()
    while waiting:
        address = waiting.pop()
        if address.partition("?")[0] in seen or not address.startswith("/") or address.startswith("//"):
            continue
        seen.add(address.partition("?")[0])
        if re.search(r"/(account|static|jobs)/|/off/$|logout", address):
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        content = b"".join(answer) if answer.streaming else answer.content
        yield address, content
        if "html" in answer["Content-Type"]:
            waiting += html.fromstring(content).xpath("//a/@href")
