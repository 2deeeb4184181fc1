"""The nouns. Every offset counts characters of `Document.text`, end exclusive; every quote is a slice of it."""

from dataclasses import dataclass, field

PASSAGE = "passage"  # the route of an answer that was searched for; the others are named in ask/routes


@dataclass(frozen=True)
class Page:
    """Where a printed page begins in the canonical text."""

    start: int
    number: int


@dataclass(frozen=True)
class Document:
    """One policy document. `text` is canonical: re-joined lines, no page furniture."""

    id: str
    title: str
    text: str
    source: str  # file name inside the corpus folder
    issuer: str = ""
    date: str = ""  # ISO, "2023-01-17"; shorter where the text says less: "2023", "2023-01"
    number: str = ""  # 文号: "国发〔2023〕1号"
    kind: str = ""  # "会议通报", "讲话精神", "意见", "法律", ...
    pages: tuple[Page, ...] = ()  # empty where the source has no pages
    notes: tuple[str, ...] = ()  # what its reader was not sure of, sentences for the user
    family: str = ""  # "公文", "法律法规", "会议", "讲话", "规划纲要", "通知公告", "工作报告", ...
    region: str = ""  # "河南省", "贵阳市", "全国"
    addressees: tuple[str, ...] = ()  # 主送机关
    annexes: tuple[str, ...] = ()  # names of the annexes
    signature: str = ""  # 署名
    effective: str = ""  # ISO, in force from this day, as the text says; "" where it does not
    expires: str = ""  # ISO, in force until this day, as the text says
    doubtful_pages: tuple[int, ...] = ()  # numbers of pages that were read from an image with little confidence

    def page_at(self, offset: int) -> int | None:
        """The printed page that holds `offset`, None where the source has no pages."""
        number = None
        for page in self.pages:
            if page.start > offset:
                break
            number = page.number
        return number


@dataclass(frozen=True)
class Section:
    """A heading with what stands directly under it; the sections of a document tile its text."""

    doc_id: str
    path: tuple[str, ...]  # ("二、重点任务", "（三）…", "1.提高…"); () before the first heading
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """What is embedded and quoted. `section` is the row of its section in the index."""

    section: int
    start: int
    end: int
    speaker: str = ""  # who says it: "会议", "习近平", "" where the document itself does


@dataclass(frozen=True)
class SentenceHit:
    start: int
    end: int
    text: str
    score: float  # 0..1, higher is better, comparable within one search


@dataclass(frozen=True)
class Hit:
    """A section that was found, at most 700 characters of it."""

    doc_id: str
    title: str
    path: tuple[str, ...]
    start: int
    end: int
    text: str
    score: float  # 0..1, higher is better, comparable within one search
    sentences: tuple[SentenceHit, ...] = ()


@dataclass(frozen=True)
class Citation:
    """`quote` is the document's text from `start` to `end`."""

    n: int
    doc_id: str
    title: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None
    place: str = ""  # as one cites it: "二、（三）2.", "第十二条第二款"; "" before the first heading
    speaker: str = ""  # who says it: "会议", "习近平", "" where the document itself does
    is_doubtful: bool = False  # it stands on a page that was read from an image with little confidence


@dataclass(frozen=True)
class Computed:
    """A value that no text holds: computed from values that do."""

    value: str  # "30"
    unit: str  # "个"; "" for none
    expression: str  # "10+10+10=30"
    citations: tuple[int, ...]  # the marks of the quotes that hold the operands


@dataclass(frozen=True)
class Answer:
    question: str
    found: bool
    text: str  # quotes with [n] marks, or the sentence that the documents do not say
    confidence: float  # 0..1
    citations: tuple[Citation, ...] = ()
    related: tuple[Hit, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    note: str = ""  # for the reader: who worded the text, what was left out and why
    reason: str = ""  # for the reader: what speaks for the quotes and against them; "" where nothing was found
    route: str = PASSAGE  # the way it was found: "address", "metadata", "numbers", ...; "passage" by search
    computed: tuple[Computed, ...] = ()
