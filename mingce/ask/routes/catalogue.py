"""What is in the corpus, and what this tool does not do: "有几份文件", "广州的文件有哪些", "收录了《…》吗", "总结一下".

tests/ask/routes/test_catalogue.py is the table of examples.
"""

import re
from collections.abc import Sequence

from mingce.ask.place_names import SUFFIX
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked, not_there, quoted
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.overview import overview
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.dates import date_text, made
from mingce.text.fold import fold
from mingce.text.places import REGION, province

ROUTE = "corpus"
MOST = 200  # titles of one list
# Where the corpus itself is spoken of, and not what stands in it.
CORPUS = re.compile(
    r"知识库|资料库|数据库|文件库|语料库?|(?:你们?|咱们?|这个?)?(?:的)?库(?:里头?|里面|中|内|里)|收录|入库|(?:能查|查得到|可以查|能读)到?(?:的)?(?:全部|所有|哪些|什么)?(?:文件|资料|材料|文档|政策|法规)|你(?:们)?(?:这儿|这里|这边|那里|那儿)|手头有|手上有"
    r"|标题(?:里|中)?(?:带|含|有|包含)|(?:一共|总共|共)?有(?:几|多少|好多)(?:份|篇|部|件)(?:文件|材料|文档|资料|政策)|^(?:都|总共|一共|现在|目前|已经)*有(?:哪些|什么|啥|几份|多少)(?:文件|材料|文档|资料)"
)
THING = re.compile(
    r"(?:政策性?|规范性)?(?:文件|材料|文档|资料|文献|文章|法律法规|法规|法律|规章|条例|办法|规定|政策|通知|新闻稿|通稿|报告)(?:和(?:文件|政策|法规))?"
)
# "广州的文件有哪几份", "有哪些浙江的文件", "2024年出的文件有哪些", "有没有关于古树的规定"
PLAIN_LIST = re.compile(
    r"^.{0,24}(?:文件|材料|文档|资料)(?:都)?(?:有|是)?(?:哪些|哪几[份个部篇]|什么|啥|几份|多少份)(?:.{0,6})$|^(?:都|分别)?有(?:哪些|哪几[份个部]).{0,16}(?:文件|材料|文档|资料)$"
    r"|^有(?:没有)?(?:关于|有关).{2,20}的(?:文件|材料|规定|法规|政策|办法|条例)(?:啊|吗|呢)?$|^(?:都)?有(?:哪些|几份).{0,10}工作报告$|^有.{2,8}的(?:文件)?吗.{0,6}$|^.{0,12}工作报告(?:都)?有哪些.{0,12}$|报(?:一下|一遍)$"
)
ASKS = re.compile(
    r"(?:总共|一共|共)?(?:有|是|收了?|收录了?)?(?:几|多少|好多)(?:份|个|篇|部|件|种|条)?|(?:都|分别)?(?:是|有|叫)?(?:哪(?:些|几[份个部篇件]|一?[份个部篇件])|什么|啥)(?:名字|名称)?|有没有|有无|(?:收录|收|有|查得到|能查|在)?(?:了|着)?(?:吗|么|没有|没得|没|不)$|是不是(?:收录|有)|清单|列表|目录|单子|名单|名称|标题|题目|报(?:一下|一遍|给我)|列(?:一下|出来?|个|给我)"
)
# "哪些文件已经失效"
ENDED = re.compile(
    r"(?:哪些|哪几[份个部])(?:文件|政策|规定|法规|材料)?(?:都|是)?(?:已经?|现在)?(?:失效|过期|废止|作废|不再有效|到期)(?:了|的)?$"
)
NEWEST = re.compile(
    r"(?:最新|最近|最晚|最后)(?:的)?(?:一?(?:份|个|篇|部|次))?(?:收录|添加|加入|新增|发布|印发|出台|入库|加|放)?"
)
# What goes with such a question and tells of no document.
ROUND_ABOUT = re.compile(
    r"提到|涉及|讲到|文件里面?|里头|里面|方面|有关|关于|相关|属于|由|来自|省内|内|省里|市里|两个字|字样|城市|年份|发布|印发|出台|制定|颁布|公布|发的|出的|发|出|的|全部|所有|现在|目前|总共|一共|都|还|另外|别的|就|直说|没有就|只有|那|这|些|请|帮我|麻烦|给我|我要|想|看看|知道|分别|叫|带|含|以后|以来|之后|之前|以前|年|份|部|个|篇|件|收录|收|有|是|了|呢|吗|啊|哦|呀|吧|和|与|几|哪|些|里|中|你|您|们|这儿|这里|这边|嘛|下|总"
)
KINDS = {
    "通知": ("通知",),
    "意见": ("意见",),
    "方案": ("方案",),
    "规划": ("规划纲要",),
    "批复": ("批复",),
    "国家法律": ("法律",),
    "法律": ("法律",),
    "地方性法规": ("条例", "办法"),
    "行政法规": ("条例",),
    "政府工作报告": ("政府工作报告",),
}
HAVE = re.compile(
    r"^(?:请问)?(?:你们?|库里|这里|知识库|资料库)?(?:里|中)?(?:有没有|有无|有|是否收录了?|收录了?|能不能查到?|能查到?|查得到|能不能读|能读)(?P<name>□|.{2,40}?)(?:吗|没有|没|么|不)?$"
)
LAWLIKE = re.compile(r"(?:法|法典|条例|细则|规则|规划|纲要|工作报告|公报)$")
WRITING = re.compile(
    r"(?:写(?:一)?(?:份|篇|个|段|封)|(?:帮我|替我|给我|为我|帮忙|请)写).{0,16}?(?:材料|报告|汇报|总结|讲话|发言|心得|体会|稿|方案|文章|通知|新闻|文案|作文|计划|综述|简报|信)|(?:起草|撰写|代写|帮写|润色|改写|扩写|缩写|仿写)|翻译(?:成|为|一下|下|这|全文|过来)|译成|(?:帮|给|(?<![聘申邀])请|把)[^，。？]{0,12}翻译|(?:做|生成|制作)(?:一)?(?:份|个)?.{0,8}?(?:ppt|PPT|幻灯片|课件|思维导图|图表|视频|音频)|(?:评价|点评|评论)一下|^(?:请|帮我|给我|麻烦|能不能|可以)*(?:总结|概括|归纳|提炼)|(?:总结|概括|归纳|提炼)(?:一下|下|全文|全部内容|要点|主要内容)"
)
SUMMARY = re.compile(r"总结|概括|归纳|提炼|综述")
DOES_NOT_WRITE = "我只引用原文，不代写、不翻译、不改写。"
INSTEAD = (
    "可以改用：问“讲了什么”看各部分标题和代表性原句；在“学习”里看摘要和对照；在“备课”里导出学习材料，每句都注明出处。"
)


def reply(asked: Asked) -> Reply | None:
    plain = asked.question.plain
    text = said(asked)
    if WRITING.search(plain) and not read_addresses(asked.named.rest)[0]:
        return not_written(asked)
    if (match := HAVE.match(text)) and (found := had_named(asked, match["name"])):
        return found
    is_exact = asked.named.is_said and asked.named.is_exact and bool(asked.named.documents)
    if is_exact and not re.search(r"收录|库", text):
        return None
    if ENDED.search(text):
        return ended(asked)
    if (CORPUS.search(text) and ASKS.search(text)) or PLAIN_LIST.search(text):
        return listed(asked)
    return None


def said(asked: Asked) -> str:
    """The question without marks, white space and words of politeness."""
    return re.sub(r"[，。？！、；,?!;\s“”]", "", asked.question.plain)


def ended(asked: Asked) -> Reply:
    """The documents that are no longer in force, each with why."""
    over = [(d, status) for d in asked.scope if (status := asked.validity(d)).in_force is False]
    if not over:
        return Reply.refusing(ROUTE, f"已收录的 {len(asked.scope)} 份文件里没有写明已经失效的。")
    lines = [Line(f"已经失效或者尚未生效的有 {len(over)} 份：")]
    return Reply.of(ROUTE, [*lines, *(Line(f"{quoted(d)}（{status.state}）", is_item=True) for d, status in over)])


def listed(asked: Asked) -> Reply | None:
    """The documents of a place, a body, a year or a kind; None where the words tell of something else."""
    if asked.named.missing and asked.named.is_exact:
        return Reply.refusing(ROUTE, asked.missing())
    text = said(asked)
    years = re.findall(r"((?:19|20)\d{2})", text)
    rest = re.sub(r"(?:19|20)\d{2}年?", " ", text)
    kinds = next((kinds for name, kinds in KINDS.items() if name in text), ())
    for pattern in (*map(re.compile, KINDS), CORPUS, NEWEST, ASKS, THING):
        rest = pattern.sub(" ", rest)
    wanted = [word for piece in rest.split() if (word := ROUND_ABOUT.sub("", piece)) and len(word) > 1]
    found = [d for d in asked.scope if _is_of(d, wanted, years, kinds, text)]
    if NEWEST.search(text):
        found = sorted((d for d in found if made(d)), key=made, reverse=True)[:1]
        return Reply.of(ROUTE, [Line("按文件自己的日期，最新的是："), *_titles(asked, found)]) if found else None
    told = "".join([*(f"{year}年" for year in years), *wanted])
    if not found:
        is_catalogue = CORPUS.search(text) or (years and not wanted) or any(REGION.search(word) for word in wanted)
        words = f"已收录的 {len(asked.scope)} 份文件里没有“{told}”的文件。"
        return Reply.refusing(ROUTE, words) if is_catalogue else None
    told = f"“{told}”的文件有" if told else "已收录"
    return Reply.of(ROUTE, [Line(f"{told} {len(found)} 份："), *_titles(asked, found)])


def _is_of(document: Document, wanted: Sequence[str], years: Sequence[str], kinds: Sequence[str], text: str) -> bool:
    """Whether a document is of all that is asked for: words of its title, place or body, its year, its kind."""
    place = province(SUFFIX.sub("", document.region))
    about = fold(f"{document.region}{place}{document.issuer}{document.title}{document.kind}{document.family}")
    if any(SUFFIX.sub("", fold(word)) not in about for word in wanted):
        return False
    if kinds and document.kind not in kinds:
        return False
    if not years:
        return True
    year = made(document)[:4]
    if re.search(r"以来|以后|之后|起", text):
        return bool(year) and year >= years[0]
    return bool(year) and (year <= years[0] if re.search(r"以前|之前", text) else year in years)


def had(asked: Asked) -> Reply | None:
    """Whether the document that is named is there, with all its versions."""
    named = asked.named
    if named.documents and named.is_said:
        versions = [v for d in named.documents for v in (named.versions or {}).get(d.id, (d,))]
        return Reply.of(ROUTE, [Line("有："), *_titles(asked, versions)])
    return Reply.refusing(ROUTE, asked.missing()) if named.missing else listed(asked)


def had_named(asked: Asked, name: str) -> Reply | None:
    if documents := asked.named.documents if asked.named.is_said and asked.named.is_exact else ():
        if left_over(HAVE.sub("", asked.named.rest)):
            return None
        return Reply.of(ROUTE, [Line("有："), *_titles(asked, documents)])
    name = name.strip("《》")
    if re.match(r"哪|什么|啥|几|多少|关于|有关", name):
        return None
    if not LAWLIKE.search(name) or len(name) > 30:
        return None
    if re.search(r"[的对在把给让]", re.sub(r"关于.*的", "", name)):
        return None
    wanted = fold(name)
    exact = [d for d in asked.scope if fold(d.title).endswith(wanted)]
    if exact:
        return Reply.of(ROUTE, [Line("有："), *_titles(asked, exact)])
    return Reply.refusing(ROUTE, not_there(name, asked.scope))


def not_written(asked: Asked) -> Reply | None:
    """That it quotes and does not write; for a summary, the overview instead."""
    lines = [Line(DOES_NOT_WRITE + INSTEAD)]
    is_summary = SUMMARY.search(asked.question.plain) and not re.search(r"写|报告|材料|稿", asked.question.plain)
    if is_summary and (document := asked.named.one):
        return Reply.of(ROUTE, [*lines, *overview(asked, document, asked.outline(document))])
    return Reply.refusing(ROUTE, DOES_NOT_WRITE + INSTEAD)


def _titles(asked: Asked, documents: Sequence[Document]) -> list[Line]:
    lines = []
    for document in documents[:MOST]:
        told = "，".join(part for part in (document.region, document.number, date_text(made(document))) if part)
        span = _title_span(document)
        after = f"（{told}）" if told else ""
        lines.append(Line("" if span else quoted(document), span, is_item=True, after=after))
    more = [Line(f"另有 {len(documents) - MOST} 份，见“文件”页。")] if len(documents) > MOST else []
    return [*lines, *more]


def _title_span(document: Document) -> tuple[Span, ...]:
    """The title where it stands in one piece at the head of the text."""
    at = document.text.find(document.title, 0, 400) if document.title else -1
    return (Span(document.id, at, at + len(document.title)),) if at >= 0 else ()
