"""A question that sets documents, versions, places or years side by side -> its sides, each searched in its own scope.

A side of which the corpus has nothing is said to be missing; the other is quoted all the same.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from mingce.ask.place_names import SUFFIX, places
from mingce.ask.question import Question, understand
from mingce.ask.routes.asked import Asked, quoted
from mingce.datatypes import Answer, Citation, Document
from mingce.text.dates import date_text, made
from mingce.text.places import province
from mingce.text.versions import plain_title

ROUTE = "comparison"
# What asks for a comparison; "各", "分别" and "呢" only where there are two sides.
COMPARES = re.compile(
    r"对比|比较|比一比|相比|比起|区别|不同|不一样|一样吗|一致吗|差别|差异|异同|有何变化|什么变化|各(?:是|自|有|怎么|为|多少|说|规定)|分别|都(?:是|有|怎么)|差多少|差几|高多少|低多少|多多少|少多少|谁(?:更|的)|哪(?:个|边|家)(?:更|高|低|多|少)|\bvs\b|VS|新旧|两版|两个版本|两地|两省|两市|呢[？?]?$"
)
VERSIONS = re.compile(
    r"新旧(?:两版|两个版本|版本|法)?|(?:新|旧)(?:法|版|条例|办法)(?:和|与|跟)(?:新|旧)(?:法|版|条例|办法)|修订前后|修改前后|两(?:个)?版本?|前后两版"
)
YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?:版本?|修订|修正)?的?")
# Words of comparing and what ties the sides together: no topic.
TIES = re.compile(
    r"对比(?:一下)?|比较(?:一下)?|比一比|相比(?:较|之下)?|比起|有(?:什么|啥|何|哪些)?(?:区别|不同|差别|差异|变化|不一样)(?:的?地方)?|(?:的)?(?:区别|不同|差别|差异|异同)(?:是什么|在哪)?|规定得?一样吗|一样吗|一致吗|不一样|差多少|差几个?|各自?(?=是|有|怎|为|说|规|多|$|[？?，,])|分别|两(?:省|市|地|版|个版本|者|份文件|个文件)的?|新旧|之间|哪个(?:更)?(?:高|低|多|少|严)|谁更?(?:高|低|多|少|严)?|\bvs\b|VS|放在一起"
)
JOINING = re.compile(r"^[的和与跟同及、，,：:；;？?\s]+|[和与跟同及、，,：:；;\s]+$")
BETWEEN = re.compile(r"(?:和|与|跟|同|及|、|，|,|以及|还是|：|:|？|\?)+(?=(?:的|在|对|是|有|$|[，,：:]))")


@dataclass(frozen=True)
class Side:
    name: str  # as the reader gets it: "《…》", "青海", "2018年4月27日的版本"
    doc_ids: tuple[str, ...]  # where it is looked for; () where the corpus has nothing of it
    said: str  # the words of the question that stand for it, which the other side is asked without


def sides_of(asked: Asked) -> list[Side]:
    """The sides of a comparison; [] where nothing is compared."""
    text = asked.question.plain
    if not COMPARES.search(text):
        return []
    return _documents(asked) or _versions(asked, text) or _places(asked, text) or _years(asked, text)


def compare(
    asked: Asked, sides: Sequence[Side], search: Callable[[Question, Collection[str]], Answer]
) -> Answer | None:
    """What each side says, one under the other; None where none says anything."""
    topic = topic_of(asked.question.plain, asked.named.rest, sides)
    if len(re.sub(r"\W", "", topic)) < 2:
        return None
    question = understand(topic, (), asked.searcher.vocabulary)
    found = [search(question, side.doc_ids) if side.doc_ids else None for side in sides]
    if not any(answer and answer.found for answer in found):
        return None
    lines, citations = [], list[Citation]()
    for side, answer in zip(sides, found, strict=True):
        if answer is None or not answer.found:
            lines.append(
                f"【{side.name}】已收录的文件没有写明{'这一点' if side.doc_ids else f'，没有收录{side.name}的文件'}。"
            )
            continue
        own = [replace(c, n=len(citations) + n) for n, c in enumerate(answer.citations, start=1)]
        citations += own
        lines.append(f"【{side.name}】" + "".join(f"{c.quote}[{c.n}]" for c in own))
    confidence = min(answer.confidence for answer in found if answer and answer.found)
    return Answer(asked.question.raw, True, "\n".join(lines), confidence, tuple(citations), route=ROUTE)


def topic_of(text: str, rest: str, sides: Sequence[Side]) -> str:
    """What is asked of both sides: the question without their names and without the words of comparing.

    >>> topic_of("青海和重庆的稳岗返还政策比一比", "", [Side("青海", (), "青海"), Side("重庆", (), "重庆")])
    '稳岗返还政策'
    """
    topic = rest if all(side.said == "□" for side in sides) else text
    for side in sides:
        topic = topic.replace(side.said, "□")
    topic = TIES.sub("", topic)
    topic = re.sub(r"□(?:省|市|县|区)?(?:的|版|呢)?", "□", topic)
    topic = re.sub(r"[□和与跟同及、\s]*□[□和与跟同及、\s]*", " ", topic)
    topic = re.sub(r"\s*(?:是|呢)?[？?，,。]*$", "", topic)
    while (cut := JOINING.sub("", topic.strip())) != topic:
        topic = cut
    return topic


def _documents(asked: Asked) -> list[Side]:
    """Documents that the question names."""
    documents = asked.named.documents if asked.named.is_exact else ()
    return [Side(quoted(d), (d.id,), "□") for d in documents] if len(documents) > 1 else []


def _versions(asked: Asked, text: str) -> list[Side]:
    """Two versions of the one document that is named: by their years, or 新旧."""
    document = asked.named.one
    versions = (asked.named.versions or {}).get(document.id, ()) if document else ()
    if len(versions) < 2:
        return []
    years = list(dict.fromkeys(YEAR.findall(text)))
    by_year = [next((v for v in versions if made(v)[:4] == year), None) for year in years]
    if len(years) > 1 and all(by_year):
        return [_of_version(v, m[0]) for v, m in zip(by_year, _firsts(text, years), strict=True) if v]
    if not VERSIONS.search(text):
        return []
    return [_of_version(v, "□") for v in (versions[1], versions[0])]


def _of_version(document: Document, said: str) -> Side:
    return Side(f"{date_text(made(document))}的版本", (document.id,), said)


def _firsts(text: str, years: Sequence[str]) -> list[re.Match[str]]:
    return [next(match for match in YEAR.finditer(text) if match[1] == year) for year in years]


def _places(asked: Asked, text: str) -> list[Side]:
    """Places, each with its own documents; the whole country is one, too."""
    names = list(places(re.sub(r"[？?：:；;]|和|与|跟|同|、|vs|VS", "，", text)))
    known = dict.fromkeys(SUFFIX.sub("", d.region) for d in asked.scope if d.region not in ("", "全国"))
    names += [core for core in known if core in text and not any(core in name for name in names)]
    names.sort(key=text.find)
    if re.search(r"全国|国务院|国家|中央", text) and len(names) == 1:
        names.append(re.search(r"全国|国务院|国家|中央", text)[0])  # type: ignore[index]  # it was found
    if len(names) < 2:
        return []
    return [_of_place(asked, text, name) for name in names]


def _of_place(asked: Asked, text: str, name: str) -> Side:
    """The documents of a place; where a year stands beside its name, those of that year if there are any."""
    documents = [d for d in asked.scope if _is_of(d, name)]
    beside = re.search(
        rf"{re.escape(name)}(?:省|市|县|区)?的?\s*{YEAR.pattern}|{YEAR.pattern}\s*{re.escape(name)}", text
    )
    if beside is None:
        return Side(name, tuple(d.id for d in documents), name)
    year = beside[1] or beside[2]
    of_year = [d for d in documents if made(d)[:4] == year]
    return Side(f"{name}{year}年", tuple(d.id for d in of_year or documents), beside[0])


def _is_of(document: Document, place: str) -> bool:
    if place in ("全国", "国务院", "国家", "中央"):
        return document.region in ("", "全国")
    core = SUFFIX.sub("", place)
    return bool(core) and (
        core in f"{document.region}{document.title}{document.issuer}"
        or province(SUFFIX.sub("", document.region)) == core
    )


def _years(asked: Asked, text: str) -> list[Side]:
    """Years, each with the documents made in it, where documents were made in more than one of them."""
    years = list(dict.fromkeys(YEAR.findall(text)))
    if len(years) < 2:
        return []
    made_in = [{plain_title(d.title): d.id for d in asked.scope if made(d)[:4] == year} for year in years]
    alike = set.intersection(*(set(titles) for titles in made_in))  # versions of one document, where there are such
    by_year = [tuple(id for title, id in titles.items() if not alike or title in alike) for titles in made_in]
    if sum(map(bool, by_year)) < 2:
        return []
    return [Side(f"{year}年", ids, m[0]) for year, ids, m in zip(years, by_year, _firsts(text, years), strict=True)]
