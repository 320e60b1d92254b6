"""Each layer that keeps relatives apart holds by itself, where the one before it lets somebody through."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from families.actions import FamilyAction
from families.models import AboutAnother, FamilyLetter, OutgoingText, Relative
from families.models.relative import reviews_open_to
from reviews.models import Review
from reviews.services import register_export
from scr_portal import access
from scr_portal.access import scope
from scr_portal.access.roles import Role
from tests import make
from tests.asking import again
from tests.platform.signing_in import sign_in

from .sides import opposed
from .test_kept_apart import told_of

pytestmark = pytest.mark.django_db

ROWS = [FamilyLetter, OutgoingText, AboutAnother, Relative]


@pytest.fixture
def case() -> SimpleNamespace:
    """A letter to the father of which a second person was asked, and the mother let in to the board as a relative."""
    made = opposed()
    made.letter = make.letter(made.people, made.father, "Dear Mr Zennor, her brother was arrested.")
    make.asked_about(made.letter, by=made.people.manager)
    made.mother_in = make.member(made.people.board, Role.RELATIVE, name="Oona Quillfeather")
    return made


@pytest.mark.parametrize("model", ROWS)
def test_who_reads_the_case_and_not_about_the_family_sees_no_row_of_it(case: Any, model: Any) -> None:
    reads = again(case.people.panel_member)
    assert Review.objects.visible_to(reads).filter(pk=case.review.pk).exists()
    assert not model.objects.visible_to(reads).exists()
    for allowed in (case.contact, case.people.manager, case.people.panel_chair, case.people.author):
        assert model.objects.visible_to(again(allowed)).exists()


def test_every_model_of_the_family_that_has_a_case_is_closed_to_who_reads_the_case_alone(case: Any) -> None:
    reads = again(case.people.panel_member)
    models = [model for model in apps.get_app_config("families").get_models() if scope.is_scoped(model)]
    assert set(ROWS) < set(models)
    assert [model for model in models if scope.scoped_manager(model).visible_to(reads).exists()] == []


def test_a_relative_has_no_review_whose_family_is_open_though_the_board_is_theirs(case: Any) -> None:
    relative = again(case.mother_in)
    assert relative.memberships.filter(board=case.people.board).exists()
    assert not reviews_open_to(relative).exists()
    for model in ROWS:
        assert not model.objects.visible_to(relative).exists(), model


def test_policies_refuse_a_relative_what_the_rows_would_have_hidden(case: Any) -> None:
    relative, outgoing = again(case.mother_in), OutgoingText.objects.get()
    for on in (case.review, case.father, case.letter, outgoing):
        for action in FamilyAction:
            if (on, action) != (
                outgoing,
                FamilyAction.VIEW_FAMILY,
            ):  # found by `visible_to`, and then cleared
                assert access.refusal(action, relative, again(on)), f"{action} on {on}"


def test_a_letter_in_which_something_waits_is_kept_from_the_printed_page_by_view_and_by_template(
    case: Any,
) -> None:
    row = make.letter(case.people, case.mother, "Dear Mrs Quillfeather. Mr Zennor was there.")
    manager = sign_in(Client(), case.people.manager)
    page = manager.get(reverse("families:letter_print", args=[case.review.pk, row.pk]))
    assert page.context["words"] == ""
    names = page.context.keys()
    shown = {name: page.context[name] for name in names} | {"words": "Mr Zennor was there."}
    assert told_of(render_to_string("families/letter_print.html", shown, request=page.wsgi_request)) == []
    shown |= {"outstanding": []}
    again_shown = render_to_string("families/letter_print.html", shown, request=page.wsgi_request)
    assert told_of(again_shown) == ["Zennor"]


def test_the_exported_list_of_cases_holds_no_case_for_a_relative(case: Any) -> None:
    path = reverse("reviews:cases") + "?export=csv"
    manager, relative = (
        sign_in(Client(), user).get(path).content.decode() for user in (case.people.manager, case.mother_in)
    )
    assert case.review.code in manager
    assert relative.splitlines() == manager.splitlines()[:1]


def test_the_register_leaves_as_a_file_for_no_relative(case: Any) -> None:
    register = case.review.identity_register()
    values = {"reason": "The court asked for it.", "passphrase": "four quiet herons wading"}
    with pytest.raises(access.Denied):
        register_export.export(register, by=again(case.mother_in), **values)
    assert register_export.export(register, by=again(case.people.manager), **values)
