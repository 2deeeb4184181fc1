"""The Python API: an index that can be searched and asked."""

import os
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

from mingce.ask.answer import answer
from mingce.ask.generate import gather, phrase, rewrite
from mingce.ask.question import History, understand
from mingce.ask.search import Searcher
from mingce.datatypes import PASSAGE, Answer, Citation, Document, Hit, Section
from mingce.errors import UserError
from mingce.models.chat import ChatModel
from mingce.models.cross_encoder import CrossEncoder, load_cross_encoder
from mingce.models.encode import Encoder, load_encoder
from mingce.models.rerank import Reranker
from mingce.store.contents import Part
from mingce.store.folder import Manifest, open_contents
from mingce.text.versions import Relation, Validity

REWRITES = "MINGCE_LLM_REWRITE"  # set, the language model also rewords each question for the search


class Index:
    """A built index, loaded.

    >>> index = Index.open("index")  # doctest: +SKIP
    >>> index.ask("到2025年要建成多少个国家质检中心？").text  # doctest: +SKIP
    """

    def __init__(
        self,
        searcher: Searcher,
        manifest: Manifest,
        notes: Sequence[str] = (),
        model: ChatModel | None = None,
    ) -> None:
        self.contents = searcher.contents
        self.searcher = searcher
        self.model = model  # words the answers, where there is one
        self.notes = tuple(notes)  # what the reader of the answers should know: a part that is missing
        self.encoding = Lock()  # tokenizers and jieba are not made for two threads
        self.manifest = manifest

    @classmethod
    def open(
        cls,
        folder: str | Path = "index",
        encoder: Encoder | None = None,
        reranker: Reranker | None = None,
        cross_encoder: CrossEncoder | None = None,
    ) -> "Index":
        """Load an index folder. Raises UserError where it is missing or damaged.

        encoder: the model; by default the one that the index was built with.
        reranker: reads the best sections again; none by default. See `mingce.models.rerank.load_reranker`.
        cross_encoder: one that is loaded already; the bundled one by default.
        """
        manifest, contents = open_contents(Path(folder))
        encoder = encoder or load_encoder(manifest.model)
        if encoder.dimension != manifest.dimension:
            raise UserError(
                f"索引“{folder}”是用模型“{manifest.model}”（{manifest.dimension} 维）建立的，"
                f"现在的模型“{encoder.name}”是 {encoder.dimension} 维。请运行 python build_index.py --force 重建索引。"
            )
        notes = []
        try:
            cross_encoder = cross_encoder or load_cross_encoder()
        except UserError as error:
            notes.append(str(error))
        searcher = Searcher(contents, encoder, cross_encoder, reranker)
        return cls(searcher, manifest, notes, ChatModel.from_environment())

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.contents.documents

    def document(self, doc_id: str) -> Document:
        """Raises UserError for an id that the index lacks."""
        return self.contents.document(doc_id)

    def sections(self, doc_id: str) -> list[Section]:
        """Sections of one document in reading order; they tile its text."""
        return self.contents.sections_of(doc_id)

    def parts(self, doc_id: str) -> Part:
        """A document with its sections and sentences; `Sentence.section` is a row of these sections."""
        return self.contents.part(doc_id)

    def validity(self, doc_id: str, today: date | None = None) -> Validity:
        """Whether a document is in force, by its own text and by what others of the index say of it."""
        return self.contents.validity(doc_id, today)

    def relations(self, doc_id: str) -> list[Relation]:
        """What links a document to others of the index: copies, older and newer versions, repeals."""
        return self.contents.relations_of(doc_id)

    def cite(self, doc_id: str, start: int, end: int, n: int = 0) -> Citation:
        """A passage of a document, as it is cited."""
        return self.contents.cite(doc_id, start, end, n)

    def search(self, question: str, k: int = 10, doc_ids: Collection[str] = (), history: History = ()) -> list[Hit]:
        """The `k` best sections, best first. doc_ids: these documents only; empty for all."""
        with self.encoding:
            return self.searcher.search(understand(question, history, self.searcher.vocabulary), k, doc_ids)

    def ask(self, question: str, history: History = (), doc_ids: Collection[str] = ()) -> Answer:
        """A cited answer, or `found == False`. history: earlier turns with `role` and `content`, oldest first."""
        return list(self.stream(question, history, doc_ids))[-1]

    def stream(self, question: str, history: History = (), doc_ids: Collection[str] = ()) -> Iterator[Answer]:
        """The answer as it grows, the last one final: quotes at once, or a language model's words as they come.

        A refusal comes from the documents alone: no model is asked.
        """
        reword = partial(rewrite, model=self.model) if self.model is not None and os.environ.get(REWRITES) else None
        with self.encoding:
            understood = understand(question, history, self.searcher.vocabulary, reword)
            found = answer(self.searcher, understood, doc_ids)
            is_worded = self.model is not None and found.route == PASSAGE  # what was looked up needs no other words
            evidence = gather(self.contents, found) if is_worded else ()
        if self.model is None or not is_worded:
            yield found
        else:
            yield from phrase(found, evidence, self.model)
