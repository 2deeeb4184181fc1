"""The server around the page: its settings, who may come in, what it says of itself, and how it ends."""

import argparse
import base64
import binascii
import hashlib
import hmac
import io
import json
import os
import secrets
import signal
import threading
import time
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.route_utils import FnIndexInferError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.read import limits
from web.accounts import Accounts
from web.api import WAITING, full
from web.journal import USER, record
from web.theme import FOLDER, make_theme

GRADIO_WORDS = {  # in browsers that do not ask for Chinese, too
    "common.clear": "清除",
    "common.remove": "移除",
    "common.or": "或",
    "upload_text.drop_file": "把文件拖到这里",
    "upload_text.click_to_upload": "点击选择文件",
}
LOGIN = (FOLDER / "login.html").read_text(encoding="utf-8")

# ---------------------------------------------------------------- settings


@dataclass(frozen=True)
class Settings:
    host: str = "127.0.0.1"
    port: int = 7860
    auth: Path | None = None
    root_path: str = ""
    no_upload: bool = False
    queue: int = WAITING
    log: str = ""
    log_questions: bool = False


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"应是 1 到 65535 的整数，收到的是 {text}")
    return int(text)


def waiting_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 100_000:
        raise ArgumentTypeError(f"应是 1 到 99999 的整数，收到的是 {text}")
    return int(text)


def path_prefix(text: str) -> str:
    """
    >>> path_prefix("/mingce/"), path_prefix("/"), path_prefix("")
    ('/mingce', '', '')
    """
    text = text.rstrip("/")
    if text and (not text.startswith("/") or any(mark in text for mark in ("//", "?", "#", " ", ".."))):
        raise ArgumentTypeError(f"应是以 / 开头的路径，例如 /mingce，收到的是 {text}")
    return text


def yes_or_no(text: str) -> bool:
    """
    >>> yes_or_no("1"), yes_or_no("否")
    (True, False)
    """
    if text.lower() not in {**YES, **NO}:
        raise ArgumentTypeError(f"应是 1 或 0，收到的是 {text}")
    return text.lower() in YES


YES, NO = dict.fromkeys(("1", "true", "yes", "on", "是")), dict.fromkeys(("0", "false", "no", "off", "否", ""))

OPTIONS: dict[str, tuple[Callable[[str], Any], str, str]] = {  # of each setting: how to read it, its value, its purpose
    "host": (str, "地址", "监听地址（默认 127.0.0.1，只有本机可用；0.0.0.0 对外开放）"),
    "port": (port_number, "端口", "监听端口（默认 7860）"),
    "auth": (Path, "文件", "要求登录，账号在这个文件里"),
    "root_path": (path_prefix, "路径", "放在反向代理的子路径下时写它，例如 /mingce"),
    "no_upload": (yes_or_no, "", "不许从网页添加、修改或移除文件"),
    "queue": (waiting_number, "个数", f"最多几个问题排队，再多的请过一会儿再问（默认 {WAITING}）"),
    "log": (str, "文件", "记日志，每行一个 JSON；写 - 输出到终端（默认不记）"),
    "log_questions": (yes_or_no, "", "日志里也写问题原文（默认不写）"),
}


def add_settings(parser: argparse.ArgumentParser) -> None:
    for name, (read, metavar, purpose) in OPTIONS.items():
        option, named = f"--{name.replace('_', '-')}", f"{purpose}；环境变量 {variable(name)}"
        if read is yes_or_no:
            parser.add_argument(option, action="store_true", default=None, help=named)
        else:
            parser.add_argument(option, type=read, metavar=metavar, help=named)


def settings(args: argparse.Namespace, environment: Mapping[str, str] = os.environ) -> Settings:
    """An option wins over the variable of its name. Raises UserError for a variable that cannot be used."""
    values: dict[str, Any] = {}
    for name, (read, _, _) in OPTIONS.items():
        if getattr(args, name) is not None:
            values[name] = getattr(args, name)
        elif environment.get(variable(name)):
            try:
                values[name] = read(environment[variable(name)])
            except ArgumentTypeError as error:
                raise UserError(f"环境变量 {variable(name)} {error}。请改正，或者取消这个变量。") from None
    return Settings(**values)


def variable(name: str) -> str:
    return f"MINGCE_{name.upper()}"


# ---------------------------------------------------------------- at the door: ASGI middleware

# What Gradio's page asks of its own server, and nothing else. Its scripts are inline, and it and Plotly make functions
# of text; no other host is ever asked.
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
HEALTH = "/health"
# To strangers, beside the page that asks who they are. Gradio calls startup-events itself when it starts.
OPEN = {HEALTH, "/login", "/login/", "/logout", "/favicon.ico", f"{API}startup-events"}
REMEMBERED = 1000  # passwords that came with a call and were right


def inside(scope: Scope) -> str:
    """The path as the page knows it, whether the proxy took the prefix off or not."""
    root = scope.get("root_path", "").rstrip("/")
    path: str = scope["path"]
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class NoUploads:
    """A page without upload buttons is not enough: the address is known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and inside(scope).startswith(f"{API}upload"):
            await refuse(403, "管理员关闭了上传。")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class SignedIn:
    """Everything but the page that asks for a password needs a user: Gradio leaves its MCP server and some of its routes open.

    A program may send name and password with each call (HTTP Basic); a browser has the cookie of the sign-in page.
    """

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self.app = app
        self._accounts = accounts
        self._key = secrets.token_bytes(32)
        self._right: dict[bytes, str] = {}  # digests of what was right before, and a token for Gradio: scrypt is slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        gradio = scope["app"]
        user = next((gradio.tokens[t] for t in self._cookies(request) if t in gradio.tokens), "")
        if not user and (token := await self._token_for(request)):
            user = gradio.tokens[token]
            headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
            cookie = f"access-token-unsecure-{gradio.cookie_id}={token}".encode("latin-1")
            scope["headers"] = [*headers, (b"cookie", cookie)]
        scope[USER] = user
        path = inside(scope)
        if user or path in OPEN:
            await self.app(scope, receive, send)
        elif path == "/":  # not Gradio's page for it, which speaks the language of the browser and lists the endpoints
            await HTMLResponse(LOGIN, headers={"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await refuse(401, "请先登录，或随请求带上用户名和密码（HTTP Basic）。")(scope, receive, send)

    def _cookies(self, request: Request) -> Iterable[str]:
        cookie_id = request.scope["app"].cookie_id
        names = (f"access-token-{cookie_id}", f"access-token-unsecure-{cookie_id}")
        return [request.cookies[name] for name in names if name in request.cookies]

    async def _token_for(self, request: Request) -> str:
        """Gradio's token for the name and password of the request, "" where there are none or they are wrong."""
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return ""
        tokens = request.scope["app"].tokens
        digest = hmac.digest(self._key, sent.encode("utf-8"), hashlib.sha256)
        if self._right.get(digest) in tokens:
            return self._right[digest]
        try:
            name, _, password = base64.b64decode(sent, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return ""
        if not await self._accounts.admits(name, password):
            record("login", ok=False)
            return ""
        if len(self._right) >= REMEMBERED:
            self._right.clear()
        token = self._right[digest] = secrets.token_urlsafe(16)
        tokens[token] = name
        record("login", ok=True)
        return token


class ShortQueue:
    """Turns a listener's call away where too many of its kind wait; what others do on the page goes on.

    Not Gradio's `max_size`: it counts every click on the page, and tells of a full queue in English.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks, waiting: int) -> None:
        self.app = app
        self._page = page
        self._most = waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and inside(scope) == f"{API}queue/join":
            body = await Request(scope, receive).body()
            if (waiting := self._before(body)) >= self._most:
                record("full", waiting=waiting)
                await refuse(429, full(waiting))(scope, receive, send)
                return
            receive = again(body, receive)
        await self.app(scope, receive, send)

    def _before(self, body: bytes) -> int:
        """How many calls wait for the same thing; 0 for a body that is not one of Gradio's."""
        try:
            function = self._page.fns[json.loads(body)["fn_index"]]
        except (ValueError, KeyError, TypeError):
            return 0
        queue = self._page._queue.event_queue_per_concurrency_id.get(str(function.concurrency_id))
        return len(queue.queue) if queue else 0


def again(body: bytes, receive: Receive) -> Receive:
    """Hands out a body that was read, then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read() -> Message:
        return messages.pop() if messages else await receive()

    return read


def refuse(status: int, sentence: str) -> JSONResponse:
    """Gradio's page shows `detail`, its clients `error`. No WWW-Authenticate: a browser would ask in a box of its own."""
    return JSONResponse({"detail": sentence, "error": sentence}, status)


async def mistake(request: Request, error: Exception) -> JSONResponse:
    """A call of a program that names an endpoint or a parameter that is not there: Gradio lets it break."""
    if not inside(request.scope).startswith(f"{API}call/"):
        raise error
    return refuse(400, "接口名或参数不对：请对照 /gradio_api/info 里的说明，写齐必需的参数。")


# ---------------------------------------------------------------- start and end


def health(live: LiveIndex) -> Route:
    """What a monitor may know without signing in: nothing of the contents."""
    started = time.monotonic()

    async def answer(request: Request) -> JSONResponse:
        index = live.current
        return JSONResponse(
            {
                "status": "ok",
                "build": index.manifest.build,
                "documents": len(index.documents),
                "seconds": round(time.monotonic() - started),
            },
            headers={"Cache-Control": "no-store"},
        )

    return Route(HEALTH, answer)


def start(page: gr.Blocks, live: LiveIndex, chosen: Settings) -> None:
    """Serve the page in threads of its own. Raises UserError where the port is taken or the accounts are at fault."""
    accounts = Accounts(chosen.auth) if chosen.auth else None

    async def sign_in(name: str, password: str) -> bool:
        assert accounts is not None
        is_right = await accounts.admits(name, password)
        record("login", ok=is_right)
        return is_right

    doors = [Middleware(SafeHeaders)]
    if accounts:
        doors.append(Middleware(SignedIn, accounts))
    if chosen.no_upload:
        doors.append(Middleware(NoUploads))
    doors.append(Middleware(ShortQueue, page, chosen.queue))
    try:
        with redirect_stdout(io.StringIO()):  # Gradio announces its MCP server in English, with an emoji
            page.queue().launch(
                server_name=chosen.host,
                server_port=chosen.port,
                root_path=chosen.root_path,
                auth=sign_in if accounts else None,
                app_kwargs={
                    "middleware": doors,
                    "routes": [health(live)],
                    "exception_handlers": dict.fromkeys((KeyError, TypeError, FnIndexInferError), mistake),
                },
                max_file_size=limits.FILE_BYTES,
                mcp_server=True,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                footer_links=[],
                run_history=False,  # questions are nobody else's business, nor kept in the browser
                enable_monitoring=False,
                ssr_mode=False,
                pwa=False,
                i18n=gr.I18n(en=GRADIO_WORDS, **{"zh-CN": GRADIO_WORDS}),
                theme=make_theme(),
                # Not css_paths: Gradio would put its own container before every selector, body's and print's too.
                head=f"<style>{(FOLDER / 'page.css').read_text(encoding='utf-8')}</style>",
                js=(FOLDER / "page.js").read_text(encoding="utf-8"),
                favicon_path=FOLDER / "favicon.svg",
            )
    except OSError as error:
        raise UserError(
            f"地址 {chosen.host} 的端口 {chosen.port} 不能使用，可能被别的程序占着。"
            f"请用 --port 换一个，例如 --port {chosen.port + 1}。"
        ) from error
    assert page.mcp_server_obj is not None, page.mcp_error
    page.mcp_server_obj.postprocess_output_data = as_json_text  # type: ignore[method-assign]
    record("start", build=live.current.manifest.build, documents=len(live.current.documents), auth=bool(accounts))


def as_json_text(data: list[Any], root_url: str) -> list[Any]:
    """What MCP tools return. Gradio 6.31 would write the dict as Python does, which no JSON parser reads."""
    from mcp.types import TextContent

    return [TextContent(type="text", text=json.dumps(value, ensure_ascii=False)) for value in data]


def serve(page: gr.Blocks) -> None:
    """Wait for Ctrl+C or SIGTERM, then end: what is being answered has some seconds left."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with suppress(KeyboardInterrupt):
        ended.wait()
    page.close(verbose=False)
    record("stop")
