"""What is made once for each state of an index."""

from dataclasses import dataclass
from threading import Event

import pytest

from web.once import OncePerBuild


@dataclass
class Manifest:
    build: str


class StubIndex:
    def __init__(self, build: str) -> None:
        self.manifest = Manifest(build)


def test_it_is_made_once_for_each_build():
    made = []
    once = OncePerBuild(lambda index, tell: made.append(index.manifest.build) or index.manifest.build)
    first, second = StubIndex("1"), StubIndex("2")
    assert [once.of(index).result(5) for index in (first, first, second, second)] == ["1", "1", "2", "2"]
    assert made == ["1", "2"]


def test_what_failed_is_tried_again():
    outcomes = iter([ValueError("first"), "second"])

    def make(index, tell):
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    once = OncePerBuild(make)
    with pytest.raises(ValueError, match="first"):
        once.of(StubIndex("1")).result(5)
    assert once.of(StubIndex("1")).result(5) == "second"


def test_progress_is_that_of_the_newest_build():
    go_on = Event()

    def make(index, tell):
        if index.manifest.build == "old":
            go_on.wait(5)
            tell(99)
        else:
            tell(3)

    once = OncePerBuild(make)
    old = once.of(StubIndex("old"))
    once.of(StubIndex("new")).result(5)
    go_on.set()
    old.result(5)
    assert once.done == 3
