"""What a question for an enumeration asks for: of what, how many, whether granted or refused, under which name.

tests/ask/routes/test_lists.py is the table of examples.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingce.ask.intent_model import intent_of
from mingce.ask.phrasing import without_asking
from mingce.ask.routes.asked import Asked
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.places import REGION

RAREST = 6.0  # rarity from which a word has the weight 1; in a small corpus that of a word that no text has
UNKNOWN = 0.5  # of its weight, for a word that no text has
OF_TITLE = 0.4  # of its weight, for a word of the title of the document that is named
OF_DOING = 0.6  # of its weight, for a word of DOING
SAID_OF_THEM = 0.6  # share of what a lead-in calls its items that the question must say
OF_CONTEXT = 0.3  # of its weight, for a word that only the question before has
KEY = 0.6  # a word of so much of the greatest weight is one of the rarest

NUM = r"(?:[二两三四五六七八九十]{1,3}|\d{1,2})"
COUNTER = r"(?:个方面|方面|[个项类种条点大件样款道步家位名所座处支招])"
ASKS = re.compile(
    rf"哪些|哪几|哪{NUM}|有(?:什么|啥)(?:要求|条件|情形|材料|权利|义务|职责|原则)|(?:什么|啥子?|何种|怎样的?|什么样的?)(?:样的)?(?:基本|主要|具体|必要)?(?:材料|资料|文件|证件|证明|手续|条件|资格|情形|情况|行为|职责|职权|权利|义务|内容|事项|措施|要求|东西|活)"
    rf"|(?:包括|包含|含|指|写明|载明)(?:的是)?(?:什么|啥)|(?:分别|各|具体|都)(?:是|有|指|包括|叫)(?:的是)?(?:什么|啥)|(?:什么|啥)时候(?=可以|要|会|应|能|不|得|算|必须|需)|{NUM}{COUNTER}?(?:[“\"]?[\u4e00-\u9fff\d%％]{{1,12}}[”\"]?)[，,]?(?:都|各|分别)?(?:是|指|叫|为)(?:的是)?(?:什么|啥)"
    r"|(?:不[许准得能让]|禁止|严禁)[干做](?:什么|啥)|有(?:什么|啥)(?=问题[要应该得会能可须需])"
)
# A wish for all of it, and a bare name of what is listed: "请逐项列明", "…可以采取的措施", "不得有下列行为"
ASKS_ALL = re.compile(
    r"全部|所有|逐[项条一个]|列[明全齐]|列(?:举|出)|都列|一一|完整|一个不(?:落|漏)|(?:下列|以下)(?:行为|情形|条件|材料|措施|原则|事项)"
    r"|[的\s](?:[二两三四五六七八九十\d]{1,3}[个项条大种类](?:基本|主要|具体|重点)?)?(?:措施|情形|条件|材料|原则|程序|步骤|流程|职责|权利|义务)(?=$|[？?呢，,])|(?:满足|具备|符合)(?:什么|啥)|[那哪这]几[个项条种类样][“\"]|[”\"](?:又|到底|分别|都|具体)?是?指"
)
# Where it stands is asked, in this part of a question or in another: "要交哪些资料，该翻哪一章"
ASKS_WHERE = re.compile(r"哪一?[章节条编页]|第几[章节条编页]")
# "一是到五是", "一是二是三是四是": points that are counted off
COUNTED_OFF = re.compile(r"一是(?:.{0,2}(?P<n>[二三四五六七八九十])是)+(?P<more>[…等.]*)")
# Who, where and how much are asked in the same words and answered elsewhere; and numbered parts by the outline.
ASKS_OTHER = re.compile(
    r"(?:哪些|哪几个?)(?:部门|单位|机构(?!和|或|及|以及)|机关|(?<!用[到在于]哪些)地方|地区|城市|省|市|县|国家|文件|法律|法规|指标|数|章|节|编|年|月|天|日)|[到至](?:什么|啥)时候|时候(?:要|会|能)?(?:施行|实施|发布|公布|公开|召开|印发|生效|开始|起|完成|结束|到期)|意义(?=$|[？?，,是])|变化|第[一二三四五六七八九十\d]+[个项点件]|区别|不同|不一样|对比|比较"
)
# "哪三类", "“五个必须”", "五个“转变”", "这八项任务"
WHICH_NUMBER = re.compile(
    rf"哪(?P<n>{NUM})(?:{COUNTER})?(?:(?!被|会)[\u4e00-\u9fff]{{2,10}}的)?(?P<noun>[\u4e00-\u9fff]{{1,8}}?)?(?=$|[？?，,。（(])"
)
NAMED_NUMBER = re.compile(
    rf"(?<![第\d.一二三四五六七八九十])[“\"]?(?P<n>{NUM})(?P<counter>{COUNTER}?)[“\"]?(?![元万亿年月日天人岁小以号次届是])(?P<noun>[\u4e00-\u9fff]{{1,8}}?|(?<=[个“])\d+[%％])[”\"]?(?=又|到底|分别|各|具体|都|是|指|有哪|包括|包含|哪|讲|说|叫|为|$|[？?]|[，,](?:都|各|分别)?(?:叫|是|为))"
)
# "四条，请列明", "哪几条，四条"
SAID_NUMBER = re.compile(rf"[，,、](?:一?共|总共)?(?P<n>{NUM}){COUNTER}(?=$|[，,。？?])")
CONGRESS = re.compile(
    r"十[一二三四五六七八九]?大(?=报告|精神|以来|作出|提出|召开|部署|上|$)|二十大"
)  # no ten of something
COUNT = re.compile(
    rf"(?<![第\d一二三四五六七八九十百]){NUM}条(?=(?:基本|主要|具体|总体|重点)?(?:原则|条件|措施|任务|要求|职责|标准|经验|建议|底线|红线))|(?<=哪){NUM}条(?![\d一二三四五六七八九十])"
)
# "这部法律", where none was named
POINTS_BACK = re.compile(r"^(?:该|其|此|本)|它|[这那](?:部|个|份|项)|(?<![\u4e00-\u9fff])[这那]些|□")
QUOTED_NUMBER = re.compile(rf"[“\"]{NUM}[\u4e00-\u9fff\d%％]{{1,10}}[”\"]|{NUM}个?[“\"][^“”\"]{{1,10}}[”\"]")
LESS = re.compile(r"除了?[^，,]{2,}[，,]")  # "除了甲和乙，还有哪三家": not all of them
# Words around what is asked for, and remarks beside the question
AROUND = re.compile(
    r"除了[^，,]{1,30}[，,]|反过来[讲说]?|[干做]的事|那段|之一|才行|里头|[^，,。？?\s□]{0,10}[那这][个份部](?:办法|规定|条例|文件|意见|通知|方案|报告)|用[到在于]哪些地方|一并|[一二三四五]{3,}|逐[项条一个]|列[明全齐]|列(?:举|出)来?|全部|所有|一一|一步步|一步一步|完整地?|请(?=列|逐|把)|现行的?|现在的?|目前|以后|之后|[碰遇][到上]|(?:咋|怎么)(?:说|规定|列|写|讲)的?|[一二三四五六七八九十]是|当年|本年度?|"
    r"[（(][^（）()]*[）)]|[\u4e00-\u9fff、]{2,12}(?:这类|这种|这些|之类的?|这样的?)|哪(?:些|几|[一二两三四五六七八九十\d]+)?(?:个方面|方面|[个项类种条点大件样款])?|什么|啥|分别|具体|都有|包括|包含|包涵|列了|列出|情形|情况|时候|内容|材料|资料|条件|东西|事项|有关|[一二两三四五六七八九十\d]+(?:个方面|个|项|类|件|大|[条点招](?=的|是|$|[？?，,]|(?:基本|主要|具体)?(?:原则|条件|措施|任务|要求|标准))|招)|"
    r"需要|应当|应该|必须|可以|能够|得(?=[交带要具满有是提])|要(?=履行|遵守|承担|交|提|具备|符合|满足|有|采取|移交|罚)|怎么|[一二三]是|规定|要求|[那这][个份]|(?<![\u4e00-\u9fff])(?:那|这)|依据|根据|按照|按|[里中](?=[，,\s]|$)|的(?=[，,\s]|$)"
)
# Whether something is granted or refused: an enumeration of the one never answers a question for the other.
REFUSES = re.compile(
    r"不予|不得|不能|不可以?|不应(?!当?少|低)|不准|不许|不让|不给|不承担|不负|不适用|不属于|不视为|不作为|不受理|不计|不纳入|不享受|不享有|不再|不需要?|不用|不必|不算|不赔|不(?:授予|给予|批准|核准|登记|颁发|发放)|不具有|不符合|不罚|不收|不征|不交|不缴|不批|"
    r"无需|无须|除外|禁止(?![性令])|禁忌|严禁|取消|(?<!没)没有资格|拒绝|拒(?=[载付收赔])|驳回"
)
# One of several things that may follow, so that either question is meant: "可以从轻、减轻或者不予处罚"
ALSO_REFUSES = re.compile(rf"(?:或者?|和|及|、)(?:{REFUSES.pattern})")
# Where in a lead-in it is said what follows: "逃避禁止性管理，|有下列情形之一的，是走私行为："
SAYS = re.compile(r"[^，,；;。]*(?:下列|以下|如下|之一).*$", re.S)
# The condition in it: "有下列情形之一，不能履行监护职责的，|应当委托他人"
CONDITION = re.compile(r"^.*之一[，,].*?的[，,]", re.S)
# Who need not do something is another question than who must not: "无需取得", "禁止利用"
WAIVES = re.compile(r"不需要?|不用|不必|无需|无须|除外|不征|不收|不交|不缴")
MAY_REFUSE = re.compile(r"(?:可以?|能够?|有权)(?:依法)?(?:拒|不[给付交支])")
FORBIDS = re.compile(r"不得|不准|不许|不让|禁止|严禁")
# Other words that turn a question round: "不享有", "未参加". Not: "有没有", "能不能", "不同"
EITHER = re.compile(r"一[个项]不[落漏]|([\u4e00-\u9fff])不\1")  # "够不够格": no negation
NOT = re.compile(r"(?<![有能会可要是行该])[不未](?![同断少仅但论管了]|成年|来)[\u4e00-\u9fff]")
AMOUNT = re.compile(r"[\d一二三四五六七八九十百千万]+(?:万?元|周岁|平方米|公里|吨)")
# The name of a meeting or a document: "中央农村工作会议", "社会保险条例"
NAME = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:会议|工作报告|规划|纲要|条例|细则|办法|方案|(?<![办方做普司执立守违])法)(?![\u4e00-\u9fff]?(?:人|规|律|定|院|官))"
)
# What the items are: in a question, and in what opens them. The order matters: the first that is asked for counts.
CLASSES: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asks), re.compile(names), re.compile(rf"{names}|{opens}"))
    for asks, names, opens in (
        (
            r"(?:不[许准得能让]|不可以?|禁止|严禁)(?:去|再)?[干做]",
            r"行为|活动|事项|情形|劳动|作业",
            r"不得|不准|禁止|严禁",
        ),
        (
            r"材料|资料|证件|手续|(?:交|带|提供|提交)(?:什么|啥|哪些)",
            r"材料|资料|文件|证明|证件|手续",
            r"提交|提供|报送|携带|出具",
        ),
        (r"条件|资格|门槛|够格|(?:满足|符合|具备)(?:什么|啥|哪些)", r"条件|资格|标准|要求", r"具备|符合|具有"),
        (r"职责|职权|权限|权力", r"职责|职权|权限|权力", r"负责|义务"),
        (r"权利", r"权利|有权", r"享有"),
        (r"义务", r"义务", r"应当|职责|遵守"),
        (r"措施|手段", r"措施|手段", r"办法|方式|处罚|处理|处分|监管"),
        (r"原则", r"原则", r"遵循|坚持"),
        (r"程序|步骤|流程", r"程序|步骤|流程|顺序", r"环节"),
        (r"情形|情况|时候|行为|[干做]的事|问题", r"情形|情况|行为|之一|问题", r"条件|的[，,：:]|的，|时|范围"),
        (r"任务|工作(?=[？?]|$)|(?:几|些)件?(?:大|实|重点)?事(?![情项])", r"任务|工作|重点", r"措施|一是|。"),
        (r"活(?=[？?]|$)|[干做](?:什么|啥|哪些)", r"劳动|作业|工作|活动", r"行为|事项|业务"),
        (r"分(?:为|成)?(?:哪|几|什么)", r"分为|分成|种类|类型|类别|类", r"等级"),
        (r"(?:哪些|什么|啥|哪几(?:类|种))(?:机构和|单位和|机构或者?)?人", r"人员|个人|对象", r"的人|者[：:]"),
        (r"内容|事项|(?:包括|包含)(?:什么|啥|哪些)|写明|载明", r"内容|事项|包括|包含|载明|写明|方面", r"项目|如下"),
    )
)
# One of several that are asked for: "有什么权利，又要尽什么义务"
CLASS_ASKED = re.compile(
    r"(?:哪些|什么|啥|哪几[项个种])(?:基本|主要|具体)?(?P<noun>权利|义务|职责|条件|材料|情形|措施|程序)"
)
# What a lead-in calls its items: "下列|情形之一", "以下|材料"
CALLED = re.compile(r"(?:下列|以下|如下)([^，,。：:；;]{0,14})")
# Who has duties and rights: "物业服务人|应当…", "海关依照本法|履行…"
DUTY = re.compile(r".*?(?=应当|履行|享有|行使|负责|可以|有权)", re.S)
HAS = re.compile(r"应当|应该|要|需要|必须|可以|享有|履行|承担|行使|负有|有(?=哪|什么|啥)|的(?=职责|权利|义务|职权)")
OF_SOMEBODY = re.compile(r"职责|职权|权限|权力|权利|义务")
CASES = re.compile(r"情形|情况|行为|问题")
OF_TIME_OR_ORDER = re.compile(r"\d{1,2}|(?:19|20)\d\d")  # digits that are no name: "110" is one
# A question that leaves open what its items are: "哪些可以申请", "什么时候"
OPEN = re.compile(
    r"(?:哪些|哪几[个种类项])(?:情形|情况|行为|条件|人|时候)|(?:哪些|哪几[个种类项])(?=可以|要|会|应|不|能|算|属|被|是|[？?，,]|$)|(?:情形|情况|行为|条件|时候|[干做]的事)|(?:有|包括|是)(?:哪些|什么|啥)(?=[？?]|$)"
)
AFTER = re.compile(r"(?:(?:不[许准得能让]|禁止|严禁)[干做])?(?:哪些|什么|啥|哪几\w?).{1,8}")
# What the items are, said before: "并采取措施的|事项有哪些", "材料都包括啥"
BEFORE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?=(?:都|分别|主要|又|各|具体)*(?:有|是|包括|包含)(?:哪些|什么|啥|哪几[个项种条类]?)(?:[？?。，,呢啊呀]|$))"
)
# What is listed, by name: "|时间段|分别是哪几个", "哪几类|车辆|能免收". Of a stretch that ends the question its end is the noun.
LISTED_BEFORE = re.compile(
    rf"([\u4e00-\u9fff]{{2,12}}?)(?:都|分别|主要|又|各|具体)*(?:有|是|包括|包含|指)(?:哪些|哪(?:几|{NUM}){COUNTER}?|什么|啥)(?:呢|啊|呀|吗)?(?=[？?。，,（(\s]|$)"
)
LISTED_AFTER = re.compile(
    rf"[哪边](?:些|(?:几|{NUM}){COUNTER})([\u4e00-\u9fff]{{2,}}?)(?P<ends>(?:呢|啊|呀|吗)?(?=[？?。，,（(\s]|$))"
)
# Nouns that do not tell what is listed: CLASSES knows in which other words a lead-in says them, or they say nothing
BARE = re.compile(
    r"情形|情况|行为|时候|条件|材料|资料|内容|事项|事[情儿]?|方面|东西|措施|手段|工作|任务|问题|要求|地[方点]|规定|哪|什么|啥|方式|办法|资格|原则|职责|权利|义务|程序|步骤|人$|人员|企业|公司|学校|院校|分别|具体|主要"
)
NO_NOUN = re.compile(r"[的不会能可应要有没是\d一二三四五六七八九十几个]")
# What may be told without any such word: "哪些情况按月发放" by "补贴按月发放"
IN_ANY_WORDS = re.compile(r"情形|情况|时候|行为|问题|内容|事项|事|任务|工作|活|人|措施")
LONGEST_NOUN = 6  # characters of a stretch behind "哪些" that is nothing but a noun
# Several of something are asked for, in words that the model may not know: "有边几种情况会停发", "几步都列上"
SEVERAL = re.compile(
    rf"[哪边](?:些|几|{NUM}{COUNTER})|[有几](?:几)?[种类样步]|[列说讲写][全齐]|全[列说讲写]|都[列说讲写数]|一条条|一样样|逐[条项一个]"
)

# What the asker tells of themselves: "…哪些事？|我是山东一家小厂的老板"
OF_ASKER = re.compile(
    r"(?<=[？?。])\s*(?:我|咱|俺|本人)[^？?]*$|(?:我|咱|俺|本人)们?(?:是|在)[^，,。？?哪什啥几]*(?:[，,。]|$)"
)
SPOKEN = frozenset(
    "或者 还是 想 开 搞 弄 办 做 干 活 得 交 带 拿 给 让 叫 讲 说 提 抓 去 来 到 会 家 人 医 事情".split()
)
# What may be done with items: it tells less than what they are of
DOING = frozenset(
    "满足 符合 具备 具有 提交 提供 履行 承担 采取 享受 享有 遵守 申请 办理 开展 进行 实施 行使 部署 提出 要交".split()
)


@dataclass(frozen=True)
class Wanted:
    """What a question for an enumeration asks for."""

    words: Mapping[str, float]  # topic word -> weight, 0..1
    counterparts: Mapping[str, Sequence[str]]  # colloquial word -> official ones
    keys: Mapping[str, float]  # the rarest of them
    is_open: bool  # it asks for cases, or leaves open what the items are
    is_told: bool  # more than the title of the document that is named
    number: int = 0  # of items; 0 where the question does not say
    noun: str = ""  # what so many are asked of: "转变" in 五个“转变”, "基础研究" in 哪三类基础研究
    subjects: tuple[str, ...] = ()  # whose duties or rights are asked for
    refuses: bool = False
    may_refuse: bool = False  # it asks when somebody is free to refuse: "能拒载"
    waives: bool = False  # it asks what need not be done
    forbids: bool = False  # it asks what must not be done
    quoted: tuple[str, ...] = ()  # what stands in quotation marks: "进一步强化"
    nots: tuple[str, ...] = ()  # other negations, which must stand in the lead-in: "不享"
    names: re.Pattern[str] | None = None  # what the lead-in calls its items: 材料, 条件
    opens: re.Pattern[str] | None = None  # what it must hold


def asks_for_a_list(asked: Asked, text: str) -> bool:
    """text: the question without the names of documents."""
    named, question = asked.named, asked.question
    counts_off = COUNTED_OFF.search(text)
    if not (ASKS.search(text) or counts_off or _wishes_for_items(text)) or ASKS_OTHER.search(text):
        return False
    whole = question.context if question.text in question.context else text  # of a part its whole question
    if ASKS_WHERE.search(whole):
        return False
    if not counts_off and (question.sides or question.parts):
        return False
    if named.missing or len(named.documents) > 1 or (not named.documents and POINTS_BACK.search(text)):
        return False
    return not (_number(LESS.sub(" ", text))[0] and LESS.search(text))


def _wishes_for_items(text: str) -> bool:
    """Whether other words than those of ASKS ask for items: "请列明全部情形"; the model knows further ones."""
    return bool(ASKS_ALL.search(text)) or intent_of(text).is_surely(("items",))


def read(asked: Asked, text: str, asks: str = "") -> Wanted:
    """text: the question without the names of documents. asks: the one of several classes that is meant: 材料."""
    plain, title = asked.question.plain, _title(asked)
    own, words = _words(asked, _said(asked)), _all_words(asked)
    if asks:
        plain = CLASS_ASKED.sub(lambda match: match[0] if match["noun"] == asks else " ", plain)
        own, words = (
            {word: weight for word, weight in some.items() if word == asks or word not in asked_classes(text)}
            for some in (own, words)
        )
    number, noun = _number(text)
    after = next((match[0] for asks in (BEFORE, AFTER) for match in asks.finditer(plain)), "")
    _, names, opens = next(
        (row for text in (after, plain) for row in CLASSES if row[0].search(text)), (None, None, None)
    )
    before = plain[: doing.start()] if (doing := HAS.search(plain)) and OF_SOMEBODY.search(plain) else ""
    return Wanted(
        words,
        asked.question.topic.counterparts,
        _keys(own) or _keys(words),
        is_open=bool(OPEN.search(plain)),
        is_told=bool(number) or any(word not in title for word in words if word not in DOING),
        number=number,
        noun=noun,
        subjects=tuple(word for word in words if word in before),
        refuses=bool(REFUSES.search(plain)),
        may_refuse=bool(MAY_REFUSE.search(plain)),
        waives=bool(WAIVES.search(plain)),
        forbids=bool(FORBIDS.search(plain)),
        quoted=tuple(dict.fromkeys(re.findall(r"[“\"]([^“”\"]{1,20})[”\"]", text))),
        nots=() if REFUSES.search(plain) else tuple(match[0] for match in NOT.finditer(EITHER.sub("", plain))),
        names=names,
        opens=opens,
    )


def asked_classes(text: str) -> tuple[str, ...]:
    """The classes of which a question asks one after the other: 条件 and 材料 in "需符合哪些条件 要交哪些材料"."""
    return tuple(dict.fromkeys(match["noun"] for match in CLASS_ASKED.finditer(text)))


def listed_noun(text: str) -> tuple[str, ...]:
    """Character pairs of the noun that names what is listed; () where it has none, or one that many lead-ins replace.

    >>> listed_noun("准许个人燃放的时间段分别是哪几个？"), listed_noun("规定哪几类车辆能免收通行费"), listed_noun("有哪些情形")
    (('时间', '间段'), ('车辆',), ())
    """
    before, after = LISTED_BEFORE.search(text), LISTED_AFTER.search(text)
    if ASKS_OTHER.search(text):
        return ()  # "审议了哪些文件": they are listed by their own names
    if after:
        noun = "" if BARE.match(after[1]) else after[1][-3:] if len(after[1]) <= LONGEST_NOUN else after[1][:2]
    else:
        noun = before[1][-3:] if before else ""
    if not noun or BARE.search(noun):
        return ()
    pairs = (noun[i : i + 2] for i in range(len(noun) - 1))
    return tuple(pair for pair in pairs if not NO_NOUN.search(pair))


def listed_class(text: str) -> re.Pattern[str] | None:
    """What a text that lists what the question asks for must hold, where the question calls it materials, conditions,
    ...: "任职条件有哪几项" needs 条件 or 资格 or "应当具备"."""
    found = LISTED_AFTER.search(text) or LISTED_BEFORE.search(text)
    if not found or IN_ANY_WORDS.search(found[1]):
        return None
    return next((holds for asks, _, holds in CLASSES if asks.search(found[1])), None)


def listed_name(text: str) -> str:
    """What is listed, as the question calls it: "禁用农药品种名单"; "" where it does not say."""
    if found := LISTED_AFTER.search(text):
        return found[1] if len(found[1]) <= LONGEST_NOUN else found[1][:2]
    found = LISTED_BEFORE.search(text)
    return found[1].rpartition("的")[2] if found else ""


def asks_for_several(text: str) -> bool:
    """Whether all of something is asked for: the intent model says so, or a word for several does."""
    return intent_of(text).is_surely(("items",)) or (bool(SEVERAL.search(text)) and not ASKS_WHERE.search(text))


def said_number(text: str) -> int:
    """How many items the question says there are; 0 where it does not say."""
    return _number(text)[0]


def pieces_of(asked: Asked) -> list[str]:
    """The stretches of the question that are its own, without what may be done with items."""
    text = AROUND.sub(" ", REFUSES.sub(" ", asked.question.plain))
    return [fold(piece) for piece in re.split(rf"\s+|{'|'.join(DOING)}", text) if piece]


def shared_with(pieces: Sequence[str], lead: str) -> tuple[int, int]:
    """The length of the longest phrase that a lead-in shares with the question, and how many character pairs it does."""
    longest = 0
    for piece in pieces:
        for start in range(len(piece)):
            while start + longest < len(piece) and piece[start : start + longest + 1] in lead:
                longest += 1
    return longest, sum(piece[i : i + 2] in lead for piece in pieces for i in range(len(piece) - 1))


def _keys(words: Mapping[str, float]) -> dict[str, float]:
    """The rarest words: what holds too few of them speaks of something else."""
    own = {word: weight for word, weight in words.items() if word not in DOING and not OF_TIME_OR_ORDER.fullmatch(word)}
    greatest = max(own.values(), default=0.0)
    return {word: weight for word, weight in own.items() if weight >= KEY * greatest}


def _all_words(asked: Asked) -> dict[str, float]:
    """What the question is about; the words of the one before, where this one leans on it, count less."""
    words = _words(asked, _said(asked))
    is_part = asked.question.text in asked.question.context  # "…传承人有什么权利，|又要尽什么义务"
    if asked.question.context and (is_part or not asked.named.is_said):
        for word, weight in _words(asked, asked.question.context).items():
            words.setdefault(word, OF_CONTEXT * weight)
    return words


def _said(asked: Asked) -> str:
    said = asked.question.plain if asked.named.documents else asked.question.text
    return OF_ASKER.sub(" ", said)


def _words(asked: Asked, said: str) -> dict[str, float]:
    """Each word of a text with its weight by its rarity, 0..1; less for one that no text has or that the title says."""
    vocabulary, terms = asked.searcher.vocabulary, asked.contents.sentence_terms
    rarest = min(vocabulary.rarity(""), RAREST)
    title = _title(asked)
    words: dict[str, float] = {}
    for piece in AROUND.sub(" ", REFUSES.sub(" ", said)).split():
        for word in vocabulary.words(without_asking(piece)):
            is_known = f"w:{word}" in terms or word in asked.question.topic.counterparts
            if word[0] in "不没" and not is_known:  # "中途不拉了" says in other words what is refused
                continue
            if (len(word) > 1 or word.isdigit()) and word not in SPOKEN:
                is_told = word in title or REGION.match(word)
                share = (1.0 if is_known else UNKNOWN) * (OF_TITLE if is_told else 1.0)
                words[word] = min(vocabulary.rarity(word) / rarest, 1.0) * share * (OF_DOING if word in DOING else 1.0)
    return words


def _title(asked: Asked) -> str:
    return "".join(fold(document.title) for document in asked.named.documents) if is_scoped(asked) else ""


def _number(text: str) -> tuple[int, str]:
    """How many items the question says there are, and of what; (0, "") where it does not say.

    >>> _number("推进哪三类基础研究"), _number("“五个必须”是什么"), _number("五个“转变”是哪五个"), _number("有哪些情形")
    ((3, '基础研究'), (5, '必须'), (5, '转变'), (0, ''))
    """
    if counted := COUNTED_OFF.search(text):
        return 0 if counted["more"] else int(read_number(counted["n"])), ""
    text = CONGRESS.sub(" ", LESS.sub(" ", text))
    which, named, said = WHICH_NUMBER.search(text), NAMED_NUMBER.search(text), SAID_NUMBER.search(text)
    if named and (not which or named.start() < which.start()):
        return int(read_number(named["n"])), named["noun"]
    if which:
        return int(read_number(which["n"])), which["noun"] or ""
    return (int(read_number(said["n"])), "") if said else (0, "")


def is_scoped(asked: Asked) -> bool:
    """Whether only the named document is asked: it is named as such, and not described by words of its title."""
    return bool(asked.named.documents) and (asked.named.is_exact or not asked.named.is_said)


# ---------------------------------------------------------------- and what opens an enumeration


def agrees(wanted: Wanted, lead: str) -> bool:
    """Whether the words that open an enumeration call its items what the question does, and grant or refuse alike."""
    if not _is_called(wanted, lead) or any(word not in lead for word in wanted.nots):
        return False
    if (wanted.waives and FORBIDS.search(lead)) or (wanted.forbids and WAIVES.search(lead)):
        return False
    says = SAYS.search(lead)
    if wanted.may_refuse and not MAY_REFUSE.search(lead):
        return False  # "属于拒绝载客的行为" where it is asked when one may refuse
    told = CONDITION.sub("", says[0]) if says else re.split(r"[，,。！？]", lead.rstrip("。"))[-1]
    if not wanted.refuses and _tells_what_they_are(wanted, told):
        return True
    return bool(ALSO_REFUSES.search(told)) or bool(REFUSES.search(told)) == wanted.refuses


def _tells_what_they_are(wanted: Wanted, told: str) -> bool:
    """Whether a lead-in that forbids says what its items are, in the words of the question: it tells those too that ask for
    them alone. "扰乱用电秩序的行为有哪些" with "禁止实施下列扰乱用电秩序的行为"."""
    called = CALLED.search(told)
    noun = CASES.sub("", called[1]).rstrip("之一的") if called else ""
    held = sum(len(word) for word in wanted.words if word in noun)
    return bool(FORBIDS.search(told)) and len(noun) > 1 and held >= SAID_OF_THEM * len(noun)


def _is_called(wanted: Wanted, lead: str) -> bool:
    """Whether what opens an enumeration calls its items what the question does."""
    called = CALLED.search(lead)
    if called and CASES.search(called[1]) and not wanted.is_open:
        return wanted.names is not None and bool(wanted.names.search(called[1]))  # "情形之一的机构或者人员"
    if wanted.names is None or wanted.opens is None:
        return True
    if called and any(called[1].removesuffix("之一").endswith(word) for word in wanted.words):
        return True  # "应当公布的信息包括哪些内容" with "公布下列信息"
    last = re.split(r"。", lead.rstrip("。"))[-1]  # "…建立协调机构。|协调机构由…组成，履行下列职责"
    head = (DUTY.match(last) if last != lead else None) or DUTY.match(lead)
    if wanted.subjects and head and not any(word in head[0] for word in wanted.subjects):
        return False  # "业主" in "物业服务人应当维护业主共有部分，履行下列义务"
    if called and not wanted.names.search(called[1]) and any(names.search(called[1]) for _, names, _ in CLASSES):
        return wanted.is_open and bool(wanted.opens.search(lead))
    return bool(wanted.opens.search(lead))
