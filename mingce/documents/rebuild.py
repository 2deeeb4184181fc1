"""Rebuilding in the background while questions go on, one build at a time; its progress can be shown."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

import numpy as np

from mingce.documents.build import build
from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.models.encode import Encoder

BATCH = 64  # passages: what a question may have to wait for, some tenths of a second
FAULT = "程序出了意外，索引没有更新，仍用原来的。请再试一次；若仍然如此，请把运行窗口里的出错记录发给维护人员。"

log = logging.getLogger("mingce.documents.rebuild")


@dataclass(frozen=True)
class Progress:
    stage: str = ""  # what goes on, or how it ended; a Chinese sentence
    is_running: bool = False
    problem: str = ""  # why it ended without a new index


class Rebuilder:
    """Builds the index of a corpus folder for a LiveIndex, which goes on with the old one meanwhile."""

    def __init__(self, live: LiveIndex, corpus: Path) -> None:
        self.progress = Progress()
        self._live = live
        self._corpus = corpus
        self._lock = Lock()
        self._again = False  # asked for while one was running: the corpus has changed since

    def start(self, force: bool = False) -> None:
        """Begin, or begin once more after the one that runs."""
        with self._lock:
            if self.progress.is_running:
                self._again = True
                return
            self.progress = Progress("准备", True)
        Thread(target=self._run, args=(force,), daemon=True, name="mingce-rebuild").start()

    def _run(self, force: bool) -> None:
        while True:
            ended = self._build(force)
            with self._lock:
                if not self._again:
                    self.progress = ended
                    return
                self._again = False

    def _build(self, force: bool) -> Progress:
        index = self._live.current
        encoder = SharedEncoder(index.searcher.encoder, index.encoding, self._tell)
        try:
            report = build(self._corpus, self._live.folder, encoder, force, tell=self._tell)
            self._tell("换上新索引")
            self._live.refresh()
        except UserError as error:
            return Progress("没有更新", False, str(error))
        except Exception:
            log.exception("the index could not be built")
            return Progress("没有更新", False, FAULT)
        counted = f"{report.documents} 份文件，{report.sections} 个章节，{report.sentences} 个句子"
        return Progress(f"索引已更新：{counted}。" if report.changed else f"没有变化：{counted}。")

    def _tell(self, stage: str) -> None:
        self.progress = Progress(stage, True)


class SharedEncoder:
    """An encoder that lets questions through between its batches."""

    def __init__(self, encoder: Encoder, lock: Lock, tell: Callable[[str], None]) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._lock = lock
        self._tell = tell

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        """float32 (n, dimension), unit length."""
        parts = [np.zeros((0, self.dimension), dtype=np.float32)]
        for first in range(0, len(texts), BATCH):
            self._tell(f"计算向量（{first}/{len(texts)}）")
            with self._lock:
                parts.append(self._encoder.encode_passages(texts[first : first + BATCH]))
        return np.concatenate(parts)
