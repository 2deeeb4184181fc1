"""Files in and out of the corpus folder: nothing is written over, nothing is lost, and every refusal says why."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from mingce.documents.corpus import read_corpus
from mingce.documents.library import REMOVED, add, remove, removed, restore, safe_name
from mingce.errors import UserError


@pytest.fixture
def upload(tmp_path: Path):
    """Makes a file as the browser hands it over."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / "upload" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def names(corpus: Path) -> list[str]:
    return sorted(p.relative_to(corpus).as_posix() for p in corpus.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/abs/政策.docx", "政策.docx"),
        ("C:\\文件\\通知?.PDF", "通知_.PDF"),
        ("..", "未命名"),
        (".隐藏.txt", "隐藏.txt"),  # would be passed over by the corpus
        ("~$锁.docx", "锁.docx"),
        ("长" * 300 + ".txt", "长" * 80 + ".txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
    ],
)
def test_safe_name(name: str, kept: str):
    assert safe_name(name) == kept


def test_a_file_is_put_in_under_its_name(corpus: Path, upload):
    path = upload("关于粮食的通知.txt", "关于粮食的通知\n一、加强储备。")
    assert add(corpus, path) == corpus / "关于粮食的通知.txt"
    assert path.exists()  # the user's own stays where it was
    (document,) = read_corpus(corpus).documents
    assert document.title == "关于粮食的通知"


def test_another_file_of_that_name_is_not_written_over(corpus: Path, upload):
    add(corpus, upload("通知.txt", "第一份通知。"))
    assert add(corpus, upload("通知.txt", "第二份通知。")).name == "通知（2）.txt"
    assert (corpus / "通知.txt").read_text() == "第一份通知。"


def test_the_same_file_again_is_named(corpus: Path, upload):
    add(corpus, upload("甲.txt", "同一份通知。"))
    with pytest.raises(UserError, match=r"“乙.txt”没有放入：与已有的“甲.txt”内容完全相同"):
        add(corpus, upload("乙.txt", "同一份通知。"))
    assert names(corpus) == ["甲.txt"]


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("坏.pdf", b"%PDF-1.7 nothing more", "“坏.pdf”没有放入：PDF"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“表.xls”没有放入：暂不支持"),
        ("空.txt", b"", "“空.txt”没有放入：里面没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(corpus: Path, upload, name: str, content: bytes, reason: str):
    with pytest.raises(UserError, match=reason):
        add(corpus, upload(name, content))
    assert names(corpus) == []


def test_removed_and_taken_back(corpus: Path, upload):
    (corpus / "省里").mkdir()
    (corpus / "省里" / "通知.txt").write_text("一份通知。")
    add(corpus, upload("别的.txt", "另一份。"))
    document = next(d for d in read_corpus(corpus).documents if "通知" in d.id)
    gone = remove(corpus, document)
    assert gone.source == "省里/通知.txt" and names(corpus) == [f"{REMOVED}/{gone.key}/省里/通知.txt", "别的.txt"]
    assert [d.id for d in read_corpus(corpus).documents] == ["别的"]
    assert removed(corpus) == [gone]
    (corpus / "省里" / "通知.txt").write_text("同名的新文件。")
    assert restore(corpus, gone.key).name == "通知（2）.txt"
    assert (corpus / "省里" / "通知（2）.txt").read_text() == "一份通知。"
    assert removed(corpus) == []
    with pytest.raises(UserError, match="已经不在回收站里"):
        restore(corpus, gone.key)


def test_a_part_of_a_package_cannot_be_removed_alone(corpus: Path):
    with zipfile.ZipFile(corpus / "一批.zip", "w") as package:
        package.writestr("甲.txt", "第一份。")
        package.writestr("乙.txt", "第二份。")
    (corpus / "集.jsonl").write_text('{"_id": "p1", "title": "题", "text": "文。"}\n')
    for document in read_corpus(corpus).documents:
        with pytest.raises(UserError, match="不能单独移除"):
            remove(corpus, document)
    assert names(corpus) == ["一批.zip", "集.jsonl"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(corpus: Path, upload):
    corpus.chmod(0o500)
    with pytest.raises(UserError, match="写不了文件夹"):
        add(corpus, upload("通知.txt", "一份通知。"))


def test_a_full_disk_leaves_nothing_behind(corpus: Path, upload, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(UserError, match=r"No space left.*请检查磁盘空间"):
        add(corpus, upload("通知.txt", "一份通知。"))
    assert names(corpus) == []
