"""文件: what is in the corpus, and how to put more into it."""

from web.desk import Desk


def room(desk: Desk) -> None:
    desk.html("", "documents-view")
