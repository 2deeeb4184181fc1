"""Train the model of mingce/cross_encoder.py and write mingce/data/cross_encoder.safetensors with its checksum.

python -m training.cross_encoder
python -m training.cross_encoder --steps 20 --out FOLDER     a trial

Data: the questions of training/examples.CROSS_ENCODER_SETS, written for this project, with the sentences that the search
brings for each. Of an answered question: one sentence that answers and six that do not; of another: five that do not.
Loss: cross-entropy of the answering sentence among the seven, and binary cross-entropy of each sentence. Starts from
the layers of the bundled model; the word table stays as it is. AdamW, bfloat16 autocast, seeded. Half an hour.
"""

import argparse
import functools
import json
import operator
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as f

from mingce.ask.search import READ_SECTIONS
from mingce.disk import sha256_of
from mingce.models.bert import AFTER_ATTENTION, PARTS, SCALE, embeddings
from mingce.models.bundled import model_folder
from mingce.models.cross_encoder import (
    AGREE,
    CHECKSUM,
    DIFFER,
    PLACE_CHARACTERS,
    PLACE_TOKENS,
    QUESTION_TOKENS,
    SENTENCE_TOKENS,
    WEIGHTS,
    special_id,
)
from training.examples import CROSS_ENCODER_SETS, Asked, questions

OUT = Path(__file__).parent.parent / "mingce" / "data"
SEED = 1
HIDDEN, HEADS, LAYERS, DROPOUT = 384, 12, 12, 0.1
QUESTIONS = 4  # a step
HARD, POOL = 12, 40  # best wrong sentences, of which most are taken; and all that are looked at
WRONG, EASY = 6, 2  # wrong sentences of an answered question, and how many of them are not hard
ANSWER_WEIGHT, WRONG_WEIGHT = 2.0, 0.6  # in the binary cross-entropy
WARM_UP = 60


@dataclass(frozen=True)
class Item:
    """One question for training: sentences best first, as (title and heading path, text)."""

    question: str
    sentences: tuple[tuple[str, str], ...]
    answers: tuple[bool, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    items = [item for asked in questions(CROSS_ENCODER_SETS, cross_encoder=False) if (item := item_of(asked))]
    print(f"{len(items)} questions, {sum(any(item.answers) for item in items)} of them answered", flush=True)
    model, curve = train(items, args.steps, args.rate)
    export(model, args.out)
    plot(curve, Path(__file__).parent / "cross_encoder_curve.png")


def item_of(asked: Asked) -> Item | None:
    """None where the search did not bring the answer, or too little to choose from."""
    searcher, candidates = asked.searcher, asked.candidates
    scores = dict(zip(map(int, candidates.sections[:READ_SECTIONS]), candidates.scores, strict=False))
    owners = searcher.contents.owner[candidates.sentences]
    inside = [i for i, owner in enumerate(owners) if int(owner) in scores]
    hopes = {i: candidates.sentence_scores[i] + scores[int(owners[i])] for i in inside}
    order = sorted(inside, key=lambda i: -hopes[i])
    if len(order) < 4 or (asked.answerable and not asked.answers[order].any()):
        return None
    kept = [i for rank, i in enumerate(order) if rank < POOL or asked.answers[i]]
    return Item(
        asked.question.in_context,
        tuple(
            (searcher.contents.place(int(owners[i])), searcher.contents.sentence_text(int(candidates.sentences[i])))
            for i in kept
        ),
        tuple(bool(asked.answers[i]) for i in kept),
    )


class Layer(nn.Module):
    """One layer of a BERT, from the bundled model's weights."""

    def __init__(self, weight) -> None:  # type: ignore[no-untyped-def]
        super().__init__()
        self.mixed = linear(
            torch.cat([weight(f"{part}.weight") for part in PARTS]),
            torch.cat([weight(f"{part}.bias") for part in PARTS]),
        )
        attended, norm_1, wide, narrow, norm_2 = ((weight(f"{p}.weight"), weight(f"{p}.bias")) for p in AFTER_ATTENTION)
        self.attended, self.wide, self.narrow = linear(*attended), linear(*wide), linear(*narrow)
        self.norm_1, self.norm_2 = norm(*norm_1), norm(*norm_2)

    def forward(self, x: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """x: (texts, tokens, hidden). hidden: added to attention, very negative at padding."""
        texts, tokens, size = x.shape
        # Written out: the fused attention is several times slower here when it has a mask and is differentiated.
        query, key, value = self.mixed(x).view(texts, tokens, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax((query @ key.transpose(-1, -2)) * (size // HEADS) ** -0.5 + hidden, -1)
        y = (weights @ value).transpose(1, 2).reshape(texts, tokens, size)
        x = self.norm_1(x + f.dropout(self.attended(y), DROPOUT, self.training)).to(torch.bfloat16)
        y = self.narrow(f.gelu(self.wide(x)))
        return self.norm_2(x + f.dropout(y, DROPOUT, self.training)).to(torch.bfloat16)


class CrossEncoder(nn.Module):
    """What mingce/cross_encoder.py runs, to be differentiated."""

    def __init__(self) -> None:
        super().__init__()
        folder = model_folder()
        self.words, self.positions, self.norm = embeddings(folder)
        with safe_open(folder / "model.safetensors", framework="pt") as file:

            def weight_at(row: int):  # type: ignore[no-untyped-def]
                return lambda name: file.get_tensor(f"encoder.layer.{row}.{name}").float()

            self.layers = nn.ModuleList(Layer(weight_at(row)) for row in range(LAYERS))
        self.cosine, self.offset = nn.Parameter(torch.tensor(20.0)), nn.Parameter(torch.tensor(-17.0))
        self.head = nn.Linear(3 * HIDDEN, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids, mask, asked, said) -> torch.Tensor:  # type: ignore[no-untyped-def]
        """Each (texts, tokens): token ids; 1 at real tokens, at the question's, at the sentence's. Returns (texts,)."""
        weight, bias = (value.float() for value in self.norm)
        x = f.layer_norm(
            f.embedding(ids, self.words).float() + self.positions[: ids.shape[1]], (HIDDEN,), weight, bias, 1e-12
        )
        x = f.dropout(x, DROPOUT, self.training).to(torch.bfloat16)
        hidden = ((1 - mask) * -1e4)[:, None, None, :].to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, hidden)
        x = x.float()
        question, sentence = (
            f.normalize((x * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1), dim=-1) for m in (asked, said)
        )
        both = torch.cat([AGREE * question * sentence, DIFFER * (question - sentence).abs(), x[:, 0]], -1)
        return self.cosine * (question * sentence).sum(-1) + self.offset + self.head(both).squeeze(-1)


class Pairs:
    """Question and sentence -> token ids, as mingce/cross_encoder.py lays them out."""

    def __init__(self) -> None:
        self.tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.start, self.pad, self.stop = (special_id(self.tokenizer, name) for name in ("<s>", "<pad>", "</s>"))
        self.opening, self.between = self.ids("query: "), self.ids("passage: ")

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def __call__(self, question: str, place: str, text: str) -> tuple[list[int], range, range]:
        asked = self.ids(question)[-QUESTION_TOKENS:]
        said = [*self.ids(place[-PLACE_CHARACTERS:])[-PLACE_TOKENS:], *self.ids(text)[:SENTENCE_TOKENS]]
        left = [self.start, *self.opening, *asked, self.stop, *self.between]
        first = 1 + len(self.opening)
        return (
            [*left, *said, self.stop],
            range(first, first + len(asked)),
            range(len(left), len(left) + len(said)),
        )

    def batch(self, pairs: Sequence[tuple[list[int], range, range]]) -> list[torch.Tensor]:
        longest = max(len(ids) for ids, _, _ in pairs)
        ids = torch.full((len(pairs), longest), self.pad)
        masks = torch.zeros(3, len(pairs), longest)
        for row, (tokens, asked, said) in enumerate(pairs):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            for mask, span in zip(masks, (range(len(tokens)), asked, said), strict=True):
                mask[row, span.start : span.stop] = 1
        return [ids, *masks]


def linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight, made.bias = nn.Parameter(weight), nn.Parameter(bias)
    return made


def norm(weight: torch.Tensor, bias: torch.Tensor) -> nn.LayerNorm:
    made = nn.LayerNorm(len(weight), eps=1e-12)
    made.weight, made.bias = nn.Parameter(weight), nn.Parameter(bias)
    return made


def train(items: Sequence[Item], steps: int, rate: float) -> tuple[CrossEncoder, list[float]]:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model, pairs = CrossEncoder(), Pairs()
    head = [model.cosine, model.offset, *model.head.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": model.layers.parameters(), "lr": rate}, {"params": head, "lr": 10 * rate}],
        weight_decay=0.01,
        fused=True,
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    curve: list[float] = []
    queue: list[Item] = []
    started = time.time()
    for step in range(steps):
        if len(queue) < QUESTIONS:
            queue = rng.sample(items, len(items))
        chosen = [sample(queue.pop(), rng) for _ in range(QUESTIONS)]
        loss = step_loss(model, pairs, chosen, rng)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
        optimiser.step()
        curve.append(loss.item())
        if (step + 1) % 50 == 0:
            pace = (time.time() - started) / (step + 1)
            print(f"{step + 1} loss {np.mean(curve[-50:]):.3f} {pace:.2f} s a step", flush=True)
    return model.eval(), curve


def sample(item: Item, rng: random.Random) -> Item:
    """The item with the few of its sentences that a step looks at, the answering one first."""
    right = [i for i, answers in enumerate(item.answers) if answers]
    wrong = [i for i, answers in enumerate(item.answers) if not answers]
    hard, easy = wrong[:HARD], wrong[HARD:]
    rng.shuffle(hard)
    rng.shuffle(easy)
    taken = WRONG if right else WRONG - 1
    rows = [*([rng.choice(right)] if right else []), *hard[: taken - EASY], *easy[:EASY]]
    return Item(item.question, tuple(item.sentences[i] for i in rows), tuple(item.answers[i] for i in rows))


def step_loss(model: CrossEncoder, pairs: Pairs, chosen: Sequence[Item], rng: random.Random) -> torch.Tensor:
    """In one of ten pairs the sentence stands without its place."""
    made = [
        pairs(item.question, place if rng.random() < 0.9 else "", text)
        for item in chosen
        for place, text in item.sentences
    ]
    order = sorted(range(len(made)), key=lambda row: len(made[row][0]))
    halves = [order[: len(order) // 2], order[len(order) // 2 :]]
    with torch.autocast("cpu", torch.bfloat16):
        outs = [model(*pairs.batch([made[row] for row in half])) for half in halves]
    logits = torch.zeros(len(made)).index_put(
        (torch.tensor(functools.reduce(operator.iadd, halves, [])),), torch.cat(outs).float()
    )
    truth = torch.tensor([float(answers) for item in chosen for answers in item.answers])
    weight = torch.where(truth > 0, ANSWER_WEIGHT, WRONG_WEIGHT)
    loss = f.binary_cross_entropy_with_logits(logits, truth, weight=weight)
    groups = [
        part
        for part, item in zip(logits.split([len(item.answers) for item in chosen]), chosen, strict=True)
        if item.answers and item.answers[0]
    ]
    return loss + (torch.stack([-f.log_softmax(part, 0)[0] for part in groups]).mean() if groups else 0)


def export(model: CrossEncoder, folder: Path) -> None:
    """Weights as int8 rows with a float16 scale each; biases and norms as float16; the head as float32."""
    tensors: dict[str, torch.Tensor] = {}

    def keep(name: str, value: torch.Tensor) -> None:
        value = value.detach()
        if value.ndim == 2:
            scale = (value.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8).half()
            tensors[name + SCALE] = scale
            tensors[name] = (value / scale.float()).round().clamp(-127, 127).to(torch.int8)
        else:
            tensors[name] = value.half()

    for row, layer in enumerate(model.layers):
        at = f"encoder.layer.{row}."
        for kind in ("weight", "bias"):
            for part, value in zip(PARTS, getattr(layer.mixed, kind).chunk(3), strict=True):
                keep(f"{at}{part}.{kind}", value)
            after = (layer.attended, layer.norm_1, layer.wide, layer.narrow, layer.norm_2)
            for part, module in zip(AFTER_ATTENTION, after, strict=True):
                keep(f"{at}{part}.{kind}", getattr(module, kind))
    tensors |= {
        "head.cosine": model.cosine.detach(),
        "head.offset": model.offset.detach(),
        "head.weight": model.head.weight.detach(),
        "head.bias": model.head.bias.detach(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WEIGHTS
    save_file({name: value.contiguous() for name, value in tensors.items()}, path)
    checksum = sha256_of(path)
    (folder / CHECKSUM).write_text(f"{checksum}  {WEIGHTS}\n", encoding="utf-8")
    print(json.dumps({"file": str(path), "bytes": path.stat().st_size, "sha256": checksum}))


def plot(curve: Sequence[float], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    smooth = np.convolve(curve, np.ones(50) / 50, mode="valid") if len(curve) >= 50 else np.array(curve)
    figure, axes = pyplot.subplots(figsize=(7, 3.5), layout="constrained")
    axes.plot(curve, color="0.85", linewidth=0.6)
    axes.plot(np.arange(len(smooth)) + len(curve) - len(smooth), smooth, color="tab:red")
    axes.set(xlabel="step", ylabel="loss", title="Reader: loss of each step, and the mean of 50")
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
