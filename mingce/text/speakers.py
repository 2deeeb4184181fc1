"""Who speaks in each sentence of a document: the meeting, Xi Jinping, or the document itself.

A speaker goes on until the paragraph ends, another speaks or the text tells what happened ("会议还研究了其他事项").
"""

import re
from collections.abc import Sequence

from mingce.datatypes import Document, Sentence
from mingce.text.patterns import HAN

# Who begins to speak: "会议指出，", "习近平总书记强调，", "他说，", "在听取汇报后，习近平发表重要讲话强调，", "全会认为，",
# "刘国中表示，". Not what is only cited: "按照会议要求，", "习近平总书记强调的“两个坚持”".
_SAYS = r"(?:指出|强调|要求|认为|提出|表示|说|号召|决定|希望|宣布)"
_SPEAKERS_TITLES = (
    r"(?:(?:这次|此次|本次|上述|中共中央|党中央|国家主席|中央军委主席|总书记|中央[\u4e00-\u9fff]{0,6}|同志)、?)*"
)
SPEAKS = re.compile(
    rf"(?:^|(?<=[，。；：]))[\s\u3000]*(?:在[^，。；：]{{1,30}}?(?:时|后|上|中|期间)，?)?{_SPEAKERS_TITLES}"
    rf"(?P<who>会议|全会|大会|习近平(?:总书记|主席|同志)?|总书记|他|[{HAN}]{{2,3}}(?={_SAYS}[，：:])(?!要求))"
    rf"(?:在[^，。；：]{{1,30}}?(?:时|后|上|中|期间)|[^，。；：的《》]{{0,12}}?(?:讲话|指示|批示))?(?:再次|进一步|还|特别|同时|重点|明确|一致)?{_SAYS}"
    r"(?:[，：:]|(?=要|各|必须|坚持|“))"
)
# What happened, told by the document: "会议还研究了其他事项。", "中共中央总书记习近平主持会议。", "……出席会议。"
NARRATES = re.compile(
    r"(?:主持(?:了)?(?:会议|这次|第|集体)|出席|列席|参加(?:了)?(?:会议|学习)|召开|举行|审议(?:了|通过|《)|听取(?:了|《)|讨论(?:了|《)|传达学习|研究了|还研究|在会上|作了?讲解|进行了?讲解)"
)
# A speech by its title: "习近平在…上的讲话", not a report of one ("…的重要讲话精神")
SPEECH_TITLE = re.compile(r"习近平.*(?:讲话|致辞|演讲|贺信|文章)(?:[（(].*[）)])?$")
MEETING, XI = "会议", "习近平"
# Families of documents whose paragraphs go on in the speaker's words; a report only cites them.
CARRIES = frozenset({"会议", "讲话", "公文", ""})


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
