"""The network of the bundled model in a page of torch: token ids in, token vectors out.

Its word table is four fifths of the weights. The embedding model and the reader share one copy of it; the reader's
layers are its own, kept as int8 rows with a scale each.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import torch

    Pair = tuple[torch.Tensor, torch.Tensor]  # weight and bias

PARTS = ("attention.self.query", "attention.self.key", "attention.self.value")
AFTER_ATTENTION = (
    "attention.output.dense",
    "attention.output.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
)
SCALE = ".scale"  # beside the name of an int8 weight: float16 (rows, 1)


class Embeddings(NamedTuple):
    words: "torch.Tensor"  # float16 (vocabulary, hidden): it stays so in memory, and a lookup reads its rows
    positions: "torch.Tensor"  # float32 (longest, hidden), with the vector of the first segment
    norm: "Pair"


@cache
def embeddings(folder: Path) -> Embeddings:
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", framework="pt") as file:
        segment = file.get_tensor("embeddings.token_type_embeddings.weight")[0].float()
        return Embeddings(
            file.get_tensor("embeddings.word_embeddings.weight"),
            file.get_tensor("embeddings.position_embeddings.weight").float() + segment,
            (file.get_tensor("embeddings.LayerNorm.weight"), file.get_tensor("embeddings.LayerNorm.bias")),
        )


class Bert:
    """A BertModel without a pooler, read from a Sentence-Transformers folder."""

    def __init__(self, folder: Path, dtype: "torch.dtype", layers: Path | None = None) -> None:
        """layers: a safetensors file whose layers take the place of the folder's own."""
        from safetensors import safe_open

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.hidden: int = config["hidden_size"]
        self.heads: int = config["num_attention_heads"]
        self.epsilon: float = config["layer_norm_eps"]
        self.pad: int = config["pad_token_id"]
        self.dtype = dtype
        words, positions, norm = embeddings(folder)
        self.words = words
        self.positions = positions.to(dtype)
        self.norm = norm[0].to(dtype), norm[1].to(dtype)
        with safe_open(layers or folder / "model.safetensors", framework="pt") as file:
            names = set(file.keys())
            count = sum(name.endswith(".intermediate.dense.bias") for name in names)

            def weight(name: str) -> "torch.Tensor":
                value = file.get_tensor(name)
                return (value * file.get_tensor(name + SCALE) if name + SCALE in names else value).to(dtype)

            self.layers = [_layer(weight, f"encoder.layer.{row}.") for row in range(count)]

    def __call__(self, ids: Sequence[Sequence[int]]) -> "Pair":
        """Token ids of a batch of texts -> (texts, tokens, hidden) and where the texts are: bool (texts, tokens)."""
        import torch
        from torch.nn import functional as f

        count, longest = len(ids), max(map(len, ids))
        tokens = torch.tensor([[*row, *[self.pad] * (longest - len(row))] for row in ids])
        mask = torch.arange(longest) < torch.tensor([[len(row)] for row in ids])
        visible = None if mask.all() else mask[:, None, None, :]  # without padding, attention has a faster way
        shape = (count, longest, 3, self.heads, self.hidden // self.heads)
        size = (self.hidden,)
        with torch.inference_mode():
            x = f.embedding(tokens, self.words).to(self.dtype) + self.positions[:longest]
            x = f.layer_norm(x, size, *self.norm, self.epsilon)
            for mixed, attended, norm_1, wide, narrow, norm_2 in self.layers:
                # each (texts, heads, tokens, hidden / heads)
                query, key, value = f.linear(x, *mixed).view(shape).permute(2, 0, 3, 1, 4)
                y = f.scaled_dot_product_attention(query, key, value, visible).transpose(1, 2).flatten(2)
                x = f.layer_norm(x + f.linear(y, *attended), size, *norm_1, self.epsilon)
                y = f.linear(f.gelu(f.linear(x, *wide)), *narrow)
                x = f.layer_norm(x + y, size, *norm_2, self.epsilon)
        return x, mask


def _layer(weight: "Callable[[str], torch.Tensor]", at: str) -> "tuple[Pair, ...]":
    import torch

    weights, biases = (torch.cat([weight(f"{at}{part}.{kind}") for part in PARTS]) for kind in ("weight", "bias"))
    return (
        (weights, biases),
        *((weight(f"{at}{part}.weight"), weight(f"{at}{part}.bias")) for part in AFTER_ATTENTION),
    )
