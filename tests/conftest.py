"""A small world: three short policies, and an encoder whose vectors can be worked out by hand."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from xdist.scheduler import LoadScopeScheduling

from mingce.documents.build import build
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder

ROOT = Path(__file__).resolve().parent.parent

WATER = """关于加强河湖保护的意见
（2022年3月1日）
一、总体要求
坚持生态优先，保护河湖水质。
二、重点任务
（一）治理污染。到2025年，城市污水处理率达到95%以上。严禁企业向河湖直排污水。
（二）保护湿地
1.划定湿地红线。县级政府负责划定湿地红线。
2.修复湿地。鼓励企业参与湿地修复。
三、保障措施
省水利厅负责督促检查。"""

GRAIN = """粮食储备条例
第一章 总则
第一条 为了保障粮食安全，制定本条例。
第二条 本条例所称粮食，是指小麦、稻谷和玉米。
第二章 储备
第三条 省级粮食储备不得低于30万吨：
（一）小麦不低于20万吨；
（二）稻谷不低于5万吨。
第四条 企业可以申请承储补贴。"""

MEETING = """全省人才会议精神
会议指出，人才是第一资源。
会议强调，要完善人才评价机制，提高青年人才待遇。
会议还研究了其他事项。"""

POLICIES = {"河湖意见_20220301": WATER, "粮食条例": GRAIN, "人才会议": MEETING}

# One dimension a word; the constant last dimension keeps a text without any of them from being a null vector.
TOPICS = ("河湖", "污水", "湿地", "红线", "企业", "粮食", "小麦", "稻谷", "补贴", "人才", "会议", "负责")


class CountingEncoder:
    """Each dimension counts one topic word, one more is 1 for every text; then scaled to unit length.

    "企业参与湿地修复" has 湿地 once and 企业 once: (湿地, 企业, constant) = (1, 1, 1) / sqrt(3).
    `seen` keeps every passage that was embedded, in order. `fail_after` makes it break down like a full disk.
    """

    def __init__(self, name: str = "counting", fail_after: int | None = None) -> None:
        self.name = name
        self.dimension = len(TOPICS) + 1
        self.seen: list[str] = []
        self.fail_after = fail_after

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        counts = np.array([[*(text.count(word) for word in TOPICS), 1] for text in texts], dtype=np.float32)
        counts = counts.reshape(len(texts), self.dimension)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        for text in texts:
            if self.fail_after is not None and len(self.seen) >= self.fail_after:
                raise MemoryError("no memory left for the next batch")
            self.seen.append(text)
        return self.encode_queries(texts)


class SharedCharactersReader:
    """A cross-encoder that knows nothing but characters: the more of the question a sentence holds, the likelier.

    Log-odds from -6 where no character pair is shared to 4 where all are.
    """

    def logits(self, question: str, sentences: Sequence[tuple[str, str]]) -> np.ndarray:
        pairs = {question[i : i + 2] for i in range(len(question) - 1)}
        shares = [sum(pair in text for pair in pairs) / max(1, len(pairs)) for _, text in sentences]
        return 10 * np.array(shares, dtype=np.float32) - 6


PAGE = ("tests/web/", "tests/browser/")  # tests that share servers and a browser, in this order


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of the page take longest, so they come first.

    Among them the browser comes last: Playwright leaves an event loop behind, and tests of the server run loops of
    their own.
    """
    items.sort(key=lambda item: next((i for i, room in enumerate(PAGE) if item.nodeid.startswith(room)), len(PAGE)))


class ByFile(LoadScopeScheduling):
    """Hands the tests of a file to one worker, and all of the page to one: `pytest -n 2`."""

    def _split_scope(self, nodeid: str) -> str:
        return "page" if nodeid.startswith(PAGE) else nodeid.split("::")[0]


@pytest.hookimpl(optionalhook=True)  # there is none without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def make_encoder() -> Callable[..., CountingEncoder]:
    """The class, for tests that need a second model or one that breaks down."""
    return CountingEncoder


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """The three policies as text files."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in POLICIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small_folder(small_corpus: Path, encoder: CountingEncoder, tmp_path: Path) -> Path:
    """The index folder of the three policies."""
    folder = tmp_path / "index"
    build(small_corpus, folder, encoder)
    return folder


@pytest.fixture
def reader() -> SharedCharactersReader:
    return SharedCharactersReader()


@pytest.fixture
def small_index(small_folder: Path, encoder: CountingEncoder, reader: SharedCharactersReader) -> Index:
    return Index.open(small_folder, encoder, cross_encoder=reader)


@pytest.fixture(scope="session")
def bundled_encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, bundled_encoder: Encoder) -> Path:
    """The index folder of corpus/ with the bundled model, built once for all workers: to be read only."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "sample" / "index"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(folder.parent / "lock"):
        build(ROOT / "corpus", folder, bundled_encoder)  # nothing to do for the second worker
    return folder


@pytest.fixture(scope="session")
def sample_index(sample_folder: Path, bundled_encoder: Encoder) -> Index:
    return Index.open(sample_folder, bundled_encoder)
