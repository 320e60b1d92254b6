"""Every kind of field is drawn as the design system draws it, and nothing typed becomes markup."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from lxml import html

from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.widgets import HintedCheckboxes, HintedRadios, InlineRadios

SCRIPT = "<script>alert(1)</script>"
CHOICES = [("yes", "Yes"), ("no", "No")]


def drawn(field: forms.Field, data: dict[str, Any] | None = None, **attributes: Any) -> html.HtmlElement:
    """Render one field called `it`; with `data` the form is bound and validated."""
    kind = type("Form", (PortalForm,), {"it": field, **attributes})
    form = kind(data)
    form.is_valid()
    return html.fromstring(f"<div>{form['it'].as_field_group()}</div>")


def one(tree: html.HtmlElement, path: str) -> html.HtmlElement:
    found = tree.xpath(path)
    assert len(found) == 1, f"{len(found)} of {path} in {html.tostring(tree).decode()}"
    return found[0]


SINGLE = [
    (forms.CharField(label="Who"), "//input[@type='text']", "govuk-input"),
    (forms.EmailField(label="Email"), "//input[@type='email']", "govuk-input"),
    (forms.IntegerField(label="Age"), "//input[@type='number']", "govuk-input"),
    (forms.CharField(label="What", widget=forms.Textarea), "//textarea", "govuk-textarea"),
    (forms.ChoiceField(label="Place", choices=[("", ""), *CHOICES]), "//select", "govuk-select"),
    (forms.FileField(label="Paper"), "//input[@type='file']", "govuk-file-upload"),
    (forms.CharField(label="Secret", widget=forms.PasswordInput), "//input[@type='password']", "govuk-input"),
]


@pytest.mark.parametrize(("field", "path", "name"), SINGLE, ids=[name for _, name, _ in SINGLE])
def test_single_field_has_its_class_and_a_label_that_points_at_it(field, path, name):
    tree = drawn(field)

    control = one(tree, path)
    assert name in control.get("class").split()
    assert one(tree, "//label").get("for") == control.get("id")
    assert f"{name}--error" not in control.get("class")


@pytest.mark.parametrize(("field", "path", "name"), SINGLE, ids=[name for _, name, _ in SINGLE])
def test_field_left_empty_is_marked_in_class_in_aria_and_in_words(field, path, name):
    tree = drawn(field, {})

    control = one(tree, path)
    assert f"{name}--error" in control.get("class").split()
    assert control.get("aria-invalid") == "true"
    assert "id_it_error" in control.get("aria-describedby").split()
    assert one(tree, "//*[@id='id_it_error']").text_content().startswith("Error:")
    assert "govuk-form-group--error" in one(tree, "./div").get("class")


def test_placeholder_is_left_out_because_it_goes_when_it_is_needed():
    field = forms.CharField(widget=forms.TextInput({"placeholder": "Name", "class": "govuk-input--width-10"}))

    control = one(drawn(field), "//input")
    assert control.get("placeholder") is None
    assert control.get("class") == "govuk-input govuk-input--width-10"


def test_hint_is_named_by_the_control():
    tree = drawn(forms.CharField(help_text="Their role is enough"))

    assert one(tree, "//input").get("aria-describedby") == "id_it_helptext"
    assert one(tree, "//*[@id='id_it_helptext']").text_content() == "Their role is enough"


@pytest.mark.parametrize(
    ("field", "block"),
    [
        (forms.ChoiceField(choices=CHOICES, widget=HintedRadios(hints={"yes": "Seen"})), "radios"),
        (
            forms.MultipleChoiceField(choices=CHOICES, widget=HintedCheckboxes(hints={"yes": "Seen"})),
            "checkboxes",
        ),
    ],
)
def test_choices_stand_in_a_fieldset_with_a_hint_each(field, block):
    tree = drawn(field, {})

    assert "id_it_error" in one(tree, "//fieldset").get("aria-describedby")
    assert len(tree.xpath(f"//input[@class='govuk-{block}__input']")) == 2
    first = one(tree, "//input[@value='yes']")
    assert one(tree, f"//*[@id='{first.get('aria-describedby')}']").text_content() == "Seen"
    assert one(tree, "//input[@value='no']").get("aria-describedby") is None


def test_short_choices_can_stand_side_by_side():
    tree = drawn(forms.ChoiceField(choices=CHOICES, widget=InlineRadios))

    assert "govuk-radios--inline" in one(tree, "//div[@data-module='govuk-radios']").get("class")


def test_single_checkbox_has_its_label_after_it_and_its_error_before():
    tree = drawn(forms.BooleanField(label="I agree", help_text="In full"), {})

    box = one(tree, "//input[@type='checkbox']")
    assert one(tree, "//label").get("for") == box.get("id")
    assert box.get("aria-describedby") == "id_it_helptext id_it_error"


def test_date_has_three_labelled_boxes_and_only_the_wrong_one_is_marked():
    tree = drawn(DateInputField(label="Date"), {"it_day": "31", "it_month": "2", "it_year": "2009"})

    boxes = tree.xpath("//input")
    assert [box.get("name") for box in boxes] == ["it_day", "it_month", "it_year"]
    assert [box.get("value") for box in boxes] == ["31", "2", "2009"]
    assert [box.get("aria-invalid") for box in boxes] == ["true", None, None]
    assert [label.text for label in tree.xpath("//label")] == ["Day", "Month", "Year"]
    assert one(tree, "//fieldset").get("role") == "group"


def test_long_text_says_how_much_it_takes_and_never_cuts_off():
    tree = drawn(forms.CharField(widget=forms.Textarea, max_length=40), {"it": "x" * 41})

    text = one(tree, "//textarea")
    assert text.get("maxlength") is None
    assert text.text.strip() == "x" * 41
    assert "id_it-info" in text.get("aria-describedby")
    assert one(tree, "//*[@id='id_it-info']").text_content() == "You can enter up to 40 characters"
    assert one(tree, "//*[@data-maxlength='40']") is not None
    assert "40 characters or fewer. You have typed 41" in tree.text_content()


def test_password_can_be_shown_and_is_never_sent_back():
    tree = drawn(forms.CharField(widget=forms.PasswordInput), {"it": "correct horse"})

    assert one(tree, "//input").get("value") is None
    assert one(tree, "//button").get("aria-controls") == "id_it"
    assert one(tree, "//button").get("hidden") is not None


def test_optional_field_says_so_unless_it_is_named_unmarked():
    optional = forms.CharField(label="Another agency", required=False)

    assert "(optional)" in one(drawn(optional), "//label").text_content()
    assert "(optional)" not in one(drawn(optional, unmarked=("it",)), "//label").text_content()


def test_label_of_the_only_question_is_the_heading():
    assert one(drawn(forms.CharField(label="Who was there?"), heading_field="it"), "//h1/label") is not None
    assert one(drawn(DateInputField(label="When was it?"), heading_field="it"), "//legend/h1") is not None


@pytest.mark.parametrize(
    "field",
    [
        forms.CharField(label=SCRIPT, help_text=SCRIPT),
        forms.CharField(label=SCRIPT, help_text=SCRIPT, widget=forms.Textarea, max_length=5),
        forms.ChoiceField(
            label=SCRIPT, choices=[(SCRIPT, SCRIPT)], widget=HintedRadios(hints={SCRIPT: SCRIPT})
        ),
        forms.ChoiceField(label=SCRIPT, choices=[(SCRIPT, SCRIPT)]),
        forms.BooleanField(label=SCRIPT, help_text=SCRIPT),
        DateInputField(label=SCRIPT, help_text=SCRIPT),
    ],
)
def test_markup_in_labels_hints_values_and_messages_stays_text(field):
    kind = type("Form", (PortalForm,), {"it": field, "missing": {"it": SCRIPT}})
    for data in ({"it": SCRIPT, "it_day": SCRIPT, "it_year": SCRIPT}, {}):
        form = kind(data)
        form.is_valid()
        page = form["it"].as_field_group() + Template("{% load portal %}{% form_errors f %}").render(
            Context({"f": form})
        )

        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_error_summary_leads_to_a_control_that_is_on_the_page():
    class Many(PortalForm):
        who = forms.CharField()
        when = DateInputField()
        kind = forms.ChoiceField(choices=CHOICES, widget=HintedRadios)
        some = forms.MultipleChoiceField(choices=CHOICES, widget=HintedCheckboxes)
        sure = forms.BooleanField()

    form = Many({"when_day": "1", "when_month": "40", "when_year": "2009"})
    form.is_valid()
    summary = html.fromstring(Template("{% load portal %}{% form_errors f %}").render(Context({"f": form})))
    fields = html.fromstring("<div>" + "".join(field.as_field_group() for field in form) + "</div>")

    targets = [link.get("href")[1:] for link in summary.xpath("//a")]
    assert targets == ["id_who", "id_when_1", "id_kind_0", "id_some_0", "id_sure"]
    for target in targets:
        assert one(fields, f"//*[@id='{target}']").tag == "input"


def test_hidden_version_is_drawn_bare():
    tree = html.fromstring(f"<div>{Versioned(initial={'version': 3})['version']}</div>")

    assert one(tree, "//input").get("type") == "hidden"
    assert one(tree, "//input").get("value") == "3"


class Versioned(PortalForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
