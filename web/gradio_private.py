"""Every place where the server reaches behind Gradio's public interface, with the reason.

The version of Gradio is pinned. tests/web/test_gradio_private.py fails when an upgrade moves one of these.
"""

import json
from typing import Any

import gradio as gr
from gradio.context import LocalContext
from gradio.route_utils import FnIndexInferError
from starlette.requests import Request

# What Gradio raises, and lets become status 500, when a program calls an endpoint or a parameter that does not exist.
CALLER_MISTAKES = (KeyError, TypeError, FnIndexInferError)


def waiting_before(page: gr.Blocks, function: int) -> int:
    """How many calls wait for the same place as a call of this function would; 0 for an unknown function.

    Gradio only publishes the length of its whole queue, in which quick clicks stand beside questions. Counting calls
    ourselves as they come and go would miss those that Gradio drops when a reader closes the page.
    """
    if function not in page.fns:
        return 0
    queue = page._queue.event_queue_per_concurrency_id.get(str(page.fns[function].concurrency_id))
    return len(queue.queue) if queue else 0


def current_request() -> gr.Request | Request | None:
    """The request that is being answered in this context, None outside of one.

    It is Gradio's when a listener is called, Starlette's when the MCP server calls a tool. A listener can ask for its
    `gr.Request`, but the log needs it below the listeners, where the index is used.
    """
    return LocalContext.request.get(None)


def answer_tools_with_json(page: gr.Blocks) -> None:
    """Make the tools of the MCP server return JSON.

    Gradio 6.31 writes a dictionary as Python would, in single quotes, which no JSON parser reads.
    """
    assert page.mcp_server_obj is not None, page.mcp_error
    page.mcp_server_obj.postprocess_output_data = _as_json_text  # type: ignore[method-assign]


def _as_json_text(data: list[Any], root_url: str) -> list[Any]:
    from mcp.types import TextContent

    return [TextContent(type="text", text=json.dumps(value, ensure_ascii=False)) for value in data]
