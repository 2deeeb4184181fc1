"""What the server uses of Gradio without a promise: these tests fail when an upgrade changes it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest

from tests.servers import empty_live, free_port
from web.gradio_private import current_request, waiting_before
from web.server import start
from web.settings import Settings


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    async def who() -> dict[str, Any]:
        return {"谁": "有人" if current_request() else "没有请求"}

    with gr.Blocks(analytics_enabled=False) as page:
        gr.api(who, api_name="who", queue=False)
        given, said = gr.File(), gr.Textbox()
        given.change(lambda path: Path(path).read_text(), given, said, api_name="read", queue=False)
    port = free_port()
    start(page, empty_live(), Settings(port=port))
    yield f"http://127.0.0.1:{port}/gradio_api"
    page.close(verbose=False)


def test_the_request_is_known_below_a_listener_and_nowhere_else(api):
    assert httpx.post(f"{api}/run/who", json={"data": []}, timeout=60).json()["data"] == [{"谁": "有人"}]
    assert current_request() is None


def test_tools_return_json(api):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def who() -> str:
        async with (
            streamable_http_client(f"{api}/mcp/") as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return (await session.call_tool("who", {})).content[0].text

    assert json.loads(asyncio.run(who())) == {"谁": "有人"}


def test_mistakes_of_a_caller_are_told_apart_from_faults(api):
    """FnIndexInferError and KeyError; the parameters (TypeError) are in test_api.py."""
    for path in ("call/nothing", "call/v2/nothing"):
        assert httpx.post(f"{api}/{path}", json={"data": []}, timeout=60).status_code == 400


def test_a_call_cannot_name_a_file_of_the_server(api, tmp_path_factory):
    """The reason for `launch`: a page mounted by `gr.mount_gradio_app` (6.31) would answer with the text."""
    secret = Path(__file__)
    body = {"data": [{"path": str(secret), "meta": {"_type": "gradio.FileData"}}]}
    reply = httpx.post(f"{api}/run/read", json=body, timeout=60)
    assert reply.status_code == 500 and "The reason" not in reply.text


def test_nobody_waits_for_what_is_not_there():
    """That those who wait are counted is in test_doors.py."""
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Button().click(lambda: None, concurrency_id="slow")
    (function,) = page.fns
    assert waiting_before(page, function) == waiting_before(page, 10_000) == 0
