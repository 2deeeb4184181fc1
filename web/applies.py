"""对照: which measures concern the reader."""

from web.desk import Desk


def room(desk: Desk) -> None:
    desk.html("", "applies-view")
