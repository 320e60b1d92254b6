from __future__ import annotations

import datetime
import json
import traceback
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from scr_portal import sealed
from scr_portal.sealed.checks import keys_work
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField, SealedText
from scr_portal.sealed.keys import SealBroken, seal, unseal

from .sealed_app.make import dumped, stored
from .sealed_app.models import Case, Person

pytestmark = pytest.mark.django_db

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class RoundTrip(TestCase):
    @given(name=st.none() | st.text(), facts=json_values)
    @settings(max_examples=60, deadline=None)
    def test_whatever_is_sealed_comes_back_as_it_was(self, name, facts):
        person = Person.objects.create(name=name, facts=facts)

        again = Person.objects.get(pk=person.pk)

        self.assertEqual(again.name, name)
        self.assertEqual(again.facts, facts)

    @given(content=st.binary(max_size=2000))
    @settings(max_examples=30, deadline=None)
    def test_file_content_comes_back_as_it_was(self, content):
        self.assertEqual(unseal(seal(content)), content)
        self.assertEqual(unseal(sealed.reseal(seal(content))), content)


def test_the_database_holds_no_clear_text():
    Person.objects.create(name="Maren Oakhollow", facts={"email": "maren@example.org"})

    rows = dumped("sealed_app_person").lower()

    assert not any(word in rows for word in ("maren", "oakhollow", "example.org", "email"))


def test_an_empty_text_is_sealed_and_none_stays_null():
    Person.objects.create(name="")
    Person.objects.create(name=None)

    columns = sorted(stored("sealed_app_person", "name"), key=str)

    assert columns[0] is None
    assert len(columns[1]) >= 100
    assert Person.objects.filter(name__isnull=True).count() == 1


def test_one_text_is_sealed_differently_each_time():
    Person.objects.create(name="Maren Oakhollow")
    Person.objects.create(name="Maren Oakhollow")

    assert len(set(stored("sealed_app_person", "name"))) == 2


def test_a_value_read_from_the_database_does_not_show_in_repr():
    Person.objects.create(
        name="Maren Oakhollow", facts={"aliases": ["Maren"], "born": datetime.date(2004, 5, 1)}
    )
    person = Person.objects.get()

    shown = f"{person.name!r} {person.facts!r} {person!r} {vars(person)!r}"

    assert "Maren" not in shown
    assert "2004" not in shown
    assert person.name == "Maren Oakhollow"
    assert f"{person.name}" == "Maren Oakhollow"


@pytest.mark.parametrize(
    "lookup", ["name", "name__exact", "name__icontains", "name__in", "facts__email", "name__gt"]
)
def test_searching_a_sealed_column_is_refused_in_a_sentence(lookup):
    with pytest.raises(FieldError, match="is sealed and cannot be searched"):
        Person.objects.filter(**{lookup: ["Maren"] if lookup.endswith("in") else "Maren"})


def test_a_sealed_column_is_never_written_out_by_dumpdata():
    Person.objects.create(name="Maren Oakhollow")

    with pytest.raises(Exception, match="not written out in clear"):
        serializers.serialize("json", Person.objects.all())


@isolate_apps("tests.platform.sealed_app")
def test_a_unique_sealed_column_is_refused_by_the_system_check():
    class Wrong(models.Model):
        name = EncryptedTextField(unique=True)

        class Meta:
            app_label = "sealed_app"

    assert "sealed.E001" in [message.id for message in Wrong._meta.get_field("name").check()]


def test_bulk_update_seals_as_well():
    person = Person.objects.create(name="Maren Oakhollow")
    person.name = "Ivo Saltmarsh"

    Person.objects.bulk_update([person], ["name"])

    assert "Saltmarsh" not in dumped("sealed_app_person")
    assert Person.objects.get().name == "Ivo Saltmarsh"


@pytest.mark.parametrize(
    "typed",
    [
        "Maren Oakhollow",
        "maren  OAKHOLLOW ",
        "Maren\u00a0Oakhollow",
        "Ｍａｒｅｎ Oakhollow",
        "\tMAREN\nOakHollow",
    ],
)
def test_the_keyed_index_finds_a_name_however_it_is_typed(typed):
    person = Person.objects.create(name="Maren Oakhollow")

    assert Person.objects.get(name_index=sealed.keyed_index(typed)) == person


def test_the_keyed_index_tells_composed_and_decomposed_letters_alike():
    assert sealed.keyed_index("Zoë Straße") == sealed.keyed_index("ZOE\u0308 STRASSE")


def test_the_keyed_index_depends_on_its_key_and_says_nothing_of_the_name(settings):
    before = sealed.keyed_index("Maren Oakhollow")
    settings.INDEX_KEY = "another key for the index, long enough"

    assert sealed.keyed_index("Maren Oakhollow") != before
    assert sealed.keyed_index("") == "" == sealed.keyed_index("  \u00a0")


def test_a_name_is_not_saved_without_its_index():
    person = Person.objects.create(name="Maren Oakhollow")
    person.name = "Ivo Saltmarsh"

    with pytest.raises(ValueError, match="saved together or not at all"):
        person.save(update_fields=["name"])
    person.save(update_fields=["name", "name_index"])

    assert Person.objects.get(name_index=sealed.keyed_index("Ivo Saltmarsh")) == person


def test_an_altered_token_is_an_error_that_holds_no_content():
    Person.objects.create(name="Maren Oakhollow")
    token = stored("sealed_app_person", "name")[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_app_person SET name = %s", [token[:-6] + "AAAA=="])

    with pytest.raises(SealBroken) as raised:
        Person.objects.get()

    told = "".join(traceback.format_exception(raised.value))
    assert "Maren" not in told
    assert token[:40] not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEALED_KEYS", []),
        ("SEALED_KEYS", ["short"]),
        ("SEALED_KEYS", "a text, not a list"),
        ("INDEX_KEY", ""),
        ("INDEX_KEY", "short"),
    ],
)
def test_unusable_keys_stop_the_start_with_a_sentence(settings, name, value):
    setattr(settings, name, value)

    assert [message.id for message in keys_work()] == ["sealed.E002"]
    with pytest.raises(ImproperlyConfigured, match=name):
        sealed.keyed_index("x") if name == "INDEX_KEY" else sealed.seal(b"x")


def test_working_keys_pass_the_check():
    assert keys_work() == []


def test_json_keeps_ids_and_dates_as_django_writes_them():
    key = uuid.uuid4()
    Person.objects.create(facts={"id": key, "on": datetime.date(2026, 3, 1)})

    assert Person.objects.get().facts == {"id": str(key), "on": "2026-03-01"}


def test_a_value_read_from_a_sealed_column_can_be_used_like_any_text():
    Person.objects.create(name="Maren Oakhollow")
    name = Person.objects.get().name

    again = Person.objects.create(name=name, facts={"name": name})
    case = Case.objects.create(case_code=name)
    person_form = modelform_factory(Person, fields=["name"])
    empty, form = person_form(instance=again), person_form(data={"name": "Ivo Saltmarsh"}, instance=again)

    assert Case.objects.get(case_code="Maren Oakhollow") == case
    assert json.dumps([name]) == '["Maren Oakhollow"]'
    assert "Maren Oakhollow</textarea>" in empty.as_p()
    assert form.is_valid()
    assert form.save().name == "Ivo Saltmarsh"


def test_a_form_for_sealed_json_takes_json():
    field = EncryptedJSONField().formfield()

    assert field.clean('{"a": 1}') == {"a": 1}
    assert isinstance(SealedText("a") + "b", str)
