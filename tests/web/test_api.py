"""The endpoints for programs, over real HTTP: as gradio_client, curl and an MCP client see them."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import httpx
import pytest

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.export import contract
from mingce.export.contract import answer_json, corpus_json, hit_json
from mingce.facts.indicators import indicator_json, indicators
from mingce.facts.measures import measure_json, measures
from mingce.index import Index
from tests.servers import free_port
from web import api
from web.api import ENDPOINTS, Line, Refusal
from web.page import make_page
from web.server import start
from web.settings import Settings

QUESTION = "到2025年要建成多少个国家质检中心？"
UNANSWERABLE = "个人所得税起征点是多少？"


@pytest.fixture(scope="session")
def address(sample_index: Index, sample_folder: Path) -> Iterator[str]:
    """A server over the sample corpus, without a login."""
    live, port = LiveIndex(sample_index, sample_folder), free_port()
    page = make_page(live)
    start(page, live, Settings(port=port))
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


@pytest.fixture(scope="module")
def client(address: str) -> Any:
    from gradio_client import Client

    return Client(address, verbose=False)


def without_times(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "timings_ms"}


def test_only_the_five_endpoints_are_named_and_each_is_typed_and_described(address):
    named = httpx.get(f"{address}/gradio_api/info").json()["named_endpoints"]
    assert set(named) == {f"/{name}" for name in ENDPOINTS}
    for endpoint in named.values():
        assert endpoint["description"].isascii() is False and "Ask" not in endpoint["description"][:3]
        assert len(endpoint["returns"]) == 1
    ask = named["/ask"]
    assert [p["parameter_name"] for p in ask["parameters"]] == ["question", "documents", "history"]
    assert [p["parameter_has_default"] for p in ask["parameters"]] == [False, True, True]
    answer = ask["returns"][0]["type"]["properties"]
    assert answer["found"] == {"type": "boolean"}
    assert answer["citations"]["items"]["properties"]["quote"] == {"type": "string"}
    assert named["/measures"]["returns"][0]["type"]["items"]["properties"]["strength"] == {"type": "string"}


def test_the_types_name_what_the_contract_holds(sample_index):
    answer = answer_json(sample_index.ask(QUESTION))
    document, sections, sentences = sample_index.contents.part(sample_index.documents[1].id)
    for record, typed in (
        (answer, contract.AnswerJson),
        (answer["citations"][0], contract.CitationJson),
        (hit_json(sample_index.search(QUESTION)[0]), contract.HitJson),
        (corpus_json(sample_index.contents)[0], contract.DocumentJson),
        (indicator_json(indicators(document, sections, sentences)[0]), contract.IndicatorJson),
        (measure_json(measures(document, sections, sentences)[0]), contract.MeasureJson),
    ):
        assert set(record) <= set(get_type_hints(typed)), typed
        assert typed.__required_keys__ <= set(record), typed


def test_ask_is_what_the_index_answers(client, sample_index):
    for question in (QUESTION, UNANSWERABLE):
        got = client.predict(question, api_name="/ask")
        assert without_times(got) == without_times(answer_json(sample_index.ask(question)))
    assert got["found"] is False and got["citations"] == []


def test_a_follow_up_is_understood_by_its_history(client, sample_index):
    history = [{"role": "user", "content": "河南要建成多少个国家质检中心？"}]
    got = client.predict("那国家级计量产业测试中心呢？", history=history, api_name="/ask")
    assert without_times(got) == without_times(answer_json(sample_index.ask("那国家级计量产业测试中心呢？", history)))


def test_search_documents_indicators_and_measures(client, sample_index):
    doc_id = sample_index.documents[1].id
    found = client.predict("冷链物流", limit=2, documents=[doc_id], api_name="/search")
    assert found["hits"] == [hit_json(hit) for hit in sample_index.search("冷链物流", 2, [doc_id])]
    assert len(found["hits"]) == 2 and found["timings_ms"]["total"] > 0
    assert client.predict(api_name="/documents") == json.loads(json.dumps(corpus_json(sample_index.contents)))
    figures = client.predict(documents=[doc_id], api_name="/indicators")
    assert {row["doc_id"] for row in figures} == {doc_id}
    everything, mine = (client.predict(about=about, api_name="/measures") for about in ("", "我们是做食品的小厂"))
    assert 0 < len(mine) < len(everything)
    for row in [*figures, *mine]:
        text = sample_index.document(row["doc_id"]).text
        assert row["quote"] == text[row["start"] : row["end"]]


@pytest.mark.parametrize(
    "name, arguments, words",
    [
        ("ask", {"question": " "}, "问题是空的"),
        ("ask", {"question": 2025}, "question 应是一段文字，收到的是 2025"),
        ("ask", {"question": "谁负责？", "documents": ["没有"]}, "没有编号为“没有”的文件"),
        ("ask", {"question": "谁负责？", "documents": "没有"}, "documents 应是编号的列表"),
        ("ask", {"question": "谁负责？", "history": ["上一问"]}, "history 应是"),
        ("search", {"question": "谁负责？", "limit": 0}, "limit 应是 1 到 50"),
        ("search", {"question": "谁负责？", "limit": "三"}, "limit 应是 1 到 50"),
        ("indicators", {"documents": ["没有"]}, "没有编号为“没有”的文件"),
        ("measures", {"about": 3}, "about 应是一段文字"),
    ],
)
def test_a_mistake_is_one_chinese_sentence(client, capfd, name, arguments, words):
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError) as caught:
        client.predict(**arguments, api_name=f"/{name}")
    assert words in str(caught.value) and "\n" not in str(caught.value)
    assert "Traceback" not in capfd.readouterr().err


def test_two_calls_with_curl(address):
    """POST gives an id, GET the events; the parameters by name."""
    call = f"{address}/gradio_api/call"
    asked = httpx.post(f"{call}/v2/ask", json={"question": QUESTION})
    events = httpx.get(f"{call}/ask/{asked.json()['event_id']}", timeout=60).text
    name, data = events.strip().split("\n")
    assert name == "event: complete"
    assert json.loads(data.removeprefix("data: "))[0]["found"] is True


@pytest.mark.parametrize("path, body", [("v2/ask", {}), ("v2/nothing", {}), ("nothing", {"data": []})])
def test_a_call_of_something_else_says_where_the_description_is(address, path, body):
    reply = httpx.post(f"{address}/gradio_api/call/{path}", json=body)
    assert reply.status_code == 400 and "/gradio_api/info" in reply.json()["detail"]


def test_mcp_client_lists_and_calls_the_tools(address, sample_index):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def talk() -> tuple[Any, list[Any]]:
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            calls = [
                ("ask", {"question": QUESTION}),
                ("search", {"question": "冷链物流", "limit": 1}),
                ("documents", {}),
                ("ask", {"question": ""}),
                ("search", {"question": "冷链", "limit": 999}),
                ("ask", {}),
            ]
            return tools, [await session.call_tool(name, arguments) for name, arguments in calls]

    tools, (asked, searched, listed, empty, far, missing) = asyncio.run(talk())
    assert [tool.name for tool in tools] == list(ENDPOINTS)
    for tool in tools:
        assert len(tool.description) > 40
        assert all(parameter["description"] for parameter in tool.inputSchema["properties"].values())
    assert tools[1].inputSchema["required"] == ["question"]

    answer = json.loads(asked.content[0].text)
    assert without_times(answer) == without_times(answer_json(sample_index.ask(QUESTION)))
    hits = json.loads(searched.content[0].text)["hits"]
    assert hits == [hit_json(hit) for hit in sample_index.search("冷链物流", 1)]
    assert [d["doc_id"] for d in json.loads(listed.content[0].text)] == [d.id for d in sample_index.documents]
    assert empty.isError and empty.content[0].text.startswith("问题是空的")
    assert far.isError and far.content[0].text.startswith("参数 limit 应是 1 到 50")
    assert missing.isError and "question" in missing.content[0].text


# The line


def test_who_comes_after_a_full_line_is_turned_away_and_the_others_are_served():
    async def crowd() -> tuple[list[str], str]:
        line, go = Line(waiting=1), threading.Event()

        def call() -> str:
            go.wait(10)
            return "answered"

        served = [asyncio.create_task(line.serve(call)) for _ in range(api.CALLS_AT_ONCE + 1)]
        await asyncio.sleep(0.05)
        with pytest.raises(Refusal) as caught:
            await line.serve(call)
        go.set()
        return await asyncio.gather(*served), str(caught.value)

    answers, sentence = asyncio.run(crowd())
    assert answers == ["answered"] * (api.CALLS_AT_ONCE + 1)
    assert sentence == "现在问的人多，已有 1 个问题在排队。请过一会儿再试。"


def test_a_fault_is_logged_without_what_was_asked_and_the_caller_is_told_no_secret(caplog):
    def breaks() -> None:
        raise RuntimeError("secret detail")

    def mistaken() -> None:
        raise UserError("第一行\n第二行")

    line = Line()
    with pytest.raises(Refusal, match="程序出了故障"):
        asyncio.run(line.serve(breaks))
    assert caplog.records[-1].getMessage() == "a call was not answered"
    with pytest.raises(Refusal) as caught:
        asyncio.run(Line().serve(mistaken))
    assert str(caught.value) == "第一行 第二行" and caught.value.print_exception is False
