"""The Python API: an index that can be searched and asked."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock

from mingce.answer import answer
from mingce.datatypes import Answer, Document, Hit, Section
from mingce.encode import Encoder, load_encoder
from mingce.errors import UserError
from mingce.question import understand
from mingce.rerank import Reranker
from mingce.search import Searcher
from mingce.store import Manifest, read, read_manifest

History = Sequence[Mapping[str, str]]


class Index:
    """A built index, loaded.

    >>> index = Index.open("index")  # doctest: +SKIP
    >>> index.ask("到2025年要建成多少个国家质检中心？").text  # doctest: +SKIP
    """

    def __init__(self, searcher: Searcher, manifest: Manifest) -> None:
        self.searcher = searcher
        self._lock = Lock()  # tokenizers and jieba are not made for two threads
        self.manifest = manifest

    @classmethod
    def open(
        cls, folder: str | Path = "index", encoder: Encoder | None = None, reranker: Reranker | None = None
    ) -> "Index":
        """Load an index folder. Raises UserError where it is missing or damaged.

        encoder: the model; by default the one that the index was built with.
        reranker: reads the best sections again; none by default. See `mingce.rerank.load_reranker`.
        """
        folder = Path(folder)
        manifest = read_manifest(folder)
        if manifest is None:
            raise UserError(f"文件夹“{folder}”里没有索引。请先运行 python build_index.py --index {folder} 建立索引。")
        try:
            contents = read(folder, manifest)
        except UserError:
            newer = read_manifest(folder)  # a new build may have taken the place of this one just now
            if newer is None or newer.build == manifest.build:
                raise
            manifest, contents = newer, read(folder, newer)
        encoder = encoder or load_encoder(manifest.model)
        if encoder.dimension != manifest.dimension:
            raise UserError(
                f"索引“{folder}”是用模型“{manifest.model}”（{manifest.dimension} 维）建立的，"
                f"现在的模型“{encoder.name}”是 {encoder.dimension} 维。请运行 python build_index.py --force 重建索引。"
            )
        return cls(Searcher(contents, encoder, reranker), manifest)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.searcher.contents.documents

    def document(self, doc_id: str) -> Document:
        """Raises UserError for an id that the index lacks."""
        self.searcher.check_documents([doc_id])
        return self.searcher.documents[doc_id]

    def sections(self, doc_id: str) -> list[Section]:
        """Sections of one document in reading order; they tile its text."""
        return [section for section in self.searcher.contents.sections if section.doc_id == doc_id]

    def search(self, question: str, k: int = 10, doc_ids: Collection[str] = (), history: History = ()) -> list[Hit]:
        """The `k` best sections, best first. doc_ids: these documents only; empty for all."""
        with self._lock:
            return self.searcher.search(understand(question, history), k, doc_ids)

    def ask(self, question: str, history: History = (), doc_ids: Collection[str] = ()) -> Answer:
        """A cited answer, or `found == False`. history: earlier turns with `role` and `content`, oldest first."""
        with self._lock:
            return answer(self.searcher, understand(question, history), doc_ids)
