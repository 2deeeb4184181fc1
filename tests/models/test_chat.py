"""The client of a language model against a real server on loopback that behaves well, badly and not at all."""

import socket
import time
from collections.abc import Iterator

import pytest

from mingce.errors import UserError
from mingce.models.chat import LONGEST_REPLY, MOST_BYTES, ChatModel, ModelError
from tests.models.openai_server import OK, Server, answers_at_once, dribbles, event, hangs, model_at, sends, streams

GOOD = "到2025年，城市污水处理率达到95%以上。[1]"
ASKED = [{"role": "user", "content": "污水处理率要达到多少？"}]


def failure(model: ChatModel) -> str:
    """Why the model gave no usable reply."""
    with pytest.raises(ModelError) as error:
        list(model.stream(ASKED))
    return str(error.value)


@pytest.mark.parametrize("reply", [streams(*GOOD), answers_at_once(GOOD)])
def test_a_reply_arrives_whole(reply) -> None:
    with Server(reply) as server:
        assert "".join(model_at(server).stream(ASKED)) == GOOD


# ---------------------------------------------------------------- a server that fails


@pytest.mark.parametrize(
    "reply, reason",
    [
        (sends(200, "text/html", "<html><body>登录</body></html>"), "看不懂"),
        (sends(200, "text/event-stream", "data: {broken\n\n"), "看不懂"),
        (sends(200, "text/event-stream", event(GOOD) + 'data: {"choices": "none"}\n\n'), "看不懂"),
        (sends(200, "text/event-stream", event(GOOD) + 'data: {"error": {"message": "x"}}\n\n'), "看不懂"),
        (sends(200, "application/json", "[" * 100_000), "看不懂"),
        (sends(200, "application/json", '{"choices": [{"message": {"content": ["a"]}}]}'), "看不懂"),
        (sends(200, "application/json", ""), "中断"),
        (streams(GOOD, end=""), "中断"),
        (sends(500, "text/plain", "fault"), "出错（500）"),
        (sends(401, "application/json", '{"error": {"message": "key"}}'), "出错（401）"),
        (sends(404, "application/json", '{"error": {"message": "no such model"}}'), "“mingce-test”不存在"),
    ],
)
def test_a_reply_that_cannot_be_used_is_an_error(reply, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Server(reply) as server:
        assert reason in failure(model_at(server))
    assert len(server.requests) == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "reply",
    [
        hangs(),
        hangs(""),
        hangs(GOOD, "严"),
        dribbles("HTTP/1.0 200 OK\r\nX-Slow: " + "x" * 500),
        dribbles(OK + ": ping\n" * 100),
        dribbles([OK, *(event("严") for _ in range(500))]),
    ],
)
def test_a_slow_server_is_not_waited_for(reply) -> None:
    with Server(reply) as server:
        started = time.perf_counter()
        reason = failure(model_at(server, first_s=0.8, total_s=0.8))
        taken = time.perf_counter() - started
    assert taken < 1.5
    assert "没有及时回复" in reason or "中断" in reason


def test_the_first_piece_has_a_limit_of_its_own() -> None:
    with Server(hangs()) as server:
        started = time.perf_counter()
        assert failure(model_at(server, first_s=0.3, total_s=30)) == "没有及时回复"
    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize(
    "reply",
    [
        streams(*(["严禁企业向河湖直排污水。[2]" * 100] * (LONGEST_REPLY // 1000))),
        answers_at_once("严" * (LONGEST_REPLY + 1)),
        sends(200, "text/event-stream", ": ping\n" * (MOST_BYTES // 6)),
        sends(200, "text/event-stream", "data: " + "x" * MOST_BYTES),
    ],
)
def test_an_enormous_reply_is_cut_off(reply) -> None:
    with Server(reply) as server:
        assert "过长" in failure(model_at(server))


def test_no_server_at_all() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        model = ChatModel(f"http://127.0.0.1:{unused.getsockname()[1]}/v1", "m")
        assert failure(model) == "连接不上"


# ---------------------------------------------------------------- settings


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    yield {"MINGCE_LLM_BASE_URL": "http://127.0.0.1:11434/v1", "MINGCE_LLM_MODEL": "qwen"}


def test_a_model_comes_from_the_environment(environ: dict[str, str]) -> None:
    model = ChatModel.from_environment(environ)
    assert model == ChatModel("http://127.0.0.1:11434/v1", "qwen", "none")
    keyed = ChatModel.from_environment({**environ, "MINGCE_LLM_API_KEY": "sk-1"})
    assert keyed is not None and keyed.api_key == "sk-1" and "sk-1" not in repr(keyed)


@pytest.mark.parametrize("missing", ["MINGCE_LLM_BASE_URL", "MINGCE_LLM_MODEL"])
def test_no_model_without_both(environ: dict[str, str], missing: str) -> None:
    assert ChatModel.from_environment({**environ, missing: " "}) is None
    del environ[missing]
    assert ChatModel.from_environment(environ) is None


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://a/v1", "http://", "http://:80", "http://a:port", "http://a b"]
)
def test_a_malformed_address_is_named(environ: dict[str, str], url: str) -> None:
    with pytest.raises(UserError, match="MINGCE_LLM_BASE_URL"):
        ChatModel.from_environment({**environ, "MINGCE_LLM_BASE_URL": url})


def test_a_malformed_key_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(UserError, match="MINGCE_LLM_API_KEY"):
        ChatModel.from_environment({**environ, "MINGCE_LLM_API_KEY": "密钥"})
