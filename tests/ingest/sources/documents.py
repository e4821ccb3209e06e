"""Documents made for the tests: a DOCX and a PDF with the words that a test gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Titre2"><w:name w:val="autre"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Bilan des lieux</dc:title>
<dc:creator>Anne Coste; Jean Martin</dc:creator><cp:keywords>RSE, lieux</cp:keywords>
<dcterms:created>2014-03-12T10:00:00Z</dcterms:created><dcterms:modified>2014-05-02T10:00:00Z</dcterms:modified>
</cp:coreProperties>"""


def paragraph(words: str, style: str = "", *, listed: bool = False) -> str:
    """A paragraph of WordprocessingML."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:numPr><w:numId w:val="1"/></w:numPr>' if listed else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of WordprocessingML whose first row names the columns."""
    header = "<w:trPr><w:tblHeader/></w:trPr>"
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    lines = (f"<w:tr>{header if not index else ''}{row}</w:tr>" for index, row in enumerate(cells))
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def write_docx(path: Path, body: str, **parts: str | bytes) -> Path:
    """Write a DOCX with that body; ``parts`` replace or add parts, under their names with « / » as « __ »."""
    wanted: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "docProps/core.xml": CORE,
    }
    wanted |= {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in wanted.items():
            archive.writestr(name, content)
    return path


def write_pdf(path: Path, *pages: Sequence[str], info: str = "") -> Path:
    """Write a PDF with these lines on its pages; ``info`` are members of its information dictionary."""
    numbers = [4 + 2 * index for index in range(len(pages))]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for number, lines in zip(numbers, pages, strict=True):
        shown = b"".join(b"(" + line.encode("cp1252") + b") Tj 0 -16 Td\n" for line in lines)
        content = b"BT /F1 12 Tf 50 780 Td\n" + shown + b"ET" if lines else b""
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Contents {number + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[number + 1] = b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"
    last = max(objects) + 1
    objects[last] = f"<< {info} >>".encode("cp1252")
    path.write_bytes(_assembled(objects, last))
    return path


def _assembled(objects: dict[int, bytes], last: int) -> bytes:
    written, offsets = b"%PDF-1.4\n", list[int]()
    for number, content in sorted(objects.items()):
        offsets.append(len(written))
        written += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        last + 1,
        last,
        len(written),
    )
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1) + table + trailer
