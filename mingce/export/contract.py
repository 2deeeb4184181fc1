"""Results as the JSON that other programs rely on. The names here are a contract; change them never."""

from typing import TYPE_CHECKING, Any

from mingce.datatypes import Answer, Citation, Document, Hit

if TYPE_CHECKING:
    from mingce.store.contents import Contents

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
        "place": citation.place,
        **({"speaker": citation.speaker} if citation.speaker else {}),
        **({"doubtful": True} if citation.is_doubtful else {}),
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


def corpus_json(contents: "Contents") -> list[Json]:
    """A record a document, in order of id. `pages` is null where the source has none."""
    records = []
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


def document_json(contents: "Contents", doc_id: str) -> Json:
    """A document with its sections, and its sentences with who speaks."""
    document, sections, sentences = contents.part(doc_id)
    return {
        **metadata_json(contents, document),
        "text": document.text,
        "sections": [{"section_path": list(s.path), "start": s.start, "end": s.end} for s in sections],
        "sentences": [{"start": s.start, "end": s.end, "speaker": s.speaker} for s in sentences],
    }


def metadata_json(contents: "Contents", document: Document) -> Json:
    """What a document says about itself, and what the corpus says about it. "" and [] where nothing is said."""
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
