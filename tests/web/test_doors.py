"""The doors in front of the page: the path they see, and the queue that is kept short."""

import time

import gradio as gr
import httpx
import pytest

from mingce.read import limits
from tests.servers import empty_live, free_port
from web.doors import inside
from web.server import start
from web.settings import Settings


@pytest.mark.parametrize(
    "root, path, within",
    [
        ("", "/health", "/health"),
        ("/mingce", "/health", "/health"),  # the proxy took the prefix off
        ("/mingce", "/mingce/health", "/health"),  # it did not
        ("/mingce", "/mingcexyz", "/mingcexyz"),
    ],
)
def test_the_path_inside_the_page(root, path, within):
    assert inside({"root_path": root, "path": path}) == within


def test_too_many_waiting_are_turned_away_and_other_clicks_go_on():
    with gr.Blocks(analytics_enabled=False) as page:
        slow, quick = gr.Button(), gr.Button()
        slow.click(lambda: time.sleep(2), None, None, concurrency_limit=1)
        quick.click(lambda: None, None, None)
    port = free_port()
    start(page, empty_live(), Settings(port=port, queue=2))
    try:
        ids = list(page.fns)

        def click(function: int, session: str) -> httpx.Response:
            body = {"data": [], "fn_index": function, "session_hash": session}
            return httpx.post(f"http://127.0.0.1:{port}/gradio_api/queue/join", json=body)

        first = click(ids[0], "s0")
        time.sleep(0.3)  # it is under way, and waits no more
        waiting = [click(ids[0], f"s{n}") for n in (1, 2)]
        turned_away, other = click(ids[0], "s3"), click(ids[1], "s4")
        assert [reply.status_code for reply in (first, *waiting, other)] == [200] * 4
        assert turned_away.status_code == 429
        assert turned_away.json()["detail"] == "现在问的人多，已有 2 个问题在排队。请过一会儿再试。"
        assert page.max_file_size == limits.FILE_BYTES
    finally:
        page.close(verbose=False)
