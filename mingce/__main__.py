"""The command line: python -m mingce ask | search | show | corpus | check | indicators | measures | terms | feedback."""

import argparse
import sys
from pathlib import Path
from typing import Any

from mingce.cli import commands
from mingce.cli.arguments import Parser, add_documents, add_index, add_json, positive, speak_utf8
from mingce.errors import UserError

EXAMPLES = """\
例：
  python -m mingce search "冷链物流基地" -k 3
  python -m mingce ask "到2025年要建成多少个国家质检中心？"
  python -m mingce ask "企业可以享受哪些扶持？" --doc 河南质量强省实施意见_20230117 --json
  python -m mingce ask --batch 问题.jsonl --out 回答.jsonl
  python -m mingce show 河南质量强省实施意见_20230117 --json
  python -m mingce measures --for "我们是做食品的小厂"
  python -m mingce indicators --csv > 指标.csv
  python -m mingce check 某文件.docx
索引不存在时，会先用 corpus 文件夹建立索引。"""


def make_parser() -> Parser:
    shown: dict[str, Any] = {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = Parser(prog="python -m mingce", description="明策：在本机检索政策文件，回答问题并逐条注明出处。", **shown)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=Parser)

    def command(name: str, purpose: str) -> argparse.ArgumentParser:
        return subparsers.add_parser(name, help=purpose, description=purpose, **shown)

    add_question(command("ask", "提问：用原文回答，注明出处；没有写就说没有"))
    search = command("search", "检索：列出最相关的段落")
    search.add_argument("-k", type=positive, default=5, metavar="N", help="最多列出几段（默认 5）")
    add_question(search)
    show = command("show", "显示一份文件的全文、信息和章节")
    show.add_argument("doc_id", metavar="编号", help="文件编号")
    add_json(show)
    add_index(show)
    corpus = command("corpus", "列出收录的文件：信息、页数、章节数、句数和提醒")
    add_json(corpus)
    add_index(corpus)
    check = command("check", "检查一份文件读得对不对：信息、目录和提醒，不建索引")
    check.add_argument("file", type=Path, metavar="文件", help="任何支持的文件")
    add_table(command("indicators", "列出文件里的指标：名称、数值、单位、上下限、年份和出处"))
    measures = command("measures", "列出文件里的措施：谁、做什么、力度、对象、时限和出处")
    measures.add_argument("--for", dest="description", metavar="自述", help="只列与此有关的，例如“做食品的小厂”")
    add_table(measures)
    add_table(command("terms", "列出提法：带引号的词和数字口号，出现在哪里，是否逐项写明"), with_csv=False)
    feedback = command("feedback", "把网页上读者的评价整理成评测题")
    feedback.add_argument("--out", type=Path, metavar="评测题.jsonl", help="写到这个文件（默认打印出来）")
    add_index(feedback)
    return parser


def add_question(command: argparse.ArgumentParser) -> None:
    """The arguments of ask and search."""
    command.add_argument("question", nargs="?", metavar="问题", help="要查的问题或关键词")
    add_documents(command)
    add_json(command)
    command.add_argument("--batch", type=Path, metavar="输入.jsonl", help="每行一个问题：id、question、可选 history")
    command.add_argument("--out", type=Path, metavar="输出.jsonl", help="批量结果写到这里，次序与输入相同")
    command.add_argument("--reranker", metavar="qlm:模型", help="用因果语言模型重排最相关的八段（默认不用）")
    add_index(command)


def add_table(command: argparse.ArgumentParser, with_csv: bool = True) -> None:
    """The arguments of a command that prints rows."""
    add_documents(command)
    form = command.add_mutually_exclusive_group()
    add_json(form)
    if with_csv:
        form.add_argument("--csv", action="store_true", help="输出 CSV，可用 Excel 或 WPS 打开")
    add_index(command)


def main(argv: list[str] | None = None) -> int:
    speak_utf8()
    args = make_parser().parse_args(argv)
    try:
        return getattr(commands, args.command)(args)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads our output has stopped: `… | head`
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
