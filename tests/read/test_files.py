"""What a file is, whatever its name says; ZIP; limits; the child process."""

import io
import os
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from mingce.errors import UserError
from mingce.read import READERS, RawText, archive, limits, read_file, sandbox
from mingce.read.kinds import package_kind, sniff
from tests.read.docx_file import p, write_docx

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture(autouse=True)
def fresh_child():
    yield
    sandbox.close()


def told(path):
    with pytest.raises(UserError) as error:
        list(read_file(path, path.stem))
    return str(error.value)


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def test_every_reader_is_known_by_its_ending():
    assert set(READERS) == {
        *(".txt", ".md", ".markdown", ".jsonl", ".html", ".htm", ".docx", ".pdf", ".ofd", ".zip"),
        *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
    }


# ---------------------------------------------------------------- what a file is


@pytest.mark.parametrize(
    "head, suffix",
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\r\n\x00junk%PDF-1.4", ".pdf"),
        (b"A text about %PDF- files", ""),
        (b"PK\x03\x04rest", ".zip"),
        (OLE, ".ole"),
        (rb"{\rtf1\ansi", ".rtf"),
        (PNG, ".png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", ".jpg"),
        (b"II*\x00\x08", ".tif"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", ".bmp"),
        (b"BM25 is how words are weighed here", ""),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", ".webp"),
        (b'\xef\xbb\xbf <?xml version="1.0"?>\n<!DOCTYPE html PUBLIC', ".html"),
        (b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', ".html"),  # what some sites give as .doc
        (b"MIME-Version: 1.0\r\n", ".mht"),
        ("一、总体要求".encode(), ""),
        (b"", ""),
    ],
)
def test_sniff(head, suffix):
    assert sniff(head) == suffix


@pytest.mark.parametrize(
    "names, suffix",
    [
        (["[Content_Types].xml", "xl/workbook.xml"], ".xlsx"),
        (["OFD.xml", "Doc_0/Document.xml"], ".ofd"),
        (["word/x.txt", "说明.txt"], ".zip"),
    ],
)
def test_package_kind(names, suffix):
    assert package_kind(names) == suffix


def test_docx_named_txt_is_read_as_what_it_is(tmp_path):
    path = write_docx(tmp_path / "通知.docx", p("正文。")).rename(tmp_path / "通知.txt")
    assert list(read_file(path, "通知")) == [
        RawText(
            "通知",
            "正文。",
            has_paragraphs=True,
            warnings=("文件名以“.txt”结尾，内容实际是Word 文档（DOCX），已按后者读取。",),
        )
    ]


@pytest.mark.parametrize("name", ["通知.doc", "通知.docx", "通知.md"])
def test_page_under_another_name(name, tmp_path):
    path = write(tmp_path / name, "<html><body><p>关于质量的通知，请执行。</p></body></html>")
    (raw,) = read_file(path, "通知")
    assert raw.text == "关于质量的通知，请执行。"
    assert "网页" in raw.warnings[0] and path.suffix in raw.warnings[0]


def test_picture_named_pdf_goes_to_the_reader_of_pictures(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(sandbox, "read", lambda suffix, path, name: seen.append(suffix) or [RawText(name, "字")])
    (raw,) = read_file(write(tmp_path / "扫描.pdf", PNG), "扫描")
    assert seen == [".png"]
    assert raw.warnings == ("文件名以“.pdf”结尾，内容实际是PNG 图片，已按后者读取。",)


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("a.doc", OLE, ["“.doc”", "另存为 DOCX"]),
        ("a.docx", OLE, ["旧版 Word", "另存为 DOCX"]),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), ["密码"]),
        ("a.rtf", b"{\\rtf1", ["“.rtf”", "另存为 DOCX"]),
        ("a.wps", OLE, ["“.wps”", "另存为 DOCX"]),
        ("a.xls", OLE, ["“.xls”", "可读取的类型"]),
        ("a.rar", b"Rar!\x1a\x07\x01", ["解压"]),
        ("a.gif", b"GIF89a", ["PNG"]),
        ("无扩展名", b"x", ["无扩展名", ".docx"]),
        ("a.docx", b"\x00\x01\x02", ["内容不是Word", "损坏"]),
        ("a.pdf", "文字".encode(), ["内容不是PDF"]),
        ("a.pdf", b"", ["0 字节"]),
        ("a.docx", b"", ["0 字节"]),
        ("a.zip", b"", ["0 字节"]),
        ("a.docx", b"PK\x03\x04\x14\x00", ["损坏或不完整"]),
    ],
)
def test_what_cannot_be_read_is_told(name, data, words, tmp_path):
    sentence = told(write(tmp_path / name, data))
    assert all(word in sentence for word in words)
    assert sentence.endswith("。")


def test_spreadsheet_named_docx(tmp_path):
    with ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("[Content_Types].xml", "")
        package.writestr("xl/workbook.xml", "")
    assert "Excel 表格（XLSX）" in told(tmp_path / "a.docx")


def test_empty_text_is_no_fault_of_its_type(tmp_path):
    assert [raw.text for raw in read_file(write(tmp_path / "a.txt", b""), "a")] == [""]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_that_may_not_be_opened(tmp_path):
    path = write_docx(tmp_path / "a.docx", p("文。"))
    path.chmod(0)
    with pytest.raises(PermissionError):
        list(read_file(path, "a"))


# ---------------------------------------------------------------- ZIP


def zip_file(path: Path, **members: bytes | str) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


def test_zip(tmp_path):
    write_docx(tmp_path / "w.docx", p("乙文。"))
    path = zip_file(
        tmp_path / "包.zip",
        甲_txt="甲文。",
        附件__乙_docx=(tmp_path / "w.docx").read_bytes(),
        附件__丙_md="# 丙",
        附件__丙_txt="丙文。",
        行_jsonl='{"_id": "d1", "text": "文"}',
        __MACOSX___甲_txt="x",
        _DS_Store="x",
    )
    assert [(raw.id, raw.member, raw.text) for raw in read_file(path, "夹/包")] == [
        ("夹/包/甲", "甲.txt", "甲文。"),
        ("夹/包/附件/乙", "附件/乙.docx", "乙文。"),
        ("夹/包/附件/丙.md", "附件/丙.md", "# 丙"),
        ("夹/包/附件/丙.txt", "附件/丙.txt", "丙文。"),
        ("d1", "行.jsonl", "文"),
    ]


def test_members_that_cannot_be_read_disturb_nothing(tmp_path):
    inner = io.BytesIO()
    with ZipFile(inner, "w") as packed:
        packed.writestr("x.txt", "文")
    link = ZipInfo("链.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "包.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr("../逃.txt", "x")
        packed.writestr("/etc/passwd", "x")
        packed.writestr("C:/x.txt", "x")
        packed.writestr("夹\\..\\..\\逃.txt", "x")
        packed.writestr(link, "/etc/passwd")
        packed.writestr("内.zip", inner.getvalue())
        packed.writestr("旧.doc", OLE)
        packed.writestr("坏.txt", b"\x80\x81\xff\xff")
        packed.writestr("好.txt", "好文。")
    found = {raw.member: raw for raw in read_file(path, "包")}
    assert [member for member, raw in found.items() if raw.text] == ["好.txt"]
    for member, words in [
        *(("../逃.txt", "安全"), ("/etc/passwd", "安全"), ("C:/x.txt", "安全"), ("夹/../../逃.txt", "安全")),
        *(("链.txt", "链接"), ("内.zip", "不再展开"), ("旧.doc", "另存为 DOCX"), ("坏.txt", "编码")),
    ]:
        assert words in "".join(found[member].warnings), member


@pytest.mark.parametrize(
    "encoding, name",
    [
        ("gbk", "通知"),  # valid UTF-8 as well, for two accents
        ("gbk", "关于质量的意见（试行）"),
        ("utf-8", "附件"),  # as macOS writes it
    ],
)
def test_names_without_a_mark_of_their_encoding(encoding, name, tmp_path):
    raw = name.encode(encoding)
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("A" * len(raw) + ".txt", "文。")
    data = (tmp_path / "a.zip").read_bytes().replace(b"A" * len(raw), raw)
    assert [raw.member for raw in read_file(write(tmp_path / "a.zip", data), "a")] == [f"{name}.txt"]


def encrypt(data: bytes) -> bytes:
    """Set the mark of encryption on every entry, in both places where a ZIP keeps it."""
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + offset] + bytes([data[at + offset] | 1]) + data[at + offset + 1 :]
            at = data.find(mark, at + 4)
    return data


def test_encrypted_zip(tmp_path):
    path = zip_file(tmp_path / "a.zip", 甲_txt="甲", 乙_txt="乙")
    assert "密码" in told(write(path, encrypt(path.read_bytes())))


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_truncated_zip(cut, tmp_path):
    data = zip_file(tmp_path / "a.zip", 甲_txt="甲文。" * 900).read_bytes()
    assert "损坏或不完整" in told(write(tmp_path / "a.zip", data[: int(len(data) * cut)]))


def test_damaged_member(tmp_path):
    data = zip_file(tmp_path / "a.zip", 甲_txt=os.urandom(900), 乙_txt="乙文。").read_bytes()
    found = list(read_file(write(tmp_path / "a.zip", data[:300] + b"\0\0\0\0" + data[304:]), "a"))
    assert "损坏" in found[0].warnings[0]
    assert found[1].text == "乙文。"


def test_empty_zip(tmp_path):
    assert "空的" in told(zip_file(tmp_path / "a.zip"))


# ---------------------------------------------------------------- limits


def test_bomb(tmp_path):
    """A DOCX of 200 kB that unpacks to more than the limit: told by what it says of itself, not unpacked."""
    with ZipFile(tmp_path / "弹.docx", "w", ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "")
        with packed.open("word/document.xml", "w") as part:
            for _ in range(limits.UNPACKED_BYTES // limits.MB + 1):
                part.write(b" " * limits.MB)
    assert (tmp_path / "弹.docx").stat().st_size < 2 * limits.MB
    sentence = told(tmp_path / "弹.docx")
    assert "201 MB" in sentence and "上限 200 MB" in sentence


def test_too_many_entries(tmp_path):
    with ZipFile(tmp_path / "多.zip", "w") as packed:
        for number in range(limits.ENTRIES + 1):
            packed.writestr(f"{number}.txt", "")
    assert "2,001 个条目，超过上限 2,000 个" in told(tmp_path / "多.zip")


def test_file_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert "超过上限" in told(write(tmp_path / "a.txt", "十个字节以上的文字"))


def test_entry_that_lies_about_its_size(tmp_path):
    """zipfile unpacks no more than the entry says: what is over it is damage."""
    path = zip_file(tmp_path / "a.zip", 甲_txt="甲" * 9000)
    with archive.open_archive(path) as packed:
        entry = packed.infolist()[0]
        entry.file_size = 10
        with pytest.raises(UserError, match="损坏"):
            archive.read_entry(packed, entry)


# ---------------------------------------------------------------- the child process


def test_time_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    assert "0.01 秒的时间上限" in told(write_docx(tmp_path / "a.docx", p("文。")))
    monkeypatch.undo()
    assert [raw.text for raw in read_file(tmp_path / "a.docx", "a")] == ["文。"]  # the next file is not disturbed


def test_memory_limit(tmp_path, monkeypatch):
    pytest.importorskip("resource")
    monkeypatch.setattr(limits, "MEMORY_BYTES", 300 * limits.MB)
    write_docx(tmp_path / "小.docx", p("小文。"))
    write_docx(tmp_path / "大.docx", "<w:p/>" * 3_000_000)
    assert [raw.text for raw in read_file(tmp_path / "小.docx", "小")] == ["小文。"]
    assert "300 MB 的内存上限" in told(tmp_path / "大.docx")
    assert [raw.text for raw in read_file(tmp_path / "小.docx", "小")] == ["小文。"]


def test_child_that_was_killed_is_replaced(tmp_path):
    path = write_docx(tmp_path / "a.docx", p("文。"))
    list(read_file(path, "a"))
    assert sandbox._child is not None
    first = sandbox._child.process
    first.kill()
    first.wait()
    assert [raw.text for raw in read_file(path, "a")] == ["文。"]
    assert sandbox._child.process is not first


def test_one_child_for_many_files(tmp_path):
    path = write_docx(tmp_path / "a.docx", p("文。"))
    for _ in range(3):
        list(read_file(path, "a"))
    assert sandbox._child is not None and sandbox._child.calls == 6  # each is looked into, then read


def test_what_a_parser_throws_is_said_of_the_file(tmp_path):
    with pytest.raises(UserError, match="无法解析（FileNotFoundError"):
        list(sandbox.read(".docx", tmp_path / "没有.docx", "a"))


def test_file_names_that_are_no_text(tmp_path):
    path = tmp_path / os.fsdecode(b"\xcd\xa8\xd6\xaa.docx")
    try:
        write_docx(path, p("文。"))
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    assert [raw.text for raw in read_file(path, "a")] == ["文。"]


def test_plain_text_starts_no_child(tmp_path):
    assert [raw.text for raw in read_file(write(tmp_path / "a.txt", "文。"), "a")] == ["文。"]
    assert sandbox._child is None


def test_raw_text_comes_through_whole(tmp_path, monkeypatch):
    raw = RawText("编号", "甲\f乙\u2028丙", "题", False, True, "件", ("一。", "二。"))
    monkeypatch.setattr(sandbox, "call", lambda *_: [{**vars(raw), "warnings": list(raw.warnings)}])
    assert list(sandbox.read(".docx", tmp_path / "a.docx", "a")) == [raw]


def test_interrupted_call_leaves_no_replies_behind(tmp_path, monkeypatch):
    path = write_docx(tmp_path / "a.docx", p("文。"))
    list(read_file(path, "a"))

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox._child, "call", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(read_file(path, "a"))
    assert [raw.text for raw in read_file(path, "a")] == ["文。"]
