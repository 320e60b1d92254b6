from __future__ import annotations

import page
import pytest

from scr_portal.anonymise.documents import Part, pdf_order, pdf_readers
from tests.anonymise.rendered import number, person, registered, report, searched

pytestmark = pytest.mark.pango

SCRIPTS = {
    "Bengali": "তামসিন আলী রহমান বাড়িতে ছিল",
    "Hindi": "तमसिन शर्मा का बच्चा घर पर था",
    "Panjabi": "ਸਿੰਘ ਘਰ ਵਿਚ ਸੀ",
    "Tamil": "குழந்தை வீட்டில் இருந்தது",
    "Arabic": "محمد علي كان في البيت",
    "Urdu": "علی خان گھر پر تھا",
    "Hebrew": "דוד כהן היה בבית",
    "Chinese": "王小明在家",
    "Greek": "Ελένη ήταν στο σπίτι",
    "Cyrillic": "Елена была дома",
    "Welsh": "Llŷr a Siân, tŵr, Ŵyn",
    "Vietnamese": "Nguyễn Thị Hương",
    "Thai": "เด็กอยู่ที่บ้าน",
    "Amharic": "ልጁ ቤት ነበር",
}
PEOPLE = {
    "Bengali": ("তামসিন", "রহমান", "তামসিন রহমান"),
    "Hindi": ("तमसिन", "शर्मा", "तमसिन शर्मा"),
    "Arabic": ("محمد", "علي", "محمد علي"),
    "Hebrew": ("דוד", "כהן", "דוד כהן"),
    "Chinese": ("小明", "王", "王 小明"),
    "Greek": ("Ελένη", "Παππά", "Ελένη Παππά"),
    "Cyrillic": ("Елена", "Петрова", "Елена Петрова"),
}


def test_every_letter_of_every_script_is_read_back_by_both_readers():
    sentences = [f"{script}: {words}" for script, words in SCRIPTS.items()]
    search = searched([], *sentences, *(f"The word {words} was written." for words in SCRIPTS.values()))
    assert search.unread == ()
    assert search.coverage == 100 and search.is_complete


def test_letter_that_first_came_with_a_mark_keeps_its_own_text_where_it_comes_without_one():
    drawn = pdf_readers.read(report("कि", "क ख ग"))[0].drawn[0]
    assert "क ख ग" in drawn


@pytest.mark.parametrize("script", PEOPLE)
def test_name_in_another_script_is_found(script):
    given, family, words = PEOPLE[script]
    search = searched([person(given, family)], f"The child was seen with {words} at home.", words)
    assert [hit.part for hit in search.hits if hit.entry_id] == [Part.PAGE] * 2


def test_numbers_inside_sentences_written_from_right_to_left_are_found_and_read():
    register = [number("phone", "07700 900123"), number("nhs_number", "943 476 5919")]
    search = searched(register, "محمد هاتف 07700 900123 البيت", "דוד 943 476 5919 בית")
    assert registered(search) == {"phone", "nhs_number"}
    assert search.is_complete


@pytest.mark.parametrize(
    "line",
    [
        "ןהכ דוד",
        "תיב 943 476 5919 ןהכ דוד",
    ],
)
def test_line_in_the_order_of_drawing_is_searched_in_reading_order_too(line):
    turned = pdf_order.orders(line)[1]
    assert "דוד כהן" in turned
    assert ("5919 476 943" in turned) == ("943" in line)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_report_in_many_scripts_keeps_to_both_standards(profile):
    checked = page.validate_pdf_bytes(report(*SCRIPTS.values(), "Seen at x\u0302."), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []


def test_report_in_many_scripts_gives_the_same_bytes_again():
    assert report(*SCRIPTS.values()) == report(*SCRIPTS.values())
