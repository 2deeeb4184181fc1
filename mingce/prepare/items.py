"""The nouns of a quiz. A stem is source text with one blank, or source text turned into a question."""

from dataclasses import dataclass

from mingce.datatypes import Citation

CHOICE, JUDGE, FILL, SHORT = "choice", "judge", "fill", "short"
NAMES = {CHOICE: "单项选择题", JUDGE: "判断题", FILL: "填空题", SHORT: "简答题"}
BLANK = "（　　）"
CUT = "……"  # where a stem omits the beginning or the end of its sentence
RIGHT, WRONG = "正确", "错误"
LETTERS = "ABCD"

# What a blank asks for.
NUMBER, NAME, YEAR, BODY, TERM, LISTED, FORCE = "数字", "指标", "年份", "主体", "提法", "列举", "力度"
PHRASE = "表述"


@dataclass(frozen=True)
class Blank:
    """A word of a sentence that can be asked for. Offsets are those of the document."""

    about: str  # NUMBER, YEAR, …
    doc_id: str
    start: int
    end: int
    stem_start: int  # the part of the sentence that is shown
    stem_end: int
    sentence_start: int
    sentence_end: int
    weight: float  # how much it is worth asking, higher is better


@dataclass(frozen=True)
class Item:
    """One question with its answer."""

    kind: str  # CHOICE, JUDGE, FILL, SHORT
    stem: str
    key: str  # the right words; RIGHT or WRONG for JUDGE; "" for SHORT, which its citations answer
    citations: tuple[Citation, ...]  # the sentence that the item comes from; the parts of a short answer
    options: tuple[str, ...] = ()  # of CHOICE, the key among them
    blank: Blank | None = None  # None for SHORT
    altered: str = ""  # of a false JUDGE: the words put in place of the source's

    @property
    def letter(self) -> str:
        """The letter of the right option."""
        return LETTERS[self.options.index(self.key)] if self.options else ""
