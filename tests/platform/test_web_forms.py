"""What a form says when it refuses: one sentence about this field, with the typing kept."""

from __future__ import annotations

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from scr_portal.web.forms import PortalForm, VersionedForm
from scr_portal.web.stale import StaleForm, require_version

CHOICES = [("yes", "Yes"), ("no", "No")]


def said(
    field: forms.Field, data: dict[str, object], files: dict[str, object] | None = None, **more: object
) -> str:
    form = type("Form", (PortalForm,), {"it": field, **more})(data, files)
    assert not form.is_valid()
    [sentence] = form.errors["it"]
    return sentence


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.CharField(label="Name of the school"), "Enter name of the school"),
        (forms.CharField(label="GP practice"), "Enter GP practice"),
        (forms.CharField(label="What happened?"), "Answer the question “What happened?”"),
        (forms.CharField(), "Enter it"),
        (forms.ChoiceField(label="Agency", choices=CHOICES), "Select agency"),
        (forms.MultipleChoiceField(label="Agencies", choices=CHOICES), "Select at least one: agencies"),
        (forms.BooleanField(label="I agree"), "Tick the box to go on: “I agree”"),
        (forms.FileField(label="The chronology"), "Choose a file: the chronology"),
    ],
)
def test_empty_answer_gets_a_sentence_made_from_its_label(field, sentence):
    assert said(field, {}) == sentence


def test_sentence_given_by_the_form_is_used_and_one_given_by_the_field_is_kept():
    assert said(forms.CharField(), {}, missing={"it": "Say who told you"}) == "Say who told you"
    own = forms.CharField(error_messages={"required": "Write a reason. The family may read it"})
    assert said(own, {}) == "Write a reason. The family may read it"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.IntegerField(label="Age"), "four", "“Age” must be a whole number, like 30"),
        (forms.IntegerField(label="Age", max_value=17), "18", "“Age” must be 17 or less"),
        (forms.IntegerField(label="Age", min_value=0), "-1", "“Age” must be 0 or more"),
        (forms.DecimalField(label="Hours"), "x", "“Hours” must be a number, like 12.5"),
        (forms.TimeField(label="Time"), "25:00", "“Time” must be a time, like 14:30"),
        (forms.EmailField(), "me@", "Enter an email address in the correct format, like name@example.org"),
        (
            forms.CharField(label="Name", max_length=3),
            "Anna",
            "“Name” must be 3 characters or fewer. You have typed 4",
        ),
        (
            forms.ChoiceField(label="Agency", choices=CHOICES),
            "x",
            "“Agency”: choose one of the answers on this page",
        ),
    ],
)
def test_answer_that_cannot_be_read_is_refused_in_plain_words(field, typed, sentence):
    assert said(field, {"it": typed}) == sentence


def test_empty_file_is_refused_in_plain_words():
    assert said(forms.FileField(), {}, {"it": SimpleUploadedFile("a.csv", b"")}) == (
        "The file is empty. Choose another file"
    )


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
def test_nul_is_refused_in_text_with_a_sentence(widget):
    assert said(forms.CharField(label="Words", widget=widget), {"it": "a\0b"}) == (
        "“Words” holds a character that cannot be kept. Type it again"
    )


def test_nul_is_refused_in_fields_that_do_not_look_for_it():
    assert "cannot be kept" in said(forms.Field(label="Anything"), {"it": "a\0"})


@pytest.mark.parametrize("sent", [{"it": "a\r\nb"}, QueryDict("it=a%0D%0Ab")], ids=["mapping", "request"])
def test_line_ends_count_as_one_character_as_they_do_in_the_browser(sent):
    form = type("Form", (PortalForm,), {"it": forms.CharField(widget=forms.Textarea, max_length=3)})(
        {"it": "a\r\nb"}
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data["it"] == "a\nb"


def test_typing_is_kept_when_another_field_is_refused():
    class Two(PortalForm):
        story = forms.CharField(widget=forms.Textarea)
        age = forms.IntegerField()

    form = Two({"story": "She was\r\nnot let in.", "age": "x"})

    assert not form.is_valid()
    assert "She was\nnot let in." in form["story"].as_field_group()
    assert 'value="x"' in form["age"].as_field_group()


def test_mixin_serves_model_forms_too():
    from scr_portal.accounts.models import Board

    class BoardForm(PortalForm, forms.ModelForm):
        class Meta:
            model = Board
            fields = ["short_name"]

    form = BoardForm({})
    assert not form.is_valid()
    assert form.errors["short_name"] == ["Enter short name"]


def test_version_of_an_older_page_is_stale_and_the_current_one_is_not():
    class Record:
        version = 3

    require_version(Record, 3)
    for old in (2, None):
        with pytest.raises(StaleForm) as stale:
            require_version(Record, old)
        assert stale.value.current is Record


def test_version_that_was_tampered_with_is_not_a_version():
    class Form(VersionedForm):
        pass

    form = Form({"version": "3; drop"})
    assert not form.is_valid()
