from __future__ import annotations

import pytest

from scr_portal.anonymise.documents import Part
from tests.anonymise.rendered import number, person, registered, searched

pytestmark = pytest.mark.pango

TAMSIN = person("Tamsin", "Aldercott")


def test_search_of_an_ordinary_report_reads_every_letter_and_finds_nobody():
    search = searched([TAMSIN], "The child was seen at home and was well.", "A second visit was planned.")
    assert search.hits == ()
    assert search.coverage == 100 and search.unread == () and search.is_complete
    assert len(search.readers) == 2


def test_hit_says_what_stands_where_with_the_words_around_it():
    search = searched([TAMSIN], "The child was seen with Tamsin Aldercott at home.")
    [hit] = search.hits
    assert (hit.part, hit.where, hit.page) == (Part.PAGE, "page 1", 1)
    assert (hit.kind, hit.entry_id, hit.surface) == ("person", "person-1", "Tamsin Aldercott")
    assert hit.before.endswith("was seen with ") and hit.after.startswith(" at home.")


@pytest.mark.parametrize(
    ("character", "name"),
    [("\uf0b7", "private-use character (U+F0B7)"), ("\u2028", "LINE SEPARATOR (U+2028)")],
)
def test_character_without_a_glyph_hides_no_name_and_makes_the_search_incomplete(character, name):
    search = searched(
        [TAMSIN], f"{character} seen with Tamsin Aldercott", "Later Tamsin Aldercott was at home."
    )
    assert [hit.surface for hit in search.hits if hit.entry_id] == ["Tamsin Aldercott"] * 2
    assert not search.is_complete
    assert [(each.name, each.count, each.page) for each in search.unread] == [(name, 1, 1)]


def test_numbers_inside_a_sentence_written_from_right_to_left_are_found():
    register = [number("phone", "07700 900123"), number("nhs_number", "943 476 5919")]
    search = searched(register, "محمد هاتف 07700 900123 البيت", "דוד 943 476 5919 בית")
    assert registered(search) == {"phone", "nhs_number"}
