"""What is in the corpus, and what this tool does not do: "有几份文件", "广州的文件有哪些", "收录了《…》吗", "总结一下".

tests/ask/routes/test_catalogue.py is the table of examples.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mingce.ask.intent_model import OF_DOCUMENT, SURE, intent_of
from mingce.ask.phrasing import leans_on_history
from mingce.ask.place_names import SUFFIX
from mingce.ask.routes.address import read_addresses, reply_to_unit
from mingce.ask.routes.asked import Asked, not_there, quoted
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.overview import overview
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.dates import CHINESE_YEAR, YEAR, date_text, made
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.places import REGION, lies_in, province
from mingce.text.versions import VERSION

ROUTE = "corpus"
LISTED = ("corpus_list", "corpus_count", "corpus_newest", "corpus_ended")
SURER = 0.9  # of an intent that is looked at before the documents' own attributes
MOST = 200  # titles of one list
MARKS = re.compile(r"[，。？！、；,?!;\s“”]")
QUOTED_WORDS = re.compile(r"[“\"「]([^“”\"「」]{2,12})[”\"」]")
BODY = re.compile(r"(?:部|委|局|厅|署|院|办|会|政府|银行|法院|人大|政协)$")
COUNTER = re.compile(r"[一二两三四五六七八九十几多\d]+[份个部篇件条种类次]?")
EXCEPT = re.compile(r"除了?.{1,20}?(?:之外|以外|外|[，,]|$)")
# Where the corpus itself is spoken of, and not what stands in it.
CORPUS = re.compile(
    r"知识库|资料库|数据库|文件库|语料库?|(?:你们?|咱们?|这个?)?(?:的)?库(?:里头?|里面|中|内|里)|收录|入库|收了?(?:哪(?:些|几|部|份)|几[份部篇个件]|啥|没)|收没收|(?:能查|查得到|可以查|能读)到?(?:的)?(?:全部|所有|哪些|什么)?(?:文件|资料|材料|文档|政策|法规)|你(?:们)?(?:这儿|这里|这边|那里|那儿)|手头有|手上有"
    r"|标题(?:里|中)?(?:带|含|有|包含)|(?:一共|总共|共)?有(?:几|多少|好多)(?:份|篇|部|件)(?:文件|材料|文档|资料|政策)|^(?:都|总共|一共|现在|目前|已经)*有(?:哪些|什么|啥|几份|多少)(?:文件|材料|文档|资料)"
)
THING = re.compile(
    r"(?:政策性?|规范性)?(?:文件|材料|文档|资料|文献|文章|法律法规|法规|法律|规章|条例|办法|规定|政策|通知|新闻稿|通稿|报告)(?:和(?:文件|政策|法规))?"
)
# "广州的文件有哪几份", "有哪些浙江的文件", "2024年出的文件有哪些", "有没有关于古树的规定"
PLAIN_LIST = re.compile(
    r"^.{0,24}(?:文件|材料|文档|资料)(?:都)?(?:有|是)?些?(?:哪些|哪几[份个部篇]|什么|啥|几份|多少份)(?:.{0,6})$|^(?:都|分别)?有(?:哪些|哪几[份个部]).{0,16}(?:文件|材料|文档|资料)$"
    r"|^有(?:没有)?(?:关于|有关).{2,20}的(?:文件|材料|规定|法规|政策|办法|条例)(?:啊|吗|呢)?$|^(?:都)?有(?:哪些|几份).{0,10}工作报告$|^有.{2,8}的(?:文件)?吗.{0,6}$|^.{0,12}工作报告(?:都)?有哪些.{0,12}$|^(?:文件|材料|资料)里(?:面|头)?有.{2,24}的(?:文件|规章|规定|法规|政策|办法|条例)(?:吗|没).{0,6}$|份.{0,8}(?:还|另)有(?:别的|其他)|报(?:一下|一遍)$"
)
# Nothing but documents and of what they are: "2020年的文件", "有山东省的法规么", "跟海洋沾边的文件你能查哪几份"
BARE = re.compile(
    rf"^(?:请|帮我|给我|查|找|看|列出?|还)*(?:有没有|有)?(?:(?:19|20)\d{{2}}年?(?:以来|以后|之后|以前)?|[\u4e00-\u9fff]{{2,8}}[省市县区州]|{REGION.pattern}|关于.{{2,10}}|有关.{{2,10}}|涉及.{{2,10}}|[跟和与同].{{2,10}}?(?:沾边|搭边|有关|相关|挂钩))(?:发布|印发|出台|制定|出|发)?的{THING.pattern}(?:都|你|能|可以|查|找|收|给|我|到)*(?:有没有|有(?:吗|么|嘛|没有?)?|(?:有|是)?(?:哪(?:些|几?[份个部篇])|几[份个部篇]|多少[份个部]?|啥|什么)){{0,2}}(?:吗|么|嘛|没|呢|啊)?$"
)
ASKS = re.compile(
    r"(?:总共|一共|共)?(?:有|是|收了?|收录了?)?(?:几|多少|好多)(?:份|个|篇|部|件|种|条)?|(?:都|分别)?(?:是|有|叫)?(?:哪(?:些|几[份个部篇件]|一?[份个部篇件])|什么|啥)(?:名字|名称)?|有没有|有无|(?:收录|收|有|查得到|能查|在)?(?:了|着)?(?:吗|么|没有|没得|没|不)$|是不是(?:收录|有)|清单|列表|目录|单子|名单|名称|标题|题目|报(?:一下|一遍|给我)|列(?:一下|出来?|个|给我)"
)
# "哪些文件已经失效"
ENDED = re.compile(
    r"(?:哪些|哪几[份个部])(?:文件|政策|规定|法规|材料)?(?:都|是)?(?:已经?|现在)?(?:失效|过期|废止|作废|不再有效|到期)(?:了|的)?$"
)
OVER = re.compile(r"(?:失效|作废|废止|过期|到期)(?:了|的)|不再(?:有效|适用|执行)|停止执行|不能再?用")
IN_FORCE = re.compile(r"(?:还|仍|现行|现在|目前)(?:都|是)?(?:有效|管用|能用|在用)")
# "哪些文件还有效", "北京的法规现在有效的有哪几部", "2022年时有效的条例有哪些"
STANDING = re.compile(
    r"(?:哪些|哪几[份个部]|几[份部]).{0,6}(?:还|仍|现行|现在|目前)(?:都|是|然)?(?:有效|管用|能用|在用)|(?:有效|管用|能用|在用)的(?:文件|法规|法律|条例|规定|办法|规章|政策|材料)?(?:都)?(?:是|有)?(?:哪些|哪几[份个部]|哪[部份]|几[份部])"
)
# What is told of is left out, as the question before names it: "有没有青海的", "2020年的有吗"
WITHOUT_NOUN = re.compile(
    r"^(?:还)?(?:有没有|有)[^的]{2,12}的(?:吗|么|没有|没|呢)?$|^[^的]{2,12}的(?:呢|有吗|有没有|有哪些|有几[份部个])$"
)
NEWEST = re.compile(
    r"(?:最新|最近|最晚|最后|最末|最迟|最靠后|刚刚?|更新到)(?:的)?(?:一?(?:份|个|篇|部|次))?(?:收录|添加|加入|新增|发布|印发|出台|入库|加|放)?"
)
# Words that go with such a question and tell of no document.
AROUND = frozenset(
    "关于 有关 相关 沾边 搭边 挂钩 能查 方面 领域 涉及 提到 讲到 属于 来自 跟 和 与 或者 以及 及 联合 共同 单独 里头 里面 文件 材料 资料 文档 政策 政策文件 规定 内容 全部 所有 整个 现在 目前 总共 一共 合计 另外 另有 还有 还是 别的 其他 其中 只有 没有 直说 就是 可以 能 能够 查 找 找到 看看 看 查到 请 帮 帮我 给 给我 麻烦 想 我要 知道 分别 各 各自 名字 名称 文件名 标题 目录 清单 单子 列 列出 列出来 报 报个 报一遍 一遍 一下 逐一 逐个 逐份 完整 发布 印发 出台 制定 颁布 公布 下发 修订 修正 修改 发文 发 出 带 含 叫 叫做 字样 两个 字 城市 年份 地方 地方性 地方政府 政府 一级 种类 类型 类别 文本 这块 那块 这方面 这份 那份 这个 那个 旧版 新版 通过 件数 份数 总数 数量 总量 省 市 县 自治区 自治州 省区 省份 地区 各地 省内 市里 省里 本省 以后 以来 之后 之前 以前 手头 手上 收 收录 收藏 存 入库 没得 没收 有没有 是否 是不是 多少 好多 有些 一些 些 国家 层面 几份 几部 几个 几篇 几件 哪几份 哪几个 哪几部 哪部 哪份 啥 啥子 些 不 没 说 说说 数 数一数 统计 需要 做 用 用来 学习 学 年 份 份文件 类 哪里 自己 领导 最新 最近 全 全文 版本 个 件 篇 部 头 这儿 这里 这边 那里 那儿 那边 哪 嘛 呗 哦 哈".split()
)
# What a kind is called -> the kinds or families of its documents, and whether they are of one place (None: of any)
KINDS: dict[str, tuple[tuple[str, ...], bool | None]] = {
    "法律法规": (("法律法规",), None),
    "国家法律": (("法律",), None),
    "法律": (("法律",), None),
    "地方性法规": (("条例", "办法"), True),
    "行政法规": (("条例",), False),
    "政府工作报告": (("政府工作报告",), None),
    "通稿": (("会议", "讲话"), None),
    "新闻稿": (("会议", "讲话"), None),
}
GENRES = re.compile(
    r"(?:实施)?(?:条例|办法|细则|规则|预案|公告|公报|通报|通知|意见|方案|决定|批复|复函|规划)(?!的?(?:精神|要求|期))"
)
KIND_OF_GENRE = {"规划": "规划纲要", "批复": "批复", "复函": "批复"}
# What a topic stands beside: "关于…的", "…方面", "…的文件", "…发的"
_BEFORE_TOPIC = "关于|有关|涉及|提到|讲到?|说到?|管|带|含|包含|属于|跟|和|与"
_BEHIND_TOPIC = "的|这个|方面|领域|类|这块|这一块|口|行业|系统|字样|有关|相关|沾边|发|出|印发|制定|文件|政策|材料|法规|条例|办法|规定"
YEARS = re.compile(
    r"(?P<first>(?:19|20)\d{2})\s?年?(?:\s?(?:到|至|—|-|~)+\s?(?P<last>(?:19|20)\d{2})年?)?(?:[（(]含[^）)]*[）)])?(?:底|初|度)?(?P<way>(?:及|和|含)?(?:以来|以后|之后|往后|后|起)|(?:及)?(?:以前|之前|前))?(?:[（(][^）)]*含[^）)]*[）)])?"
)
THIS_YEAR = {"今年": 0, "本年": 0, "去年": 1, "前年": 2}  # years ago
LAST_YEARS = re.compile(r"(?:近|最近|过去)(?P<n>[一二两三四五六七八九十\d]+)年")
CHINESE_YEARS = re.compile(rf"(?P<year>{CHINESE_YEAR})年")
# "收了哪几个省区的", "都有哪些城市的"
PLACES = re.compile(r"哪(?:些|几)?个?(?:省区?市?|省份|市|城市|地方|地区|区域|区县)(?!文件)")
LOCAL = re.compile(r"地方(?:政府|性法规|文件|上)|各地|哪(?:些|几)?个?(?:省|市|城市|地方|地区)")
MENTIONED = re.compile(r"提到|提及|讲到|说到|涉及")
MOSTLY = 0.6  # of the characters of what is said must be found, where not all of it is
HAVE = re.compile(
    r"^(?:请问)?(?:你们?|库里|知识库|资料库)?(?:这|那)?(?:里头?|中|儿|边)?(?:有没有|有没得|有冇|有无|有|是否收录了?|收录了?|收没收|能不能查到?|能查到?|查得到|能不能读|能读)(?P<name>□|.{2,40}?)(?:(?:的)?(?:全文|原文))?(?:可查|可以查)?(?:吗|没有|没得|没|么|不|否)?(?P<versions>几个版本|几版)?$"
)
LAWLIKE = re.compile(r"(?:法|法典|条例|细则|规则|规划|纲要|工作报告|公报)$")
WRITING = re.compile(
    r"(?:写(?:一)?(?:份|篇|个|段|封)|(?:帮我|替我|给我|为我|帮忙|请)写).{0,16}?(?:材料|报告|汇报|总结|讲话|发言|心得|体会|稿|方案|文章|通知|新闻|文案|作文|计划|综述|简报|信)|(?:起草|撰写|代写|帮写|润色|改写|扩写|缩写|仿写)|翻译(?:成|为|一下|下|这|全文|过来)|翻(?:成|做|作)|译(?:成|做|作|为)|(?:帮|给|(?<![聘申邀])请|把)[^，。？]{0,12}翻译|(?:做|生成|制作)(?:一)?(?:份|个)?.{0,8}?(?:ppt|PPT|幻灯片|课件|思维导图|图表|视频|音频)|(?:评价|点评|评论)一下|^(?:请|帮我|给我|麻烦|能不能|可以)*(?:总结|概括|归纳|提炼)|(?:总结|概括|归纳|提炼)(?:一下|下|全文|全部内容|要点|主要内容)"
)
REWRITING = re.compile(
    r"翻译(?:成|为|一下|过来)|翻(?:成|做|作)|译(?:成|做|作|为)|(?:帮|给|(?<![聘申邀])请|把)[^，。？]{0,16}翻译|润色|改写|扩写|缩写|仿写|大白话"
)
SUMMARY = re.compile(r"总结|概括|归纳|提炼|综述")
DOES_NOT_WRITE = "我只引用原文，不代写、不翻译、不改写。"
INSTEAD = (
    "可以改用：问“讲了什么”看各部分标题和代表性原句；在“学习”里看摘要和对照；在“备课”里导出学习材料，每句都注明出处。"
)


VALID = re.compile(r"(?:还|仍|现行|现在|目前|当时)*(?:都|是|然)?(?:有效|管用|能用|在用)的?|现行|的?时候?")


@dataclass(frozen=True)
class Wanted:
    """Of what the documents are asked for; all of it must hold."""

    words: tuple[str, ...] = ()  # of the title, the place or the body
    unknown: tuple[str, ...] = ()  # the same, where no document has them
    kind: str = ""  # one of KINDS
    genre: str = ""  # the last word of a title: "条例"
    first: str = ""  # year; "" for any
    last: str = ""
    is_local: bool | None = None  # of a province or a town; None for any

    @property
    def noun(self) -> str:
        return self.kind or self.genre or "文件"

    @property
    def told(self) -> str:
        """In words: "重庆市", "2022年及以后"."""
        years = f"{self.first}年" if self.first else ""
        if self.first != self.last:
            years = (
                f"{years}及以后" if not self.last else f"{years}至{self.last}年" if years else f"{self.last}年及以前"
            )
        return "、".join(filter(None, (years, *self.words, *self.unknown)))


def reply(asked: Asked) -> Reply | None:
    plain = asked.question.plain
    text = said(asked)
    # "做课件用：第二章全文" is no wish to have it written, nor is "起草部门是哪几家"
    is_of_document = asked.intent.is_surely(OF_DOCUMENT)
    if (REWRITING if is_of_document or read_addresses(asked.named.rest)[0] else WRITING).search(plain):
        return not_written(asked)
    if (match := HAVE.match(text)) and (found := had_named(asked, match["name"])):
        return found
    is_exact = asked.named.is_said and asked.named.is_exact and bool(asked.named.documents)
    if is_exact and not re.search(r"收录|库", text):
        return None
    if asked.named.is_said and re.search(r"附件|附表|正文", text):
        return None  # of one document
    if ENDED.search(text):
        return ended(asked)
    if STANDING.search(text) and not (asked.named.is_said and asked.named.is_exact):
        return in_force(asked)
    if is_of_corpus(text):
        return listed(asked, is_certain=not PLAIN_LIST.search(text) or _is_surely(asked, LISTED))
    if BARE.match(text) and (found := listed(asked, is_certain=False)):
        return found
    if _is_surely(asked, LISTED):
        return ended(asked) if intent_of(plain).name == "corpus_ended" else listed(asked)
    return followed(asked)


def is_of_corpus(text: str) -> bool:
    """Whether a question speaks of the corpus itself by the patterns."""
    return bool((CORPUS.search(text) and ASKS.search(text)) or PLAIN_LIST.search(text))


def followed(asked: Asked) -> Reply | None:
    """ "那税务总局发的呢", "其中2020年以后的有哪些" after a question about the corpus; None where it tells of something
    else."""
    history = asked.question.history
    if not history or not (leans_on_history(asked.question.plain) or WITHOUT_NOUN.match(said(asked))):
        return None
    before, now = intent_of(history[-1]), intent_of(asked.question.plain)
    is_of_before = is_of_corpus(MARKS.sub("", history[-1])) or (is_listing(before.name) and before.probability >= SURE)
    is_other = now.probability >= SURE and not is_listing(now.name)
    return listed(asked, is_certain=False) if is_of_before and not is_other else None


def _is_surely(asked: Asked, intents: Collection[str]) -> bool:
    return intent_of(asked.question.plain).is_surely(intents, SURER)


def is_listing(intent: str) -> bool:
    return intent.startswith("corpus_")


def said(asked: Asked) -> str:
    """The question without marks, white space and words of politeness."""
    return MARKS.sub("", asked.question.plain)


def ended(asked: Asked) -> Reply:
    """The documents that are no longer in force, each with why; those of a place, a body or a topic, where one is said."""
    wanted = read_wanted(asked, ENDED.sub(" ", asked.question.plain), is_certain=True)
    looked_at = [d for d in asked.scope if is_of(d, wanted)] or asked.scope
    over = [(d, status) for d in looked_at if (status := asked.validity(d)).in_force is False]
    if not over:
        return Reply.refusing(ROUTE, f"已收录的 {len(looked_at)} 份文件里没有写明已经失效的。")
    lines = [Line(f"已经失效或者尚未生效的有 {len(over)} 份：")]
    return Reply.of(ROUTE, [*lines, *(Line(f"{quoted(d)}（{status.state}）", is_item=True) for d, status in over)])


def in_force(asked: Asked) -> Reply | None:
    """The documents of a place, a body or a topic that are in force on a day; and those that do not tell."""
    text = asked.question.plain
    year = "" if str(asked.today.year) in text else next((m[1] for m in YEAR.finditer(text)), "")
    day = min(date(int(year), 12, 31), asked.today) if year else asked.today
    words = YEARS.sub(" ", VALID.sub(" ", text))
    wanted = read_wanted(asked, words, is_certain=True)
    if wanted.unknown:
        return _none_of(asked, wanted, is_certain=True)
    state = {d.id: asked.contents.validity(d.id, day).in_force for d in asked.scope if is_of(d, wanted)}
    valid = [d for d in asked.scope if state.get(d.id) is True]
    older = {
        r.other
        for d in asked.scope
        for r in asked.contents.relations_of(d.id)
        if r.kind == VERSION and r.since <= str(day)
    }
    valid = [d for d in valid if d.id not in older]
    untold = [d for d in asked.scope if d.id in state and state[d.id] is None and made(d) <= str(day)]
    untold = [d for d in untold if d.id not in older]
    if not valid:
        return Reply.refusing(
            ROUTE, f"已收录的 {len(state)} 份{wanted.noun}里没有写明{date_text(day.isoformat())}有效的。"
        )
    told = f"“{wanted.told}”的" if wanted.told else ""
    lines = [Line(f"{date_text(day.isoformat())}有效的{told}{wanted.noun}有 {len(valid)} 份：")]
    rest = [Line(f"另有 {len(untold)} 份没有写明是否有效：")] if untold else []
    return Reply.of(ROUTE, [*lines, *_titles(asked, valid), *rest, *_titles(asked, untold)])


def listed(asked: Asked, is_certain: bool = True) -> Reply | None:
    """The documents of a place, a body, a year or a kind; None where the words tell of something else.

    is_certain: that documents are asked for; words that tell of none are then dropped.
    """
    if asked.named.missing and asked.named.is_exact:
        return Reply.refusing(ROUTE, asked.missing())
    text = said(asked)
    if is_certain and OVER.search(text):
        return ended(asked)
    if IN_FORCE.search(text):
        return None
    wanted = read_wanted(asked, asked.question.plain, is_certain)
    if is_certain and wanted.unknown and MENTIONED.search(text) and (by_text := mentioning(asked, wanted)):
        return by_text
    found = [d for d in asked.scope if is_of(d, wanted)]
    is_newest = wanted == Wanted() and _is_surely(asked, ("corpus_newest",))
    if (NEWEST.search(text) and not wanted.first) or is_newest:
        newest = sorted((d for d in found if made(d)), key=made, reverse=True)[:1]
        return Reply.of(ROUTE, [Line("按文件自己的日期，最新的是："), *_titles(asked, newest)]) if newest else None
    if wanted.unknown or not found:
        return _none_of(asked, wanted, is_certain)
    told = f"“{wanted.told}”的{wanted.noun}有" if wanted.told else "已收录"
    lines = [Line(f"{told} {len(found)} 份{'' if wanted.told else wanted.noun}：")]
    if PLACES.search(text):
        places_of = list(dict.fromkeys(d.region for d in found if d.region))
        lines = [Line(f"{'、'.join(places_of)}，共 {len(places_of)} 个地区 {len(found)} 份文件：")]
    return Reply.of(ROUTE, [*lines, *_titles(asked, found), *_undecided(asked, wanted)])


def _none_of(asked: Asked, wanted: Wanted, is_certain: bool) -> Reply | None:
    """That there are none; where there are some of another kind, these."""
    of_other_kind = replace(wanted, kind="", genre="")
    others = [d for d in asked.scope if is_of(d, of_other_kind)] if wanted.told and not wanted.unknown else []
    if others:
        words = f"没有“{wanted.told}”的{wanted.noun}；“{wanted.told}”的文件有 {len(others)} 份："
        return Reply.of(ROUTE, [Line(words), *_titles(asked, others), *_undecided(asked, of_other_kind)])
    is_place = any(REGION.search(word) for word in (*wanted.words, *wanted.unknown))
    is_catalogue = is_certain or CORPUS.search(said(asked)) or (wanted.first and not wanted.words) or is_place
    if not is_catalogue:
        return None
    lacks = f"“{wanted.told}”的{wanted.noun}" if wanted.told else wanted.noun
    words = f"已收录的 {len(asked.scope)} 份文件里没有{lacks}（按标题、发文机关、地区和日期查找）。"
    undecided = _undecided(asked, wanted)
    return Reply.of(ROUTE, [Line(words), *undecided]) if undecided else Reply.refusing(ROUTE, words)


def _undecided(asked: Asked, wanted: Wanted) -> list[Line]:
    """The documents that may be meant, too: without a date, where a year is asked for that they speak of; without a
    place, where one is asked for."""
    of_any_year = replace(wanted, first="", last="")
    undated = [d for d in asked.scope if not made(d) and is_of(d, of_any_year) and _speaks_of_years(d, wanted)]
    of_any_place = replace(wanted, is_local=None)
    nowhere = [d for d in asked.scope if not d.region and is_of(d, of_any_place)] if wanted.is_local else []
    lines = []
    for documents, lacks in ((undated, "日期，正文提到这些年份"), (nowhere, "地区")):
        if documents:
            lines += [Line(f"另有 {len(documents)} 份没有写明{lacks}："), *_titles(asked, documents)]
    return lines


def _speaks_of_years(document: Document, wanted: Wanted) -> bool:
    """Whether the text of a document names one of the years that are asked for."""
    if not (wanted.first or wanted.last):
        return False
    return any(wanted.first <= match[1] <= (wanted.last or "9999") for match in YEAR.finditer(document.text))


def mentioning(asked: Asked, wanted: Wanted) -> Reply | None:
    """The documents whose text holds the words that no title holds."""
    found = [d for d in asked.scope if all(word in d.text for word in (*wanted.words, *wanted.unknown))]
    if not found:
        return None
    return Reply.of(ROUTE, [Line(f"正文提到“{wanted.told}”的文件有 {len(found)} 份："), *_titles(asked, found)])


def read_wanted(asked: Asked, text: str, is_certain: bool) -> Wanted:
    """Of what documents a question asks for."""
    literal = QUOTED_WORDS.findall(text)
    text = EXCEPT.sub(" ", QUOTED_WORDS.sub(" ", text))
    text = CHINESE_YEARS.sub(lambda m: f"{read_number(m['year'])}年", text)
    for word, ago in THIS_YEAR.items():
        text = text.replace(word, f"{asked.today.year - ago}年")
    first, last = _years(asked, text)
    rest = LAST_YEARS.sub(" ", YEARS.sub(" ", text))
    kind = next((name for name in KINDS if name in rest), "")
    genre = "" if kind else next((m[0] for m in GENRES.finditer(rest)), "")
    abouts = [about(d) for d in asked.scope]
    words = [word for word in literal if any(has(one, word) for one in abouts)]
    unknown = [word for word in literal if word not in words]
    asking = rest
    for pattern in (*map(re.compile, KINDS), CORPUS, NEWEST, PLACES, ASKS, THING, GENRES):
        asking = pattern.sub(" ", asking)
    for run in _runs(asked, asking):
        known = [word for word in run if any(has(one, word) for one in abouts)]
        whole = "".join(run)
        if any(has(one, whole) for one in abouts):
            words.append(whole)
        elif known and len("".join(known)) > MOSTLY * len(whole):
            words += known
        elif not is_certain or _is_named(whole, rest):
            unknown.append(whole)
        else:
            words += filter(_is_place, known)
    is_local = True if LOCAL.search(rest) else KINDS[kind][1] if kind else None
    return Wanted(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(unknown)), kind, genre, first, last, is_local)


def _runs(asked: Asked, text: str) -> Iterator[list[str]]:
    """The runs of words that stand together in a text, words of asking left out."""
    for piece in re.split(r"[\s\W]+", text):
        run: list[str] = []
        at = 0
        for word in asked.searcher.vocabulary.words(piece):
            start = fold(piece).find(word, at)
            if run and start == at and word in "省市县区州镇乡":
                run[-1] += word
                at = start + len(word)
                continue
            is_around = word in AROUND or len(word) == 1 or bool(COUNTER.fullmatch(word))
            if run and (start != at or is_around):
                yield run
                run = []
            if not is_around:
                run.append(word)
            at = start + len(word)
        if run:
            yield run


def _is_named(run: str, text: str) -> bool:
    """Whether words that no document has are what the documents are asked for by, and not words around the question: a
    place, a body, "关于…", "…方面的"."""
    if REGION.search(run) or BODY.search(run) or LAWLIKE.search(run):
        return True
    said = re.escape(run)
    return bool(re.search(rf"(?:{_BEFORE_TOPIC})[到了过的]?{said}|{said}(?:{_BEHIND_TOPIC})", fold(text)))


def _years(asked: Asked, text: str) -> tuple[str, str]:
    """The first and the last year that are asked for, "" for none: "2022年以来" is ("2022", "")."""
    if match := LAST_YEARS.search(text):
        return str(asked.today.year - int(read_number(match["n"]))), ""
    found = list(YEARS.finditer(text))
    if not found:
        return "", ""
    match = found[0]
    way = match["way"] or ""
    if re.search(r"来|后|起", way):
        return match["first"], ""
    if "前" in way:
        return "", match["first"]
    return match["first"], match["last"] or max(one["first"] for one in found)


def about(document: Document) -> str:
    """What tells of a document: title, place, body, kind."""
    place = province(SUFFIX.sub("", document.region))
    parts = (document.region, place, document.issuer, document.title, document.kind, document.family)
    return fold("|".join(parts))


def has(about: str, word: str) -> bool:
    """Whether a word tells of a document; a body by its short name, too: 工信部 is 工业和信息化部."""
    word = SUFFIX.sub("", fold(word))
    if word in about:
        return True
    return bool(BODY.search(word)) and bool(re.search(".{0,4}?".join(map(re.escape, word)), about))


def is_of(document: Document, wanted: Wanted) -> bool:
    """Whether a document is of all that is asked for."""
    told = about(document)
    places = [word for word in wanted.words if _is_place(word)]  # several: of any of them
    if wanted.unknown or not all(has(told, word) for word in wanted.words if word not in places):
        return False
    if places and not any(has(told, place) or _is_in(document, place) for place in places):
        return False
    if wanted.kind and not {document.kind, document.family} & set(KINDS[wanted.kind][0]):
        return False
    if wanted.is_local is not None and wanted.is_local != (document.region not in ("", "全国")):
        return False
    if wanted.genre and not _is_of_genre(document, wanted.genre):
        return False
    year = made(document)[:4]
    if not (wanted.first or wanted.last):
        return True
    return bool(year) and wanted.first <= year <= (wanted.last or "9999")


def _is_in(document: Document, place: str) -> bool:
    """Whether a document is of a city or county that lies in a place: 丽水市 in 浙江."""
    return bool(document.region) and lies_in(document.region, SUFFIX.sub("", place))


def _is_place(word: str) -> bool:
    return bool(REGION.fullmatch(SUFFIX.sub("", word)) or re.search(r"(?<=..)[省市县区州镇乡]$", word))


def _is_of_genre(document: Document, genre: str) -> bool:
    """Whether a document is called by a genre: "…条例", "…管理办法》的通知"."""
    return document.kind in (genre, KIND_OF_GENRE.get(genre)) or bool(
        re.search(rf"{genre}(?=$|[》（(【]|(?:的)?(?:通知|公告)$)", document.title)
    )


def had(asked: Asked) -> Reply | None:
    """Whether the document that is named is there, with all its versions."""
    if asked.named.documents and asked.named.is_said:
        return _is_there(asked, asked.named.documents)
    if asked.named.missing:
        return Reply.refusing(ROUTE, asked.missing())
    match = HAVE.match(said(asked))
    return (had_named(asked, match["name"]) if match else None) or listed(asked, is_certain=False)


def _is_there(asked: Asked, documents: Sequence[Document]) -> Reply:
    """That documents are there, each with all its versions."""
    versions = [v for d in documents for v in (asked.named.versions or {}).get(d.id, (d,))]
    count = f"，共 {len(versions)} 个版本" if len(documents) == 1 < len(versions) else ""
    return Reply.of(ROUTE, [Line(f"有{count}："), *_titles(asked, versions)])


def had_named(asked: Asked, name: str) -> Reply | None:
    name = name.strip("《》")
    if re.match(r"哪|什么|啥|几|多少|关于|有关", name):
        return None
    if documents := asked.named.documents if asked.named.is_said and asked.named.is_exact else ():
        return None if left_over(HAVE.sub("", MARKS.sub("", asked.named.rest))) else _is_there(asked, documents)
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
    """That it quotes and does not write; the unit that was to be rewritten as it stands, for a summary the overview."""
    lines = [Line(DOES_NOT_WRITE + INSTEAD)]
    if read_addresses(asked.named.rest)[0] and asked.named.one:
        unit = reply_to_unit(asked)
        return Reply.of(ROUTE, [*lines, *unit.lines]) if unit and unit.found else Reply.refusing(ROUTE, lines[0].words)
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
