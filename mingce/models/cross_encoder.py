"""Question and sentence read together: how likely the sentence answers.

A cross-encoder (Nogueira & Cho 2019, "Passage Re-ranking with BERT") on the word table of the bundled model, with
layers of its own, trained by `python -m training.cross_encoder` on questions written for this project. Both texts go in
as the embedding model would read them, in one sequence; out comes the cosine of their mean vectors, corrected by a
linear head over what the vectors agree and differ in.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from mingce.disk import sha256_of
from mingce.errors import UserError
from mingce.models.bert import Bert
from mingce.models.bundled import model_folder
from mingce.models.encode import batches, has_bfloat16, threads

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DATA = Path(__file__).resolve().parents[1] / "data"
WEIGHTS = "cross_encoder.safetensors"
CHECKSUM = "cross_encoder.sha256"
QUESTION_TOKENS, PLACE_TOKENS, SENTENCE_TOKENS = 60, 40, 110
PLACE_CHARACTERS = 40  # the end of title and heading path: the nearest headings
AGREE, DIFFER = 20.0, 5.0  # bring the head's inputs near unit size


class CrossEncoder(Protocol):
    def logits(self, question: str, sentences: Sequence[tuple[str, str]]) -> np.ndarray:
        """Log-odds that each sentence answers, float32 (len(sentences),).

        sentences: (title and heading path, text) of each.
        """
        ...


class BundledCrossEncoder:
    """The one that ships with the package."""

    def __init__(self, weights: Path) -> None:
        import torch
        from safetensors import safe_open
        from tokenizers import Tokenizer

        folder = model_folder()
        self.threads = torch.get_num_threads()
        self.bert = Bert(folder, torch.bfloat16 if has_bfloat16() else torch.float32, weights)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.opening, self.between = self._ids("query: "), self._ids("passage: ")
        self.start, self.stop = (special_id(self.tokenizer, name) for name in ("<s>", "</s>"))
        with safe_open(weights, framework="pt") as file:
            self.cosine, self.offset = file.get_tensor("head.cosine"), file.get_tensor("head.offset")
            self.weight, self.bias = file.get_tensor("head.weight"), file.get_tensor("head.bias")

    def logits(self, question: str, sentences: Sequence[tuple[str, str]]) -> np.ndarray:
        asked = self._ids(question)[-QUESTION_TOKENS:]
        if not asked:
            return np.zeros(len(sentences), np.float32)
        left = [self.start, *self.opening, *asked, self.stop, *self.between]
        rights = [
            [*self._ids(place[-PLACE_CHARACTERS:])[-PLACE_TOKENS:], *self._ids(text)[:SENTENCE_TOKENS]]
            for place, text in sentences
        ]
        out = np.empty(len(sentences), np.float32)
        spans = slice(1 + len(self.opening), 1 + len(self.opening) + len(asked))
        # One thread: 140 ms instead of 80 on an idle machine, but beside another busy process two took seconds.
        with threads(True, self.threads):
            for rows in batches([len(left) + len(right) + 1 for right in rights]):
                texts = [[*left, *rights[row], self.stop] for row in rows]
                out[rows] = self._head(*self.bert(texts), spans, len(left))
        return out

    def _ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def _head(self, tokens, mask, asked: slice, right: int) -> np.ndarray:  # type: ignore[no-untyped-def]
        """tokens: (texts, tokens, hidden). The right side runs from token `right` to the one before the last."""
        import torch
        from torch.nn import functional as f

        tokens = tokens.float()
        ends = mask.sum(1, keepdim=True) - 1
        places = torch.arange(tokens.shape[1])
        inside = ((places >= right) & (places < ends)).unsqueeze(-1)
        question = f.normalize(tokens[:, asked].mean(1), dim=-1)
        sentence = f.normalize((tokens * inside).sum(1) / inside.sum(1).clamp(min=1), dim=-1)
        both = torch.cat(
            [AGREE * question * sentence, DIFFER * (question - sentence).abs(), tokens[:, 0]],
            dim=-1,
        )
        cosine = (question * sentence).sum(-1)
        return (self.cosine * cosine + self.offset + f.linear(both, self.weight, self.bias).squeeze(-1)).numpy()


def special_id(tokenizer: "Tokenizer", name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"the tokenizer has no {name}")
    return found


def load_cross_encoder(folder: Path | None = None) -> BundledCrossEncoder:
    """The one that ships with the package, loaded once a process.

    Raises UserError where its file is missing or not the one that was shipped; everything else works without it.
    """
    return _loaded(folder or DATA)


@cache
def _loaded(folder: Path) -> BundledCrossEncoder:
    weights, checksum = folder / WEIGHTS, folder / CHECKSUM
    if not weights.is_file() or not checksum.is_file():
        raise UserError(f"缺少阅读模型 {WEIGHTS}，本次不用它，回答会差一些。请重新获取完整的程序文件。")
    if sha256_of(weights) != checksum.read_text(encoding="utf-8").split()[0]:
        raise UserError(
            f"阅读模型 {WEIGHTS} 已损坏（校验和不符），本次不用它，回答会差一些。请重新获取完整的程序文件。"
        )
    return BundledCrossEncoder(weights)
