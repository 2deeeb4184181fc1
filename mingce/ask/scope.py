"""A place, year, number, meeting or law that a question names and the quoted documents do not cover: then nothing is answered.

Open-ended: any 市, 县, 区 or 镇 counts, not a list of known names. What a body of the whole country says holds in every
place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from mingce.ask.checks import NATIONAL
from mingce.ask.constraints import ORDINAL
from mingce.ask.editions import DIGITS, other_edition, years_of
from mingce.ask.lead_words import stripped
from mingce.ask.place_names import SUFFIX, counties, places
from mingce.ask.question import Question
from mingce.ask.sessions import other_session, sessions
from mingce.ask.sisters import sister, unknown_nouns
from mingce.datatypes import Citation, Document
from mingce.store.contents import Contents
from mingce.text.dates import YEARS
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.places import REGION, is_known, lies_in, place_of, province
from mingce.text.versions import plain_title
from mingce.text.word_lists import any_of, read_rows

FIVE_YEARS = {
    "十一五": (2006, 2010),
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}
MEETING = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:工作会议|座谈会|代表大会|全会|常务会议|集体学习|委员会会议|政治局会议)")
# A document that is asked for by its kind: "河南省贯彻…的实施意见", "浙江省…发展规划"
GENRE = r"(?:条例|办法|细则|意见|规划|方案|预案|计划|目录|要点|措施|工作报告)"
# What a document is made for that is no province, city or county: 中关村国家自主创新示范区
ZONE = re.compile(
    r"(?:关于印发)?《?([\u4e00-\u9fff]{2,8}?)(?:国家自主创新示范区|(?:高新技术|经济技术)?产业开发区|自由贸易试验区|高新区)"
)
# A letter to the bodies of one place: "国务院办公厅关于湖北省…建议办理情况的函"
ADDRESSED = re.compile(r"(?:函|批复|答复|复函)$")
# A line that signs with the day behind the body
SIGNED = re.compile(r"[^，。；：]{4,40}?(?:\d{4}|[二〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日")
LAST_LINES = 4  # of a document, where it is signed
NO_NAME_OF_ISSUER = re.compile(
    r"[我本全]?(?:省|自治区|市|州|县|区)"
)  # "自治区人民政府办公厅": of the place its text tells
OFTEN, MOSTLY = 3, 0.75  # times that a place is named, and the share of all places that are
APART = ("香港", "澳门", "台湾")
# Not "香港公司能不能经营": whoever comes from there is bound by the laws of the mainland here
OWN_LAW = re.compile(
    rf"(?:{'|'.join(APART)})(?!的?(?:[\u4e00-\u9fff]{{0,2}}(?:公司|企业|银行|机构|投资|居民|同胞|学生|青年|律师|医师|人|商|户|籍)))"
)
# The year of a figure: "到2030年", "2014、2015年分别推广"; not a day, the number of a document, what holds from a year on
OF_YEAR = re.compile(r"(?<![〔（(\[\d])((?:19|20)\d{2})年(?:度|底|末|年底|间)?(?!\s*\d|[起以之前版修发实施]|〕)")
LISTED_YEAR = re.compile(r"((?:19|20)\d{2})[、和](?=(?:19|20)\d{2}年)")
NO_TARGET = re.compile(r"(?:19|20)\d{2}年[^，。；]{0,12}(?:起|以来|以后|之后|以前|之前|[前后])|每年|历年|逐年")
OF_A_FIGURE = frozenset({"count", "money", "percent"})
TODAY = re.compile(
    r"(?:今天|今日|现在|目前|如今|截至|截止|到)[（(是，,]{0,2}\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
)
# "第一次下单": no number of a meeting
FIRST_TIME = re.compile(r"第(?:一|1)次(?![会全集修大])")
LAW_SAYS = re.compile(r"(?:里面?|中|上)?(?:是?怎么|如何)?(?:规定|要求|明确|写明|说)")
LAW_TITLE = re.compile(r"(?:法|法典|条例|办法|规定|细则)$")


def outside(contents: Contents, question: Question, citations: Sequence[Citation], is_by_title: bool = False) -> str:
    """Why none of the quotes can answer the question, a Chinese sentence that names what is not covered; "" otherwise.

    A quote of which nothing speaks against answers for all. is_by_title: the question names the document that is
    quoted, so that what it calls by another word is no sister of what the title says.
    """
    checks = [check for check in CHECKS if not (is_by_title and check is _sister)]
    reasons = []
    for citation in citations:
        document = contents.by_id[citation.doc_id]
        told = (check(contents.documents, question, document, citation) for check in checks)
        reason = next((one for one in told if one), "")
        if not reason:
            return ""
        reasons.append(reason)
    return reasons[0] if reasons else ""


def nowhere(documents: Sequence[Document], question: Question) -> str:
    """What a question names of which no document speaks at all, a Chinese sentence; "" where there is nothing."""
    asked = _said(question)
    names = list(_names(asked))
    for name in names:
        core = SUFFIX.sub("", name)
        if not any(core in document.text or core in document.title for document in documents):
            return f"已收录的文件没有提到{name}。"
    others = [other_session(sessions(asked), document) for document in documents]
    if others and all(others):  # the one that fewest lack: 五次全会, where one document is of that term
        return f"已收录的文件里没有{min(others, key=others.count)}的文件。"
    told = [other_edition(asked, document) for document in documents]
    if any(told) and not any(_is_edition(asked, document) for document in documents):
        return next(one for one in told if one)
    known = [name for name in names if is_known(SUFFIX.sub("", name))]
    own = [document for document in documents if any(_is_of(document, name) for name in known)]
    if reason := _not_told(own or documents, question, known[0] if own else ""):
        return reason
    if known:
        matter = f"“{question.focus[0]}”" if question.focus else "的这项规定"
        return f"已收录的文件没有写明{known[0]}{matter}。" if own else f"已收录的文件里没有{known[0]}的文件。"
    absent = unknown_nouns(asked, documents)
    return f"已收录的文件没有提到{'、'.join(f'“{noun}”' for noun in absent)}。" if absent else ""


def _not_told(documents: Sequence[Document], question: Question, place: str) -> str:
    """A year, a five-year plan or a number of which none of these documents speaks: those of a place, or all."""
    about = f"已收录的{place}文件" if place else "已收录的文件"
    for year in _years(question):
        if not any(_covers(document, year) for document in documents):
            return f"{about}没有写到{year}年的情况。"
    for plan in [plan for plan in FIVE_YEARS if plan in _said(question)]:
        if not any(_covers_plan(document, plan) for document in documents):
            return f"{about}没有写到“{plan}”的情况。"
    return _unnumbered(question, documents)


def _said(question: Question) -> str:
    return question.plain or question.text


def _names(text: str) -> Iterator[str]:
    """The places that a question names, counties by their short names too."""
    found = list(places(text))
    yield from found
    yield from (name for name in dict.fromkeys(counties(text)) if not any(name in other for other in found))


def _place(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A place that a local document neither belongs to nor names; of several it must be of one, and others must be
    there."""
    names = list(_names(_said(question)))
    home = _home(document)
    if home in ("", NATIONAL):
        return _of_one_place(question, document, names, citation.quote) or _without_its_own(
            documents, question, document, names
        )
    missing = [name for name in names if not _speaks_of(document, name)]
    is_one = len(missing) < len(names)
    for name in missing:
        is_there = any(_is_of(other, name) for other in documents)
        if not is_there:
            return f"已收录的文件里没有{name}的规定；最接近的是{home}的文件，不能代替。"
        if not is_one:
            return f"已收录的文件里没有找到{name}的这项规定；最接近的是{home}的文件，不能代替。"
    return ""


def _without_its_own(
    documents: Sequence[Document], question: Question, document: Document, names: Sequence[str]
) -> str:
    """A place whose own document is asked for, "河南省贯彻…的实施意见", where a document of the whole country is quoted."""
    for name in names:
        core = SUFFIX.sub("", name)
        is_own = re.search(rf"{re.escape(core)}[^，。？！；,?!;]{{0,30}}?{GENRE}", _said(question))
        if is_own and core not in document.title + document.text and not any(_is_of(d, name) for d in documents):
            return f"已收录的文件里没有{name}的文件；最接近的是《{document.title}》，不能代替。"
    return ""


def _of_one_place(question: Question, document: Document, names: Sequence[str], quote: str) -> str:
    """A place of which a document of the whole country does not speak: its title names another one, "关于辽宁省…的函",
    and the quote does not speak of the asked place alone; or it is one of those where the laws of the mainland do not
    hold."""
    own = [province(name) for name in REGION.findall(document.title)] if ADDRESSED.search(document.title) else []
    known = [name for name in names if is_known(SUFFIX.sub("", name))]
    missing = [
        name for name in known if not _speaks_of(document, name) or (own and not _tells(quote, name, own, document))
    ]
    if not missing or len(missing) < len(names):
        return ""
    is_of_another = bool(REGION.search(document.title)) and not any(
        lies_in(found, missing[0]) for found in REGION.findall(document.title)
    )
    is_apart = OWN_LAW.search(_said(question)) is not None and SUFFIX.sub("", missing[0]) in APART
    if not is_of_another and not is_apart:
        return ""
    return f"已收录的文件里没有{missing[0]}的规定；最接近的是《{document.title}》，不能代替。"


def _tells(quote: str, name: str, own: Sequence[str], document: Document) -> bool:
    """Whether a quote of a document that is addressed to some places is of another place, or that is one of them."""
    core = SUFFIX.sub("", name)
    if core in document.title or any(lies_in(core, one) or lies_in(one, core) for one in own):
        return True
    return core in quote and not any(one in quote for one in own)


def _is_of(document: Document, name: str) -> bool:
    """Whether a document is made for a place, for a place in it, or for what it lies in."""
    core, home = SUFFIX.sub("", name), _home(document)
    return (
        core in f"{home}{document.title}{document.issuer}" or lies_in(core, home) or lies_in(SUFFIX.sub("", home), core)
    )


def _speaks_of(document: Document, name: str) -> bool:
    """Whether a document is made for a place or for what it lies in, or names it."""
    core, home = SUFFIX.sub("", name), _home(document)
    return core in f"{home}{document.title}{document.issuer}" or core in document.text or lies_in(core, home)


@lru_cache(maxsize=2048)
def _home(document: Document) -> str:
    """The place that a document is made for: told by its head, by its signature, or a zone in its title."""
    if document.region:
        return document.region
    if signed := place_of(document.signature.strip()):
        return signed
    if zone := ZONE.match(document.title):
        return zone[0].removeprefix("关于印发").strip("《")
    return "" if document.family == "法律法规" else _signed_below(document) or _most_named(document)


def _signed_below(document: Document) -> str:
    """The place of the body that signs in one line with the day: "重庆市…领导小组办公室2020年2月26日"."""
    lines = [line.strip() for line in document.text.rstrip().splitlines()[-LAST_LINES:]]
    return next((place_of(line) for line in lines if SIGNED.fullmatch(line) and place_of(line)), "")


def _most_named(document: Document) -> str:
    """The province that a document keeps naming, hardly any other beside it, where its issuer tells no name: 省人民政府."""
    is_told = document.issuer and not NO_NAME_OF_ISSUER.match(document.issuer)
    named = [] if is_told else [province(name) for name in REGION.findall(document.title + document.text)]
    most = max(named, key=named.count, default="")
    return most if named.count(most) >= max(OFTEN, MOSTLY * len(named)) else ""


def _year(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A year of which a document says nothing; a quote corrects a premise all the same: "到2030年实现，是不是"."""
    if question.kind == "yes_no":
        return ""
    years = _years(question)
    missing = [year for year in years if not _covers(document, year)]
    for year in missing:
        is_there = len(missing) < len(years) and any(_covers(other, year) for other in documents)
        if not is_there:
            return f"已收录的文件没有写到{year}年的情况。"
    return ""


def _target_year(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A figure for another year than the one that is asked: "2014、2015年分别推广…" where 2016 is, in a plan not of 2016."""
    asked = _years(question)
    if len(asked) != 1 or not OF_A_FIGURE & set(question.kinds) or question.kind == "yes_no":
        return ""
    text = citation.quote.translate(DIGITS)
    told = {int(year) for year in [*OF_YEAR.findall(text), *LISTED_YEAR.findall(text)]}
    own = years_of(f"{document.title}{document.date}{document.source}")
    if not told or asked[0] in own | years_of(text) or NO_TARGET.search(text):
        return ""
    if any(int(first) <= asked[0] <= int(last) for first, last in YEARS.findall(text)):
        return ""
    said = "、".join(f"{year}年" for year in sorted(told))
    return f"已收录的文件没有写明{asked[0]}年的这个数；最接近的是{said}的，不能代替。"


def _years(question: Question) -> list[int]:
    """The years that a question asks of, today's left out."""
    return sorted(years_of(TODAY.sub("", question.text)))


def _covers(document: Document, year: int) -> bool:
    told, spans = _told_years(document)
    if document.family == "法律法规" and (not told or any(one <= year for one in told)):
        return True  # a law holds in every year from the first one that it tells
    return year in told or any(first <= year <= last for first, last in spans)


@lru_cache(maxsize=2048)
def _told_years(document: Document) -> tuple[frozenset[int], tuple[tuple[int, int], ...]]:
    """The years of which a document speaks, and the spans of years."""
    about = f"{document.title}\n{document.date}\n{document.effective}\n{document.source}\n{document.text}"
    held = sessions(document.title + document.issuer)
    congresses = {_congress(one.number) for one in held if one.kind == "congress"}
    spans = [(int(first), int(last)) for first, last in YEARS.findall(about)]
    spans += [span for name, span in FIVE_YEARS.items() if name in about]
    return years_of(about) | congresses, tuple(spans)


def _congress(number: int) -> int:
    """The year of a congress of the Party: the twelfth was in 1982, and every fifth year since."""
    return 1982 + 5 * (number - 12)


def _plan(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """Another five-year plan, 十四五 where that of 十二五 is quoted; a document that tells no year of it."""
    asked = [name for name in FIVE_YEARS if name in _said(question)]
    missing = [name for name in asked if not _covers_plan(document, name)]
    if not asked or len(missing) < len(asked) or question.kind == "yes_no":
        return ""
    return f"已收录的文件里没有“{missing[0]}”的这项内容；最接近的是《{document.title}》，不能代替。"


def _covers_plan(document: Document, plan: str) -> bool:
    """Whether a document names a plan, or speaks of years in it and is not of another plan."""
    if plan in document.title + document.text or document.family == "法律法规":
        return True
    first, last = FIVE_YEARS[plan]
    is_of_another = any(other in document.title for other in FIVE_YEARS)
    return not is_of_another and any(_covers(document, year) for year in range(first, last + 1))


def _edition(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """What comes anew each year, asked for another year: "2024年医改重点工作任务" where that of 2022 is quoted."""
    is_told = years_of(citation.quote) & years_of(_said(question))
    return "" if is_told else other_edition(_said(question), document)


def _is_edition(text: str, document: Document) -> bool:
    return not other_edition(text, document) and bool(years_of(text) & years_of(document.title))


def _session(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """Another session: 十六大报告 is not that of the fifteenth congress, 五次全会 not the sixth."""
    other = other_session(sessions(_said(question)), document, citation.quote)
    return f"已收录的文件里没有{other}的文件；最接近的是《{document.title}》，不能代替。" if other else ""


def _ordinal(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """第五次集体学习 is not the third."""
    return _unnumbered(question, [document])


def _unnumbered(question: Question, documents: Sequence[Document]) -> str:
    """A number of a meeting or a batch that none of the documents names."""
    about = "\n".join(f"{document.title}{document.text}" for document in documents)
    for said in ORDINAL.finditer(FIRST_TIME.sub("", question.text)):
        if said[2] not in "次届批期轮":
            continue
        named = {int(read_number(m[1])) for m in ORDINAL.finditer(about) if m[2] == said[2]}
        if int(read_number(said[1])) not in named:
            return f"已收录的文件没有提到“{said[0]}”。"
    return ""


def _meeting(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A meeting that a document neither reports nor names; "省政府第110次常务会议" is 省政府常务会议."""
    for match in MEETING.finditer(_said(question)):
        name = re.sub(r"^.*(?:的|在|次|届)", "", stripped(match[0]))
        numbered = re.sub(
            r"(?=(?:常务|全体|工作)?会议$|集体学习$)", r"(?:第?[\\d一二三四五六七八九十百]+次)?", name, count=1
        )
        if len(name) >= 6 and not re.search(fold(numbered), fold(document.title + document.text)):
            return f"已收录的文件没有提到{name}。"
    return ""


def _month(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A meeting of another month: "5月份的常务会议" where that of 13 March is quoted."""
    if document.family not in ("会议", "讲话"):
        return ""
    told = set(MONTH.findall(fold(f"{document.title}{document.text}"))) | {str(int(document.date[5:7] or 0))}
    for month in MONTH_ASKED.findall(_said(question)):
        if told - {"0"} and str(int(read_number(month))) not in {str(int(read_number(one))) for one in told}:
            return f"已收录的文件里没有{month}月的会议；最接近的是《{document.title}》，不能代替。"
    return ""


MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d|[一二三四五六七八九十])*日")
MONTH_ASKED = re.compile(
    r"(?<![\d个])(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初|中旬|上旬|下旬|\d{1,2}[日号])?[^，。？！,?!]{0,12}?(?:会|学习|讲话|座谈)"
)


def _law(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A law whose rule is asked for, where the quoted document is another one that does not speak of it.

    Where the question asks what the law says, "政府采购法规定…", the quote itself must name it.
    """
    title, quote = fold(document.title), fold(citation.quote)
    if fold(plain_title(document.title)) in fold(_said(question)):
        return ""  # it is asked for by its name beside the other
    for name, is_asked in _laws(question):
        if fold(name) in title + quote or (not is_asked and fold(name) in fold(document.text)):
            continue
        return f"已收录的文件里没有《{name}》的这项规定；最接近的是《{document.title}》，不能代替。"
    return ""


def _laws(question: Question) -> list[tuple[str, bool]]:
    """The laws that a question names, in 《》 or well-known ones; and whether it asks what they say."""
    text = _said(question)
    titles = [title for title in question.constraints.titles if LAW_TITLE.search(title)]
    named = [(title, text.index(title) + len(title) + 1) for title in titles if title in text]
    named += [(match[0], match.end()) for match in _known_laws().finditer(text)]
    return [(name, bool(LAW_SAYS.match(text, end))) for name, end in named]


@cache
def _known_laws() -> re.Pattern[str]:
    """The names of well-known laws and regulations, the longest first; not 公司法|人, 证券法|规, 专利法|实施细则."""
    names = any_of(name for (name,) in read_rows("laws.tsv") if len(name) > 2)
    return re.compile(rf"{names}(?!规(?!定)|定(?=[律理])|制(?=[度办])|[律院官治学人]|的?实施)")


def _sister(documents: Sequence[Document], question: Question, document: Document, citation: Citation) -> str:
    """A thing that no document names, where the title of the one that is quoted names a sister of it."""
    found = sister(_said(question), document, documents, citation.quote)
    return f"已收录的文件没有提到{found[0]}；最接近的是{found[1]}的规定，不能代替。" if found else ""


Check = Callable[[Sequence[Document], Question, Document, Citation], str]
CHECKS: tuple[Check, ...] = (
    _place,
    _year,
    _target_year,
    _plan,
    _edition,
    _session,
    _ordinal,
    _meeting,
    _month,
    _law,
    _sister,
)
