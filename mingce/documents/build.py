"""Corpus folder -> index folder. Only text that is new is embedded."""

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock

from mingce import __version__
from mingce.datatypes import Document, Section, Sentence
from mingce.documents.corpus import read_corpus
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder
from mingce.models.rerank import Reranker
from mingce.store.contents import Contents
from mingce.store.folder import FORMAT, Manifest, OtherFormat, open_contents, read, read_manifest, write
from mingce.store.lexical import Bm25
from mingce.store.terms import Segmenter, domain_words
from mingce.store.vectors import Vectors
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences
from mingce.text.speakers import speaker_of
from mingce.text.versions import relations

LIBRARIES = ("faiss-cpu", "bm25s", "jieba", "numpy")


@dataclass(frozen=True)
class BuildReport:
    manifest: Manifest
    documents: int
    sections: int
    sentences: int
    embedded: int  # passages that were embedded; the others were taken over from the index before
    changed: bool  # False: the index already was what the corpus asks for


def build(
    corpus: Path,
    index: Path,
    encoder: Encoder,
    force: bool = False,
    progress: bool = False,
    tell: Callable[[str], None] = lambda stage: None,
) -> BuildReport:
    """Build or update the index of a corpus folder.

    force: rebuild everything, also over a damaged index or one built with another model.
    tell: hears of each stage, in Chinese.
    Raises UserError for a corpus without readable files and for an index built with another model.
    """
    found = read_corpus(corpus, tell)
    documents = found.documents
    try:
        index.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UserError(f"“{index}”是一个文件，不能用作索引文件夹。请用 --index 另给一个文件夹。") from None
    except OSError as error:
        raise UserError(f"建不了索引文件夹“{index}”（{error.strerror}）。请用 --index 另给一个文件夹。") from None
    with FileLock(index / ".lock"):
        old = None if force else known_manifest(index)
        if old and old.model != encoder.name:
            raise UserError(
                f"索引“{index}”是用模型“{old.model}”建立的，与这次的“{encoder.name}”不同。"
                "加上 --force 可用这次的模型重建全部索引。"
            )
        old_contents = read(index, old) if old else None
        hashes = {document.id: content_hash(document) for document in documents}
        if (
            old
            and old_contents
            and (old.documents, old.versions, old.warnings) == (hashes, _versions(), found.warnings)
        ):
            counts = len(old_contents.sections), len(old_contents.sentences)
            return BuildReport(old, len(documents), *counts, embedded=0, changed=False)
        tell("切分章节和句子，计算向量")
        known = _known_vectors(old_contents) if old_contents else {}
        contents, embedded = _contents(documents, encoder, known, progress)
        manifest = Manifest(
            format=FORMAT,
            build=f"build-{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
            model=encoder.name,
            dimension=encoder.dimension,
            created=datetime.now().isoformat(timespec="seconds"),
            versions=_versions(),
            documents=hashes,
            warnings=found.warnings,
        )
        tell("写入索引")
        manifest = write(index, contents, manifest)
    return BuildReport(manifest, len(documents), len(contents.sections), len(contents.sentences), embedded, True)


def open_or_build(
    corpus: Path, index: Path, progress: bool = False, update: bool = False, reranker: Reranker | None = None
) -> Index:
    """The index, built from the corpus folder first where there is none yet.

    update: also take up what changed in the corpus folder since, where there is one.
    """
    manifest = usable_manifest(corpus, index)
    if manifest is None or (update and corpus.is_dir()):
        encoder = load_encoder(manifest.model if manifest else None)
        build(corpus, index, encoder, progress=progress)
        return Index.open(index, encoder, reranker)
    return Index.open(index, reranker=reranker)


def contents_or_build(corpus: Path, index: Path, progress: bool = False) -> tuple[Manifest, Contents]:
    """What is in the index, without its models; built from the corpus folder first where there is none yet."""
    if usable_manifest(corpus, index) is None:
        build(corpus, index, load_encoder(), progress=progress)
    return open_contents(index)


def usable_manifest(corpus: Path, index: Path) -> Manifest | None:
    """The manifest of the index, None where it is to be built from the corpus folder.

    Raises UserError where there is neither an index nor a corpus folder.
    """
    try:
        manifest = read_manifest(index)
    except OtherFormat:
        if not corpus.is_dir():
            raise
        manifest = None
    if manifest is None and not corpus.is_dir():
        raise UserError(
            f"文件夹“{index}”里没有索引，也找不到语料文件夹“{corpus}”。"
            f"请先运行 python build_index.py --corpus 语料文件夹 --index {index}。"
        )
    return manifest


def known_manifest(index: Path) -> Manifest | None:
    """The manifest of an index whose vectors can be used again."""
    try:
        return read_manifest(index)
    except OtherFormat:
        return None


def content_hash(document: Document) -> str:
    """sha256 over everything that is known of a document."""
    text = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def section_passage(document: Document, section: Section) -> str:
    """What stands for a section when it is embedded: title and heading path, then its text."""
    return "\n".join((document.title, *section.path, document.text[section.start : section.end]))


def sentence_passage(document: Document, sentence: Sentence) -> str:
    return document.text[sentence.start : sentence.end]


def _contents(
    documents: Sequence[Document], encoder: Encoder, known: dict[str, np.ndarray], progress: bool
) -> tuple[Contents, int]:
    sections: list[Section] = []
    sentences: list[Sentence] = []
    sentence_texts: list[str] = []
    section_texts: list[str] = []
    for document in documents:
        own = split_sections(document)
        split = split_sentences(document.text, own)
        for sentence, speaker in zip(split, speaker_of(split, document), strict=True):
            sentence_texts.append(sentence_passage(document, sentence))
            sentences.append(Sentence(sentence.section + len(sections), sentence.start, sentence.end, speaker))
        section_texts += [section_passage(document, section) for section in own]
        sections += own
    words = domain_words(documents, sections)
    segmenter = Segmenter(words)
    vectors, embedded = _embed(sentence_texts + section_texts, encoder, known, progress)
    contents = Contents(
        tuple(documents),
        tuple(sections),
        tuple(sentences),
        Vectors.from_array(vectors[: len(sentence_texts)]),
        Vectors.from_array(vectors[len(sentence_texts) :]),
        Bm25.from_terms([segmenter.terms(text) for text in section_texts]),
        Bm25.from_terms(
            [
                segmenter.terms("\n".join((*sections[sentence.section].path[-1:], text)))
                for sentence, text in zip(sentences, sentence_texts, strict=True)
            ]
        ),
        tuple(words),
        tuple(relations(documents)),
    )
    return contents, embedded


def _embed(
    texts: Sequence[str], encoder: Encoder, known: dict[str, np.ndarray], progress: bool
) -> tuple[np.ndarray, int]:
    """Vectors of the texts, float32 (n, dim), and how many distinct texts had to be embedded."""
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known = known | dict(zip(new, encoder.encode_passages(new, progress=progress), strict=True))
    rows = [known[text] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), encoder.dimension), len(new)


def _known_vectors(contents: Contents) -> dict[str, np.ndarray]:
    """Passage -> vector, from an index built before."""
    documents = {document.id: document for document in contents.documents}
    owners = [documents[section.doc_id] for section in contents.sections]
    known = {
        sentence_passage(owners[sentence.section], sentence): vector
        for sentence, vector in zip(contents.sentences, contents.sentence_vectors.rows(), strict=True)
    }
    for owner, section, vector in zip(owners, contents.sections, contents.section_vectors.rows(), strict=True):
        known[section_passage(owner, section)] = vector
    return known


def _versions() -> dict[str, str]:
    return {"mingce": __version__} | {library: version(library) for library in LIBRARIES}
