"""The command line: python -m mingce search | ask | show."""

import argparse
import io
import json
import sys
import time
from pathlib import Path
from typing import NoReturn

from mingce.errors import UserError

EXAMPLES = """\
例：
  python -m mingce search "冷链物流基地" -k 3
  python -m mingce ask "到2025年要建成多少个国家质检中心？"
  python -m mingce ask "企业可以享受哪些扶持？" --doc 河南质量强省实施意见_20230117 --json
  python -m mingce ask --batch 问题.jsonl --out 回答.jsonl
  python -m mingce show 河南质量强省实施意见_20230117 --json
索引不存在时，search 和 ask 会先用 corpus 文件夹建立索引。"""


class Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese and makes mistakes of the caller one line."""

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项：")):
            text = text.replace(english, chinese, 1)
        return text

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"命令有误：{translate(message)}。用 {self.prog} --help 查看用法。\n")


def translate(message: str) -> str:
    """argparse's few messages in Chinese."""
    for english, chinese in (
        ("the following arguments are required: ", "缺少参数 "),
        ("unrecognized arguments: ", "不认识的参数 "),
        ("invalid choice: ", "不可用的取值 "),
        ("invalid int value: ", "应是整数，收到的是 "),
        ("expected one argument", "后面应有一个值"),
        ("argument ", "参数 "),
        ("choose from ", "可选 "),
        ("not allowed with argument", "不能与此参数同用："),
    ):
        message = message.replace(english, chinese)
    return message


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应是 1 或更大的整数，收到的是 {text}")
    return int(text)


def speak_utf8() -> None:
    """Output that another program reads is UTF-8, whatever the console's own encoding (GBK on Chinese Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def make_parser() -> Parser:
    parser = Parser(
        prog="python -m mingce",
        description="明策：在本机检索政策文件，回答问题并逐条注明出处。",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=Parser)
    for name, purpose in (("search", "检索：列出最相关的段落"), ("ask", "提问：用原文回答，注明出处；没有写就说没有")):
        command = commands.add_parser(
            name,
            help=purpose,
            description=purpose,
            epilog=EXAMPLES,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument("-h", "--help", action="help", help="显示本说明")
        command.add_argument("question", nargs="?", metavar="问题", help="要查的问题或关键词")
        if name == "search":
            command.add_argument("-k", type=positive, default=5, metavar="N", help="最多列出几段（默认 5）")
        command.add_argument("--doc", action="append", default=[], metavar="编号", help="只查这份文件，可重复")
        command.add_argument("--json", action="store_true", help="输出 JSON")
        command.add_argument(
            "--batch", type=Path, metavar="输入.jsonl", help="每行一个问题：id、question、可选 history"
        )
        command.add_argument("--out", type=Path, metavar="输出.jsonl", help="批量结果写到这里，次序与输入相同")
        command.add_argument("--reranker", metavar="qlm:模型", help="用因果语言模型重排最相关的八段（默认不用）")
        add_index(command)
    show = commands.add_parser("show", help="显示一份文件的全文、信息和章节", add_help=False)
    show.add_argument("-h", "--help", action="help", help="显示本说明")
    show.add_argument("doc_id", metavar="编号", help="文件编号")
    show.add_argument("--json", action="store_true", help="输出 JSON")
    add_index(show)
    return parser


def add_index(command: argparse.ArgumentParser) -> None:
    command.add_argument("--index", type=Path, default=Path("index"), metavar="文件夹", help="索引文件夹（默认 index）")


def main(argv: list[str] | None = None) -> int:
    speak_utf8()
    args = make_parser().parse_args(argv)
    try:
        return {"search": search, "ask": ask, "show": show}[args.command](args)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output went away: `… | head`
        sys.stderr.close()
        return 0


def search(args: argparse.Namespace) -> int:
    from mingce.contract import search_json

    check_mode(args)
    index = open_index(args.index, args.reranker)

    def respond(question: str, history: list[dict[str, str]]) -> tuple[dict, list]:  # type: ignore[type-arg]
        started = time.perf_counter()
        hits = index.search(question, args.k, args.doc, history)
        return search_json(question, hits, {"total": (time.perf_counter() - started) * 1000}), hits

    if args.batch:
        return batch(args, lambda asked: respond(asked.question, asked.history)[0])
    record, hits = respond(args.question, [])
    if args.json:
        print_json(record)
        return 0
    for n, hit in enumerate(hits, start=1):
        print(f"{n}. 《{hit.title}》{'  '.join(hit.path)}  （{hit.doc_id}，{hit.start}—{hit.end}）\n{hit.text}\n")
    if not hits:
        print("没有找到相关段落。")
    return 0


def ask(args: argparse.Namespace) -> int:
    from mingce.contract import answer_json

    check_mode(args)
    index = open_index(args.index, args.reranker)
    if args.batch:
        return batch(args, lambda asked: answer_json(index.ask(asked.question, asked.history, args.doc)))
    answer = index.ask(args.question, doc_ids=args.doc)
    if args.json:
        print_json(answer_json(answer))
        return 0
    print(answer.text)
    for c in answer.citations:
        page = f"，第 {c.page} 页" if c.page else ""
        print(f"[{c.n}] 《{c.title}》{'  '.join(c.path)}{page}  （{c.doc_id}，{c.start}—{c.end}）")
    if not answer.found and answer.related:
        print("相近的段落：")
        for hit in answer.related:
            print(f"- 《{hit.title}》{'  '.join(hit.path)}  （{hit.doc_id}，{hit.start}—{hit.end}）")
    return 0


def show(args: argparse.Namespace) -> int:
    from mingce.contract import document_json

    index = open_index(args.index)
    document = index.document(args.doc_id)
    if args.json:
        print_json(document_json(document, index.sections(document.id)))
        return 0
    facts = (
        ("标题", document.title),
        ("发文机关", document.issuer),
        ("日期", document.date),
        ("文号", document.number),
        ("类别", document.kind),
    )
    print("\n".join(f"{name}：{value or '文件未载明'}" for name, value in facts))
    print(f"\n{document.text}")
    return 0


def batch(args: argparse.Namespace, respond) -> int:  # type: ignore[no-untyped-def]
    """Exit code 2 where lines were at fault; the others are answered all the same."""
    from mingce.batch import run_batch

    faults = run_batch(args.batch, args.out, respond)
    if faults:
        print(f"“{args.batch}”有 {len(faults)} 行未能回答，其余已写入“{args.out}”。{' '.join(faults)}", file=sys.stderr)
    return 2 if faults else 0


def check_mode(args: argparse.Namespace) -> None:
    if args.batch and args.question is not None:
        raise UserError(f"问题“{args.question[:40]}”与 --batch 不能同时使用。请二选一。")
    if args.batch and not args.out:
        raise UserError(f"用 --batch {args.batch} 时还要用 --out 指定结果文件，例如 --out 回答.jsonl。")
    if args.out and not args.batch:
        raise UserError(f"--out {args.out} 只与 --batch 一起使用。请加上 --batch 问题.jsonl。")
    if not args.batch and args.question is None:
        raise UserError(f'没有给出问题。例如：python -m mingce {args.command} "到2025年要建成多少个国家质检中心？"')


def open_index(folder: Path, reranker: str | None = None):  # type: ignore[no-untyped-def]
    """The index, built from ./corpus first where there is none yet. A reranker is opened first: it may not be there."""
    from mingce.build import open_or_build
    from mingce.rerank import load_reranker

    loaded = None if reranker is None else load_reranker(reranker)
    return open_or_build(Path("corpus"), folder, progress=sys.stderr.isatty(), reranker=loaded)


def print_json(record: dict) -> None:  # type: ignore[type-arg]
    print(json.dumps(record, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
