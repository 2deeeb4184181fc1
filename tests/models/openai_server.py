"""An OpenAI-compatible server on loopback that does what a test tells it, well or badly."""

import json
import re
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import openai  # noqa: F401  (a second or more on a busy machine, which would count against the limits of a test)

from mingce.models.chat import ChatModel

Reply = Callable[["Handler"], None]
OK = "HTTP/1.0 200 OK\r\n\r\n"


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({"path": self.path, "key": self.headers["Authorization"], **body})
        reply = self.server.replies[min(len(self.server.requests), len(self.server.replies)) - 1]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.left.set()  # the client has heard enough

    def begin(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def send(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def pause(self, seconds: float = 30.0) -> None:
        """Until then, or until the test is over."""
        self.server.over.wait(seconds)

    @property
    def material(self) -> str:
        """What the model was given."""
        return str(self.server.requests[-1]["messages"][-1]["content"])

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """The first request gets the first reply and so on; the last reply is given again and again."""

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = replies
        self.requests: list[dict[str, Any]] = []
        self.over = Event()
        self.left = Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def __enter__(self) -> "Server":
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


def model_at(server: Server, **times: float) -> ChatModel:
    return ChatModel(server.url, "mingce-test", **{"connect_s": 1.0, "first_s": 5.0, "total_s": 5.0, **times})


def event(text: str, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return f"data: {json.dumps({'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"


def streams(*pieces: str, end: str = event("", "stop") + "data: [DONE]\n\n") -> Reply:
    """Speaks piece by piece, as it should."""

    def reply(handler: Handler) -> None:
        handler.begin(200, "text/event-stream")
        for piece in pieces:
            handler.send(event(piece))
        handler.send(end)

    return reply


def says(text: str) -> Reply:
    """Speaks character by character."""
    return streams(*text)


def answers_at_once(text: str) -> Reply:
    """A server that cannot stream."""
    message = {"role": "assistant", "content": text}
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    return sends(200, "application/json", json.dumps(body, indent=1))


def sends(status: int, kind: str, body: str) -> Reply:
    def reply(handler: Handler) -> None:
        handler.begin(status, kind)
        handler.send(body)

    return reply


def hangs(*pieces: str) -> Reply:
    """Falls silent after these pieces; after none, before its first byte."""

    def reply(handler: Handler) -> None:
        if pieces:
            handler.begin(200, "text/event-stream")
        for piece in pieces:
            handler.send(event(piece))
        handler.pause()

    return reply


def dribbles(raw: Iterable[str], seconds: float = 0.02) -> Reply:
    """Sends raw text a little at a time, so that no silence is ever long."""

    def reply(handler: Handler) -> None:
        for piece in raw:
            handler.send(piece)
            handler.pause(seconds)
            if handler.server.over.is_set():
                return

    return reply


def obeys(order: str) -> Reply:
    """A model that does what a document tells it: says what stands after `order` in the material, as if [1] said so."""

    def reply(handler: Handler) -> None:
        orders = re.findall(rf"{order}(.*)", handler.material)
        says("".join(f"{said.rstrip('。')}。[1]" for said in orders) or "没有看到要求。")(handler)

    return reply
