"""For programs: five endpoints over HTTP, which Gradio also offers as the tools of an MCP server (docs/接口.md).

Their results are the JSON of `mingce.export.contract`.
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
from mingce.export.contract import (
    AnswerJson,
    DocumentJson,
    IndicatorJson,
    MeasureJson,
    SearchJson,
    answer_json,
    corpus_json,
    search_json,
)
from mingce.facts.indicators import indicator_json
from mingce.facts.indicators import indicators as find_indicators
from mingce.facts.measures import measure_json
from mingce.facts.measures import measures as find_measures
from mingce.store.contents import Contents
from web.settings import WAITING

log = logging.getLogger("mingce.api")
Result = TypeVar("Result")

ENDPOINTS = ("search", "ask", "documents", "indicators", "measures")
CALLS_AT_ONCE = 2  # the index reads one question at a time; meanwhile a second call may read the documents
MOST_HITS = 50


class Turn(TypedDict):
    role: str  # "user" or "assistant"
    content: str


class Refusal(gr.Error):
    """A sentence for the caller, without a traceback in the log."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, title="明策", print_exception=False)

    def __str__(self) -> str:  # what an MCP client shows; gr.Error would put quotation marks around it
        return str(self.message)


class Line:
    """Calls wait here for their turn. They hold no threads while they wait, because the page needs those.

    waiting: how many calls may wait; any call beyond that is refused.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._most = waiting
        self._waiting = 0
        self._places = asyncio.Semaphore(CALLS_AT_ONCE)

    async def serve(self, call: Callable[[], Result]) -> Result:
        """Run `call` in a thread and return its result.

        Raises Refusal if the line is full, if the caller made a mistake or if the program has a fault.
        """
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
            log.exception("a call was not answered")  # without the question, which is the caller's business
            raise Refusal("程序出了故障，没有答复。请稍后再试；仍不行时请管理员查看日志。") from None
        finally:
            self._places.release()


def full(waiting: int) -> str:
    """
    >>> full(20)
    '现在问的人多，已有 20 个问题在排队。请过一会儿再试。'
    """
    return f"现在问的人多，已有 {waiting} 个问题在排队。请过一会儿再试。"


class Endpoints:
    """The five endpoints. Gradio makes their signatures and docstrings the description that programs read."""

    def __init__(self, live: LiveIndex, line: Line) -> None:
        self._live = live
        self._line = line

    async def search(self, question: str, limit: int = 5, documents: list[str] | None = None) -> SearchJson:
        """检索政策文件，返回最相关的段落（逐字原文，带章节路径和字符位置），不作回答。
        Search Chinese policy documents: the most relevant sections, verbatim, with heading paths and offsets.

        Args:
            question: 问题或关键词，中文。Question or keywords, in Chinese.
            limit: 最多几段，1 到 50。At most so many sections.
            documents: 只查这些编号的文件；不写则全查。Ids of documents to search; all by default.
        """

        def call() -> SearchJson:
            check_text("question", question)
            if not isinstance(limit, int) or not 1 <= limit <= MOST_HITS:
                raise UserError(f"参数 limit 应是 1 到 {MOST_HITS} 的整数，收到的是 {limit!r}。请改正后再试。")
            started = time.perf_counter()
            hits = self._live.current.search(question, limit, chosen(documents))
            return search_json(question, hits, {"total": (time.perf_counter() - started) * 1000})

        return await self._line.serve(call)

    async def ask(
        self, question: str, documents: list[str] | None = None, history: list[Turn] | None = None
    ) -> AnswerJson:
        """用政策文件的原文回答问题，逐句注明出处；文件没有写时 found 为 false，不编造。
        Answer from Chinese policy documents with verbatim, cited quotes; `found` is false where they do not say.

        Args:
            question: 一个问题，中文。One question, in Chinese.
            documents: 只查这些编号的文件；不写则全查。Ids of documents to answer from; all by default.
            history: 此前的对话，先后为序，用于理解追问。Earlier turns, oldest first, to understand a follow-up.
        """

        def call() -> AnswerJson:
            check_text("question", question)
            return answer_json(self._live.current.ask(question, turns(history), chosen(documents)))

        return await self._line.serve(call)

    async def documents(self) -> list[DocumentJson]:
        """列出收录的政策文件：编号、标题、发文机关、日期、文号、效力和相互关系。
        List the documents: id, title, issuer, date, number, validity and relations."""
        return await self._line.serve(lambda: corpus_json(self._live.current.contents))

    async def indicators(self, documents: list[str] | None = None) -> list[IndicatorJson]:
        """列出文件里的指标：名称、数值、单位、上下限、年份，每条附原文和出处。
        List the figures and targets of documents: name, value, unit, bound, year, each with its quote and place.

        Args:
            documents: 只看这些编号的文件；不写则全看。Ids of documents; all by default.
        """

        def call() -> list[IndicatorJson]:
            contents = self._live.current.contents
            rows = [row for doc_id in ids(contents, documents) for row in find_indicators(*contents.part(doc_id))]
            return cast(list[IndicatorJson], [indicator_json(row) for row in rows])

        return await self._line.serve(call)

    async def measures(self, about: str = "", documents: list[str] | None = None) -> list[MeasureJson]:
        """列出文件里的措施：谁、力度（必须、不得、鼓励等）、对象、时限、条件，每条附原文和出处。
        List what documents tell someone to do: actor, strength, concerns, deadline, each with its quote and place.

        Args:
            about: 只列与此有关的，例如“我们是做食品的小厂”。Only what concerns who is described so.
            documents: 只看这些编号的文件；不写则全看。Ids of documents; all by default.
        """

        def call() -> list[MeasureJson]:
            contents = self._live.current.contents
            check_text("about", about)
            wanted = ids(contents, documents)
            rows = [row for doc_id in wanted for row in find_measures(*contents.part(doc_id))]
            if about.strip():
                rows = relevant(rows, about, [contents.document(doc_id) for doc_id in wanted])
            return cast(list[MeasureJson], [measure_json(row) for row in rows])

        return await self._line.serve(call)


def endpoints(live: LiveIndex, waiting: int = WAITING) -> None:
    """Add the endpoints to the page that is being made. waiting: how many calls may wait in line."""
    made = Endpoints(live, Line(waiting))
    for name in ENDPOINTS:
        # Not in Gradio's queue: its MCP server would come back over HTTP for each call, where it cannot sign in.
        gr.api(getattr(made, name), api_name=name, queue=False, concurrency_limit=None)


def hide_others(page: gr.Blocks) -> None:
    """Keep the page's own listeners out of the API. A component whose value is a function has a listener, too."""
    for function in page.fns.values():
        if function.api_name not in ENDPOINTS:
            function.api_visibility = "private"


def check_text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise UserError(f"参数 {name} 应是一段文字，收到的是 {value!r}。请改正后再试。")


def chosen(documents: Any) -> list[str]:
    """The ids that the caller gave, each once; [] means all documents. Raises UserError for anything else.

    >>> chosen(None), chosen(["河湖意见"])
    ([], ['河湖意见'])
    """
    documents = documents or []
    if not isinstance(documents, list) or not all(isinstance(doc_id, str) for doc_id in documents):
        raise UserError(
            f'参数 documents 应是编号的列表，例如 ["编号"]，收到的是 {documents!r}。请用 documents 接口查编号。'
        )
    return list(dict.fromkeys(documents))


def ids(contents: Contents, documents: Any) -> Sequence[str]:
    """The ids of the chosen documents, or of all if none is chosen. Raises UserError for an id that is not there."""
    wanted = chosen(documents)
    contents.check_documents(wanted)
    return wanted or [document.id for document in contents.documents]


def turns(history: Any) -> list[dict[str, Any]]:
    history = history or []
    if not isinstance(history, list) or not all(isinstance(turn, dict) for turn in history):
        raise UserError('参数 history 应是 [{"role": …, "content": …}] 的列表，请改正后再试。')
    return history
