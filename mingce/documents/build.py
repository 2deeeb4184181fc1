"""Corpus folder -> index folder. Only files that are new are read, only text that is new is segmented and embedded."""

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock

from mingce import __version__
from mingce.datatypes import Document
from mingce.documents.corpus import Corpus, read_corpus
from mingce.documents.parsed import ParsedFiles, parsers
from mingce.documents.passages import Known, Passages, count_terms, embed
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder
from mingce.models.rerank import Reranker
from mingce.store.contents import Contents, Part, join_parts
from mingce.store.folder import FORMAT, Manifest, OtherFormat, open_contents, read, read_manifest, write
from mingce.store.terms import Segmenter, domain_words
from mingce.store.vectors import Vectors
from mingce.text.versions import relations

LIBRARIES = ("faiss-cpu", "jieba", "numpy")  # that decide what stands in the files


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
    tell: called with each stage, in Chinese.
    Raises UserError for a corpus without readable files and for an index built with another model.
    """
    files = ParsedFiles(index)
    found = read_corpus(corpus, tell, files)
    _make_folder(index)
    with FileLock(index / ".lock"):
        wanted = _manifest(found, encoder)
        old = None if force else _read_old(index, encoder)
        if old and _is_current(old[0], wanted):
            files.prune()
            return _report(old[0], old[1], embedded=0, changed=False)
        tell("切分章节和句子，计算向量")
        known = Known.from_contents(old[1], with_terms=_same_parsers(old[0], wanted)) if old else Known()
        contents, embedded = _contents(found.parts, encoder, known, progress)
        tell("写入索引")
        manifest = write(index, contents, wanted)
        files.prune()
    return _report(manifest, contents, embedded, changed=True)


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


def _make_folder(index: Path) -> None:
    try:
        index.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UserError(f"“{index}”是一个文件，不能用作索引文件夹。请用 --index 另给一个文件夹。") from None
    except OSError as error:
        raise UserError(f"建不了索引文件夹“{index}”（{error.strerror}）。请用 --index 另给一个文件夹。") from None


def _manifest(found: Corpus, encoder: Encoder) -> Manifest:
    """What the index of this corpus is to say of itself."""
    now = datetime.now()
    return Manifest(
        format=FORMAT,
        build=f"build-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        model=encoder.name,
        dimension=encoder.dimension,
        created=now.isoformat(timespec="seconds"),
        versions=_versions(),
        documents={document.id: content_hash(document) for document in found.documents},
        warnings=found.warnings,
        parsers=parsers(),
    )


def _read_old(index: Path, encoder: Encoder) -> tuple[Manifest, Contents] | None:
    """The index before, None where there is none that can be used. Raises UserError where another model built it."""
    manifest = known_manifest(index)
    if manifest is None:
        return None
    if manifest.model != encoder.name:
        raise UserError(
            f"索引“{index}”是用模型“{manifest.model}”建立的，与这次的“{encoder.name}”不同。"
            "加上 --force 可用这次的模型重建全部索引。"
        )
    return manifest, read(index, manifest)


def _is_current(old: Manifest, wanted: Manifest) -> bool:
    """Whether the index before already is what the corpus asks for."""
    return _same_parsers(old, wanted) and (old.documents, old.warnings) == (wanted.documents, wanted.warnings)


def _same_parsers(old: Manifest, wanted: Manifest) -> bool:
    """Whether both are made by the same program, down to the libraries."""
    return (old.versions, old.parsers) == (wanted.versions, wanted.parsers)


def _report(manifest: Manifest, contents: Contents, embedded: int, changed: bool) -> BuildReport:
    counts = len(contents.documents), len(contents.sections), len(contents.sentences)
    return BuildReport(manifest, *counts, embedded, changed)


def _contents(parts: Sequence[Part], encoder: Encoder, known: Known, progress: bool) -> tuple[Contents, int]:
    """Everything in the index of these documents, and how many passages had to be embedded."""
    documents, sections, sentences = join_parts(parts)
    texts = Passages.of(documents, sections, sentences)
    vectors, embedded = embed(texts.sentences + texts.sections, encoder, known.vectors, progress)
    words = domain_words(documents, sections)
    segmenter = Segmenter(words)
    contents = Contents(
        tuple(documents),
        tuple(sections),
        tuple(sentences),
        Vectors.from_array(vectors[: len(sentences)]),
        Vectors.from_array(vectors[len(sentences) :]),
        count_terms(texts.sections, segmenter, known.section_terms),
        count_terms(texts.headed_sentences, segmenter, known.sentence_terms),
        tuple(words),
        tuple(relations(documents)),
    )
    return contents, embedded


def _versions() -> dict[str, str]:
    return {"mingce": __version__} | {library: version(library) for library in LIBRARIES}
