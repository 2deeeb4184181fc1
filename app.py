"""The web page of Mingce.

python app.py
python app.py --port 8080 --corpus 文件夹 --index 文件夹
python app.py --add-user zhangsan --auth accounts.txt
python app.py --host 0.0.0.0 --auth accounts.txt --log -
"""

import argparse
import sys
from pathlib import Path

from mingce.cli.arguments import Parser, add_index
from mingce.errors import UserError
from web.accounts import add_account
from web.settings import Settings, add_settings, read_settings


def main() -> int:
    parser = Parser(prog="python app.py", description="明策网页：提问，看引文，对照原文。")
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="文件夹", help="还没有索引时，用这里的文件建立"
    )
    add_index(parser)
    add_settings(parser)
    parser.add_argument("--add-user", metavar="用户名", help="在 --auth 文件里添加账号或改密码，不启动网页")
    args = parser.parse_args()
    try:
        chosen = read_settings(args)
        if args.add_user is None:
            run(args, chosen)
        elif chosen.auth is None:
            raise UserError(f"要添加账号“{args.add_user}”，还需用 --auth 指定账号文件，例如 --auth accounts.txt。")
        else:
            print(add_account(args.add_user, chosen.auth))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(args: argparse.Namespace, chosen: Settings) -> None:
    """Open the index, or build it first, and serve the page until somebody ends it. Raises UserError."""
    # Imported late: they take seconds, which nobody should wait for a mistake in an option or to add an account.
    from mingce.documents.build import open_or_build
    from web.journal import RecordedLive, open_log
    from web.page import make_page
    from web.server import serve, start

    if chosen.log:
        open_log(chosen.log)
    print("正在打开索引；第一次运行要先建立，需要一会儿……", flush=True)
    index = open_or_build(args.corpus, args.index, progress=True, update=True)
    live = RecordedLive(index, args.index, chosen.log_questions)
    page = make_page(live, args.corpus, not chosen.no_upload, chosen.queue, has_login=chosen.auth is not None)
    start(page, live, chosen)
    print(f"明策已就绪：http://{chosen.host}:{chosen.port}{chosen.root_path}（按 Ctrl+C 结束）", flush=True)
    serve(page)


if __name__ == "__main__":
    sys.exit(main())
