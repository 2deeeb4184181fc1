"""The structure questions of one file -> a table by kind, one by route, and a JSON file to commit.

python -m evaluation.structure
python -m evaluation.structure --show
python -m evaluation.structure --questions evaluation/heldout/structure.jsonl \
    --corpus evaluation/heldout/structure_corpus --out evaluation/results/structure_heldout.json
"""

import argparse
import sys
from pathlib import Path

from evaluation.__main__ import RESULTS, check_writable, conditions, write_json
from evaluation.structure import scores
from mingce.cli.arguments import Parser
from mingce.errors import UserError

HERE = Path(__file__).resolve().parent


def make_parser() -> Parser:
    parser = Parser(
        prog="python -m evaluation.structure",
        description="问条款项、结构、文件信息、数字等的题：答对几成，按题型和途径。",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        default=HERE / "questions.jsonl",
        metavar="问题.jsonl",
        help="问题文件（默认 evaluation/structure/questions.jsonl）",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=HERE / "corpus",
        metavar="文件夹",
        help="语料文件夹（默认 evaluation/structure/corpus）",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=RESULTS / "structure.json",
        metavar="结果.json",
        help="结果写到这里（默认 evaluation/results/structure.json）",
    )
    parser.add_argument("--show", action="store_true", help="列出没有答对的题；留出题不可用")
    return parser


def main(argv: list[str] | None = None) -> int:
    args = make_parser().parse_args(argv)
    try:
        return evaluate(args)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2


def evaluate(args: argparse.Namespace) -> int:
    if args.show and scores.is_held_out(args.questions):
        raise UserError("留出题只给总数，不逐题显示：看过的题就不再是留出题。请去掉 --show。")
    check_writable(args.out)
    record = scores.table(args.corpus, args.questions, conditions)
    write_json(args.out, record)
    print(scores.kinds_table(record), scores.routes_table(record), sep="\n\n")
    if args.show:
        print(f"\n没有答对的 {len(record['not_right'])} 题：")
        print("\n".join(map(scores.not_right_line, record["not_right"])))
    print(f"\n结果写入 {args.out}。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
