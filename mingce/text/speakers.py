"""Who speaks in each sentence of a document: the meeting, Xi Jinping, or the document itself.

A speaker goes on until the paragraph ends, another speaks or the text tells what happened ("会议还研究了其他事项").
"""

from collections.abc import Sequence

from mingce.datatypes import Document, Sentence
from mingce.text.patterns import NARRATES, SPEAKS, SPEECH_TITLE

MEETING, XI = "会议", "习近平"
CARRIES = {
    "会议",
    "讲话",
    "公文",
    "",
}  # families whose paragraphs go on in the speaker's words; a report only cites them


def speaker_of(sentences: Sequence[Sentence], document: Document) -> tuple[str, ...]:
    """ "会议", "习近平" or "" for each sentence, in their order.

    A speech that its title gives to Xi Jinping is his throughout, unless its paragraphs name who speaks.
    """
    openings = [opening(document.text[s.start : s.end]) for s in sentences]
    if SPEECH_TITLE.search(document.title) and not any(openings):
        return tuple(XI if _is_body(document, sentence) else "" for sentence in sentences)
    speakers = []
    speaker = last = ""
    end = 0
    for sentence, named in zip(sentences, openings, strict=True):
        if "\n" in document.text[end : sentence.start] or document.family not in CARRIES:
            speaker = ""
        if named == "他":
            named = last
        if named is not None:
            speaker = named
            last = named or last
        elif NARRATES.search(document.text[sentence.start : sentence.end]):
            speaker = ""
        speakers.append(speaker)
        end = sentence.end
    return tuple(speakers)


def opening(sentence: str) -> str | None:
    """Who begins to speak in a sentence: "会议", "习近平", "他", "" for somebody else; None where nobody does.

    >>> [opening(s) for s in ("会议强调，要稳中求进。", "要稳中求进。", "刘国中表示，将抓好落实。")]
    ['会议', None, '']
    """
    match = SPEAKS.search(sentence)
    if match is None:
        return None
    who = match["who"]
    if who.startswith(XI) or who == "总书记":
        return XI
    if who in ("会议", "全会", "大会"):
        return MEETING
    return "他" if who == "他" else ""


def _is_body(document: Document, sentence: Sentence) -> bool:
    text = document.text[sentence.start : sentence.end]
    return text not in document.title and text.endswith(("。", "！", "？", "；", "”"))
