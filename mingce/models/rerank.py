"""Passages by how likely a causal language model finds the question after reading each.

Query likelihood: Sachan et al. 2022, "Improving Passage Retrieval with Zero-Shot Question Generation" (UPR,
https://arxiv.org/abs/2204.07496). Any base or chat model does, untrained for ranking. From each score that of the
question after no passage is taken off. This is the same number for all passages of a question, so it moves no rank;
it makes scores of different questions comparable: near 0 where a passage tells the model nothing of the question.

torch and transformers are imported inside functions, so that `import mingce.models.rerank` costs nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mingce.errors import UserError
from mingce.models.encode import HUB_ID, batches, from_hub, has_bfloat16, reason

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

SCHEME = "qlm"
EXAMPLE = "qlm:Qwen/Qwen2.5-0.5B"
BEFORE = "文件原文："
AFTER = "\n根据上文提出的问题："
PASSAGE_TOKENS = 512  # a section, at most 700 characters, has fewer in a tokenizer made for Chinese
QUESTION_TOKENS = 128


class Reranker(Protocol):
    name: str  # the spec: `load_reranker(name)` gives the same reranker again

    def scores(self, question: str, passages: Sequence[str]) -> np.ndarray:
        """How well each passage leads to the question: float32 (len(passages),), higher is better."""


def load_reranker(spec: str) -> Reranker:
    """The reranker for `qlm:` and a model folder or hub name of a causal language model.

    A hub name is looked for in the local cache, then downloaded: whoever names one has asked for it.
    Raises `UserError` where the spec is malformed or the model cannot be had.
    """
    scheme, _, model = spec.partition(":")
    if scheme != SCHEME or not model.strip():
        raise UserError(f"不认识重排模型 {spec!r}：请写成“qlm:模型文件夹”或“qlm:组织/模型”，例如 {EXAMPLE}。")
    return QueryLikelihood(spec, *_open_named(model))


class QueryLikelihood:
    """log p(question | passage) - log p(question), in nats a question token."""

    def __init__(self, name: str, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> None:
        self.name = name
        self.model = model
        self.tokenizer = tokenizer
        bos = tokenizer.bos_token_id
        self.start = [bos] if bos in tokenizer("").input_ids else []  # Llama and Gemma want one, Qwen has none
        self.before, self.after = self._ids(BEFORE), self._ids(AFTER)
        self.longest = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 2048

    def scores(self, question: str, passages: Sequence[str]) -> np.ndarray:
        if not passages:
            return np.zeros(0, np.float32)
        asked = self._ids(question)[: min(QUESTION_TOKENS, self.longest // 2)]
        if not asked:
            return np.zeros(len(passages), np.float32)
        found = self._likelihoods(asked, [self._context(text, len(asked)) for text in ("", *passages)])
        return found[1:] - found[0]

    def _ids(self, text: str) -> list[int]:
        return self.tokenizer(text, add_special_tokens=False).input_ids

    def _context(self, passage: str, asked: int) -> list[int]:
        """What stands before a question of `asked` tokens; a long passage loses its end."""
        room = self.longest - asked - len(self.start) - len(self.before) - len(self.after)
        return [*self.start, *self.before, *self._ids(passage)[: max(0, min(PASSAGE_TOKENS, room))], *self.after]

    def _likelihoods(self, asked: Sequence[int], contexts: Sequence[Sequence[int]]) -> np.ndarray:
        """Mean log-likelihood of the question's tokens after each context: float32 (contexts,)."""
        import torch

        out = np.empty(len(contexts), np.float32)
        wanted = torch.tensor(asked)
        for rows in batches([len(context) + len(asked) for context in contexts]):
            texts = [[*contexts[row], *asked] for row in rows]
            longest = max(map(len, texts))
            # Padding stands to the right, where no token of a causal model sees it: its id does not matter.
            tokens = torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])
            mask = torch.arange(longest) < torch.tensor([[len(text)] for text in texts])
            # (texts, question): the logits at one token are those of the next
            places = torch.tensor([[len(contexts[row]) - 1] for row in rows]) + torch.arange(len(asked))
            # Qwen's vocabulary makes 300 kB a token: only columns in which some row has its question.
            columns, kept = torch.unique(places, return_inverse=True)
            with torch.inference_mode():
                logits = self.model(
                    input_ids=tokens, attention_mask=mask.long(), use_cache=False, logits_to_keep=columns
                ).logits  # (texts, columns, vocabulary)
                own = logits[torch.arange(len(rows))[:, None], kept].float().log_softmax(-1)
            out[rows] = own[:, torch.arange(len(asked)), wanted].mean(1).numpy()
        return out


def _open_named(model: str) -> "tuple[PreTrainedModel, PreTrainedTokenizerBase]":
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise UserError(f"{model} 不是模型文件夹（缺 config.json）：请给出因果语言模型所在的文件夹。")
        return _open(str(folder), model)
    if not HUB_ID.fullmatch(model):
        raise UserError(
            f"找不到重排模型 {model!r}：请给出已有的模型文件夹，或“组织/模型”形式的名字，例如 {EXAMPLE}，"
            "不写 --reranker 则不重排。"
        )
    return from_hub(model, ("config.json",), _open, "重排模型", "不写 --reranker 则不重排")


def _open(place: str, model: str, cached: bool = True) -> "tuple[PreTrainedModel, PreTrainedTokenizerBase]":
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    load: Any = AutoModelForCausalLM.from_pretrained  # its types do not know `output_loading_info`
    logging.disable_progress_bar() if cached else logging.enable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=cached)
        found, loading = load(
            place,
            dtype=torch.bfloat16 if has_bfloat16() else torch.float32,
            local_files_only=cached,
            output_loading_info=True,
        )
    except Exception as error:  # whatever a stranger's model may raise
        raise UserError(
            f"无法载入重排模型 {model}（{reason(error)}）：请确认它是完整的因果语言模型，不写 --reranker 则不重排。"
        ) from error
    # transformers gives an encoder a head of random weights and goes on; a BERT with a head of its own looks ahead.
    if loading["missing_keys"] or _looks_ahead(found):
        raise UserError(f"重排模型 {model} 不是因果语言模型：请换用能续写文字的模型，例如 {EXAMPLE}。")
    return found.eval(), tokenizer


def _looks_ahead(model: "PreTrainedModel") -> bool:
    """Whether a token's logits depend on the token after it: by several units in a BERT, by rounding in a GPT."""
    import torch

    with torch.inference_mode():
        logits = model.eval()(input_ids=torch.tensor([[0, 1], [0, 2]])).logits
    return bool((logits[0, 0] - logits[1, 0]).abs().max() > 0.5)
