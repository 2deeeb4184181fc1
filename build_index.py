"""corpus/ -> index/, with a progress bar.

python build_index.py
python build_index.py --corpus 文件夹 --index 文件夹
python build_index.py --model BAAI/bge-small-zh-v1.5 --force
"""

import argparse
import sys
from typing import TYPE_CHECKING

from mingce.cli.arguments import Parser, add_corpus, add_index, speak_utf8
from mingce.errors import UserError

if TYPE_CHECKING:
    from mingce.models.encode import Encoder

STORE = "faiss"


def main() -> int:
    speak_utf8()
    parser = Parser(
        prog="python build_index.py",
        description="把语料文件夹建成索引；只有改动过的文字会重新计算向量。",
    )
    add_corpus(parser)
    add_index(parser)
    parser.add_argument("--model", metavar="名字或文件夹", help="向量模型：模型库名字或本机文件夹（默认随包模型）")
    parser.add_argument("--store", metavar="faiss", default=STORE, help="向量存放处：只有 faiss，向量存在索引文件夹里")
    parser.add_argument("--watch", action="store_true", help="一直看着语料文件夹，有变动就更新索引（Ctrl+C 结束）")
    parser.add_argument("--force", action="store_true", help="全部重建，不用旧索引")
    args = parser.parse_args()
    try:
        return run(args)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2


def run(args: argparse.Namespace) -> int:
    if args.store != STORE:
        raise UserError(
            f"--store 的值“{args.store}”不能用：本程序只内置 faiss，向量存放在索引文件夹里。请去掉 --store。"
        )
    from mingce.models.encode import load_encoder

    encoder = load_encoder(args.model)
    rebuild(args, encoder, args.force)
    if args.watch:
        watch(args, encoder)
    return 0


def watch(args: argparse.Namespace, encoder: "Encoder") -> None:
    """Build again whenever the corpus folder changes, until interrupted. What cannot be built now may be later."""
    from watchfiles import watch as changes

    print(f"正在看着“{args.corpus}”，有变动就更新索引（按 Ctrl+C 结束）。", flush=True)
    for _ in changes(args.corpus, raise_interrupt=False):
        try:
            rebuild(args, encoder)
        except UserError as error:
            print(error.one_line(), file=sys.stderr)


def rebuild(args: argparse.Namespace, encoder: "Encoder", force: bool = False) -> None:
    from mingce.documents.build import build

    report = build(args.corpus, args.index, encoder, force, progress=True)
    for warning in report.manifest.warnings:
        print(warning, file=sys.stderr)
    state = f"新计算 {report.embedded} 条向量" if report.changed else "没有变化，沿用原索引"
    print(
        f"索引“{args.index}”：{report.documents} 份文件，{report.sections} 个章节，{report.sentences} 个句子；{state}。",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
