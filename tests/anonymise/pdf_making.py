"""PDF documents built object by object, with a name planted in one place."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.anonymise.planting import NAME

CLEAN = "the child was seen at home and was well."


def lines(*texts: str, before: str = "", at: str = "50 700") -> bytes:
    """Return page contents that draw each text on its own line."""
    drawn = " T* ".join(f"({text}) Tj" for text in texts)
    return f"BT /F1 12 Tf 14 TL {at} Td {before} {drawn} ET".encode("latin-1")


def document(contents: bytes | None = None) -> Pdf:
    """Return a PDF of one page with a plain font."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, 600, 800],
        Resources=Dictionary(Font=Dictionary(F1=font)),
        Contents=pdf.make_stream(contents if contents is not None else lines(CLEAN)),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def bytes_of(pdf: Pdf, **options: object) -> bytes:
    """Return the PDF as a file."""
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def pages(*contents: bytes) -> bytes:
    """Return a PDF with one page for each drawing of contents."""
    pdf = document(contents[0])
    for content in contents[1:]:
        pdf.pages.extend(document(content).pages)
    return bytes_of(pdf)


def planted(plant: Callable[[Pdf], None]) -> bytes:
    """Return the clean PDF after `change`."""
    pdf = document()
    plant(pdf)
    return bytes_of(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def annotation(pdf: Pdf, **entries: object) -> None:
    """Add a note to the first page."""
    note = Dictionary(Type=Name.Annot, Rect=[0, 0, 20, 20], **entries)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])


def field(pdf: Pdf, **entries: object) -> None:
    """Add a form field."""
    widget = pdf.make_indirect(Dictionary(FT=Name.Tx, **entries))
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))


def structure(pdf: Pdf, **entries: object) -> None:
    """Add an element of the document's structure, as a screen reader reads it."""
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, **entries))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))


def xmp(pdf: Pdf) -> None:
    with pdf.open_metadata() as data:
        data["dc:creator"] = [NAME]


def attachment(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
        pdf, f"about {NAME}".encode(), filename="notes.txt"
    )


def attachment_name(pdf: Pdf) -> None:
    pdf.attachments[f"{NAME}.txt"] = pikepdf.AttachedFileSpec(pdf, b"plain", filename=f"{NAME}.txt")


def bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def appearance(pdf: Pdf) -> None:
    font = pdf.pages[0].obj.Resources.Font
    form = pdf.make_stream(
        lines(NAME, at="5 5"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 200, 50],
        Resources=Dictionary(Font=font),
    )
    annotation(pdf, Subtype=Name.FreeText, AP=Dictionary(N=form))


def drawn_on_page(pdf: Pdf, text: str = NAME) -> None:
    """Draw text in a form XObject that the page shows."""
    form = pdf.make_stream(lines(text), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800])
    form.Resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm1=form)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm1 Do")


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NAME}')"))


def layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())


def page_label(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(NAME))]))


def picture(pdf: Pdf, jpeg: bytes) -> None:
    stream = pikepdf.Stream(pdf, jpeg)
    stream.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=12,
        Height=12,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=pdf.make_indirect(stream))


def with_later_revision(data: bytes) -> bytes:
    """Append an update that blanks the page: the old words stay in the file."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    content = lines(CLEAN)
    body = (
        f"{number} 0 obj\n<< /Length {len(content)} >>\nstream\n".encode()
        + content
        + b"\nendstream\nendobj\n"
    )
    at = len(data)
    table = (
        f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {start} >>\n"
        f"startxref\n{at + len(body)}\n%%EOF\n"
    )
    return data + body + table.encode()
