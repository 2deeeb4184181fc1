"""The server: what it needs to run, how it starts and how it ends."""

import io
import signal
import threading
import time
from contextlib import redirect_stdout, suppress
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.read import limits
from web.accounts import Accounts
from web.doors import NoUploads, SafeHeaders, ShortQueue, mistake
from web.gradio_private import CALLER_MISTAKES, answer_tools_with_json
from web.journal import record
from web.settings import Settings
from web.sign_in import HEALTH, SignIn, sign_in_doors, signed_in_user
from web.theme import FOLDER, make_theme, page_css

GRADIO_WORDS = {  # also for browsers that do not ask for Chinese
    "common.clear": "清除",
    "common.remove": "移除",
    "common.or": "或",
    "upload_text.drop_file": "把文件拖到这里",
    "upload_text.click_to_upload": "点击选择文件",
}


def health(live: LiveIndex) -> Route:
    """What a monitor may know without signing in, which is nothing about the contents."""
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
    """Serve the page in threads of its own. Raises UserError if the port is taken or the file of accounts is faulty.

    This uses `launch` rather than `gr.mount_gradio_app`. In Gradio 6.31 a mounted page hands out any file of the server
    that a caller names, because only `launch` turns on the check, and `close` does not end its open streams.
    """
    sign_in = SignIn(Accounts(chosen.auth)) if chosen.auth else None
    try:
        with redirect_stdout(io.StringIO()):  # Gradio announces its MCP server in English, with an emoji
            page.queue().launch(
                server_name=chosen.host,
                server_port=chosen.port,
                root_path=chosen.root_path,
                auth_dependency=signed_in_user if sign_in else None,
                app_kwargs={
                    "middleware": doors(page, chosen, sign_in),
                    "routes": [health(live), *(sign_in.routes() if sign_in else [])],
                    "exception_handlers": dict.fromkeys(CALLER_MISTAKES, mistake),
                },
                max_file_size=limits.FILE_BYTES,
                mcp_server=True,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                enable_monitoring=False,
                ssr_mode=False,
                pwa=False,
                **appearance(),
            )
    except OSError as error:
        raise UserError(
            f"地址 {chosen.host} 的端口 {chosen.port} 不能使用，可能被别的程序占着。"
            f"请用 --port 换一个，例如 --port {chosen.port + 1}。"
        ) from error
    answer_tools_with_json(page)
    manifest, documents = live.current.manifest, live.current.documents
    record("start", build=manifest.build, documents=len(documents), auth=sign_in is not None)


def doors(page: gr.Blocks, chosen: Settings, sign_in: SignIn | None) -> list[Middleware]:
    """What a request passes on its way to the page, outermost first."""
    return [
        Middleware(SafeHeaders),
        *(sign_in_doors(sign_in, chosen.port, chosen.root_path) if sign_in else []),
        *([Middleware(NoUploads)] if chosen.no_upload else []),
        Middleware(ShortQueue, page, chosen.queue),
    ]


def appearance() -> dict[str, Any]:
    return {
        "footer_links": [],
        "run_history": False,  # questions are nobody else's business, nor are they kept in the browser
        "i18n": gr.I18n(en=GRADIO_WORDS, **{"zh-CN": GRADIO_WORDS}),
        "theme": make_theme(),
        # Not css_paths: Gradio would put its own container before every selector, even those for body and for print.
        "head": f"<style>{page_css()}</style>",
        "js": (FOLDER / "page.js").read_text(encoding="utf-8"),
        "favicon_path": FOLDER / "favicon.svg",
    }


def serve(page: gr.Blocks) -> None:
    """Wait for Ctrl+C or SIGTERM, then end. Answers under way have some seconds to finish."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with suppress(KeyboardInterrupt):
        ended.wait()
    page.close(verbose=False)
    record("stop")
