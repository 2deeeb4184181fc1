"""What a reader must know of a document before relying on a quote from it: that it is no longer, or not yet, in force."""

from dataclasses import replace

from mingce.ask.search import Searcher
from mingce.datatypes import Answer


def with_standing(searcher: Searcher, answer: Answer) -> Answer:
    """The answer with a line for each document quoted in it that is not in force today."""
    lines = []
    for doc_id in dict.fromkeys(citation.doc_id for citation in answer.citations):
        status = searcher.contents.validity(doc_id, searcher.today)
        if status.in_force is False:
            title = searcher.contents.by_id[doc_id].title
            lines.append(f"提示：《{title}》{_state(status.state)}。")
    return replace(answer, text="\n".join([answer.text, *lines])) if lines and answer.found else answer


def _state(state: str) -> str:
    """
    >>> _state("有效期至2026-06-30"), _state("已废止")
    ('有效期至2026-06-30，已经届满', '已废止')
    """
    return f"{state}，已经届满" if state.startswith("有效期至") else state
