"""Documents of one corpus beside each other: copies, successive versions, repeals; and whether one is in force.

Issued, in force and repealed are three things. What no text says is "不明", with the reason.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

import numpy as np

from mingce.datatypes import Document
from mingce.text.commencement import commencement, expiry
from mingce.text.dates import DATE, iso, made
from mingce.text.patterns import DOCUMENT_NUMBER
from mingce.text.sentences import sentence_around

COPY, VERSION, REPEAL = "重复", "新旧版本", "废止"
SHINGLE = 5  # characters
SKETCH = 16  # one shingle in so many is kept to find candidates
LEAST_SHARED = 8  # kept shingles in common before two documents are compared at all
COMMON = 40  # a shingle that so many documents share is a phrase of office, not a sign of kinship
SAME = 0.85  # share of shingles in common (Jaccard) from which two documents are one
CONTAINED = 0.92  # share of the shorter one's shingles from which it is an extract of the longer
KIN = 0.05  # below it two documents of one title are different documents
SERIES = {"会议", "工作报告", "讲话", "报告", "案例"}  # a new one comes beside the old one and does not replace it
NOT_WORD = re.compile(r"\W|_")

# A draft is not in force: "信访条例（修订草案）", "…办法（征求意见稿）"
DRAFT = re.compile(r"[（(【]?(?:修订草案|草案|征求意见稿|讨论稿|送审稿|审议稿)(?:[（(].*[）)])?[）)】]?")
TRIAL = re.compile(r"[（(]试行[）)]|试行(?:办法|规定|条例|意见|方案|细则)$")
# What was said of a document later, at its head or in its title: "（已废止）", "【失效】", "本办法已于2020年废止"
REPEALED = re.compile(
    r"[（(【\[](?:已废止|废止|已失效|失效|全文废止|全文失效)[）)】\]]|^本[^，。《》]{1,8}已[^，。]{0,14}(?:废止|失效)"
)
# The same in a note under the text: "注：根据《…决定》（豫政〔2017〕42号），该文件已失效。"
REPEAL_NOTE = re.compile(
    r"^[（(]?(?:注|备注|编者[注按]|说明)[：:][^\n]*?(?:该|本|此)(?:文件|文|办法|规定|通知|意见|条例|方案)已[^\n。]{0,14}?(?:废止|失效)[^\n]*$",
    re.M,
)
# What a sentence does to the documents it names (each 《…》 read as □): "□、□同时废止。", "□自本法施行之日起废止", "决定废止□".
# Not "废止前", "修改或者废止", "应当予以废止".
REPEALS = re.compile(
    r"□[^；。]{0,60}?(?<!应当)(?<!可以)(?:同时|即行|自行|一并|相应|予以|现予|均|即|起)(?:予以)?废止(?=[。；;，,：:]|$)|(?<!或者)(?<!和)废止(?:下列[^。]{0,20})?[^。，]{0,30}□"
    r"|(?:同时|现予|予以)废止(?:下列[^。：]{0,20}|如下[^。：]{0,20})?[：:]$|废止(?:下列|如下|以下)[^。：]{0,20}[：:]$"
)
# A title that goes on to something else than being repealed: 《…》第三条, 《…》修正, 《…》规定的, 《…》的决定
NOT_REPEALED = re.compile(r"(?:[（(][^）)]*[）)])?(?:第|[^，。；、]{0,12}(?:修正|修订|修改|规定的|设定的|有关))")
# A title named in a text, another title inside it or not: "《北京市实施〈中华人民共和国种子法〉办法》"
NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》){1,150})》")
# A sentence; the end of a line inside a title does not end it: "原《…资金管理办法实 / 施细则》同时废止。"
SENTENCE = re.compile(r"(?:《(?:[^《》。]|《[^《》。]*》){1,150}》|[^。\n])+[。\n]?")


@dataclass(frozen=True)
class Relation:
    """`doc_id` is the newer one, the repealing one, the one to keep; `other` the older, the repealed, the copy."""

    kind: str  # COPY, VERSION or REPEAL
    doc_id: str
    other: str
    reason: str  # a Chinese sentence for the reader
    since: str = ""  # ISO, from when; "" where not known
    start: int = 0  # the words of `doc_id` that say so; 0, 0 where none do
    end: int = 0


@dataclass(frozen=True)
class Validity:
    state: str  # "现行", "试行", "尚未生效", "已废止", "有效期至2028-12-31" or "不明"
    reason: str  # a Chinese sentence for the reader
    in_force: bool | None = None  # None: the texts do not say
    doc_id: str = ""  # whose words the reason quotes, `text[start:end]`; "" where it quotes none
    start: int = 0
    end: int = 0


def relations(documents: Sequence[Document]) -> list[Relation]:
    """Copies, successive versions and repeals among the documents of a corpus, each with its reason."""
    copies = find_copies(documents)
    extras = {relation.other for relation in copies}
    return [*copies, *find_versions([d for d in documents if d.id not in extras]), *find_repeals(documents)]


def validity(document: Document, today: date, known: Iterable[Relation] = ()) -> Validity:
    """Whether a document is in force on a day, by its own text and by what others of the corpus say of it.

    known: the relations of the corpus; those about other documents are passed over.
    """
    day = today.isoformat()
    about = [relation for relation in known if relation.other == document.id and relation.since <= day]
    repeal = next((r for r in about if r.kind == REPEAL), None)
    if repeal:
        return Validity("已废止", repeal.reason, False, repeal.doc_id, repeal.start, repeal.end)
    if match := REPEAL_NOTE.search(document.text):
        return _quoting("已废止", False, document, match)
    if match := REPEALED.search(document.title) or REPEALED.search(document.text[:400]):
        return _quoting("已废止", False, document, match)
    if DRAFT.search(document.title):
        return Validity("尚未生效", "标题写明是草案或者征求意见稿。", False)
    begins = commencement(document.text, document.title)
    if document.effective > day:
        if begins:
            return _quoting("尚未生效", False, document, begins)
        return Validity("尚未生效", f"施行日期是{document.effective}。", False)
    if document.expires:
        in_force = document.expires >= day
        if match := expiry(document.text):
            return _quoting(f"有效期至{document.expires}", in_force, document, match)
        return Validity(f"有效期至{document.expires}", f"有效期至{document.expires}。", in_force)
    newer = next((r for r in about if r.kind == VERSION), None)
    if newer:
        return Validity("不明", f"{newer.reason}本文件没有写明是否仍然有效。")
    if trial := TRIAL.search(document.title):
        return _quoting("试行", True, document, trial)
    if begins and begins["verb"] == "试行":
        return _quoting("试行", True, document, begins)
    if begins and (document.effective or begins["when"].endswith("之日")):
        return _quoting("现行", True, document, begins, "这些文件里没有废止它的。")
    if document.effective:
        return Validity("现行", f"施行日期是{document.effective}。这些文件里没有废止它的。", True)
    return Validity("不明", "文件没有写明从什么时候起施行，这些文件里也没有废止它的。")


def superseded(known: Iterable[Relation], today: date) -> dict[str, Relation]:
    """Documents that another of the corpus stands for on that day: repealed, replaced by a newer version, or copies."""
    day = today.isoformat()
    return {relation.other: relation for relation in known if relation.since <= day}


def find_copies(documents: Sequence[Document]) -> list[Relation]:
    """The same text twice, or an extract of another: the longer one is kept, of equals the first."""
    found = []
    for a, b in _candidates(documents):
        first, second = documents[a], documents[b]
        left, right = shingles(first.text), shingles(second.text)
        shared = len(np.intersect1d(left, right, assume_unique=True))
        same = shared / (len(left) + len(right) - shared)
        if len(right) > len(left):
            first, second = second, first
        dated_apart = same < 1 and (_is_later(first, second) or _is_later(second, first))
        is_version = dated_apart and plain_title(first.title) == plain_title(second.title)
        if same >= SAME and not dated_apart:
            found.append(Relation(COPY, first.id, second.id, f"与《{first.title}》的文字有{same:.0%}相同。"))
        elif same < SAME and not is_version and shared / min(len(left), len(right)) >= CONTAINED:
            found.append(Relation(COPY, first.id, second.id, f"文字几乎都在《{first.title}》中，是它的一部分。"))
    return found


def find_versions(documents: Sequence[Document]) -> list[Relation]:
    """Documents of one title and place, each with the next older one."""
    groups = defaultdict(list)
    for document in documents:
        if document.family not in SERIES and made(document) and not DRAFT.search(document.title):
            groups[plain_title(document.title)].append(document)
    found = []
    for group in groups.values():
        for older, newer in pairwise(sorted(group, key=made)):
            places = {older.region, newer.region} - {""}
            if _is_later(newer, older) and len(places) < 2 and similarity(older.text, newer.text) >= KIN:
                since = max(
                    newer.effective, newer.date
                )  # an amended law keeps the day on which it first came into force
                reason = f"《{newer.title}》有更新的版本（{made(newer)}），本文件是{made(older)}的。"
                found.append(Relation(VERSION, newer.id, older.id, reason, since))
    return found


def find_repeals(documents: Sequence[Document]) -> list[Relation]:
    """Documents of the corpus that another says it repeals: "《…》同时废止"."""
    by_title = defaultdict(list)
    for document in documents:
        by_title[plain_title(document.title)].append(document)
    found = []
    for document in documents:
        for name, number, described, start, end in repealed_names(document.text):
            candidates = [d for d in by_title[plain_title(name)] if _may_repeal(document, d, number)]
            dated = [d for d in candidates if d.date and d.date in described]
            for other in dated or candidates:
                reason = f"《{document.title}》写明：“{document.text[start:end].strip()}”"
                since = document.effective or document.date
                found.append(Relation(REPEAL, document.id, other.id, reason, since, start, end))
    return list({(r.doc_id, r.other): r for r in found}.values())


def repealed_names(text: str) -> list[tuple[str, str, tuple[str, ...], int, int]]:
    """Each title that a text repeals: the title, its number or "", the dates said of it, and the sentence's offsets.

    >>> repealed_names("本条例自2021年1月1日起施行。1998年5月8日国务院发布的《旅行社条例》同时废止。")
    [('旅行社条例', '', ('1998-05-08',), 17, 44)]
    """
    found = []
    in_list = False
    for match in SENTENCE.finditer(text):
        sentence = match[0]
        names = list(NAMED.finditer(sentence))
        masked = NAMED.sub("□", sentence).strip()
        listed = in_list and bool(names) and bool(re.match(r"[\s\d一二三四五六七八九十（(《]", sentence))
        repeals = REPEALS.search(masked)
        in_list = (bool(repeals) and masked.endswith(("：", ":"))) or listed
        if not (repeals or listed):
            continue
        stop = sentence.rfind("废止") if repeals else len(sentence)
        before = 0
        for name in names:
            leading, before = sentence[before : name.start()], name.end()
            inside = repeals is None or name.start() < stop or masked.find("废止") < masked.find("□")
            if not inside or NOT_REPEALED.match(sentence[name.end() :]) or re.search("根据|依照|依据|按照", leading):
                continue
            bracket = re.match(r"[（(][^）)]*[）)]", sentence[name.end() :])
            number = DOCUMENT_NUMBER.search(bracket[0]) if bracket else None
            dates = tuple(map(iso, DATE.finditer(leading)))
            end = match.start() + len(sentence.rstrip("\n"))
            found.append((re.sub(r"\s*\n\s*", "", name[1]), number[0] if number else "", dates, match.start(), end))
    return found


def plain_title(title: str) -> str:
    """A title without the words that differ between its versions.

    >>> plain_title("中华人民共和国反洗钱法（2024年修订）") == plain_title("反洗钱法")
    True
    """
    title = re.sub(
        r"[（(【\[][^）)】\]]*(?:\d{4}|修订|修正|试行|草案|稿|令|号|废止|失效)[^）)】\]]*[）)】\]]", "", title
    )
    return re.sub(r"[\s《》〈〉“”\"·]|中华人民共和国", "", title)


def similarity(left: str, right: str) -> float:
    """Share of the shingles of both that they have in common (Jaccard), 0..1."""
    a, b = shingles(left), shingles(right)
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def shingles(text: str) -> np.ndarray:
    """Hashes of the runs of five characters of a text, punctuation and spaces aside: uint64 (n,), sorted, each once."""
    codes = np.frombuffer(NOT_WORD.sub("", text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rows = max(len(codes) - SHINGLE + 1, 0)
    hashes = np.zeros(rows, dtype=np.uint64)
    for shift in range(SHINGLE if rows else 0):
        hashes = hashes * np.uint64(0x100000001B3) + codes[shift : shift + rows]
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return np.unique(hashes ^ (hashes >> np.uint64(33)))


def _candidates(documents: Sequence[Document]) -> list[tuple[int, int]]:
    """Pairs of rows that share enough shingles to be looked at: a fixed sample of all shingles finds them."""
    holders = defaultdict(list)
    sizes = []
    for row, document in enumerate(documents):
        sketch = [h for h in shingles(document.text).tolist() if h % SKETCH == 0]
        sizes.append(len(sketch))
        for shingle in sketch:
            holders[shingle].append(row)
    shared = Counter(pair for rows in holders.values() if 1 < len(rows) <= COMMON for pair in combinations(rows, 2))
    return sorted(
        (a, b)
        for (a, b), count in shared.items()
        if count >= max(0.7 * min(sizes[a], sizes[b]), min(LEAST_SHARED, sizes[a], sizes[b]))
    )


def _is_later(newer: Document, older: Document) -> bool:
    """Whether the dates tell that one came after the other; a year alone does not tell from a day in it."""
    a, b = made(newer), made(older)
    return bool(a and b) and a[: min(len(a), len(b))] > b[: min(len(a), len(b))]


def _may_repeal(document: Document, other: Document, number: str) -> bool:
    if other.id == document.id or _is_later(other, document):
        return False
    if number and other.number:
        return re.sub(r"\W|第|中华人民共和国", "", number) in re.sub(r"\W|第|中华人民共和国", "", other.number)
    same_title = plain_title(other.title) == plain_title(document.title)
    return not same_title or _is_later(document, other)


def _quoting(state: str, in_force: bool, document: Document, match: re.Match[str], more: str = "") -> Validity:
    """A judgement with the sentence that a match lies in."""
    text = match.string
    if text is document.title:
        return Validity(state, f"标题写明：“{match[0]}”", in_force)
    inside = match.start() + len(match[0]) - len(match[0].lstrip())
    start, end = sentence_around(text, inside, match.end())
    return Validity(state, f"文件写明：“{text[start:end].strip()}”{more}", in_force, document.id, start, end)
