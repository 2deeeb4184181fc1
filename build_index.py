"""corpus/ -> index/, with a progress bar.

python build_index.py
python build_index.py --corpus 文件夹 --index 文件夹
python build_index.py --model BAAI/bge-small-zh-v1.5 --force
"""

import sys
from pathlib import Path

from mingce.__main__ import Parser, speak_utf8
from mingce.errors import UserError


def main() -> int:
    speak_utf8()
    parser = Parser(
        prog="python build_index.py",
        description="把语料文件夹建成索引；只有改动过的文字会重新计算向量。",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="文件夹", help="放文件的文件夹（默认 corpus）"
    )
    parser.add_argument("--index", type=Path, default=Path("index"), metavar="文件夹", help="索引文件夹（默认 index）")
    parser.add_argument("--model", metavar="名字或文件夹", help="向量模型：模型库名字或本机文件夹（默认随包模型）")
    parser.add_argument("--store", choices=("faiss", "milvus"), default="faiss", help="向量存放处（默认 faiss）")
    parser.add_argument("--force", action="store_true", help="全部重建，不用旧索引")
    args = parser.parse_args()
    try:
        return run(args)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2


def run(args) -> int:  # type: ignore[no-untyped-def]
    if args.store == "milvus":
        raise UserError("--store milvus 尚未提供，本版本把向量存放在索引文件夹里。请去掉 --store 或用 --store faiss。")
    from mingce.build import build
    from mingce.encode import load_encoder

    report = build(args.corpus, args.index, load_encoder(args.model), args.force, progress=True)
    for warning in report.manifest.warnings:
        print(warning, file=sys.stderr)
    state = f"新计算 {report.embedded} 条向量" if report.changed else "没有变化，沿用原索引"
    print(
        f"索引“{args.index}”：{report.documents} 份文件，{report.sections} 个章节，{report.sentences} 个句子；{state}。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
