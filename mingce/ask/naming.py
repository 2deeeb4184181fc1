"""The documents that a question names: by title, short title or number, in full or in part, or earlier in the talk.

A name that no document has is told, too: what is said of a law must not be answered from its implementing regulation.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache

from mingce.ask.intent_model import OF_DOCUMENT, intent_of
from mingce.ask.lead_words import AT_TAIL, stripped
from mingce.ask.place_names import SUFFIX, places
from mingce.ask.short_names import COMMON, GENRE, LONGER, NEGATES, ShortNames
from mingce.ask.title_words import ASKING, TitleWords
from mingce.ask.versions_said import NEWER, OLDER, VERSION_YEAR, version_of, with_years
from mingce.datatypes import Document
from mingce.store.contents import Contents
from mingce.text.fold import fold, in_order
from mingce.text.metadata import printed_in
from mingce.text.places import REGION
from mingce.text.versions import plain_title, repealed_names
from mingce.text.word_lists import read_rows

LAWLIKE = re.compile(r"(?:法|法典|条例|办法|规定|细则|规则)$")
QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,12}?)[〔\[［(（【]?\s?((?:19|20)\d{2})\s?[〕\]］)）】年]\s?第?\s?0*(\d{1,4})\s?号"
)
ORDER = re.compile(r"([\u4e00-\u9fff]{2,16}?令)\s?第?\s?0*(\d{1,4})\s?号")  # "国务院令第487号"
# "海关总署 中央宣传部公告2018年第146号"
ANNOUNCED = re.compile(
    r"([\u4e00-\u9fff]{1,16}?公告|公告)[〔\[（(]?((?:19|20)\d{2})(?:[〕\]）)]|年)\s?第?\s?0*(\d{1,4})\s?号"
)
FORWARDS = re.compile(r"转发|批转")
NUMBERED_ORDER = re.compile(r"第?\s?0*(\d{1,4})\s?号令")  # "住建部第45号令"
REMEMBERED = 512  # questions whose names are kept
LONGEST_TALK = 12  # questions before this one that may tell what it is about
MOVED = 10  # characters of a question that says no more than another place: "那上海呢"
SPOKEN_BODIES = {"央行": "中国人民银行", "人行": "中国人民银行", "证监会": "中国证券监督管理委员会"}
YEAR_BEFORE = re.compile(r"((?:19|20)\d{2})年?的?$")  # "2013年国务院政府工作报告"
LEAST = 3  # characters of a short title that may stand alone in a question: "立法法"
MOST_ALIKE = 5  # documents of different places that one short name means
YEARLY = ("工作报告", "会议", "讲话", "规划纲要")  # families of documents that come anew, each for its time
SHORT_NAME = 4  # characters of a name that may be the end of another one: 合同法 of 劳动合同法
ITS_RULES = re.compile(
    r"(?:(?:它|其|该法|这部法)的?|(?<=[\ue000-\ue063][和与跟、及])|(?<=[\ue000-\ue063]以及))(?P<genre>实施(?:办法|条例|细则|规定))"
)
# "实施条例（审计法的那个）": the rules, not the law
OF_THE_LAW = re.compile(r"(?P<genre>实施(?:办法|条例|细则|规定))[（(][\ue000-\ue063]的?(?:那个|那部)?[）)]")
FIRST_MARK = 0xE000  # of the private characters that stand for documents while a question is read
HEAD = 400  # characters at the beginning of a text in which the number of its order stands
SHORTEST_PART = 4  # of a name that is only part of a title


@dataclass(frozen=True)
class Named:
    """What a question names."""

    documents: tuple[Document, ...] = ()  # of each name the version that is asked for, in the order of the names
    missing: tuple[str, ...] = ()  # names that no document has
    rest: str = ""  # the question without the names
    is_said: bool = False  # in this question; else it is taken from the talk before, or it is the only one there is
    is_exact: bool = False  # by title, short title or number; else described by some words of the title
    versions: Mapping[str, tuple[Document, ...]] | None = None  # id -> all versions of it, newest first

    @property
    def one(self) -> Document | None:
        """The document, where there is exactly one."""
        return self.documents[0] if len(self.documents) == 1 else None


class Names:
    """The names of the documents of an index."""

    def __init__(self, contents: Contents, today: date | None = None) -> None:
        self.contents = contents
        self.today = today or date.today()
        self._own = lru_cache(maxsize=REMEMBERED)(self._find_own)

    @cached_property
    def by_alias(self) -> dict[str, list[Document]]:
        """Each name by which a document may be called, folded, with the documents that bear it."""
        found: dict[str, list[Document]] = {}
        for document in self.contents.documents:
            for alias in aliases(document):
                found.setdefault(alias, []).append(document)
        return found

    @cached_property
    def repealed(self) -> dict[str, list[tuple[Document, int, int]]]:
        """Titles that documents repeal and that no document bears, folded, with the sentences that say so."""
        found: dict[str, list[tuple[Document, int, int]]] = {}
        for document in self.contents.documents:
            for title, _, _, start, end in repealed_names(document.text):
                name = fold(plain_title(title))
                if len(name) > SHORT_NAME and name not in self.by_alias:
                    found.setdefault(name, []).append((document, start, end))
        return found

    @cached_property
    def alias_lengths(self) -> list[int]:
        return sorted({len(alias) for alias in self.by_alias}, reverse=True)

    @cached_property
    def short_names(self) -> ShortNames:
        return ShortNames(self.contents.documents)

    @cached_property
    def title_words(self) -> TitleWords:
        return TitleWords(self.contents.documents)

    @cached_property
    def by_number(self) -> dict[tuple[str, ...], list[Document]]:
        found: dict[tuple[str, ...], list[Document]] = {}
        for document in self.contents.documents:
            head = re.sub(r"\s", "", document.text[:HEAD])
            own = document.number
            if FORWARDS.search(document.title) and (inner := printed_in(document)):
                own += f"|{inner[0].number}"
            for match in (
                *NUMBER.finditer(own),
                *ORDER.finditer(f"{own}|{head}"),
                *ANNOUNCED.finditer(f"{document.title}|{head}"),
            ):
                bearers = found.setdefault(tuple(match.groups()), [])
                if document not in bearers:
                    bearers.append(document)
        return found

    def named(self, text: str, earlier: Sequence[str] = (), doc_ids: Collection[str] = ()) -> Named:
        """The documents that a question names, or that the talk before it was about.

        text: the question as it was typed, width and characters normalised. earlier: the questions before, oldest
        first. doc_ids: the documents that were chosen; empty for all.
        """
        text = _written_out(text)
        before = self._before(earlier, doc_ids)
        if before and before.documents and (related := self._related(text, before.documents, doc_ids)):
            return related
        if own := self.own(text, doc_ids):
            return own
        if moved := self._moved(text, before):
            return replace(moved, rest="□")
        if before and (before.documents or before.missing):
            return replace(self._of_other_version(before, text), rest=text, is_said=False)
        known = self.contents.chosen(doc_ids)
        if len(known) == 1:
            return Named((known[0],), (), text, False, True, {known[0].id: (known[0],)})
        return self._guessed(text, doc_ids) or Named(rest=text)

    def own(self, text: str, doc_ids: Collection[str]) -> Named | None:
        """What a question itself names; None where it names nothing. Told once for each question of a talk."""
        return self._own(_written_out(text), tuple(doc_ids))

    def _find_own(self, text: str, doc_ids: tuple[str, ...]) -> Named | None:
        found = self._said(text, doc_ids)
        if found.documents:
            return found
        described = self._described(text, doc_ids)
        if not found.missing or (described and self._is_meant(described.documents, found.missing, text)):
            return described
        return found

    def _is_meant(self, documents: Sequence[Document], names: Sequence[str], text: str) -> bool:
        """Whether documents that the words of a question describe are those whose names, as they are said, none has."""
        titles = "".join(document.title for document in documents)
        if any(f"《{name.strip('《》')}》" in titles or _gives_number(documents, name) for name in names):
            return True  # 关于贯彻《…》的通知, 转发国办发〔2010〕5号的通知
        near = [fold(plain_title(document.title)) for document in documents]
        return bool(documents) and not any(
            f"《{name}》" in text
            or name.endswith("号")
            or fold(name) in known_laws()
            or fold(name) in self.repealed
            or any(_is_another_law(fold(name), title) for title in near)
            or not any(_share_a_matter(fold(name), document) for document in documents)
            for name in names
        )

    def _guessed(self, text: str, doc_ids: Collection[str]) -> Named | None:
        """For a question that must be about one document, the one whose title its words fit best."""
        return self.likeliest(text, doc_ids) if intent_of(text).is_surely(OF_DOCUMENT) else None

    def likeliest(self, text: str, doc_ids: Collection[str] = ()) -> Named | None:
        """The document whose title the words of a question fit best, for a question that must be about one; None where
        two fit alike."""
        group = self.title_words.likeliest(text, doc_ids)
        if not group:
            return None
        chosen, versions = version_of(group, text, self.today)
        return Named((chosen,), (), text, True, False, {chosen.id: versions})

    def _before(self, earlier: Sequence[str], doc_ids: Collection[str]) -> Named | None:
        """What the talk before was about: what the last question that named something named."""
        named: Named | None = None
        for text in earlier[-LONGEST_TALK:]:
            own = self.own(text, doc_ids)
            named = own or self._moved(text, named) or (None if named else self._guessed(text, doc_ids)) or named
        return named

    def _of_other_version(self, before: Named, text: str) -> Named:
        """ "旧的那一部呢" after a question about the new one."""
        if not (OLDER.search(text) or VERSION_YEAR.search(text) or NEWER.search(text)):
            return before
        groups = [(before.versions or {}).get(document.id, (document,)) for document in before.documents]
        chosen = [version_of(group, text, self.today) for group in groups]
        return replace(before, documents=tuple(d for d, _ in chosen), versions={d.id: others for d, others in chosen})

    def _moved(self, text: str, before: Named | None) -> Named | None:
        """ "上海呢" after 北京气象条例: the document of the same name of another place, which may not be there."""
        place = next(iter(places(text)), "")
        if not place or len(text) > MOVED or before is None or not before.documents:
            return None
        document = before.documents[0]
        core = SUFFIX.sub("", document.region)
        name = re.sub(rf"^{re.escape(core)}[省市县区]?", "", plain_title(document.title)) if core else document.title
        said = fold(name)
        bearers = [
            d
            for d in self.contents.documents
            if SUFFIX.sub("", place) in f"{d.region}{d.title}" and fold(plain_title(d.title)).endswith(said[-6:])
        ]
        if not bearers:
            return Named((), (f"{place}{name}",), text, True, True)
        chosen, versions = version_of(bearers, text, self.today)
        return Named((chosen,), (), text, True, True, {chosen.id: versions})

    def _related(self, text: str, before: Sequence[Document], doc_ids: Collection[str]) -> Named | None:
        """ "那实施办法呢": what carries out the law that the talk was about."""
        match = re.search(
            r"(?<![\u4e00-\u9fff])(?:那|那么|它的|其|按|按照|依照|这个|那个)*(?P<genre>实施(?:办法|条例|细则|规定)|细则)",
            text,
        )
        if not match:
            return None
        for document in before:
            name = fold(plain_title(document.title) + match["genre"])
            bearers = [d for d in self.by_alias.get(name, []) if not doc_ids or d.id in doc_ids]
            if bearers:
                chosen, versions = version_of(bearers, text, self.today)
                rest = f"{text[: match.start('genre')]}□{text[match.end('genre') :]}"
                return Named((chosen,), (), rest, True, True, {chosen.id: versions})
        return None

    def _described(self, text: str, doc_ids: Collection[str]) -> Named | None:
        found = self.title_words.described(text, doc_ids)
        if found is None:
            return None
        rest = f"{text[: found.start]}□{text[found.end :]}"
        if found.is_another:
            before = re.search(r"[\u4e00-\u9fff\d]*$", ASKING.split(text[: found.start])[-1])
            name = stripped(before[0] if before else "") + text[found.start : found.end]
            place = next(iter(places(text)), "")
            if SUFFIX.sub("", place) not in name:  # "四川省推进“三社”融合发展"
                return Named((), (f"{place}{name}",), text.replace(name, "□", 1), True, False)
            return Named((), (name,), text.replace(name, "□", 1), True, False)
        chosen = [version_of(group, text, self.today) for group in found.documents]
        documents = tuple(document for document, _ in chosen)
        return Named(documents, (), rest, True, False, {document.id: versions for document, versions in chosen})

    def _said(self, text: str, doc_ids: Collection[str]) -> Named:
        rest = text
        documents: list[Document] = []
        missing: list[str] = []
        versions: dict[str, tuple[Document, ...]] = {}

        def take(name: str, bearers: Iterable[Document]) -> str:
            """What stands for a name until all are found: a character that tells which document it is."""
            kept = [d for d in bearers if not doc_ids or d.id in doc_ids]
            if not kept:
                missing.append(_with_place(name, text))
                return "□"
            marks = ""
            for same in _by_title(kept, name)[:MOST_ALIKE]:
                chosen, others = version_of(same, text, self.today)
                chosen = next((d for d in same if d in documents), chosen)  # the number beside the title tells
                versions[chosen.id] = others
                if chosen not in documents:
                    documents.append(chosen)
                marks += chr(FIRST_MARK + documents.index(chosen))
            return marks

        for match in (*NUMBER.finditer(rest), *ORDER.finditer(rest)):
            rest = rest.replace(match[0], take(stripped(match[0]), self._with_number(match.groups())), 1)
        for match in QUOTED.finditer(rest):
            bearers = (
                self.by_alias.get(fold(match[1]))
                or self.by_alias.get(fold(plain_title(match[1])))
                or self._in_part(match[1])
            )
            rest = rest.replace(match[0], take(match[1], bearers), 1)
        while name := self._next(rest):
            start, end, bearers = name
            rest = f"{rest[:start]}{take(rest[start:end], bearers)}{rest[end:]}"
        if not documents and not missing and (short := self.short_names.first(rest, doc_ids)):
            rest = f"{rest[: short.start]}{take(rest[short.start : short.end], short.documents)}{rest[short.end :]}"
        if documents and (its := ITS_RULES.search(rest) or OF_THE_LAW.search(rest)):
            whole = fold(plain_title(documents[-1].title) + its["genre"])
            if bearers := self.by_alias.get(whole, []):
                if its.re is OF_THE_LAW:
                    documents.pop()
                rest = rest.replace(its[0], take(its["genre"], bearers), 1)
        law = _unknown_law(rest) if not documents and not missing else _unknown_beside(rest)
        if law:
            rest = rest.replace(law, take(law, self._abbreviated(law, text)), 1)
        order = dict.fromkeys(ord(char) - FIRST_MARK for char in rest if FIRST_MARK <= ord(char) < FIRST_MARK + 100)
        found = tuple(documents[i] for i in order if i < len(documents))
        rest = re.sub(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + 99)}]+", "□", rest)
        rest = re.sub(r"□[（(](?:19|20)\d{2}年?(?:版|修订|修正)?[）)]", "□", rest)
        return Named(found, tuple(missing), rest, bool(found or missing), True, versions)

    def _with_number(self, number: tuple[str, ...]) -> list[Document]:
        """Documents of a number; words before the agency's sign do not matter, "请问国发" is "国发", and the agency may be
        shortened where one document alone has the number: "住建部令第45号"."""
        same = {known[0]: documents for known, documents in self.by_number.items() if known[1:] == number[1:]}
        exact = [d for agency, documents in same.items() if _same_end(agency, number[0]) for d in documents]
        every = list({d.id: d for documents in same.values() for d in documents}.values())
        if exact or len({plain_title(document.title) for document in every}) != 1:
            return exact
        shared = set("".join(same)) & set(stripped(number[0])) - set("第号令公告关于发文")
        return every if len(shared) > 1 else []

    def _next(self, text: str) -> tuple[int, int, list[Document]] | None:
        """The longest name of a document in a text: start, end and bearers; "劳动合同法" is not "合同法"."""
        folded = [(fold(char), at) for at, char in enumerate(text)]
        plain = "".join(char for char, _ in folded)
        offsets = [at for char, at in folded for _ in char]
        for length in self.alias_lengths:
            for at in range(len(plain) - length + 1):
                alias = plain[at : at + length]
                if alias in self.by_alias and _ends_name(plain[:at], plain[at + length :], alias):
                    place = _place_before(plain[:at])
                    year = YEAR_BEFORE.search(plain[: at - len(place)])
                    bearers = _of_year(_of_place(self.by_alias[alias], place), year[1] if year else "")
                    begins = at - len(place) - (len(year[0]) if year and not bearers else 0)
                    return offsets[begins], offsets[at + length - 1] + 1, bearers
        return None

    def _in_part(self, name: str) -> list[Document]:
        """Documents with a name that holds the characters of the given one in their order and ends like it.

        A law's name must be whole: "《专利法》" is not 专利法实施细则.
        """
        whole = fold(plain_title(name))
        wanted = re.sub(r"[的之年省市县区《》“”\s]", "", whole)
        if len(wanted) < SHORTEST_PART or LAWLIKE.search(wanted):
            return []
        holding = [
            (len(alias), document)
            for alias, bearers in self.by_alias.items()
            if (alias.endswith(wanted[-2:]) and in_order(wanted, alias))
            or (len(wanted) > 3 * SHORT_NAME and alias.startswith(whole))
            for document in bearers
        ]
        if not holding:
            return []
        same = plain_title(min(holding, key=lambda pair: pair[0])[1].title)
        return list({d.id: d for _, d in holding if plain_title(d.title) == same}.values())

    def _abbreviated(self, name: str, text: str) -> list[Document]:
        """The one document of whose name a question leaves words out: 身份证法, 河南植树条例.

        None where that is the name of another law, 合同法 beside 劳动合同法, or where the place that the question names
        is not that of the document.
        """
        wanted = fold(plain_title(name))
        for spoken, written in SPOKEN_BODIES.items():
            wanted = wanted.replace(spoken, written)
        if wanted in known_laws() or len(wanted) < LEAST:
            return []
        cores = [SUFFIX.sub("", place) for place in places(text)]
        holding = [
            document
            for document in self.contents.documents
            if (title := fold(plain_title(document.title))).endswith(wanted[-2:])
            and in_order(SUFFIX.sub("", wanted), title)
            and not NEGATES.search(title.removesuffix(wanted))
            and (
                not cores
                or document.region in ("", "全国")
                or any(core in f"{document.region}{title}" for core in cores)
            )
        ]
        return holding if len({plain_title(document.title) for document in holding}) == 1 else []


def _written_out(text: str) -> str:
    """A question with its years in four digits and the numbers of orders as documents bear them: "第45号令"."""
    return NUMBERED_ORDER.sub(r"令第\1号", with_years(text))


def aliases(document: Document) -> set[str]:
    """The names by which a document may be called, folded.

    >>> sorted(aliases(Document("d", "中华人民共和国立法法（2023年修正）", "", "")))
    ['中华人民共和国立法法', '中华人民共和国立法法(2023年修正)', '立法法']
    """
    title = document.title
    whole = fold(title)
    bare = re.sub(r"[（(【\[][^（）()【】\[\]]*[）)】\]]$", "", title).strip()
    inner = re.search(
        r"(?:印发|发布|公布|颁布|批转|转发)(?:关于)?(?:《|<)?(.{4,60}?)(?:》|>)?(?:的)?(?:通知|公告|决定|函|令)$", bare
    )
    names = [bare, plain_title(bare), plain_title(title)]
    if inner:
        names += [inner[1].strip("《》"), plain_title(inner[1])]
    if re.search(r"印发|转发|批转|公布|发布|颁布", bare) and not re.search(r"废止|修改|停止|取消", bare):
        names += [inside for match in QUOTED.finditer(bare) for inside in (match[1], plain_title(match[1]))]
    for name in list(names):
        names.append(
            re.sub(
                rf"^(?:{REGION.pattern})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?(?=[\u4e00-\u9fff])",
                "",
                name,
            )
        )
        names.append(re.sub(r"^(?:19|20)\d{2}年", "", name))
        if document.region and document.region != "全国":
            core = SUFFIX.sub("", document.region)
            names.append(re.sub(rf"^(?:{re.escape(document.region)}|{re.escape(core)}[省市县区]?)(?=.{{4}})", "", name))
    found = {whole} | {fold(name) for name in names}
    law = fold(plain_title(bare))  # 水法, 宪法: whole names all the same
    return {name for name in found if len(name) >= LEAST or (name == law and name.endswith("法"))} - _TOO_COMMON


_TOO_COMMON = frozenset(
    fold(name)
    for name in ("政府工作报告", "工作报告", "管理办法", "实施方案", "实施意见", "实施办法", "暂行办法", "行动方案")
)


def _ends_name(before: str, after: str, alias: str) -> bool:
    """Whether a name that was found is a whole name, and not the end or the beginning of another one."""
    if LONGER.match(after) and LAWLIKE.search(alias):
        return False
    if alias.endswith("法") and re.match(r"[律院官治学]|人(?!大)|规(?!定)|定(?=[律理])|制(?=[度办])", after):
        return False
    if len(alias) > SHORT_NAME and not re.search(r"海洋$|农村$", before):
        return True
    run = re.search(r"[\u4e00-\u9fff]*$", before)
    return not run or not run[0] or bool(AT_TAIL.search(run[0]) or _PLACE_OR_BODY.search(run[0]))


def _by_title(bearers: Sequence[Document], name: str) -> list[list[Document]]:
    """The versions of each document that bears a name; where one has it as its whole title, only that one's."""
    groups: dict[str, list[Document]] = {}
    for document in bearers:
        groups.setdefault(fold(plain_title(document.title)), []).append(document)
    whole = groups.get(fold(plain_title(name)))
    return [whole] if whole else list(groups.values())


def _of_year(bearers: Sequence[Document], year: str) -> list[Document]:
    """Those of a year, of documents that are made anew each year; a law is one law in all its versions."""
    return [
        d
        for d in bearers
        if not year
        or d.family not in YEARLY
        or year in f"{d.title}{d.source}{d.date}"
        or not (d.date or re.search(r"\d{4}", d.title))
    ]


def _place_before(text: str) -> str:
    """The place that stands right before a name: "贵阳市" in "请问贵阳市2024年政府工作报告", "" for none."""
    match = re.search(
        rf"(?:中华人民共和国|[\u4e00-\u9fff]{{2,7}}?(?:自治区|自治州|省|市|县|区|州|盟|旗)|{REGION.pattern})(?:人民政府|政府)?的?$",
        text,
    )
    return stripped(match[0]) if match else ""


def _with_place(name: str, text: str) -> str:
    """A name with the whole place that a text says of it: "秀山" before "土家族苗族自治县城乡建设管理条例"."""
    cut = ((place, n) for place in places(text) for n in range(1, len(place)) if name.startswith(place[n:]))
    return next((place[:n] + name for place, n in cut if SUFFIX.sub("", place) not in name), name)


def _of_place(bearers: Sequence[Document], place: str) -> list[Document]:
    """Those that are of a place; none of them where it is another one: what the name of a place says is part of the name."""
    name = re.sub(r"(?:人民)?(?:政府)?的?$|中华人民共和国", "", place)
    core = re.sub(r"(?<=..)(?:自治区|自治州|省|市|县|区|州|盟|旗)$", "", name)
    return [
        d
        for d in bearers
        if not core
        or core in fold(f"{d.region}{d.issuer}{d.title}{d.source}")
        or (d.region and core.endswith(SUFFIX.sub("", d.region)))
    ]


# 中华人民共和国, 河南省: what may stand before a short title
_PLACE_OR_BODY = re.compile(r"(?:中华人民共和国|省|市|县|区|州|政府|办公厅|办公室|委员会|[部委局厅院])$")


def _unknown_law(text: str) -> str:
    """The name of a law or regulation that no document has, where it is asked for by a part of it; "" for none."""
    match = re.search(
        r"([\u4e00-\u9fff]{1,24}?(?:法典|(?<!办)(?<!方)(?<!做)(?<!看)(?<!说)(?<!想)(?<!违)(?<!依)(?<!合)法|条例|细则|办法|规定)(?:实施细则|实施条例|实施办法)?)"
        r"(?=第?[\d一二三四五六七八九十百两零]+[条章节]|(?:总共|一共|共)?(?:有)?(?:哪)?(?:几|多少)[编章节条]|的?(?:目录|章名|全文)|最后一[章条]|附件[一二三1-9]|谁[发制]|第[\d一二三四五六七八九十百]|(?:一共|总共|共)?(?:有|分)?(?:几|多少)[章条节]|(?:是)?(?:什么时候|何时|哪[天年])|最后一条)",
        text,
    )
    if not match:
        return ""
    name = stripped(match[1])
    return (
        name
        if len(name) >= 2 and name not in ("法", "本法", "该法", "办法", "规定", "条例", "细则", "这部法", "那部法")
        else ""
    )


def _unknown_beside(text: str) -> str:
    """A law that is named beside one that was found: "身份证法和□各有多少条"; "" for none."""
    match = re.search(rf"({_LAW_NAME})(?:和|与|跟|、|以及)□|□(?:和|与|跟|、|以及)({_LAW_NAME})(?!实施)", text)
    name = stripped(match[1] or match[2]) if match else ""
    return name if len(name) >= LEAST and not re.search(r"^(?:违|依|办|方|做|说|看|司|执)", name[-2:]) else ""


_LAW_NAME = r"[\u4e00-\u9fff]{2,14}?(?:法|条例)"


@cache
def known_laws() -> frozenset[str]:
    """Names of national laws and of well-known regulations, folded."""
    return frozenset(fold(name) for (name,) in read_rows("laws.tsv"))


def _gives_number(documents: Iterable[Document], name: str) -> bool:
    """Whether a document's text gives the number of another one, in whatever brackets."""
    match = NUMBER.search(name)
    said = re.compile(rf"{match[2]}\s?\W?\s?(?:年)?第?\s?0*{match[3]}\s?号") if match else None
    return said is not None and any(said.search(document.text) for document in documents)


def _is_another_law(name: str, title: str) -> bool:
    """Whether a name cannot be short for a title: 烟草专卖法实施条例 is not 烟草专卖法, 洗钱法 is not 反洗钱法."""
    genre = LAWLIKE.search(title)
    bare = title.removeprefix("中华人民共和国")
    return bool(genre and not name.endswith(genre[0])) or bool(NEGATES.search(bare.removesuffix(name)))


def _share_a_matter(name: str, document: Document) -> bool:
    """Whether a name and a title share more than a place and words that many titles have: 河南旅游条例 and 河南植树条例
    do not."""
    place = SUFFIX.sub("", document.region)
    rest = COMMON.sub(" ", GENRE.sub(" ", name.replace(place, " ") if place else name))
    title = fold(document.title)
    return any(rest[i : i + 2] in title for i in range(len(rest) - 1) if " " not in rest[i : i + 2])


def _same_end(known: str, said: str) -> bool:
    least = min(len(said), len(known), SHORT_NAME)
    return said[-least:] == known[-least:]
