"""Citations: what stands in brackets becomes data, leads each reader where they may go, and never reaches the public."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from panels.models import Commission, ManagementReview
from panels.services import chronologies, commissions, imrs, interviews, row_changes
from reports.marking import as_it_stands
from reports.models import OverviewReport
from reports.services import editions, reports
from reports.side_by_side import part
from reviews.citing import cited_by_section, leading_nowhere
from reviews.evidence_kinds import references_in, without_references
from reviews.models import Citation
from reviews.own_texts import unsettled_in
from reviews.services import identities
from scr_portal.web.stale import version_of
from tests import make
from tests.platform.signing_in import sign_in

from .test_evidence import Desk, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: SimpleNamespace) -> Commission:
    made = make.commission(people)
    make.edition_of(made)
    return made


def write(imr: ManagementReview, text: str, name: str = "analysis") -> ManagementReview:
    return imrs.write(imr, section=name, text=text, version=version_of(imr, name), by=imr.author)


def write_report(people: SimpleNamespace, review: Any, text: str) -> OverviewReport:
    report = reports.begin(review, by=people.author)
    version = version_of(report, "overview")
    return reports.write(report, part="overview", text=text, version=version, by=people.author)


def row(commission: Commission, number: int, edition: int = 1) -> str:
    return str(commission.chronologies.get(edition=edition).events.get(row=number).pk)


def cited(document: Any) -> dict[str, str]:
    return dict(Citation.objects.about(document).values_list("written", "key"))


def said(desk: Desk) -> str:
    assert desk.tree is not None
    return " ".join(desk.tree.text_content().split())


def test_a_reference_to_an_own_row_becomes_data_and_goes_when_it_leaves_the_text(
    commission: Commission,
) -> None:
    imr = write(commission.management_review, "She was seen [row 3]. Nobody asked [row 3] [row 4].")
    assert cited(imr) == {"row 3": row(commission, 3), "row 4": row(commission, 4)}
    imr = write(imr, "She was seen [row 3].")
    assert cited(imr) == {"row 3": row(commission, 3)}
    assert Citation.history.filter(history_type="-").count() == 1


def test_a_row_added_by_hand_is_cited_by_the_name_that_the_drawer_offers(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    chronology = make.edition_of(commission, accepted=False)
    added = row_changes.add_row(
        chronology,
        part=1,
        after=2,
        texts={"date": "13 May 2010", "source": "Duty book", "detail": "Telephone call from the school."},
        by=commission.author,
    )
    chronologies.accept(chronology, by=commission.author)
    key = str(chronology.events.get(row=added.row).pk)
    assert 'value="[added row 1]"' in str(html.tostring(section(commission.management_review).tree))
    imr = write(commission.management_review, "She rang [added row 1], not [added row 2]. [row 3]")
    assert cited(imr) == {"added row 1": key, "row 3": row(commission, 3)}
    name = commission.agency.short_name
    text = f"She rang [{name} added row 1]."
    report = write_report(people, commission.review, text)
    assert cited(report) == {f"{name} added row 1": key}
    assert report.overview.coded == text, "the agency is named, and nobody is called “added”"


def test_sections_cite_apart(commission: Commission) -> None:
    imr = write(write(commission.management_review, "[row 3]"), "[row 3] [row 4]", "lessons")
    write(imr, "Nothing.", "lessons")
    assert list(Citation.objects.about(imr).values_list("section", "written")) == [("analysis", "row 3")]


def test_a_passage_of_an_agreed_interview_is_cited_and_one_that_is_not_agreed_is_not(
    commission: Commission,
) -> None:
    imr = commission.management_review
    record = make.interview(imr)
    imr = write(imr, "[interview 1, passage 1]")
    assert cited(imr) == {}
    interviews.confirm(record, by=record.interviewee)
    imr = write(imr, "[interview 1, passage 1] [interview 1, passage 2] [interview 2, passage 1]")
    assert cited(imr) == {"interview 1, passage 1": f"{record.pk}:1"}


def test_the_report_cites_the_rows_and_accepted_reviews_of_agencies_by_name(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    imr = make.accepted_imr(people, commission)
    event = commission.chronologies.get(status="accepted").events.first()
    name = commission.agency.short_name
    text = f"[{name} row {event.row}] [{name} review, Lessons learned] [row {event.row}] [Nobody row {event.row}]"
    report = write_report(people, commission.review, text)
    assert cited(report) == {
        f"{name} row {event.row}": str(event.pk),
        f"{name} review, Lessons learned": f"{imr.pk}:lessons",
    }
    nowhere = leading_nowhere(report, section="overview", text=text, author=people.author)
    assert [sentence.split(" leads")[0] for sentence in nowhere] == [
        f"[row {event.row}]",
        f"[Nobody row {event.row}]",
    ]


def test_a_reference_that_leads_nowhere_is_said_at_once_and_kept(commission: Commission) -> None:
    desk = section(commission.management_review)
    desk.send(text="Seen [row 99]. [sic]")
    assert desk.client.get(desk.url).status_code == 200
    shown = section(commission.management_review)
    assert shown.text == "Seen [row 99]. [sic]"
    assert "[row 99] leads nowhere. No accepted chronology has this row, or you may not read it." in said(
        shown
    )
    assert "[sic] leads" not in said(shown)
    answer = desk.client.post(desk.url, shown.values | {"text": "Seen [row 99]."})
    assert answer.url == desk.url, "whoever saves it stays beside the sentence"
    answer = desk.client.post(
        desk.url, section(commission.management_review).values | {"text": "Seen [row 3]."}
    )
    assert answer.url == commission.management_review.get_absolute_url()


def test_a_corrected_chronology_leaves_the_citation_and_says_so(commission: Commission) -> None:
    imr = write(commission.management_review, "Seen [row 3].")
    before = row(commission, 3)
    make.edition_of(commission, "One.", "Two.", "Three.")
    imr = write(imr, "Seen [row 3], later [row 4] and [row 3, edition 2].")
    assert cited(imr) == {
        "row 3": before,
        "row 4": row(commission, 4, 2),
        "row 3, edition 2": row(commission, 3, 2),
    }
    rows = dict(cited_by_section(imr, imr.author)["analysis"].rows)
    assert rows["row 3"].note.startswith("A corrected chronology has taken the place")
    assert not rows["row 4"].note
    assert "row 3, edition 2" in str(html.tostring(section(imr).tree, encoding="unicode"))


def test_rows_of_an_agency_that_is_no_longer_asked_are_cited_no_more_and_citations_of_them_say_so(
    people: SimpleNamespace, commission: Commission
) -> None:
    name, review = commission.agency.short_name, commission.review
    first = f"Seen [{name} row 3]."
    report = write_report(people, review, first)
    commissions.end(commission, reason="Asked by mistake.", by=people.manager)
    version, text = version_of(report, "overview"), f"{first} Later [{name} row 4]."
    report = reports.write(report, part="overview", text=text, version=version, by=people.author)
    assert cited(report) == {f"{name} row 3": row(commission, 3)}
    nowhere = leading_nowhere(report, section="overview", text=text, author=people.author)
    assert nowhere == [
        f"[{name} row 4] leads nowhere. No accepted chronology of an agency that is still asked has this row, "
        "or you may not read it."
    ]
    rows = dict(cited_by_section(report, people.author)["overview"].rows)
    assert (
        rows[f"{name} row 3"].note == "The agency whose row is cited is no longer asked for a contribution."
    )


def test_an_agency_that_is_asked_again_is_cited_from_its_new_chronology(people: SimpleNamespace) -> None:
    ended = make.commission(people)
    make.edition_of(ended)
    commissions.end(ended, reason="Asked by mistake.", by=people.manager)
    again = make.commission(people, ended.review, agency=ended.agency)
    make.edition_of(again, "Enrolled again.", "Seen again.")
    name = again.agency.short_name
    report = write_report(people, again.review, f"[{name} row 3] [{name} row 4]")
    assert cited(report) == {f"{name} row 3": row(again, 3)}


def test_cite_without_script_puts_the_reference_at_the_end_and_loses_nothing(commission: Commission) -> None:
    desk = section(commission.management_review)
    desk.send(cite="[row 3]", shown_evidence="rows:1", text="She was seen once.\n")
    assert desk.status == 200
    assert desk.text == "She was seen once. [row 3]"
    assert "[row 3] was put at the end of the text. It is not saved yet." in said(desk)
    desk.send(cite="[<b>none</b>]")
    assert desk.text == "She was seen once. [row 3]"
    desk.send()
    assert cited(commission.management_review) == {"row 3": row(commission, 3)}


def test_readers_follow_a_reference_only_where_they_may_read_what_it_leads_to(
    people: SimpleNamespace,
) -> None:
    commission = make.commission(people)
    imr = make.ready_imr(commission)
    record = make.interview(imr)
    interviews.confirm(record, by=record.interviewee)
    event = commission.chronologies.get(status="accepted").events.first()
    imr = write(imr, f"Seen [row {event.row}], she said so [interview 1, passage 1].")
    make.name_on_purpose(people, imr)
    imr = imrs.submit(imr, by=imr.author)
    chair = html.fromstring(sign_in(Client(), people.panel_chair).get(imr.get_absolute_url()).content)
    links = {a.text_content(): a.get("href") for a in chair.xpath("//section[@id='section-analysis']//a")}
    page = reverse("panels:chronology", args=[imr.review_id, event.chronology_id])
    assert links == {
        f"[row {event.row}]": f"{page}?row={event.pk}#row-{event.pk}",
        f"row {event.row}": links[f"[row {event.row}]"],
    }
    words = " ".join(chair.xpath("//section[@id='section-analysis']")[0].text_content().split())
    assert "she said so [interview 1, passage 1]." in words
    assert "Evidence cited: 2" in words
    shown = sign_in(Client(), people.panel_chair).get(links[f"row {event.row}"].split("#")[0])
    assert f'id="row-{event.pk}"' in shown.content.decode()


def test_the_name_of_an_agency_in_a_reference_is_no_unknown_name(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    make.edition_of(commission)
    name = commission.agency.short_name
    report = write_report(
        people, commission.review, f"She was seen [{name} row 3]. Nobody [Quandorly Fold row 3] asked."
    )
    assert f"[{name} row 3]" in report.overview.coded
    assert name not in report.overview.coded.replace(f"[{name} row 3]", "")
    assert "Quandorly" not in report.overview.coded, "only an agency of the board is left as it is"
    assert all(name not in str(standing.name.surface) for standing in unsettled_in(report))


def test_an_agency_that_stands_in_the_register_reads_as_its_label_and_still_leads(
    people: SimpleNamespace,
) -> None:
    agency = make.agency(people.board, name="Sandbeck Lane Primary School")
    commission = make.commission(people, agency=agency)
    make.edition_of(commission)
    identities.enter(
        commission.review.identity_register(),
        kind="school",
        canonical=agency.short_name,
        pseudonym="School 1",
        by=people.manager,
    )
    report = write_report(people, commission.review, f"Seen [{agency.short_name} row 3].")
    assert report.overview.coded == "Seen [School 1 row 3]."
    assert "[School 1 row 3]" in cited_by_section(report, people.author)["overview"].links


def test_a_citation_is_read_by_whoever_reads_the_document(
    people: SimpleNamespace, commission: Commission
) -> None:
    write(commission.management_review, "[row 3]")
    assert Citation.objects.visible_to(commission.author).count() == 1
    assert not Citation.objects.visible_to(people.panel_chair).exists()
    assert not Citation.objects.visible_to(people.manager).exists()


def test_the_public_edition_has_no_reference_and_nothing_of_it_waits_there(people: SimpleNamespace) -> None:
    def cite(people: SimpleNamespace) -> None:
        report = OverviewReport.objects.get(review__board=people.board)
        commission = Commission.objects.get(review=report.review)
        name, event = (
            commission.agency.short_name,
            commission.chronologies.get(status="accepted").events.first(),
        )
        text = f"{make.REPORT}\n\nAsked again [{name} row {event.row}], and [{name} review, Lessons learned] once more."
        text += f"\n\nThe [Seat row 3] and [row 9] stay; [{name} row 99] goes."
        write_report(people, report.review, text)

    report = make.signed_report(people, meanwhile=cite)
    assert Citation.objects.about(report).count() == 2
    edition = editions.prepare(report, title="A young child not seen in spring", by=people.manager)
    assert "Asked again, and once more." in edition.overview
    agency = Commission.objects.get(review=report.review).agency.short_name
    assert agency not in edition.overview
    assert "[Seat row 3] and [row 9] stay; goes." in as_it_stands(edition, "overview"), (
        "what cites nothing is words"
    )
    assert not any(agency in str(flag.text) for flag in edition.flags.all())
    shown = part(edition, "overview", list(edition.flags.all()))
    assert shown.signed and not any(agency in block for block in shown.signed)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Seen [row 4].", "Seen."),
        ("Seen [row 4][row 5], once [row 4].", "Seen, once."),
        ("Seen [row 4]once[row 5]more.", "Seen once more."),
        ("[sic] and [unsettled 1] stay.", "[sic] and [unsettled 1] stay."),
        ("One.\n\n[row 4]\n\nTwo.", "One.\n\n\n\nTwo."),
    ],
)
def test_references_are_left_out_with_the_space_before_them(text: str, public: str) -> None:
    assert without_references(text, references_in(text)) == public
