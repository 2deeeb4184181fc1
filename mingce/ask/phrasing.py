"""What the wording of a question tells: its topic, the noun it asks for, its parts, the sides it compares.

tests/ask/test_phrasing.py is the table of examples. Rules only, no training.
"""

import re

from mingce.ask.kinds import NUM

HAS_WORD = re.compile(r"\w")  # "？？？" asks for nothing

# Words of asking, politeness and frame: they say nothing about the topic.
FRAME = re.compile(
    r"请问(?:一下)?|麻烦(?:您|你)?|我想(?:问|知道|了解|咨询)(?:一下|下)?|想(?:问|知道|了解)(?:一下|下)?|告诉我|帮我(?:查|看|找|问)?(?:一下|下)?|(?:备课|学习|开会|写材料)用[：:，,]?|听说|据说|"
    r"(?:这|那|本)?(?:个|份|些|部)?(?:文件|政策|材料|讲话|会议|意见|报告|办法|条例)(?:里|中|里面|上|当中|里头)?(?:有没有|对|是怎么|怎么|是如何|如何)?(?:说|讲|写|规定|提到|提出|要求|表述|评价|支持|鼓励)?(?:的|了|过)?(?=[，,：:？?]|$)|"
    r"什么样的?|什么|哪些|哪几[个项类条种家点部]?|哪[一二两三四五六七八九十]?[个项类家种部条位份年天里些]?|怎么样|怎么|怎样|如何|为什么|为何|为啥|多少|几[个家项类年条章种次位]|"
    r"是不是|对不对|对吧|是否|有没有|能不能|会不会|可不可以|要不要|行不行|算不算|分别|具体|各是|是谁|谁|吗|呢|吧|啊|呀|嘛|么|咋|啥|的话"
)
TRAILING = re.compile(r"[？?。！!，,\s]+$")

# A follow-up leans on the question before: it begins or ends like one, points back, or leaves its subject out.
FOLLOW_UP = re.compile(
    r"^(?:那|那么|还有|另外|除了|其中|然后|接着|再|以及|后来|他|她|它|这|该|其|此|上述|前述|刚才|同样|反过来|相比之下|换成|如果是|要是|具体|呢)|"
    r"(?:他|她|它|他们|它们|这个|那个|这些|那些|上述|前面|刚才|名单里|其中|该(?:项|计划|制度|行动|文件|条例|机构)|此(?:项|举|外))|呢[？?]?$"
)

# What people say before and after a question. "好" and the like only where a mark follows: not "好评率".
COURTESY_BEFORE = re.compile(
    r"^(?:(?:各位|大家|你|您|老师|领导|同志|师傅)*(?:你|您|大家|各位|老师|领导|同志们?|朋友们?|师傅)好(?:[呀啊])?|嗨|哈[喽啰]|hello(?![a-z])|hi(?![a-z])|hey(?![a-z])|在吗|在不在|(?:早上|上午|中午|下午|晚上)好|"
    r"(?:真是)?(?:太|非常|十分)?(?:谢谢|多谢|谢了)(?:你|您|啦|了|你了|您了|大家|帮忙)*|不好意思|劳驾|打扰(?:一下|了|您了|你了|您|你)|(?:感谢|辛苦)(?:你|您|了|啦|大家)+|"
    r"(?:好的?|好吧|好嘞|嗯+|哦+|噢|行|可以|ok|早|那好|感谢|辛苦|打扰|收到|明白了?|知道了|懂了|了解了?|帮大忙了|(?:太|真)(?:好|棒|厉害)了|没事了|先这样|回头见)(?=[，,。！!～~、；;\s]|$))(?:[呀啊哈哇嘞噢哦啦]+(?=[，,。！!～~、；;\s]|$))?[，,。！!～~、；;\s]*",
    re.I,
)
COURTESY_AFTER = re.compile(
    r"[，,。！!～~、；;？?\s]+(?:(?:太|非常|十分)?(?:谢谢|感谢|多谢|谢了|辛苦|拜托|麻烦)(?:你|您|啦|了|你了|您了|大家)*|thanks|thank\s?you|3q|急|在线等|求解答?)[！!。～~，,\s]*$",
    re.I,
)
# A text that asks this tool itself, or asks for what it does not do.
ABOUT_ITSELF = re.compile(
    r"^(?:那)?(?:你|您)?(?:到底|究竟)?(?:是谁|是什么(?:人|东西|模型|系统|软件|工具)?|叫什么(?:名字)?|是机器人吗|是真人吗|(?:自我)?介绍一下(?:你)?自己|谁(?:做|开发)的)(?:呀|啊|呢|嘛)?[？?！!。]*$|"
    r"^(?:请问)?(?:你|您|明策|这个?(?:工具|系统|软件)?)(?:都|还|究竟|到底)?(?:会|能|可以|会做|能做)(?:帮我|为我|给我|帮忙)?(?:做|干|查|回答)?(?:些|点)?(?:什么|啥|哪些(?:事|事情)?|啥事)(?:呀|啊|呢|事|事情|问题)?[？?！!。]*$|"
    r"^(?:你|您)?(?:有|有些)?(?:什么|哪些|啥)(?:功能|用|用处|本事|作用)(?:呀|啊|呢)?[？?]*$|^(?:这个?(?:工具|系统)?)?(?:怎么|如何|咋)(?:使用?|用)(?:你|它|这个工具)?(?:呀|啊|呢)?[？?]*$"
)
PARTING = re.compile(
    r"^(?:再见|拜拜|回见|下次(?:再)?见|先这样(?:吧)?|没(?:别的)?事了|没有(?:别的)?(?:问题|事)了|就这样(?:吧)?|晚安|bye(?:[ -]?bye)?)[，,。！!～~\s]*",
    re.I,
)
OTHER_TALK = re.compile(
    r"^(?:请|你|能|可以|能不能|给我|帮我|给大家)*(?:讲|说|来)(?:一)?个?笑话(?:听听|来听)?[吧吗呗]?[。！!？?]*$|^(?:请|你|能|给我|帮我)*唱(?:一)?首?歌[吧吗呗]?[。！!？?]*$|"
    r"^(?:请|你|能|给我|帮我|用\w+|[\s，,])*写(?:一)?(?:首|个|段|篇)?(?:诗|情诗|歌|小说|代码|程序|排序|爬虫|冒泡排序|快速排序)[\u4e00-\u9fff]{0,4}[。！!？?]*$|"
    r"^(?:(?:今天|明天|后天|现在|最近)?[\u4e00-\u9fff]{0,3})(?:今天|明天)?(?:的)?天气(?:怎么样|如何|好吗|预报)?[？?]*$|^[\u4e00-\u9fff]{1,8}怎么(?:做|烧|煮|炒)(?:才|会|最|更)*好吃[？?]*$|^(?:现在)?几点(?:了|钟)?[？?]*$|^(?:今天|明天)(?:是)?(?:星期几|几号|周几|礼拜几)[？?]*$",
    re.I,
)


def without_courtesy(text: str) -> str:
    """A text without the greeting, the thanks and the small words around its question; "" where nothing else is said.

    >>> without_courtesy("你好，请问补贴多少？谢谢！"), without_courtesy("谢谢你"), without_courtesy("好评率是多少")
    ('请问补贴多少？', '', '好评率是多少')
    """
    while match := COURTESY_BEFORE.match(text) or PARTING.match(text):
        text = text[match.end() :]
    while match := COURTESY_AFTER.search(text):
        mark = re.match(r"[？?]", text[match.start() :])
        text = text[: match.start()] + (mark[0] if mark else "")
    return text if HAS_WORD.search(text) else ""


def leans_on_history(text: str) -> bool:
    """Whether a question is understood only with the one before: "那2035年呢？", "它由谁负责？"."""
    return bool(FOLLOW_UP.search(text))


def is_small_talk(text: str) -> bool:
    """Whether a text is no question to documents: a greeting, nothing but marks, a question to this tool itself."""
    bare = without_courtesy(text)
    return not bare or bool(ABOUT_ITSELF.search(bare) or OTHER_TALK.search(bare))


def without_asking(text: str) -> str:
    """A question without its words of asking.

    >>> without_asking("请问国家质检中心要建成多少个？")
    '国家质检中心要建成个'
    """
    return TRAILING.sub("", FRAME.sub("", text)).strip()


# The thing asked for stands after the question word ("什么样的工作机制", "哪几类软件", "多少家龙头企业") or before
# it ("根本目的是什么", "制造业产品质量合格率目标是多少"). Words that only frame an answer are no focus.
_NOUN = r"[\u4e00-\u9fffA-Za-z0-9“”]"
FOCUS_AFTER = re.compile(
    rf"(?:什么样的?|什么|哪(?:些|几|{NUM}{{1,2}})?(?:个|项|类|种|条|部|份|家|位|座|方面的?)?|(?:多少|(?<!哪)几)(?:个|家|项|名|条|种|件|类|章|次|所|亿|万)?)"
    rf"({_NOUN}{{2,12}}?)(?=$|[？?，,。的来上里去]|是|有|要|可以|能|才|吗|呢|进行|建设|发展|方面)"
)
FOCUS_BEFORE = re.compile(
    rf"({_NOUN}{{2,10}}?)(?:的?(?:目标|标准|要求|规定|情况|内容|范围|数量))?(?:都|又|应该?|要|需要?|可以)?(?:是|有|为|指|达到?|在|到|包括|占)(?:指)?(?:什么|哪|多少|几|谁|怎|多大|多高)"
)
FRAME_NOUNS = frozenset(
    "方面 内容 要求 规定 安排 措施 环节 载体 情况 问题 东西 事情 意思 时候 地方 方向 要点 领域 目标 任务 做法 办法 工作 计划 政策 变化 不同 区别 "
    "关系 作用 意义 影响 好处 特点 原则 产品 企业 部门 单位 人 年 次 期待 支持 水平 样子 程度 举措 表述 说法 这 那 我们".split()
)


def find_focus(text: str) -> tuple[str, ...]:
    """The nouns that the question word asks for.

    >>> find_focus("长江经济带高质量发展坚持什么样的工作机制")
    ('工作机制',)
    """
    found = [m[1] for m in FOCUS_AFTER.finditer(text)] + [m[1] for m in FOCUS_BEFORE.finditer(text)]
    found = [re.sub(r"^.*的|^(?:叫|说|里|时候|号|年|以内|上面)", "", word).strip("“”") for word in found]
    return tuple(dict.fromkeys(word for word in found if len(word) >= 2 and word not in FRAME_NOUNS))


# Two questions in one, and the two sides of a comparison: "豫西和豫南在…有什么不同", "对比一下：A和B，各是…".
ASKING = re.compile(r"什么|啥|谁|哪|几|多少|怎|如何|吗|为何|是否|有没有|能不能|会不会|要不要|分别|各是|有何")
COMPARE = re.compile(r"对比|比较|区别|不同|不一样|差别|差异|异同|各(?:是|自|有|怎么)|分别|两处|都(?:讲|提|说|谈)到")
# Says nothing without what stands before it: "法律责任在第几章，从第几条到第几条", "设了几节？各叫什么"
LEANING = re.compile(
    r"(?:是|都是|具体)?从?(?:第几|哪一?)[编章节条款项点]?[^，。？]{0,4}?(?:到|至)(?:第几|哪一?)[编章节条款项点]"
    r"|(?:都|又|那)?(?:各自?|分别|都|名称|名字)*(?:是|叫|为)(?:什么|啥|哪些|哪几个?)(?:名字|名称|内容)?$"
    r"|(?:编号|序号)?(?:一直)?(?:排|编|列)?到(?:第)?几(?:条|项|号)?$"
)
# "多买了几辆", "几百号人", "啥也不清楚"; "能不能全部列出来" asks for nothing else
NOT_ASKING = re.compile(
    r"[了好十]几|几[十百千万]|(?:啥|什么|谁|哪[儿里]?)[^，。]{0,2}?[也都]"
    r"|(?:能不能|可不可以|能否)(?:请|帮|给|把|全|都|一|逐|详|完整|[我你您])*(?:列|发|给|讲|说|写|抄|摘|找|查)"
)
SHORTEST_HALF = 5  # characters of a question before or behind a comma
SIDES = re.compile(
    r"(?:^|[，,：:。；;]|对比(?:一下)?|比较(?:一下)?)((?:(?!和|与|跟|同|对比|比较)[^，,：:；;？?]){2,24}?)(?:和|与|跟|同)([^，,：:；;？?]{2,24}?)"
    r"(?=在|各|分别|有(?:什么|何|哪)|之间|[，,：:；;？?]|都|的(?:区别|不同|差|改革方向|定位)|两|是怎|怎么|$)"
)


def find_sides(text: str) -> tuple[str, ...]:
    """The two sides of a comparison; () where nothing is compared.

    >>> find_sides("豫西和豫南在区域质量发展上的定位有什么不同？")
    ('豫西', '豫南')
    """
    if not COMPARE.search(text):
        return ()
    match = SIDES.search(text)
    if match is None:
        return ()
    return tuple(side.strip("“”《》 ") for side in match.groups())


def _asking_halves(text: str) -> list[str]:
    """The clauses of a text that ask, each with what stands before it and asks nothing.

    >>> _asking_halves("新年贺词 经济总量预计多少 育儿家庭每月多多少钱")
    ['新年贺词 经济总量预计多少', '育儿家庭每月多多少钱']
    """
    halves: list[str] = []
    before = ""
    for clause in re.findall(r"[^，,\s]+[，,\s]*", text):
        before += clause
        if ASKING.search(NOT_ASKING.sub("", clause)):
            halves.append(before)
            before = ""
    if halves:
        halves[-1] += before
    return [half.strip("，, ") for half in halves]


def split_parts(text: str) -> tuple[str, ...]:
    """The questions in a question: at ？ and ；, and at "，" or a space where all halves ask.

    >>> split_parts("工程质量的首要责任在谁？施工单位承担什么责任？")
    ('工程质量的首要责任在谁', '施工单位承担什么责任')
    """
    pieces = [TRAILING.sub("", piece).strip() for piece in re.split(r"[？?；;]", text)]
    pieces = [piece for piece in pieces if len(piece) >= 4]
    if len(pieces) == 1:
        halves = _asking_halves(pieces[0])
        if len(halves) > 1 and all(len(half) >= SHORTEST_HALF for half in halves):
            pieces = halves
    if any(LEANING.match(piece) for piece in pieces[1:]):
        return ()
    asking = [piece for piece in pieces if ASKING.search(piece)]
    return tuple(pieces) if len(pieces) > 1 and len(asking) > 1 else ()
