"""What takes a while to make from an index: made once for each state of the index, beside the questions of readers."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

from mingce.index import Index

T = TypeVar("T")
Tell = Callable[[int], None]  # called with the number of documents that have been read


class OncePerBuild(Generic[T]):
    """make: called in a thread of its own. It may tell how far it is, which `done` then says."""

    def __init__(self, make: Callable[[Index, Tell], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._build = ""
        self._made: Future[T] = Future()
        self.done = 0  # documents that have been read

    def of(self, index: Index) -> Future[T]:
        """What was made of this index, or is being made. What failed is tried again."""
        with self._lock:
            if self._build != index.manifest.build or (self._made.done() and self._made.exception()):
                self._build, self.done, self._made = index.manifest.build, 0, Future()
                # Not a pool's thread: Python would wait for it at the end of the program.
                Thread(target=self._run, args=(index, self._made), daemon=True, name="mingce-once").start()
            return self._made

    def _run(self, index: Index, made: Future[T]) -> None:
        def tell(done: int) -> None:
            if made is self._made:  # not where a newer index has come meanwhile
                self.done = done

        try:
            made.set_result(self._make(index, tell))
        except Exception as error:  # raised again where the result is wanted
            made.set_exception(error)
