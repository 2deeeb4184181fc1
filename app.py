"""The web page of Mingce.

python app.py
python app.py --port 8080 --corpus 文件夹 --index 文件夹
"""

import sys
import threading
from argparse import ArgumentTypeError
from contextlib import suppress
from pathlib import Path

from mingce.arguments import Parser, add_index
from mingce.build import open_or_build
from mingce.errors import UserError
from mingce.live import LiveIndex

# isort: split
# After mingce, which tells Gradio to report nothing to anyone.
import gradio as gr

from web.page import make_page
from web.theme import FOLDER, make_theme

GRADIO_WORDS = {"common.clear": "清除", "common.remove": "移除"}  # in browsers that do not ask for Chinese, too


def main() -> int:
    parser = Parser(prog="python app.py", description="明策网页：提问，看引文，对照原文。")
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认 127.0.0.1，只有本机可用）")
    parser.add_argument("--port", type=port_number, default=7860, metavar="端口", help="监听端口（默认 7860）")
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="文件夹", help="还没有索引时，用这里的文件建立"
    )
    add_index(parser)
    args = parser.parse_args()
    print("正在打开索引；第一次运行要先建立，需要一会儿……", flush=True)
    try:
        index = open_or_build(args.corpus, args.index, progress=True, update=True)
        launch(make_page(LiveIndex(index, args.index), args.corpus), args.host, args.port)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"应是 1 到 65535 的整数，收到的是 {text}")
    return int(text)


def launch(page: gr.Blocks, host: str, port: int) -> None:
    """Serve the page until interrupted. Raises UserError where the port is taken."""
    try:
        page.queue().launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            footer_links=[],
            run_history=False,  # questions are nobody else's business, nor kept in the browser
            enable_monitoring=False,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            i18n=gr.I18n(en=GRADIO_WORDS, **{"zh-CN": GRADIO_WORDS}),
            theme=make_theme(),
            # Not css_paths: Gradio would put its own container before every selector, body's and print's too.
            head=f"<style>{''.join(p.read_text(encoding='utf-8') for p in sorted(FOLDER.glob('*.css')))}</style>",
            js=(FOLDER / "page.js").read_text(encoding="utf-8"),
            favicon_path=FOLDER / "favicon.svg",
        )
    except OSError as error:
        raise UserError(
            f"地址 {host} 的端口 {port} 不能使用，可能被别的程序占着。请用 --port 换一个，例如 --port {port + 1}。"
        ) from error
    print(f"明策已就绪：http://{host}:{port}（按 Ctrl+C 结束）", flush=True)
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
    page.close(verbose=False)


if __name__ == "__main__":
    sys.exit(main())
