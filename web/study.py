"""研读: the document with its outline, formulations, comparison and digest."""

from web.desk import Desk


def room(desk: Desk) -> None:
    desk.html("", "study-view")
