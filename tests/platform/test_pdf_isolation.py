"""What a document may not do: fetch, read, attach, run without limit, or learn the portal's keys."""

from __future__ import annotations

import base64
import io
import socket
import subprocess
import sys
import threading
import time

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from scr_portal.files import pdf
from scr_portal.files.pdf import PdfFailed, render

pytestmark = pytest.mark.pango

OUTSIDE = [
    '<img src="{url}" alt="x">',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import url("{url}");</style>',
    '<style>body {{ background: url("{url}") }}</style><p>x</p>',
    '<style>li {{ list-style-image: url("{url}") }}</style><ul><li>x</li></ul>',
    '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    '<svg width="9" height="9"><title>x</title><image href="{url}" width="9" height="9"/></svg>',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<link rel="Attachment stylesheet" href="{url}">',
]


@pytest.fixture
def visitors():
    """Yield a server on this machine that records its requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    came: list[str] = []

    def serve():
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            came.append("somebody")
            caller.close()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/x", came
    listener.close()


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET-OF-THE-HOUSE</text></svg>')
    return file


@pytest.mark.parametrize("html", OUTSIDE)
def test_document_that_asks_for_an_address_is_not_made_and_nobody_is_called(html, visitors):
    url, came = visitors
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(html.format(url=url), title="x")
    assert came == []


@pytest.mark.parametrize("html", OUTSIDE[::3])
def test_document_that_asks_for_a_file_is_not_made(html, secret):
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(html.format(url=secret.as_uri()), title="x")


@pytest.mark.parametrize(
    "url",
    [
        "/etc/hostname",
        "../../../etc/hostname",
        "/static/css/portal.css",
        "/static/css/../../manage.py",
        "/static/css/pdf.css?x",
        "//example.org/x.css",
        "ftp://example.org/x",
        "https://portal.invalid.example.org/static/css/pdf.css",
    ],
)
def test_only_the_print_style_sheets_can_be_asked_for(url):
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(f'<link rel="stylesheet" href="{url}"><p>x</p>', title="x")


def test_style_sheet_inside_the_document_cannot_reach_out_either(visitors):
    url, came = visitors
    sheet = base64.b64encode(f'@import url("{url}");'.encode()).decode()
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(f'<link rel="stylesheet" href="data:text/css;base64,{sheet}">', title="x")
    assert came == []


def test_picture_inside_the_document_cannot_reach_out_either(secret):
    picture = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret.as_uri()}"/></svg>'
    address = "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(f'<img src="{address}" alt="x">', title="x")


def test_document_cannot_bring_a_typeface(visitors):
    url, came = visitors
    face = f'<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style><p>x</p>'
    with pytest.raises(PdfFailed):
        render(face, title="x")
    assert came == []


def test_drawing_cannot_borrow_from_another_file(secret, visitors):
    url, came = visitors
    for address in (url, secret.as_uri()):
        document = render(
            f'<svg width="9" height="9"><title>x</title><use href="{address}#a"/></svg>', title="x"
        )
        assert "SECRET" not in extract_text(io.BytesIO(document))
    assert came == []


def test_base_address_in_the_document_leads_nowhere(visitors):
    url, came = visitors
    with pytest.raises(PdfFailed, match="outside the portal"):
        render(f'<base href="{url}"><link rel="stylesheet" href="/static/css/pdf.css"><p>x</p>', title="x")
    assert came == []


def test_file_written_into_the_document_as_an_attachment_is_refused():
    with pytest.raises(PdfFailed, match="outside the portal"):
        render('<link rel="attachment" href="data:image/png;base64,aGlkZGVu">', title="x")


def test_document_holds_no_files_and_no_scripts():
    html = '<script>alert(1)</script><p onclick="x()">Text</p><a href="data:text/plain,x" download>x</a>'
    with pikepdf.open(io.BytesIO(render(html, title="x"))) as document:
        assert "/AF" not in document.Root and "/OpenAction" not in document.Root
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert not list(document.attachments)


def test_document_that_takes_too_long_ends_with_a_reason(settings):
    settings.PDF_SECONDS = 3
    began = time.monotonic()
    with pytest.raises(PdfFailed, match="took too long"):
        render("<table>" + "<tr><td>row</td></tr>" * 20_000 + "</table>", title="x")
    assert time.monotonic() - began < 8


def test_document_that_needs_too_much_memory_ends_with_a_reason(settings):
    settings.PDF_MEMORY_MB = 300
    with pytest.raises(PdfFailed, match="more memory"):
        render("<p>word</p>" * 300_000, title="x")


def test_document_nested_without_end_ends_with_a_reason():
    with pytest.raises(PdfFailed, match="could not be laid out"):
        render("<div>" * 5_000, title="x")


def test_child_is_told_no_key_and_no_address(monkeypatch):
    for name in ("SECRET_KEY", "SEALED_KEYS", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "secret")
    told = pdf._bare_environment()
    assert "secret" not in told.values()
    assert set(told) <= {
        "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "LANG", "PYTHONHASHSEED",
        "PYTHONDONTWRITEBYTECODE", "SOURCE_DATE_EPOCH",
    }  # fmt: skip


def test_failure_is_logged_without_a_word_of_the_document(caplog):
    with pytest.raises(PdfFailed):
        render('<h1>Baby Okafor</h1><img src="file:///okafor.png" alt="x">', title="Okafor")
    assert "NotPackaged" in caplog.text
    assert "kafor" not in caplog.text


def test_portal_itself_never_loads_the_renderer():
    look = "import sys, scr_portal.files.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], cwd=pdf.ROOT, check=False).returncode == 0


def test_check_says_how_to_install_what_is_missing(monkeypatch):
    from scr_portal.files import checks

    monkeypatch.setattr(checks, "find_library", lambda name: None)
    [warning] = checks.can_render()
    assert "libpango-1.0-0" in warning.hint and "apt-get install" in warning.hint
