"""The web page of Mingce.

python app.py
python app.py --port 8080 --corpus 文件夹 --index 文件夹
"""

import sys
import threading
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from mingce.arguments import Parser, add_index
from mingce.build import open_or_build
from mingce.errors import UserError
from mingce.index import Index
from mingce.live import LiveIndex

# isort: split
# After mingce, which tells Gradio to report nothing to anyone.
import gradio as gr

from web import conversation as talk
from web.render import conversation_html
from web.source import library_html, notice_html, problem_html, source_html
from web.theme import FOLDER, make_theme

HEADER = """
<header class="masthead"><h1>明策</h1><p>只引原文，没有就说没有</p>
<button type="button" class="open-pane">收录文件</button></header>
"""

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
        launch(LiveIndex(index, args.index), args.host, args.port)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"应是 1 到 65535 的整数，收到的是 {text}")
    return int(text)


def launch(live: LiveIndex, host: str, port: int) -> None:
    """Serve the page until interrupted. Raises UserError where the port is taken."""
    page = make_page(live)
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
            head=f"<style>{(FOLDER / 'page.css').read_text(encoding='utf-8')}</style>",
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


def make_page(live: LiveIndex) -> gr.Blocks:
    """The layout, and which event calls what."""
    events = (FOLDER / "events.js").read_text(encoding="utf-8")

    def ask(question: str, doc_ids: list[str], turns: tuple[talk.Turn, ...]) -> Iterator[tuple[Any, ...]]:
        """Yields what stands in: conversation, turns, question, send, stop."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        index = live.current
        documents = index.searcher.documents
        for now in talk.ask(index, turns, question.strip(), doc_ids):
            again = question if now[-1].state is talk.State.FAILED else ""  # to be shortened, or asked once more
            yield conversation_html(now, documents), now, again, gr.update(visible=False), gr.update(visible=True)
        yield gr.skip(), gr.skip(), gr.skip(), gr.update(visible=True), gr.update(visible=False)

    def ask_example(doc_ids: list[str], turns: tuple[talk.Turn, ...], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from ask(event.question, doc_ids, turns)

    def stop(turns: tuple[talk.Turn, ...]) -> tuple[Any, ...]:
        now = talk.stop(turns)
        return (
            conversation_html(now, live.current.searcher.documents),
            now,
            gr.skip(),
            gr.update(visible=True),
            gr.update(visible=False),
        )

    def clear() -> tuple[Any, ...]:
        return (
            conversation_html((), live.current.searcher.documents),
            (),
            "",
            gr.update(visible=True),
            gr.update(visible=False),
        )

    def refresh() -> tuple[Any, ...]:
        """The list of documents as the folder has it now. Where the new index is at fault, the old one stays."""
        try:
            index, problem = live.refresh(), ""
        except UserError as error:
            index, problem = live.current, notice_html(f"没有更新：{error}")
        return problem + library(index), gr.update(choices=choices(index))

    def show_source(event: gr.EventData) -> str:
        passage, index = event._data, live.current
        try:
            document = index.document(passage["document"])
        except UserError as error:
            return problem_html(str(error))
        start, end = int(passage.get("start", 0)), int(passage.get("end", 0))
        return source_html(document, index.sections(document.id), start, end)

    with gr.Blocks(title="明策", analytics_enabled=False, fill_width=True) as page:
        turns = gr.State(())
        gr.HTML(HEADER, elem_id="masthead", apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                history = gr.HTML(
                    lambda: conversation_html((), live.current.searcher.documents),
                    elem_id="history",
                    apply_default_css=False,
                    js_on_load=events,
                )
                with gr.Column(elem_id="composer"):
                    question = gr.Textbox(
                        label="问题",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        autofocus=True,
                        placeholder="输入问题，按回车提问；Shift + 回车换行",
                        elem_id="question",
                    )
                    with gr.Row(elem_id="controls"):
                        scope = gr.Dropdown(
                            choices(live.current),
                            value=[],
                            multiselect=True,
                            label="查找范围",
                            elem_id="scope",
                        )
                        clear_button = gr.Button("清空", elem_id="clear", size="sm", min_width=0)
                        send = gr.Button("提问", variant="primary", elem_id="send", size="sm", min_width=0)
                        stop_button = gr.Button("停止", visible=False, elem_id="stop", size="sm", min_width=0)
            source = gr.HTML(
                lambda: library(live.current), elem_id="source", apply_default_css=False, js_on_load=events
            )

        outputs = [history, turns, question, send, stop_button]
        how: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        # One question at a time: the model's tokenizer is not made for two threads.
        # trigger_mode: with "once", Gradio 6.31 takes no further question after one was stopped.
        queued: dict[str, Any] = {"concurrency_id": "ask", "trigger_mode": "multiple"}
        asking = gr.on([question.submit, send.click], ask, [question, scope, turns], outputs, **queued, **how)
        picking = history.example(ask_example, [scope, turns], outputs, **queued, **how)
        stop_button.click(stop, turns, outputs, cancels=[asking, picking], **how)
        clear_button.click(clear, None, outputs, cancels=[asking, picking], **how)
        for buttons in (history, source):
            shown = buttons.source(show_source, None, source, **how)
            shown.then(None, js="() => window.mingce.opened()", **how)
        back = source.library(refresh, None, [source, scope], **how)
        back.then(None, js="() => window.mingce.opened()", **how)
    return page


def library(index: Index) -> str:
    return "".join(map(notice_html, index.notes)) + library_html(index.documents)


def choices(index: Index) -> list[tuple[str, str]]:
    return [(document.title, document.id) for document in index.documents]


if __name__ == "__main__":
    sys.exit(main())
