"""Results as the JSON that other programs rely on. The names here are a contract; change them never."""

from typing import TYPE_CHECKING, Any

from mingce.datatypes import Answer, Citation, Document, Hit, Section

if TYPE_CHECKING:
    from mingce.index import Index

Json = dict[str, Any]


def hit_json(hit: Hit) -> Json:
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


def search_json(question: str, hits: list[Hit], timings_ms: dict[str, float]) -> Json:
    return {"question": question, "hits": [hit_json(hit) for hit in hits], "timings_ms": _rounded(timings_ms)}


def citation_json(citation: Citation) -> Json:
    return {
        "n": citation.n,
        "doc_id": citation.doc_id,
        "title": citation.title,
        "section_path": list(citation.path),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
    }


def answer_json(answer: Answer) -> Json:
    return {
        "question": answer.question,
        "found": answer.found,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_json(citation) for citation in answer.citations],
        "related": [hit_json(hit) for hit in answer.related],
        "timings_ms": _rounded(answer.timings_ms),
        **({"note": answer.note} if answer.note else {}),
    }


def corpus_json(index: "Index") -> list[Json]:
    """A record a document, in order of id. `pages` is null where the source has none."""
    records = []
    for document in index.documents:
        _, sections, sentences = index.parts(document.id)
        records.append(
            {
                "doc_id": document.id,
                "title": document.title,
                "issuer": document.issuer,
                "date": document.date,
                "number": document.number,
                "kind": document.kind,
                "source": document.source,
                "pages": document.pages[-1].number if document.pages else None,
                "sections": len(sections),
                "sentences": len(sentences),
                "characters": len(document.text),
                "warnings": list(document.notes),
            }
        )
    return records


def document_json(document: Document, sections: list[Section]) -> Json:
    return {
        "doc_id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "kind": document.kind,
        "text": document.text,
        "sections": [{"section_path": list(s.path), "start": s.start, "end": s.end} for s in sections],
    }


def _rounded(timings_ms: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in timings_ms.items()}
