"""The web page of Mingce.

python app.py
python app.py --port 8080 --corpus 文件夹 --index 文件夹
python app.py --add-user zhangsan --auth accounts.txt
python app.py --host 0.0.0.0 --auth accounts.txt --log -
"""

import sys
from pathlib import Path

from mingce.cli.arguments import Parser, add_index
from mingce.documents.build import open_or_build
from mingce.errors import UserError

# isort: split
# After mingce, which tells Gradio to report nothing to anyone.
from web.accounts import add
from web.journal import RecordedLive, open_log
from web.page import make_page
from web.server import add_settings, serve, settings, start


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
        chosen = settings(args)
        if args.add_user is not None:
            if chosen.auth is None:
                raise UserError(f"要添加账号“{args.add_user}”，还需用 --auth 指定账号文件，例如 --auth accounts.txt。")
            print(add(args.add_user, chosen.auth))
            return 0
        if chosen.log:
            open_log(chosen.log)
        print("正在打开索引；第一次运行要先建立，需要一会儿……", flush=True)
        index = open_or_build(args.corpus, args.index, progress=True, update=True)
        live = RecordedLive(index, args.index, chosen.log_questions)
        page = make_page(live, args.corpus, not chosen.no_upload, chosen.queue, has_login=chosen.auth is not None)
        start(page, live, chosen)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"明策已就绪：http://{chosen.host}:{chosen.port}{chosen.root_path}（按 Ctrl+C 结束）", flush=True)
    serve(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
