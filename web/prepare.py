"""备课: study packs made of source text."""

from web.desk import Desk


def room(desk: Desk) -> None:
    desk.html("", "prepare-view")
