"""Does the newest in force come first? A folder of documents that holds several versions of some of them is asked with
sentences of the older versions that the newer ones hold in like words.

python -m evaluation.newest 文件夹 [--out evaluation/results/newest.json]
"""

import argparse
import difflib
import json
import random
import re
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from evaluation.__main__ import describe_corpus, machine, versions, write_json
from mingce.ask import newest, search
from mingce.cli.arguments import Parser
from mingce.documents.build import build
from mingce.index import Index
from mingce.models.encode import load_encoder
from mingce.text.versions import COPY, Relation

PER_PAIR = 6  # questions
PENALTIES = (0.0, 0.5, 2.0)  # that are tried, of search.STALE_PENALTY
LIKE_WORDS = 0.75  # difflib's ratio from which the newer version still holds the sentence
SHORTEST, LONGEST, ASKED = 25, 120, 40  # characters of the sentence, and of it in the question
NUMBER = re.compile(r"^第[^\s]+?条\s?|^[（(].+?[)）]")  # of the older version, and likely another in the newer


def questions(index: Index, seed: int = 1) -> list[tuple[str, Relation]]:
    """Sentences of superseded documents as questions, with the relation that names the document in force."""
    chance = random.Random(seed)
    found = []
    for relation in index.contents.relations:
        if relation.kind == COPY:
            continue
        newer, older = sentences(index, relation.doc_id), sentences(index, relation.other)
        asked = [text for text in older if SHORTEST <= len(text) <= LONGEST]
        chance.shuffle(asked)
        kept = [text for text in asked if difflib.get_close_matches(text, newer, 1, LIKE_WORDS)][:PER_PAIR]
        found += [(f"{NUMBER.sub('', text).rstrip('。；')[:ASKED]}？", relation) for text in kept]
    return found


def sentences(index: Index, doc_id: str) -> list[str]:
    document, _, own = index.contents.part(doc_id)
    return [document.text[s.start : s.end] for s in own]


def measure(index: Index) -> dict[str, float | int]:
    """Shares of the questions, 0..1: whose first hit of the two versions is the newer one; that are answered; whose
    answer quotes the older one."""
    asked = questions(index)
    newer_first = answered = quotes_older = 0
    for question, relation in asked:
        pair = (relation.doc_id, relation.other)
        first = next((hit.doc_id for hit in index.search(question, 5) if hit.doc_id in pair), None)
        answer = index.ask(question)
        newer_first += first == relation.doc_id
        answered += answer.found
        quotes_older += any(citation.doc_id == relation.other for citation in answer.citations)
    count = max(len(asked), 1)
    return {
        "questions": len(asked),
        "newer_first": round(newer_first / count, 3),
        "answered": round(answered / count, 3),
        "quotes_older": round(quotes_older / count, 3),
    }


def main() -> int:
    parser = Parser(prog="python -m evaluation.newest", description="新旧版本都收录时，是否先给现行的。")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="含有新旧版本的文件")
    parser.add_argument("--out", type=Path, metavar="结果.json")
    args: argparse.Namespace = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder()
        build(args.folder, Path(folder), encoder, progress=True)
        index = Index.open(folder, encoder)
        with_rule = measure(index)
        with patch.object(newest, "LIKE", 2.0):  # nothing is so like: the penalty of superseded documents alone
            without_rule = measure(Index.open(folder, encoder))
        by_penalty = {}
        for penalty in PENALTIES:
            with patch.object(search, "STALE_PENALTY", penalty):
                by_penalty[str(penalty)] = measure(Index.open(folder, encoder))
    result = {
        "model": index.manifest.model,
        "machine": machine(),
        "versions": versions(index),
        "corpus": describe_corpus(index),
        "with_counterparts": with_rule,
        "penalty_alone": without_rule,
        "with_counterparts_and_penalty_of": by_penalty,
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if args.out:
        write_json(args.out, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
