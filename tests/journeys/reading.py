"""What is left at the end: a report that anybody reads and that names nobody, and books that agree."""

from __future__ import annotations

import io
import re
import subprocess
import time
from pathlib import Path

import pikepdf
from django.core.management import call_command

from scr_portal.jobs.models import Job
from scr_portal.notices.models import Notice

from .house import DOCTOR_LABEL, REGISTERED, House
from .reporting import TITLE
from .visitor import PHONE


def read_as_anybody(house: House, folder: Path) -> None:
    """On an old phone, without script."""
    inspected = house.arrive()
    inspected.go("/")
    inspected.follow(TITLE)
    anybody = house.arrive(viewport=PHONE, java_script_enabled=False)
    anybody.go("/")
    anybody.must_read("Fennmouth Safeguarding Children Board")
    anybody.follow(TITLE)
    anybody.must_read(house.child, DOCTOR_LABEL, "Mother", "Neighbour 4", "in early spring")
    anybody.must_not_read(*REGISTERED, "Crook", "3 March 2010")
    with anybody.page.expect_download() as coming:
        anybody.page.get_by_role("link", name=re.compile("PDF")).first.click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    check_the_file(house, file)


def check_the_file(house: House, file: Path) -> None:
    printed = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    for words in (TITLE, house.child, DOCTOR_LABEL, "Mother", "Neighbour 4", "in early spring"):
        assert words in " ".join(printed.split()), words
    with pikepdf.open(file) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode()
        assert TITLE in about
        assert not list(pdf.docinfo.keys())
        assert not pdf.attachments
    nobody = [*house.names(), "Crook", "WeasyPrint"]
    assert [name for name in nobody if name in f"{printed} {about} {file.name}"] == []


def check_the_books(house: House) -> None:
    """The audit chain holds, access equals the facts, nothing was left undone, and no mail names anybody."""
    call_command("verify_audit", stdout=io.StringIO())
    call_command("rebuild_grants", "--check", stdout=io.StringIO())
    until = time.monotonic() + 40
    while Job.objects.unfinished().exists() and time.monotonic() < until:
        time.sleep(0.5)
    assert set(Job.objects.values_list("kind", "state")) == {
        ("reviews.recode_case", "done"),
        ("panels.read_chronology", "done"),
        ("reports.render_edition", "done"),
    }
    until = time.monotonic() + 40
    while Notice.objects.unsent().exists() and time.monotonic() < until:
        time.sleep(0.5)
    assert not Notice.objects.unsent().exists()
    mails = house.mailbox.text()
    assert len(list(house.mailbox.all())) == Notice.objects.count()
    assert [name for name in house.names() if name in mails] == []
