"""ASGI middleware in front of the page: safe headers, no uploads, a short queue. Who may come in is sign_in.py."""

import json

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.api import full
from web.gradio_private import waiting_before
from web.journal import record

# All that Gradio's page asks of its own server. Its scripts are inline, and it and Plotly turn text into functions;
# no other host is ever asked.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; worker-src 'self' blob:; "
    "connect-src 'self' blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
API = "/gradio_api/"


def inside(scope: Scope) -> str:
    """The path as the page knows it, whether or not the proxy has removed its prefix."""
    root = scope.get("root_path", "").rstrip("/")
    path: str = scope["path"]
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class NoUploads:
    """Refuses uploads. Leaving out the buttons is not enough, because the address is known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and inside(scope).startswith(f"{API}upload"):
            await refuse(403, "管理员关闭了上传。")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class ShortQueue:
    """Refuses a call when too many of its kind are waiting; everything else on the page goes on.

    Gradio's own `max_size` counts every click on the page, and says in English that the queue is full.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks, waiting: int) -> None:
        self.app = app
        self._page = page
        self._most = waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and inside(scope) == f"{API}queue/join":
            body = await Request(scope, receive).body()
            if (waiting := self._waiting_before(body)) >= self._most:
                record("full", waiting=waiting)
                await refuse(429, full(waiting))(scope, receive, send)
                return
            receive = replay(body, receive)
        await self.app(scope, receive, send)

    def _waiting_before(self, body: bytes) -> int:
        try:
            return waiting_before(self._page, json.loads(body)["fn_index"])
        except (ValueError, KeyError, TypeError):
            return 0  # not a call of the page: Gradio refuses it


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that first returns a body that was read already, then whatever comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


def refuse(status: int, sentence: str) -> JSONResponse:
    """A refusal that tells why: Gradio's page shows `detail`, its clients show `error`.

    There is no WWW-Authenticate header, because a browser would answer it with a dialog of its own.
    """
    return JSONResponse({"detail": sentence, "error": sentence}, status)


async def mistake(request: Request, error: Exception) -> JSONResponse:
    """The reply to a program that calls an endpoint or a parameter that does not exist."""
    if not inside(request.scope).startswith(f"{API}call/"):
        raise error
    return refuse(400, "接口名或参数不对：请对照 /gradio_api/info 里的说明，写齐必需的参数。")
