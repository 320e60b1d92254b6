"""A question that only one answer asks stands under that answer, and counts only with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template import Context, Template
from lxml import html

from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.widgets import RevealingRadios


class Copy(PortalForm):
    outcome = forms.ChoiceField(
        label="What happened?", choices=[("given", "Given"), ("declined", "Declined")], widget=RevealingRadios
    )
    means = forms.CharField(label="How was it given?", max_length=9, required=False)
    given_on = DateInputField(label="On which day?", required=False)
    note = forms.CharField(label="Note", required=False)
    reveals = {"outcome": {"given": ("means", "given_on")}}
    missing = {"means": "Say how it was given."}


DAY = {"given_on_day": "1", "given_on_month": "2", "given_on_year": "2026"}


def page(form: PortalForm) -> Any:
    template = Template(
        "{% load portal %}{% for field in form|standing_fields %}{{ field.as_field_group }}{% endfor %}"
    )
    return html.fromstring(f"<form>{template.render(Context({'form': form}))}</form>")


def under(tree: Any, answer: str) -> Any:
    """Return the part of the page that the browser closes while another answer is chosen."""
    (choice,) = tree.xpath(f"//input[@type='radio'][@value='{answer}']")
    following = choice.getparent().getnext()
    return following if following is not None and "portal-revealed" in following.get("class") else None


def test_question_is_drawn_once_under_its_answer_and_no_other() -> None:
    tree = page(Copy())
    assert len(tree.xpath("//input[@name='means']")) == 1
    assert under(tree, "given").xpath(".//input[@name='means']")
    assert under(tree, "declined") is None
    assert "(optional)" not in under(tree, "given").text_content()
    assert not under(tree, "given").xpath(".//input[@name='note']")


def test_what_is_asked_has_to_be_answered() -> None:
    form = Copy({"outcome": "given", "means": "  "})
    assert form.errors["means"] == ["Say how it was given."]
    assert set(form.errors) == {"means", "given_on"}
    assert Copy({"outcome": "given", "means": "By hand", **DAY}).is_valid()


def test_answer_to_what_was_not_asked_counts_for_nothing_and_is_no_mistake() -> None:
    form = Copy(
        {"outcome": "declined", "means": "far too long to be right", "given_on_day": "99", "note": "x"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"outcome": "declined", "means": "", "given_on": None, "note": "x"}


def test_nothing_is_asked_and_what_was_typed_stays_while_no_answer_is_chosen() -> None:
    form = Copy({"means": "By hand"})
    assert set(form.errors) == {"outcome"}
    assert page(form).xpath("//input[@name='means']/@value") == ["By hand"]
