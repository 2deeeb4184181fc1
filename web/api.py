"""For programs: five endpoints over HTTP, which Gradio also offers as the tools of an MCP server (docs/接口.md).

Results are the JSON of `mingce.export.contract`; the classes here only say its types, for who reads the description.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypedDict, TypeVar, cast

import gradio as gr

from mingce.applies.judge import relevant
from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.export.contract import answer_json, corpus_json, search_json
from mingce.facts.indicators import indicator_json
from mingce.facts.indicators import indicators as find_indicators
from mingce.facts.measures import measure_json
from mingce.facts.measures import measures as find_measures
from mingce.index import Index

log = logging.getLogger("mingce.api")
Result = TypeVar("Result")

ENDPOINTS = ("search", "ask", "documents", "indicators", "measures")
AT_ONCE = 2  # the index reads one question at a time; a second one may read the documents meanwhile
WAITING = 100  # by default; see `Line`
MOST_HITS = 50


class Turn(TypedDict):
    role: str  # "user" or "assistant"
    content: str


class SentenceHit(TypedDict):
    text: str
    start: int
    end: int
    score: float


class Hit(TypedDict):
    doc_id: str
    title: str
    section_path: list[str]
    text: str
    start: int
    end: int
    score: float
    sentences: list[SentenceHit]


class SearchResult(TypedDict):
    question: str
    hits: list[Hit]
    timings_ms: dict[str, float]


class _Citation(TypedDict):
    n: int
    doc_id: str
    title: str
    section_path: list[str]
    quote: str
    start: int
    end: int
    page: int | None
    place: str


class Citation(_Citation, total=False):  # not NotRequired: Gradio 6.31 would call these required
    speaker: str
    doubtful: bool


class _Answer(TypedDict):
    question: str
    found: bool
    answer: str
    confidence: float
    citations: list[Citation]
    related: list[Hit]
    timings_ms: dict[str, float]


class Answer(_Answer, total=False):
    note: str


class Validity(TypedDict):
    state: str
    reason: str
    in_force: bool | None


class Relation(TypedDict):
    kind: str
    doc_id: str
    other: str
    reason: str
    since: str


class Document(TypedDict):
    doc_id: str
    title: str
    issuer: str
    date: str
    number: str
    kind: str
    family: str
    region: str
    addressees: list[str]
    annexes: list[str]
    signature: str
    effective: str
    expires: str
    validity: Validity
    relations: list[Relation]
    doubtful_pages: list[int]
    source: str
    pages: int | None
    sections: int
    sentences: int
    characters: int
    warnings: list[str]


class Indicator(TypedDict):
    doc_id: str
    name: str
    value: float
    value_max: float | None
    unit: str
    bound: str
    year: str
    section_path: list[str]
    quote: str
    start: int
    end: int


class Measure(TypedDict):
    doc_id: str
    actor: str
    strength: str
    what: str
    concerns: list[str]
    deadline: str
    conditions: str
    amount: str
    section_path: list[str]
    quote: str
    start: int
    end: int
    why: str


class Refusal(gr.Error):
    """One sentence for the caller, and no traceback in the log."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, title="明策", print_exception=False)

    def __str__(self) -> str:  # what an MCP client is told; gr.Error would put quotation marks around it
        return str(self.message)


class Line:
    """Calls wait their turn here without holding a thread each: threads that wait would be missed by the page.

    waiting: how many may wait; who comes after them is turned away.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._most = waiting
        self._waiting = 0
        self._places = asyncio.Semaphore(AT_ONCE)

    async def serve(self, call: Callable[[], Result]) -> Result:
        """What `call` returns, run in a thread. Raises Refusal for a mistake of the caller, a full line or a fault."""
        if self._places.locked() and self._waiting >= self._most:
            raise Refusal(full(self._waiting))
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            return await asyncio.to_thread(call)
        except UserError as error:
            raise Refusal(error.one_line()) from None
        except Exception:
            log.exception("a call was not answered")  # what was asked is the caller's business
            raise Refusal("程序出了故障，没有答复。请稍后再试；仍不行时请管理员查看日志。") from None
        finally:
            self._places.release()


def full(waiting: int) -> str:
    """
    >>> full(20)
    '现在问的人多，已有 20 个问题在排队。请过一会儿再试。'
    """
    return f"现在问的人多，已有 {waiting} 个问题在排队。请过一会儿再试。"


def endpoints(live: LiveIndex, waiting: int = WAITING) -> None:
    """Add the endpoints to the page that is being made."""
    line = Line(waiting)

    async def search(question: str, limit: int = 5, documents: list[str] | None = None) -> SearchResult:
        """检索政策文件，返回最相关的段落（逐字原文，带章节路径和字符位置），不作回答。
        Search Chinese policy documents: the most relevant sections, verbatim, with heading paths and offsets.

        Args:
            question: 问题或关键词，中文。Question or keywords, in Chinese.
            limit: 最多几段，1 到 50。At most so many sections.
            documents: 只查这些编号的文件；不写则全查。Ids of documents to search; all by default.
        """

        def call() -> SearchResult:
            check_text("question", question)
            if not isinstance(limit, int) or not 1 <= limit <= MOST_HITS:
                raise UserError(f"参数 limit 应是 1 到 {MOST_HITS} 的整数，收到的是 {limit!r}。请改正后再试。")
            started = time.perf_counter()
            hits = live.current.search(question, limit, chosen(documents))
            took = (time.perf_counter() - started) * 1000
            return cast(SearchResult, search_json(question, hits, {"total": took}))

        return await line.serve(call)

    async def ask(question: str, documents: list[str] | None = None, history: list[Turn] | None = None) -> Answer:
        """用政策文件的原文回答问题，逐句注明出处；文件没有写时 found 为 false，不编造。
        Answer from Chinese policy documents with verbatim, cited quotes; `found` is false where they do not say.

        Args:
            question: 一个问题，中文。One question, in Chinese.
            documents: 只查这些编号的文件；不写则全查。Ids of documents to answer from; all by default.
            history: 此前的对话，先后为序，用于理解追问。Earlier turns, oldest first, to understand a follow-up.
        """

        def call() -> Answer:
            check_text("question", question)
            return cast(Answer, answer_json(live.current.ask(question, turns(history), chosen(documents))))

        return await line.serve(call)

    async def documents() -> list[Document]:
        """列出收录的政策文件：编号、标题、发文机关、日期、文号、效力和相互关系。
        List the documents: id, title, issuer, date, number, validity and relations."""
        return await line.serve(lambda: cast(list[Document], corpus_json(live.current.contents)))

    async def indicators(documents: list[str] | None = None) -> list[Indicator]:
        """列出文件里的指标：名称、数值、单位、上下限、年份，每条附原文和出处。
        List the figures and targets of documents: name, value, unit, bound, year, each with its quote and place.

        Args:
            documents: 只看这些编号的文件；不写则全看。Ids of documents; all by default.
        """

        def call() -> list[Indicator]:
            index = live.current
            rows = [row for doc_id in ids(index, documents) for row in find_indicators(*index.contents.part(doc_id))]
            return cast(list[Indicator], [indicator_json(row) for row in rows])

        return await line.serve(call)

    async def measures(about: str = "", documents: list[str] | None = None) -> list[Measure]:
        """列出文件里的措施：谁、力度（必须、不得、鼓励等）、对象、时限、条件，每条附原文和出处。
        List what documents tell someone to do: actor, strength, concerns, deadline, each with its quote and place.

        Args:
            about: 只列与此有关的，例如“我们是做食品的小厂”。Only what concerns who is described so.
            documents: 只看这些编号的文件；不写则全看。Ids of documents; all by default.
        """

        def call() -> list[Measure]:
            index = live.current
            check_text("about", about)
            wanted = ids(index, documents)
            rows = [row for doc_id in wanted for row in find_measures(*index.contents.part(doc_id))]
            if about.strip():
                rows = relevant(rows, about, [index.document(doc_id) for doc_id in wanted])
            return cast(list[Measure], [measure_json(row) for row in rows])

        return await line.serve(call)

    for name, endpoint in zip(ENDPOINTS, (search, ask, documents, indicators, measures), strict=True):
        # Not Gradio's queue: its MCP server would come back for each call by HTTP, where it cannot sign in.
        gr.api(endpoint, api_name=name, queue=False, concurrency_limit=None)


def hide_others(page: gr.Blocks) -> None:
    """What the page itself listens to is nobody's tool: a component whose value is a function listens, too."""
    for function in page.fns.values():
        if function.api_name not in ENDPOINTS:
            function.api_visibility = "private"


def check_text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise UserError(f"参数 {name} 应是一段文字，收到的是 {value!r}。请改正后再试。")


def chosen(documents: Any) -> list[str]:
    """Ids as the caller gave them, [] for all documents; the index says which it lacks.

    >>> chosen(None), chosen(["河湖意见"])
    ([], ['河湖意见'])
    """
    documents = documents or []
    if not isinstance(documents, list) or not all(isinstance(doc_id, str) for doc_id in documents):
        raise UserError(
            f'参数 documents 应是编号的列表，例如 ["编号"]，收到的是 {documents!r}。请用 documents 接口查编号。'
        )
    return list(dict.fromkeys(documents))


def ids(index: Index, documents: Any) -> Sequence[str]:
    """The ids of the chosen documents, of all where none is chosen. Raises UserError for one that the index lacks."""
    wanted = chosen(documents)
    index.contents.check_documents(wanted)
    return wanted or [document.id for document in index.documents]


def turns(history: Any) -> list[dict[str, Any]]:
    history = history or []
    if not isinstance(history, list) or not all(isinstance(turn, dict) for turn in history):
        raise UserError('参数 history 应是 [{"role": …, "content": …}] 的列表，请改正后再试。')
    return history
