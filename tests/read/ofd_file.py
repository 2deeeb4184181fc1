"""OFD files (GB/T 33190) by hand: a ZIP of XML. Lengths are millimetres."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
LEFT, TOP, SIZE, LEADING, ACROSS, DOWN = 28.0, 37.0, 5.6, 10.0, 28, 22  # the page of GB/T 9704


def write_ofd(path: Path, pages: Sequence[str], template: str = "", pictures: Sequence[bytes] = ()) -> Path:
    """pages: the objects on each. template: the objects of a template page under each. pictures: as PNG, ids 100, 101, …"""
    rows = "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    media = "".join(
        f'<ofd:MultiMedia ID="{100 + n}" Type="Image"><ofd:MediaFile>{n}.png</ofd:MediaFile></ofd:MultiMedia>'
        for n in range(len(pictures))
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {NAMESPACE} Version="1.0"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            '<ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{rows}</ofd:Pages></ofd:Document>",
        )
        archive.writestr(
            "Doc_0/DocumentRes.xml",
            f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
        )
        archive.writestr("Doc_0/Tpls/Tpl_0/Content.xml", page(template))
        for number, content in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page(content, '<ofd:Template TemplateID="1"/>'))
        for number, data in enumerate(pictures):
            archive.writestr(f"Doc_0/Res/{number}.png", data)
    return path


def page(objects: str, before: str = "") -> str:
    return (
        f'<ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="2" Type="Body">{objects}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def text(content: str, x: float, y: float, size: float = SIZE, matrix: str = "") -> str:
    """One line whose baseline begins at x, y; the steps between characters are given as "g 9 5.6 2.8"."""
    turned = f' CTM="{matrix}"' if matrix else ""
    steps = [size * columns(char) for char in content]
    runs = " ".join(f"g {len(list(run))} {step:.4f}" for step, run in groupby(steps[:-1]))
    return (
        f'<ofd:TextObject ID="3" Boundary="{x} {y - size} {sum(steps)} {size * 1.2}" Font="4" Size="{size}"{turned}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{runs}">{escape(content)}</ofd:TextCode></ofd:TextObject>'
    )


def columns(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="5" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def picture(number: int, x: float, y: float, across: float, down: float) -> str:
    return (
        f'<ofd:ImageObject ID="6" ResourceID="{100 + number}" Boundary="{x} {y} {across} {down}" '
        f'CTM="{across} 0 0 {down} 0 0"/>'
    )


def set_pages(title: str, paragraphs: Sequence[str]) -> list[str]:
    """Pages of 22 lines of 28 characters, paragraphs set in by two, page numbers at the foot."""
    lines = [(LEFT + (ACROSS - len(title)) / 2 * SIZE, title)]
    for paragraph in paragraphs:
        line, used, x = "", 2.0, LEFT + 2 * SIZE
        for char in paragraph:
            if used + columns(char) > ACROSS:
                lines.append((x, line))
                line, used, x = "", 0.0, LEFT
            line += char
            used += columns(char)
        lines.append((x, line))
    pages = [lines[n : n + DOWN] for n in range(0, len(lines), DOWN)]
    return [
        "".join(text(line, x, TOP + LEADING * row) for row, (x, line) in enumerate(rows))
        + text(f"- {number} -", 100, 280, 4)
        for number, rows in enumerate(pages, start=1)
    ]
