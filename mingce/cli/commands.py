"""One function for each command of `python -m mingce`: it takes the arguments, prints, and returns the exit code."""

import argparse
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingce.errors import UserError
from mingce.text.metadata import UNKNOWN, facts

if TYPE_CHECKING:
    from mingce.datatypes import Hit
    from mingce.export.contract import SearchJson
    from mingce.store.contents import Contents, Part
    from mingce.store.folder import Manifest


def search(args: argparse.Namespace) -> int:
    from mingce.export.contract import search_json

    check_mode(args)
    index = open_index(args.index, args.reranker)

    def respond(question: str, history: list[dict[str, str]]) -> "tuple[SearchJson, list[Hit]]":
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
    from mingce.export.contract import answer_json
    from mingce.text.citations import source_line

    check_mode(args)
    index = open_index(args.index, args.reranker)
    if args.batch:
        return batch(args, lambda asked: answer_json(index.ask(asked.question, asked.history, args.doc)))
    answer = index.ask(args.question, doc_ids=args.doc)
    if args.json:
        print_json(answer_json(answer))
        return 0
    print(answer.text)
    if answer.note:
        print(f"（{answer.note}）")
    for c in answer.citations:
        doubt = "，这一页识别把握不大，请核对原件" if c.is_doubtful else ""
        who = f"，{c.speaker}" if c.speaker else ""
        print(f"[{c.n}] {source_line(c, index.document(c.doc_id))}{who}{doubt}")
        print(f"    {'  '.join(c.path)}  （{c.doc_id}，{c.start}—{c.end}）")
    if not answer.found and answer.related:
        print("相近的段落：")
        for hit in answer.related:
            print(f"- 《{hit.title}》{'  '.join(hit.path)}  （{hit.doc_id}，{hit.start}—{hit.end}）")
    return 0


def show(args: argparse.Namespace) -> int:
    from mingce.export.contract import document_json

    contents = open_contents(args.index)[1]
    document = contents.document(args.doc_id)
    if args.json:
        print_json(document_json(contents, document.id))
        return 0
    status = contents.validity(document.id)
    for name, value in (*facts(document), ("效力", f"{status.state}。{status.reason}")):
        print(f"{name}：{value}")
    print(f"\n{document.text}")
    return 0


def batch(args: argparse.Namespace, respond) -> int:  # type: ignore[no-untyped-def]
    """Answer a batch file. Returns 2 where lines were at fault; the others are answered all the same."""
    from mingce.cli.batch import run_batch

    faults = run_batch(args.batch, args.out, respond)
    if faults:
        print(f"“{args.batch}”有 {len(faults)} 行未能回答，其余已写入“{args.out}”。{' '.join(faults)}", file=sys.stderr)
    return 2 if faults else 0


def check_mode(args: argparse.Namespace) -> None:
    """Raises UserError unless there is either a question, or a batch file with an output file."""
    if args.batch and args.question is not None:
        raise UserError(f"问题“{args.question[:40]}”与 --batch 不能同时使用。请二选一。")
    if args.batch and not args.out:
        raise UserError(f"用 --batch {args.batch} 时还要用 --out 指定结果文件，例如 --out 回答.jsonl。")
    if args.out and not args.batch:
        raise UserError(f"--out {args.out} 只与 --batch 一起使用。请加上 --batch 问题.jsonl。")
    if not args.batch and args.question is None:
        raise UserError(f'没有给出问题。例如：python -m mingce {args.command} "到2025年要建成多少个国家质检中心？"')


def open_index(folder: Path, reranker: str | None = None):  # type: ignore[no-untyped-def]
    """Open the index, building it from ./corpus first where there is none. The reranker is loaded before, as it may be missing."""
    from mingce.documents.build import open_or_build
    from mingce.models.rerank import load_reranker

    loaded = None if reranker is None else load_reranker(reranker)
    index = open_or_build(Path("corpus"), folder, progress=sys.stderr.isatty(), reranker=loaded)
    for note in index.notes:
        print(note, file=sys.stderr)
    return index


def open_contents(folder: Path) -> "tuple[Manifest, Contents]":
    """Open what is in the index without loading a model; it is built from ./corpus first where there is none."""
    from mingce.documents.build import contents_or_build

    return contents_or_build(Path("corpus"), folder, progress=sys.stderr.isatty())


def print_json(record: object) -> None:
    print(json.dumps(record, ensure_ascii=False, indent=2))


def corpus(args: argparse.Namespace) -> int:
    from mingce.export.contract import corpus_json

    manifest, contents = open_contents(args.index)
    records = corpus_json(contents)
    if args.json:
        print_json(records)
        return 0
    for record in records:
        said = "，".join(record[name] for name in ("issuer", "date", "number", "kind") if record[name]) or UNKNOWN
        pages = f"{record['pages']} 页，" if record["pages"] else ""
        print(f"{record['doc_id']}\n  《{record['title']}》（{said}）")
        print(f"  效力：{record['validity']['state']}。{record['validity']['reason']}")
        print(f"  {pages}{record['sections']} 个章节，{record['sentences']} 个句子，来自 {record['source']}")
        for warning in record["warnings"]:
            print(f"  注意：{warning}")
    for warning in manifest.warnings:
        print(warning)
    return 0


def check(args: argparse.Namespace) -> int:
    from mingce.documents.check_file import report_on

    print(report_on(args.file))
    return 0


def indicators(args: argparse.Namespace) -> int:
    from mingce.facts.indicators import amount_text, indicator_json, indicators, write_csv

    rows = [row for part in parts(args) for row in indicators(*part)]
    return print_table(
        args,
        rows,
        indicator_json,
        write_csv,
        lambda r: f"{r.name}：{amount_text(r)}{f'（{r.year}年）' if r.year else ''}\n  {r.quote}",
    )


def measures(args: argparse.Namespace) -> int:
    from mingce.applies.judge import relevant
    from mingce.applies.profile import understand_description
    from mingce.facts.measures import STRENGTHS, measure_json, measures, write_csv

    chosen = parts(args)
    rows = [row for part in chosen for row in measures(*part)]
    if args.description is not None:
        rows = relevant(rows, args.description, [document for document, _, _ in chosen])
        if understand_description(args.description).is_empty:
            print(
                f"没有从“{args.description}”里认出行业、规模、人群或事项。"
                '请写得具体些，例如 --for "我们是做食品的小厂"。',
                file=sys.stderr,
            )
    return print_table(
        args,
        rows,
        measure_json,
        write_csv,
        lambda r: (
            f"[{STRENGTHS[r.strength]}] {r.actor}：{r.quote}\n"
            f"  惠及对象：{'、'.join(r.concerns) or UNKNOWN}；时限：{r.deadline or UNKNOWN}；"
            f"条件：{r.conditions or UNKNOWN}；金额：{r.amount or UNKNOWN}" + (f"\n  相关：{r.why}" if r.why else "")
        ),
    )


def terms(args: argparse.Namespace) -> int:
    from mingce.facts.formulations import formulation_json, formulations
    from mingce.store.contents import join_parts

    found = formulations(*join_parts(parts(args)))
    if args.json:
        print_json([formulation_json(f) for f in found])
        return 0
    for f in found:
        meaning = f"写明于：{f.spelled_out.quote}" if f.spelled_out else "文件没有写明含义或各项内容"
        print(f"“{f.term}”  出现 {len(f.places)} 次；{meaning}")
        for place in f.places:
            print(f"  {place.doc_id}  {'  '.join(place.path)}：{place.quote}")
    if not found:
        print("没有找到带引号的词或数字口号。")
    return 0


def feedback(args: argparse.Namespace) -> int:
    """Write readers' feedback as questions for the evaluation."""
    from mingce.ask.feedback import as_questions, file, read, write_questions

    documents = open_contents(args.index)[1].documents
    questions, incomplete = as_questions(read(), documents)
    if args.out is None:
        for question in questions:
            print(json.dumps(question, ensure_ascii=False))
    else:
        try:
            write_questions(questions, args.out)
        except OSError as error:
            raise UserError(f"写不了“{args.out}”（{error.strerror}）。请换一个 --out 的路径。") from None
    print(f"{len(questions)} 条可作评测题；{len(incomplete)} 条要先补上原文依据，见“{file()}”。", file=sys.stderr)
    return 0


def parts(args: argparse.Namespace) -> "list[Part]":
    """The chosen documents of the index; all of them where none is chosen."""
    contents = open_contents(args.index)[1]
    chosen = args.doc or [document.id for document in contents.documents]
    return [contents.part(doc_id) for doc_id in dict.fromkeys(chosen)]


def print_table(
    args: argparse.Namespace,
    rows: Sequence[Any],
    as_json: Callable[[Any], dict[str, Any]],
    write_csv: Callable[[Sequence[Any], Any], None],
    line: Callable[[Any], str],
) -> int:
    """Print rows as JSON, as CSV, or as text with their sources."""
    if args.json:
        print_json([as_json(row) for row in rows])
    elif args.csv:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # the csv module writes line ends itself
        write_csv(rows, sys.stdout)
    else:
        for row in rows:
            print(line(row))
            print(f"  （{row.doc_id}  {'  '.join(row.section_path)}）")
        if not rows:
            print("没有找到。")
    return 0
