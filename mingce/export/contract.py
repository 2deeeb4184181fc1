"""Results as the JSON that other programs rely on: the command line, the API and the Python functions share them.

The names here are a contract, so never change them. `start` and `end` are character offsets into the text of the
document, end exclusive. "" and [] stand where a document says nothing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from mingce.datatypes import Answer, Citation, Document, Hit

if TYPE_CHECKING:
    from mingce.store.contents import Contents

Json = Mapping[str, Any]  # a record of any kind


class HitSentenceJson(TypedDict):
    text: str
    start: int
    end: int
    score: float


class HitJson(TypedDict):
    doc_id: str
    title: str
    section_path: list[str]
    text: str
    start: int
    end: int
    score: float  # higher is better
    sentences: list[HitSentenceJson]


class SearchJson(TypedDict):
    question: str
    hits: list[HitJson]
    timings_ms: dict[str, float]


class _CitationJson(TypedDict):
    n: int
    doc_id: str
    title: str
    section_path: list[str]
    quote: str
    start: int
    end: int
    page: int | None
    place: str


class CitationJson(_CitationJson, total=False):  # not NotRequired: Gradio 6.31 would describe these as required
    speaker: str
    doubtful: bool


class _AnswerJson(TypedDict):
    question: str
    found: bool
    answer: str
    confidence: float
    citations: list[CitationJson]
    related: list[HitJson]
    timings_ms: dict[str, float]
    route: str  # the way it was found: "address", "metadata", ...; "passage" by search


class ComputedJson(TypedDict):
    value: str
    unit: str
    expression: str
    citations: list[int]


class AnswerJson(_AnswerJson, total=False):
    note: str
    computed: list[ComputedJson]  # values that no text holds


class ValidityJson(TypedDict):
    state: str
    reason: str
    in_force: bool | None


class RelationJson(TypedDict):
    kind: str
    doc_id: str
    other: str
    reason: str
    since: str


class MetadataJson(TypedDict):
    doc_id: str
    title: str
    issuer: str
    date: str
    number: str
    kind: str
    family: str
    region: str
    addressees: list[str]
    annexes: list[str]
    signature: str
    effective: str
    expires: str
    validity: ValidityJson
    relations: list[RelationJson]
    doubtful_pages: list[int]


class DocumentJson(MetadataJson):
    source: str
    pages: int | None  # None if the source has no pages
    sections: int
    sentences: int
    characters: int
    warnings: list[str]


class SectionJson(TypedDict):
    section_path: list[str]
    start: int
    end: int


class SentenceJson(TypedDict):
    start: int
    end: int
    speaker: str


class DocumentTextJson(MetadataJson):
    text: str
    sections: list[SectionJson]
    sentences: list[SentenceJson]


class IndicatorJson(TypedDict):
    doc_id: str
    name: str
    value: float
    value_max: float | None
    unit: str
    bound: str
    year: str
    section_path: list[str]
    quote: str
    start: int
    end: int


class MeasureJson(TypedDict):
    doc_id: str
    actor: str
    strength: str
    what: str
    concerns: list[str]
    deadline: str
    conditions: str
    amount: str
    section_path: list[str]
    quote: str
    start: int
    end: int
    why: str


def hit_json(hit: Hit) -> HitJson:
    return {
        "doc_id": hit.doc_id,
        "title": hit.title,
        "section_path": list(hit.path),
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "sentences": [{"text": s.text, "start": s.start, "end": s.end, "score": s.score} for s in hit.sentences],
    }


def search_json(question: str, hits: list[Hit], timings_ms: dict[str, float]) -> SearchJson:
    return {"question": question, "hits": [hit_json(hit) for hit in hits], "timings_ms": _rounded(timings_ms)}


def citation_json(citation: Citation) -> CitationJson:
    record: CitationJson = {
        "n": citation.n,
        "doc_id": citation.doc_id,
        "title": citation.title,
        "section_path": list(citation.path),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "place": citation.place,
    }
    if citation.speaker:
        record["speaker"] = citation.speaker
    if citation.is_doubtful:
        record["doubtful"] = True
    return record


def answer_json(answer: Answer) -> AnswerJson:
    record: AnswerJson = {
        "question": answer.question,
        "found": answer.found,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_json(citation) for citation in answer.citations],
        "related": [hit_json(hit) for hit in answer.related],
        "timings_ms": _rounded(answer.timings_ms),
        "route": answer.route,
    }
    if answer.note:
        record["note"] = answer.note
    if answer.computed:
        record["computed"] = [
            {"value": c.value, "unit": c.unit, "expression": c.expression, "citations": list(c.citations)}
            for c in answer.computed
        ]
    return record


def corpus_json(contents: "Contents") -> list[DocumentJson]:
    """One record for each document, in order of id."""
    records: list[DocumentJson] = []
    for document in contents.documents:
        _, sections, sentences = contents.part(document.id)
        records.append(
            {
                **metadata_json(contents, document),
                "source": document.source,
                "pages": document.pages[-1].number if document.pages else None,
                "sections": len(sections),
                "sentences": len(sentences),
                "characters": len(document.text),
                "warnings": list(document.notes),
            }
        )
    return records


def document_json(contents: "Contents", doc_id: str) -> DocumentTextJson:
    """The text of a document, its sections, and its sentences with their speakers."""
    document, sections, sentences = contents.part(doc_id)
    return {
        **metadata_json(contents, document),
        "text": document.text,
        "sections": [{"section_path": list(s.path), "start": s.start, "end": s.end} for s in sections],
        "sentences": [{"start": s.start, "end": s.end, "speaker": s.speaker} for s in sentences],
    }


def metadata_json(contents: "Contents", document: Document) -> MetadataJson:
    """What a document says about itself, and what the other documents say about it."""
    status = contents.validity(document.id)
    return {
        "doc_id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "number": document.number,
        "kind": document.kind,
        "family": document.family,
        "region": document.region,
        "addressees": list(document.addressees),
        "annexes": list(document.annexes),
        "signature": document.signature,
        "effective": document.effective,
        "expires": document.expires,
        "validity": {"state": status.state, "reason": status.reason, "in_force": status.in_force},
        "relations": [
            {"kind": r.kind, "doc_id": r.doc_id, "other": r.other, "reason": r.reason, "since": r.since}
            for r in contents.relations_of(document.id)
        ],
        "doubtful_pages": list(document.doubtful_pages),
    }


def _rounded(timings_ms: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in timings_ms.items()}
