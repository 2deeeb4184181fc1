"""What the constants of the search are worth: each moved alone, on the training questions.

python -m training.constants
python -m training.constants --only READING_WEIGHT READ_SECTIONS --json training/constants.json

For each value, the share of answerable questions of training/examples.EVIDENCE_SETS whose first section, or one of the
first three, holds a sentence that answers. A value is worth keeping where its neighbours are not better by more than
the standard error, which is about .02 here.
"""

import argparse
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from mingce.ask import question as question_module
from mingce.ask import search as search_module
from mingce.ask.question import understand
from training.examples import EVIDENCE_SETS, Asked, questions

# Module, name, the values that are tried, and whether the best sections are read again: that takes the longest.
TRIED: tuple[tuple[Any, str, tuple[float, ...], bool], ...] = (
    (search_module, "BARE_PENALTY", (0.0, 2.0, 6.0, 12.0), False),
    (question_module, "CONTEXT_WEIGHT", (0.0, 0.25, 0.5, 1.0), False),
    (question_module, "EXPANSION_WEIGHT", (0.0, 0.25, 0.5, 1.0), False),
    (search_module, "POOL", (20, 50, 100), False),
    (search_module, "SENTENCE_POOL", (100, 200, 400), False),
    (search_module, "READING_WEIGHT", (0.0, 0.5, 1.0, 2.0, 4.0), True),
    (search_module, "READ_SECTIONS", (4, 8, 12), True),
    (search_module, "READ_SENTENCES", (12, 24, 48), True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the table here, too")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these constants")
    args = parser.parse_args()
    asked = [one for one in questions(EVIDENCE_SETS, cross_encoder=True) if one.answerable and one.answers.any()]
    rows = []
    for module, name, values, is_read in TRIED:
        for value in values if args.only is None or name in args.only else ():
            with patch.object(module, name, value):
                row = {"constant": name, "value": value, "read": is_read, **hits(asked, is_read)}
            print(json.dumps(row), flush=True)
            rows.append(row)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def hits(asked: list[Asked], is_read: bool) -> dict[str, float]:
    """Shares of questions, 0..1, whose first section, or one of the first three, answers."""
    ranks = np.array([rank(one, is_read) for one in asked])
    return {
        "questions": len(asked),
        "hit@1": round(float((ranks < 1).mean()), 4),
        "hit@3": round(float((ranks < 3).mean()), 4),
    }


def rank(asked: Asked, is_read: bool) -> int:
    """Position of the first section that holds an answer, from 0; the number of sections where none does."""
    searcher = asked.searcher
    right = set(searcher.contents.owner[asked.candidates.sentences[asked.answers]].tolist())
    question = understand(asked.question.raw, asked.history, searcher.vocabulary)
    found = searcher.candidates(question)
    sections = (searcher.read(question, found) if is_read else found).sections.tolist()
    return next((i for i, row in enumerate(sections) if row in right), len(sections))


if __name__ == "__main__":
    main()
