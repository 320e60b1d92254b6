"""Pages that the account library draws by itself wear the portal's dress."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.forms import DeactivateTOTPForm
from django import forms
from django.template import Context, Origin, Template
from lxml import html


def drawn(source: str, **context: Any) -> html.HtmlElement:
    origin = Origin(name="page.html", template_name="page.html")
    markup = Template("{% load allauth %}" + source, origin=origin).render(Context(context))
    return html.fromstring(f"<div>{markup}</div>")


@pytest.mark.parametrize(
    ("attributes", "name", "classes"),
    [
        ('type="submit"', "button", "govuk-button"),
        ('type="submit" tags="danger,delete"', "button", "govuk-button govuk-button--warning"),
        ('href="/x/" tags="secondary,panel"', "a", "govuk-button govuk-button--secondary"),
        ('href="/x/" tags="link"', "a", "govuk-link"),
        ('form="other" tags="link,cancel"', "button", "portal-link-button portal-link-button--link"),
    ],
)
def test_buttons_and_links_of_the_library_look_like_ours(attributes, name, classes):
    [element] = drawn("{% element button " + attributes + " %}Go{% endelement %}")

    assert (element.tag, element.get("class"), element.text) == (name, classes, "Go")


def test_form_of_the_library_has_our_fields_and_error_summary():
    class Code(forms.Form):
        code = forms.CharField(label="Code", widget=forms.TextInput({"placeholder": "Code"}))

    form = Code({})
    tree = drawn(
        "{% element form form=form method='post' action='/x/' %}{% slot body %}{% element fields form=form %}"
        "{% endelement %}{% endslot %}{% slot actions %}{% element button %}Go{% endelement %}{% endslot %}{% endelement %}",
        form=form,
    )

    assert tree.xpath("//form[@novalidate]")
    assert tree.xpath("//*[@data-module='govuk-error-summary']//a/@href") == ["#id_code"]
    assert "govuk-input--error" in tree.xpath("//input")[0].get("class")
    assert tree.xpath("//input/@placeholder") == []


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_single_choice_of_the_library_has_its_label_after_it(kind):
    tree = drawn(
        f"{{% element field type='{kind}' id='saved' name='saved' checked=True %}}"
        "{% slot label %}I have kept the codes{% endslot %}{% endelement %}"
    )

    box, label = tree.xpath("//input")[0], tree.xpath("//label")[0]
    assert (box.get("type"), box.get("checked"), label.get("for")) == (kind, "checked", "saved")
    assert label.text == "I have kept the codes"


def test_read_only_texts_of_the_library_keep_their_hint_and_value():
    tree = drawn(
        "{% element field type='textarea' id='codes' rows=2 readonly=True %}{% slot label %}Codes{% endslot %}"
        "{% slot help_text %}Keep them safe{% endslot %}{% slot value %}1111 2222{% endslot %}{% endelement %}"
    )

    text = tree.xpath("//textarea")[0]
    assert (text.get("readonly"), text.text) == ("readonly", "1111 2222")
    assert tree.xpath(f"//*[@id='{text.get('aria-describedby')}']")[0].text == "Keep them safe"


@pytest.mark.parametrize(
    "template", ["mfa/totp/deactivate_form.html", "mfa/webauthn/authenticator_confirm_delete.html"]
)
@pytest.mark.django_db
def test_whole_page_of_the_library_stands_in_our_frame(template):
    from django.template.loader import get_template
    from django.test import RequestFactory

    path = get_template(template).template.origin.name
    request = RequestFactory().get("/")
    form = DeactivateTOTPForm(authenticator=None)
    page = get_template(template).render({"form": form, "MFA_SUPPORTED_TYPES": []}, request)
    tree = html.fromstring(page)

    assert len(tree.xpath("//h1")) == 1, path
    assert tree.xpath("//title")[0].text_content().strip().endswith("– Serious case reviews")
    assert tree.xpath("//main//div[@class='govuk-grid-column-two-thirds']//h1")
    assert not tree.xpath("//@style | //style")
