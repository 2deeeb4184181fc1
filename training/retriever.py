"""Teach the bundled embedding model colloquial questions, without pulling it off course.

python -m training.retriever --statutes FILE --reading FILE --laws FILE.jsonl.xz --out FOLDER

Pairs of question and passage: lay questions with their statute articles (STARD), encyclopedia questions, and questions
derived from public laws by rule: a sentence's official words are put back into colloquial ones (data/colloquial.tsv),
some clauses are dropped, and words of asking are added. Loss: in-batch softmax, temperature 0.05, and the squared
distance to the original model's vectors on the same texts; afterwards the weights are averaged with the original's
(Wortsman et al. 2022, WiSE-FT). Seeded. Writes a Sentence-Transformers folder.
"""

import argparse
import json
import lzma
import random
import re
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch.nn import functional as f

from mingce import lexicon
from mingce.bundled import model_folder
from mingce.question import normalize

SEED = 20231127
TEMPERATURE = 0.05
STAY = 30.0  # weight of the squared distance to the original vectors
ASKS = (
    "怎么办",
    "有没有规定",
    "行不行",
    "是怎么规定的",
    "要怎么弄",
    "可以吗",
    "吗",
    "有啥要求",
    "谁管",
    "",
    "",
    "咋规定的",
    "能不能",
    "怎么处理",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statutes", type=Path, required=True)
    parser.add_argument("--reading", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=2e-5)
    args = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    pairs = list(statute_pairs(args.statutes)) * 2 + list(reading_pairs(args.reading)) + list(derived_pairs(args.laws))
    print({name: sum(p[2] == name for p in pairs) for name in {p[2] for p in pairs}}, flush=True)
    train(pairs, args)


def statute_pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Four of five questions; every fifth is kept for the evaluation."""
    for row, record in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        if row % 5 == 0:
            continue
        for name, article in record["articles"].items():
            yield record["question"], f"{name}\n{article.strip()}"[:200], "statute"


def reading_pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for question in record["questions"][:1]:
            text = normalize(record["passage"])
            answer = normalize(question["answers"][0])
            sentence = next((s for s in re.split(r"(?<=[。！？])", text) if answer in s), text)
            yield normalize(question["question"]), sentence[:200], "reading"


def derived_pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Sentences of laws that hold official words, asked about in colloquial ones."""
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    for word, official in lexicon.load().items():
        for rank, term in enumerate(official):
            if len(term) >= 3 or rank == 0:
                spoken[term].append(word)
    pattern = re.compile("|".join(sorted(map(re.escape, spoken), key=len, reverse=True)))
    rng = random.Random(SEED)
    used: defaultdict[str, int] = defaultdict(int)
    asked_elsewhere = evaluated_titles()
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if any(title in json.loads(line)["path"] for title in asked_elsewhere):
                continue
            for sentence in re.findall(r"[^。\n#]{16,140}。", json.loads(line)["text"]):
                terms = [m[0] for m in pattern.finditer(sentence)]
                terms = [t for t in dict.fromkeys(terms) if used[t] < 12]
                if not terms or rng.random() < 0.3:
                    continue
                for term in terms:
                    used[term] += 1
                clauses = [c for c in re.split(r"[，；：]", sentence.rstrip("。")) if len(c) > 3]
                keep = [c for c in clauses if any(t in c for t in terms)][:2]
                asked = "，".join(keep)[:60]
                asked = pattern.sub(lambda m: rng.choice(spoken[m[0]]), asked)
                asked = re.sub(
                    r"^第[一二三四五六七八九十百]+条\s*|应当|必须|依法|本(?:法|条例|办法)|规定的?|有关", "", asked
                )
                yield asked + rng.choice(ASKS), sentence, "derived"


def embed_both(
    model: SentenceTransformer, original: SentenceTransformer, texts: list[str]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Unit vectors of the texts, float32 (n, dim), by the model in training and by the original."""
    features = model.preprocess(texts)
    with torch.autocast("cpu", torch.bfloat16):
        vectors = f.normalize(model(dict(features))["sentence_embedding"].float(), dim=1)
        with torch.no_grad():
            before = f.normalize(original(dict(features))["sentence_embedding"].float(), dim=1)
    return vectors, before


def evaluated_titles() -> set[str]:
    """Titles of the documents that questions of ours are about: no pair may come from them."""
    root = Path(__file__).parent.parent
    folders = (root / "evaluation" / "heldout" / "corpus", *(root / "training" / "questions").glob("*_corpus"))
    names = (
        re.sub(r"[_（(].*", "", path.stem).removeprefix("中华人民共和国")
        for folder in folders
        for path in folder.iterdir()
    )
    return {name for name in names if len(name) > 3}


def train(pairs: list[tuple[str, str, str]], args: argparse.Namespace) -> None:
    folder = model_folder()
    model, original = SentenceTransformer(str(folder), device="cpu"), SentenceTransformer(str(folder), device="cpu")
    start = {name: value.clone() for name, value in model.state_dict().items()}
    for name, parameter in model.named_parameters():
        parameter.requires_grad = "embeddings" not in name
    tuned = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(tuned, lr=args.rate, weight_decay=0.01)
    rng = random.Random(SEED)
    deadline, step, curve = time.time() + args.minutes * 60, 0, []
    total = None
    while time.time() < deadline:
        batch = rng.sample(pairs, args.batch)
        began = time.time()
        queries, before_q = embed_both(model, original, ["query: " + q for q, _, _ in batch])
        passages, before_p = embed_both(model, original, ["passage: " + p for _, p, _ in batch])
        scores = queries @ passages.T / TEMPERATURE
        target = torch.arange(args.batch)
        same = torch.tensor([[a[1] == b[1] and i != j for j, b in enumerate(batch)] for i, a in enumerate(batch)])
        scores = scores.masked_fill(same, -1e4)
        contrast = (f.cross_entropy(scores, target) + f.cross_entropy(scores.T, target)) / 2
        drift = ((queries - before_q).pow(2).sum(1) + (passages - before_p).pow(2).sum(1)).mean() / 2
        loss = contrast + STAY * drift
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tuned, 1.0)
        done = 1 - (deadline - time.time()) / (args.minutes * 60)
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1.0, (step + 1) / 20) * max(0.05, 1 - done)
        optimiser.step()
        step += 1
        curve.append((round(contrast.item(), 4), round(drift.item(), 4)))
        if step % 20 == 0:
            recent = np.mean(curve[-20:], axis=0)
            print(
                f"{step} contrast {recent[0]:.3f} drift {recent[1]:.4f} {time.time() - began:.1f}s a step", flush=True
            )
        total = step
    for share in (1.0, 0.5):
        target_folder = args.out / f"share-{share}"
        shutil.rmtree(target_folder, ignore_errors=True)
        mixed = {
            k: start[k] + share * (v - start[k]) if v.is_floating_point() else v for k, v in model.state_dict().items()
        }
        original.load_state_dict(mixed)
        original.save(str(target_folder))
    (args.out / "curve.json").write_text(json.dumps({"steps": total, "curve": curve}), encoding="utf-8")


if __name__ == "__main__":
    main()
