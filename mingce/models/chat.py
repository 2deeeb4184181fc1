"""The client of a language model behind an OpenAI-compatible server, which may be slow, broken or hostile.

Whatever the server does, a reply comes to an end: it is limited in time, in bytes and in characters.
"""

import json
import logging
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from queue import Empty, Queue
from threading import Event, Thread
from urllib.parse import urlsplit

from mingce.errors import UserError

LONGEST_REPLY = 20_000  # characters, thoughts included; a model that writes more is going in circles
MOST_BYTES = 4_000_000  # of one reply

log = logging.getLogger("mingce.models.chat")
Message = dict[str, str]  # "role" and "content"


class ModelError(Exception):
    """Why a model gave no usable reply, as the predicate of 语言模型: "没有及时回复"."""


@dataclass(frozen=True)
class ChatModel:
    """A language model behind an OpenAI-compatible server. Times are in seconds."""

    base_url: str
    name: str
    api_key: str = field(default="none", repr=False)
    connect_s: float = 3.0
    first_s: float = 30.0  # until the reply begins; also the longest silence within it
    total_s: float = 60.0

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "ChatModel | None":
        """The model that MINGCE_LLM_BASE_URL and MINGCE_LLM_MODEL name; None where either is missing.

        Raises UserError for an address that is not a URL, or a key that cannot be one.
        """
        url = environ.get("MINGCE_LLM_BASE_URL", "").strip()
        name = environ.get("MINGCE_LLM_MODEL", "").strip()
        if not url or not name:
            return None
        if not is_http(url):
            raise UserError(
                f"环境变量 MINGCE_LLM_BASE_URL 的值“{url}”不是可用的网址。"
                "请写成 http://127.0.0.1:11434/v1 这样的地址；不用语言模型就取消这个变量。"
            )
        key = environ.get("MINGCE_LLM_API_KEY", "").strip() or "none"
        if not key.isascii():
            raise UserError("环境变量 MINGCE_LLM_API_KEY 里有密钥不会有的字符。请重新复制密钥。")
        return cls(url, name, key)

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply piece by piece. Ends within `total_s` whatever the server does; raises ModelError where it fails.

        A thread does the reading: a socket's own timeout begins anew with every byte, so that a server which sends a
        byte now and then could hold the caller for ever.
        """
        pieces: Queue[str | ModelError | None] = Queue()
        stopped = Event()
        started = time.monotonic()
        Thread(target=self._read, args=(messages, pieces, stopped), daemon=True, name="mingce-model").start()
        limit, length = started + min(self.first_s, self.total_s), 0
        try:
            while (piece := pieces.get(timeout=max(0.0, limit - time.monotonic()))) is not None:
                if isinstance(piece, ModelError):
                    raise piece
                length += len(piece)
                if length > LONGEST_REPLY:
                    raise ModelError("的回复过长")
                limit = started + self.total_s
                yield piece
        except Empty:
            raise ModelError("没有及时回复") from None
        finally:
            stopped.set()

    def _read(self, messages: Sequence[Message], pieces: "Queue[str | ModelError | None]", stopped: Event) -> None:
        """Put the pieces of the reply into the queue, then None or the error. Runs in a thread; no exception escapes it."""
        try:
            import openai  # takes half a second, which only those who use a model should wait

            timeout = openai.Timeout(self.total_s, connect=self.connect_s, read=self.first_s)
            with (
                # No second try: the quoted answer is at hand, and a retry that nobody waits for burdens a slow server.
                openai.OpenAI(base_url=self.base_url, api_key=self.api_key, timeout=timeout, max_retries=0) as client,
                client.chat.completions.with_streaming_response.create(
                    model=self.name,
                    messages=list(messages),  # type: ignore[arg-type]
                    stream=True,
                    temperature=0,
                ) as response,
            ):
                for piece in reply_pieces(takewhile(lambda _: not stopped.is_set(), response.iter_bytes())):
                    pieces.put(piece)
            pieces.put(None)
        except ImportError:
            pieces.put(ModelError("还用不了（缺少 openai，请运行 pip install -r requirements.txt）"))
        except Exception as error:
            log.info("no reply from %s at %s", self.name, self.base_url, exc_info=True)
            pieces.put(error if isinstance(error, ModelError) else ModelError(self._reason(error)))

    def _reason(self, error: Exception) -> str:
        """What went wrong, as the message of a ModelError."""
        import openai

        if isinstance(error, openai.APITimeoutError):
            return "没有及时回复"
        if isinstance(error, openai.APIConnectionError):
            return "连接不上"
        if isinstance(error, openai.NotFoundError):
            return f"“{self.name}”不存在，或者地址不对"
        if isinstance(error, openai.APIStatusError):
            return f"的服务器出错（{error.status_code}）"
        return "的回复中断了"


def reply_pieces(chunks: Iterable[bytes]) -> Iterator[str]:
    """The text of a reply as it arrives: server-sent events, or one JSON object from a server that does not stream.

    The openai package has a parser of its own, but it accepts as much as a server cares to send. Raises ModelError for
    anything else, and for a stream that breaks off.
    """
    body: list[str] = []
    finished = False
    for line in lines_of(chunks):
        if line.startswith("data:"):
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                return
            text, ends = content_of(data)
            finished = finished or ends
            yield text
        elif line and not line.startswith((":", "event:", "id:", "retry:")):
            body.append(line)
    if body:
        yield content_of("\n".join(body))[0]
    elif not finished:
        raise ModelError("的回复中断了")


def lines_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a reply. Raises ModelError after `MOST_BYTES`."""
    rest, size = b"", 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise ModelError("的回复过长")
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", "replace").rstrip("\r") for line in lines)
    yield rest.decode("utf-8", "replace")


def content_of(data: str) -> tuple[str, bool]:
    """The text of one event or of a whole reply, and whether the model says that the reply ends here."""
    try:
        event = json.loads(data)
        if not event["choices"]:  # an event that only reports the number of tokens
            return "", False
        choice = event["choices"][0]
        text = (choice.get("delta") or choice.get("message") or {}).get("content") or ""
        return text + "", bool(choice.get("finish_reason"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError("的回复看不懂") from error


def is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and host != "" and parts.port != 0 and not re.search(r"\s", url)
    except ValueError:
        return False
