"""Texts to unit vectors. The only file that knows the model.

Two ways to run one:
- The bundled model runs as a few torch calls on its unpacked folder. That is the same computation as
  `SentenceTransformer(folder)` (tests/test_encode.py compares them), without importing sentence-transformers and
  transformers: a cold start takes 1.5 s instead of 6 s, a query half the time.
- Every other model, by hub name or folder, runs in sentence-transformers.

torch and the rest are imported inside functions, so that `import mingce.models.encode` costs nothing.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from mingce.errors import UserError
from mingce.models.bert import Bert
from mingce.models.bundled import FOLDER, HUB_NAME, model_folder

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

BUNDLED = f"bundled:{FOLDER}"  # the name of the bundled model in a manifest

MAX_TOKENS = 512  # longer texts are cut
BATCH_TOKENS = 2048  # with padding; measured on two cores: as fast as 1024, while 8192 loses a third
FEW_TOKENS = 128  # a query or two
WINDOW = 8192  # texts that are tokenised and sorted together: bounds the memory for a corpus of a million


T = TypeVar("T")


class Encoder(Protocol):
    """Rows are float32, unit length: their dot product is the cosine."""

    name: str  # what a manifest says; `load_encoder(name)` gives the same encoder again
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """(len(texts), dimension)"""

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        """(len(texts), dimension)"""


def load_encoder(model: str | None = None) -> Encoder:
    """The encoder for a hub name or a model folder; the bundled one for None.

    A hub name is looked for in the local cache, then downloaded: whoever names one has asked for it.
    Raises `UserError` where the model cannot be had.
    """
    if model is None or model == BUNDLED:
        return BundledEncoder(model_folder())
    return NamedEncoder(model, _open_named(model))


def batches(lengths: Sequence[int], budget: int = BATCH_TOKENS) -> Iterator[np.ndarray]:
    """Rows of similar length together, longest first, so many that each batch, padded, holds `budget` tokens at most.

    A text longer than the budget is a batch of its own.

    >>> [rows.tolist() for rows in batches([1, 5, 2, 4], budget=8)]
    [[1], [3, 2], [0]]
    """
    order = np.argsort(-np.asarray(lengths, dtype=np.int64), kind="stable")
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        end = start + max(1, budget // longest)
        yield order[start:end]
        start = end


@contextmanager
def _bar(total: int, shown: bool) -> Iterator:  # type: ignore[type-arg]  # tqdm is imported late
    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(total=total, desc="计算向量", unit="条", disable=not shown) as bar:
        yield bar


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself. Where it is emulated, float32 is faster."""
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("amx_bf16") or able.get("avx512_bf16"))


@contextmanager
def threads(small: bool, usual: int) -> Iterator[None]:
    """One thread for a few short texts, `usual` threads otherwise.

    A query is 12 layers of small products with a barrier after each. Where something else holds a core, the threads
    of OpenMP wait for each other in a busy loop. Measured beside two busy processes on two cores: a median of 41 ms, at
    worst 640, against 15 on one thread. The price on an idle machine: 9.5 ms instead of 6.5.
    `usual` is what torch had when the model was loaded: asking now might tell what another thread of ours just set.
    """
    import torch

    torch.set_num_threads(1 if small else usual)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


class BundledEncoder:
    """multilingual-e5-small, from the folder that `mingce.models.bundled` unpacks."""

    name = BUNDLED

    def __init__(self, folder: Path) -> None:
        import torch
        from tokenizers import Tokenizer

        self.threads = torch.get_num_threads()
        # bfloat16 keeps a cosine of 0.9998 to the 4-bit engine, float32 0.9999: one copy serves queries as well.
        self.bert = Bert(folder, torch.bfloat16 if has_bfloat16() else torch.float32)
        self.dimension = self.bert.hidden
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        prompts = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
        self.query_prompt, self.passage_prompt = prompts["query"], prompts["passage"]

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode([self.query_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        return self._encode([self.passage_prompt + text for text in texts], progress)

    def _encode(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with _bar(len(texts), progress) as bar:
            for start in range(0, len(texts), WINDOW):
                window = self.tokenizer.encode_batch_fast(texts[start : start + WINDOW])
                ids = [encoding.ids for encoding in window]
                lengths = [len(row) for row in ids]
                with threads(sum(lengths) <= FEW_TOKENS, self.threads):
                    for rows in batches(lengths):
                        vectors[start + rows] = mean_vectors(*self.bert([ids[row] for row in rows]))
                        bar.update(len(rows))
        return vectors


def mean_vectors(tokens: "torch.Tensor", mask: "torch.Tensor") -> np.ndarray:
    """(texts, tokens, hidden) -> float32 (texts, hidden): the mean of the real tokens, at unit length."""
    from torch.nn import functional as f

    # Normalising makes the divisor unnecessary.
    return f.normalize((tokens.float() * mask.unsqueeze(-1)).sum(1), dim=1).numpy()


# "multilingual-e5-small", "e5-base-v2". Not "some5-model"
E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])", re.I)
# "bge-small-zh", "BAAI/bge-large-zh-v1.5". Not "bge-m3": it wants none
BGE_ZH = re.compile(r"bge-\w+-zh", re.I)
BGE_ZH_QUERY = "为这个句子生成表示以用于检索相关文章："


def prompts_for(model: str, own: Mapping[str, str | None]) -> tuple[str, str]:
    """What goes before a query and before a passage: the model's own prompts, else what its family documents.

    >>> prompts_for("intfloat/multilingual-e5-base", {"query": "", "document": ""})
    ('query: ', 'passage: ')
    >>> prompts_for("BAAI/bge-small-zh-v1.5", {})
    ('为这个句子生成表示以用于检索相关文章：', '')
    """
    query = own.get("query") or ""
    passage = own.get("passage") or own.get("document") or own.get("corpus") or ""
    if query or passage:
        return query, passage
    if E5.search(model):
        return "query: ", "passage: "
    if BGE_ZH.search(model):
        return BGE_ZH_QUERY, ""
    return "", ""


class NamedEncoder:
    """Any Sentence-Transformers model."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        import torch

        self.threads = torch.get_num_threads()
        self.model = model
        self.model.max_seq_length = min(self.model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self.query_prompt, self.passage_prompt = prompts_for(name, self.model.prompts)
        self.dimension = self.encode_queries(["维"]).shape[1]

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts, self.query_prompt, False)

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        return self._encode(texts, self.passage_prompt, progress)

    def _encode(self, texts: Sequence[str], prompt: str, progress: bool) -> np.ndarray:
        import torch

        if not texts:
            return np.empty((0, self.dimension), np.float32)
        # Characters stand in for tokens, which only the model's own tokenizer knows: Chinese text seldom has more.
        lengths = [min(len(prompt) + len(text), MAX_TOKENS) for text in texts]
        vectors = None
        # Autocast keeps norms and pooling in float32: weights in bfloat16 gave vectors 0.2 % short of unit length.
        bfloat16 = torch.autocast("cpu", torch.bfloat16, enabled=len(texts) > 1 and has_bfloat16())
        few = threads(sum(lengths) <= FEW_TOKENS, self.threads)
        with _bar(len(texts), progress) as bar, few, bfloat16:
            for rows in batches(lengths):
                found = self.model.encode(
                    [texts[row] for row in rows],
                    prompt=prompt,
                    batch_size=len(rows),
                    show_progress_bar=False,
                    normalize_embeddings=True,
                )
                if vectors is None:
                    vectors = np.empty((len(texts), found.shape[1]), np.float32)
                vectors[rows] = found
                bar.update(len(rows))
        assert vectors is not None
        return vectors


MODEL_FILES = ("modules.json", "config.json")  # a model has one of them, or both

# "intfloat/multilingual-e5-small". Not "./models/e5", "C:\models\e5", "my-model"
HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")


def _open_named(model: str) -> "SentenceTransformer":
    folder = Path(model).expanduser()
    if model and folder.is_dir():
        if not any((folder / name).is_file() for name in MODEL_FILES):
            raise UserError(
                f"{model} 不是模型文件夹（缺 modules.json 和 config.json）："
                "请给出 Sentence-Transformers 模型所在的文件夹。"
            )
        return _open(str(folder), model)
    if not HUB_ID.fullmatch(model):
        raise UserError(
            f"找不到模型 {model!r}：请给出已有的模型文件夹，或“组织/模型”形式的名字（如 {HUB_NAME}），"
            "不写 --model 则用随包模型。"
        )
    return from_hub(model, MODEL_FILES, _open, "模型", "不写 --model 则用随包模型")


def from_hub(model: str, files: Sequence[str], open_model: Callable[..., T], kind: str, otherwise: str) -> T:
    """A model by its hub name: from the local cache, else downloaded.

    files: one of them tells that it is cached. open_model: (place, model, cached) -> the model, UserError where it is
    no good. kind, otherwise: how a message calls the model, and what happens without one.
    """
    # Imported before the libraries that open a model, which take seconds: a name that leads nowhere is told at once.
    import huggingface_hub

    if any(isinstance(huggingface_hub.try_to_load_from_cache(model, name), str) for name in files):
        try:
            return open_model(model, model)
        except UserError:
            pass  # a download that was broken off: go on with it
    with online():
        try:
            huggingface_hub.HfApi().model_info(model, timeout=10)
        except Exception as error:  # it raises its own errors, httpx's and OSError
            raise UserError(
                f"取不到{kind} {model}（{reason(error)}）：没有这个文件夹，本机缓存里没有，也不能从 Hugging Face 下载；"
                f"请检查名字和网络（镜像用 HF_ENDPOINT），或给出已下载的模型文件夹，{otherwise}。"
            ) from error
        return open_model(model, model, cached=False)


def _open(place: str, model: str, cached: bool = True) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar() if cached else logging.enable_progress_bar()
    try:
        return SentenceTransformer(place, device="cpu", local_files_only=cached)
    except Exception as error:  # whatever a stranger's model may raise
        raise UserError(
            f"无法载入模型 {model}（{reason(error)}）："
            "请确认它是完整的 Sentence-Transformers 模型，不写 --model 则用随包模型。"
        ) from error


def reason(error: Exception) -> str:
    """The first line of an error, short enough to stand in a sentence."""
    line = next(iter(str(error).splitlines()), "").strip()
    return f"{type(error).__name__}: {line[:120]}" if line else type(error).__name__


@contextmanager
def online() -> Iterator[None]:
    """Let huggingface_hub reach the network for a while.

    `mingce/__init__.py` forbids it, and the library reads HF_HUB_OFFLINE once, at import, perhaps long ago (gradio
    imports it). Its functions look at this constant at each call, and its maintainers name it as the way:
    https://github.com/huggingface/transformers/pull/42308
    """
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = False
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
