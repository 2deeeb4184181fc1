"""What is asked: the kind of answer expected, what it is asked of, and what must hold for an answer.

Grammar and lexicons stand here together; tests/test_question.py is the table of examples. Rules only, no training.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingce.errors import UserError
from mingce.text.dates import CHINESE_YEAR, YEAR
from mingce.text.fold import normalize
from mingce.text.numerals import HAN_NUMERALS, HAN_SCALES, NUMBER
from mingce.text.places import REGION

HAS_WORD = re.compile(r"\w")  # "？？？" asks for nothing
LONGEST = 1000  # characters of a question
NUM = rf"[\d{HAN_NUMERALS}{HAN_SCALES}]"
UNIT = "个家项名人种所条章次户亩台套座辆件份批届类支部处间张只头款门例起位节篇页字级档"

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温"
)

# The kind of answer, first match wins: what asks for it in a question (left), what answers it in a text (right).
# An empty right side: any sentence may answer.
# contact   "联系电话和申报邮箱是多少？"
# money     "奖金多少？", "收多少质量保证金", "罚款几万"
# percent   "合格率目标是多少", "减免几个点", "增长了百分之几"
# date      "什么时候发布的", "哪天召开"
# deadline  "多久之内要办完", "几个工作日", "期限"
# year      "到哪一年"
# count     "要培育多少科技型中小企业", "一共有多少章", "几分钟"
# person    "组长是谁", "哪位专家讲课"
# body      "由哪个部门跟踪督促", "谁负责", "谁来管"
# place     "支持哪些地方", "哪个市"
# document  "根据哪个上位文件", "哪部地方性法规"
# reason    "为什么", "有什么重要意义"
# definition "PI制是什么意思", "是指什么"
# procedure "怎么申请", "办理流程"
# list      "有哪些", "分别是什么", "哪六条"
# yes_no    "要不要附合格证", "鼓励吗", "对吧"
KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "contact",
        r"电话|邮箱|邮编|网址|联系人|联系方式|咨询方式|传真|二维码|公众号|地址(?:是|在|为)?(?:哪|什么|多少)|(?:受理|办公|申报)地[点址]",
        r"\d{3,4}[-—－ ]\d{7,8}|1[3-9]\d{9}|[\w.]+@[\w.]+|https?://|www\.|电话[：:]|地址[：:]|邮箱[：:]",
    ),
    (
        "money",
        r"多少(?:钱|元|块|万元?|亿元?|资金|奖金|补贴|补助|费|罚款|税|(?:质量)?保证金)|(?:奖金|补贴|补助|资金|经费|费用|罚款|奖励|金额|保证金|标准|工资|押金|罚|赔|补|奖|缴|交)[^，。？?]{0,6}(?:多少|几(?:万|千|百|块))"
        r"|几(?:万|千|百|亿)(?:元|块)|给多少(?!个|家|项)|收多少(?!个|家|项)|价格|贵不贵",
        rf"{NUMBER}(?:\.\d+)?\s*(?:多|余)?(?:万|亿|千|百)*\s*(?:元|美元|块钱)|倍以[上下]|免费|不收取|不得收取",
    ),
    (
        "percent",
        r"百分之|百分比|百分点|几个点|几成|(?:率|占比|比重|比例|比值|覆盖面|浓度|增幅|增速|降幅|指数)[^，。？?]{0,14}(?:多少|几|怎么样|如何|呢|高)|增长(?:了)?多少|下降(?:了)?多少|多少个?百分",
        rf"\d[\d.]*\s*(?:[%％‰]|个百分点)|百分之{NUM}+|(?:指数|率|比重|比例|占比)[^，。；]{{0,12}}\d|{NUMBER}成(?:以上)?",
    ),
    (
        "deadline",
        r"多久|多长时间|几(?:个)?(?:工作日|天|日|小时|个月)(?:内|之内|以内)?|多少(?:个)?(?:工作日|天|日|小时|个月)|期限|时限|截止|限期|(?:什么时候|何时|啥时候|哪天|哪年)(?:之)?前|最迟|最晚|保质期|有效期",
        rf"{NUMBER}\s*(?:个)?(?:工作日|日|天|小时|个月|月|年|分钟|周)|(?:\d{{4}}|{NUM}{{4}})年|(?:当|次|同)(?:日|年|月)|每(?:日|天|周|旬|月|季|半年|年)|立即|及时|季度|年底前|月底前",
    ),
    (
        "date",
        r"(?:什么|啥)时候|何时|哪[一]?[天日月]|几月|几号|什么时间|日期|时间(?:是|在)(?:什么|哪|几)",
        rf"\d{{4}}\s*年|\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|{NUM}+月{NUM}+日|自(?:公布|发布|印发)之日起",
    ),
    ("year", r"哪[一]?年|什么年份|几几年|到几年", rf"\d{{4}}\s*年|{CHINESE_YEAR}年"),
    (
        "count",
        r"多少|(?<!哪)(?<!好)几(?!乎|点|方面|样|号|月|时)(?:个|家|项|名|人|种|所|条|章|次|户|亩|台|套|座|部|届|倍|分钟|小时|天|年|位|级|类|处|成|公里|万|千|百|亿|排|$|[\u4e00-\u9fff])|第几|多大(?:规模|力度)?|数量|数目|总数|规模(?:是|有|要)?多",
        rf"{NUMBER}\s*(?:—|-|－|~|～|至|到)?\s*{NUM}*(?:多|余|几)?(?:万|亿|千|百)*\s*(?:以上|以下|左右)?(?:[{UNIT}]|分钟|小时|公里|平方|吨|亿|万|千瓦|刻钟|大|级)|"
        r"\d",
    ),
    (
        "person",
        r"(?:组长|主任|书记|董事长|总经理|老总|省长|市长|局长|部长|主席|院长|行长|总理|校长|会长|负责人|专家|代表|作者|发言人|元首|领导人|教授|主持人|秘书长|法人)(?:都)?(?:是|叫|为|由)?(?:谁|哪位|什么名字|哪个)|哪位|哪个人|谁(?:来)?(?:讲|主持|主讲|作报告|做报告|致辞|签署|签发|主讲|授课|讲课)|由谁主持|姓名|叫什么名|[\u4e00-\u9fff]是谁[？?]?$|请了谁|是谁(?:写|说|讲|主持|签)|元首",
        rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:同志|教授|主持|主席|总理|总书记|部长|书记|省长|市长|局长|主任|院长|行长|组长|委员|代表|为|任|作|就|说)"
        rf"|(?:教授|专家|主席|总理|部长|书记|省长|市长|局长|主任|院长|行长|组长|秘书长|代表|委员|会长|校长)[\s\u3000：:]*[{SURNAMES}][\u4e00-\u9fff]{{1,2}}",
    ),
    (
        "body",
        r"哪(?:个|些|几个|家)?(?:部门|单位|机构|机关|局|厅|委|主体|方面负责|级)|谁(?:来)?(?:负责|牵头|管|承担|审批|批准|监管|监督|组织|执行|落实|主管|制定|决定|督促|受理|处罚|要|应|扛|出|协调|跟踪|召集|报告|考核|评|办|任|发布)|(?:由|归|找|向|跟|靠|受|让|对|是|在)谁|什么(?:部门|单位|机构)|(?:主管|责任|牵头|主办)(?:部门|单位|机关)|谁(?:的)?(?:责任|职责)",
        r"(?:党委|政府|部门|机关|单位|机构|企业|委员会|领导小组|办公室|协会|法院|检察院|银行|院|局|厅|部|委|省委|市委|组织|会议|公司|干部|主体|经营者|生产者|人员|小组|中心|国务院|会)",
    ),
    (
        "place",
        r"哪(?:里|儿|个地方|些地方|些地区|个省|些省|个市|些市|几个市|几个省|些城市|个城市|些区域|个区|些县|几个地方|座城市|条河|些国家|个国家)|什么地方|在哪(?!个|些|方)|何处|何地|啥地方",
        r"[\u4e00-\u9fff]{2,8}(?:省|市|县|区|州|镇|乡|村|港|湾|流域|带|地区|三角|平原|地|国)|[\u4e00-\u9fff]{2}(?:、[\u4e00-\u9fff]{2,4})+|境内|境外|京津冀",
    ),
    (
        "document",
        r"(?:哪|什么)(?:部|份|个|些|几部|几份|几个|两份|两部|一部|项)?(?:[\u4e00-\u9fff]{0,5})?(?:文件|法规|条例|办法|法律|规定|意见|纲要|规划|通知|决定|精神|依据)(?!是|要)|(?:根据|依据|依照|按照)(?:的)?(?:是)?(?:什么|哪)|法律依据|上位法|上位文件",
        r"《[^》]+》|[\u4e00-\u9fff]{2,}(?:条例|办法|规定|意见|纲要|法)",
    ),
    (
        "reason",
        r"为什么|为何|为啥|原因|凭什么|(?:有)?(?:什么|何)(?:重要|重大)?(?:意义|目的|用意)|为了(?:什么|啥)|目的是|干嘛|图(?:个)?什么|意义(?:何在|是什么)",
        "",
    ),
    (
        "definition",
        r"(?:是|指|指的是)(?:个)?(?:什么意思|啥意思|指什么|什么概念|什么东西|啥)|什么(?:是|叫|叫做)(?!的)|何为|何谓|含义|定义|(?:是)?指(?:的是)?(?:什么|哪些|啥)|怎么(?:理解|定义|解释)|如何(?:理解|定义|界定)|算不算",
        "",
    ),
    (
        "procedure",
        r"(?:怎么|怎样|如何|咋)(?:才能|去|来)?(?:申请|申报|办理|办|提交|报名|认定|备案|登记|报销|举报|投诉|注册|缴纳|领取|查询|复议|起诉|上诉)|流程|步骤|手续|哪些材料|什么材料|什么程序|申报条件|申请条件",
        r"申请|提交|报送|办理|备案|登记|受理|审核|审批|批准|材料|程序|应当|自.{1,12}之日起|向.{2,20}(?:提出|报告|申请)",
    ),
    (
        "list",
        rf"哪些|哪几|哪{NUM}{{1,2}}|有什么|分别|包括(?:什么|哪)|都(?:有|是|包括)|列出|罗列|名单|清单|几(?:个)?(?:方面|点)|各(?:是|有)|还有(?:什么|哪|谁)|有啥",
        "",
    ),
    (
        "yes_no",
        r"吗|是不是|对不对|对吧|是吧|吧[？?]?$|是否|有没有|能不能|可不可以|会不会|要不要|行不行|该不该|用不用|需不需要|可以么|(?<![什怎多那这要])么[？?]?$|(?<!有)没有[？?]?$|(?<!要)不[？?]?$|算不算",
        "",
    ),
)
KIND_NAMES = {
    "contact": "联系方式",
    "money": "金额",
    "percent": "比例或指标数值",
    "deadline": "时限",
    "date": "日期",
    "year": "年份",
    "count": "数量",
    "person": "人员姓名",
    "body": "责任主体",
    "place": "地点",
    "document": "文件名称",
    "reason": "原因或目的",
    "definition": "含义",
    "procedure": "办理程序",
    "list": "具体内容",
    "yes_no": "相关规定",
    "fact": "相关内容",
}
STRICT = ("contact", "money", "percent", "deadline", "date", "year", "count", "person", "document")
_ASKS = {kind: re.compile(asks) for kind, asks, _ in KINDS}
_ANSWERS = {kind: re.compile(answers) for kind, _, answers in KINDS if answers}

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

SMALL_TALK = re.compile(
    r"^(?:你好|您好|嗨|哈喽|hello|hi|在吗|早上好|晚上好|下午好|谢谢|多谢|再见|拜拜|辛苦了|你是谁|你叫什么|你会什么|你能做什么|讲个?笑话|唱首?歌)|(?:讲|说)个?笑话|写(?:一)?(?:首|个)(?:诗|歌|故事|代码|程序)|"
    r"(?:python|java|c\+\+|代码|冒泡排序|快速排序)|天气(?:怎么样|如何|预报)|怎么做(?:才)?好吃|几点了|今天(?:星期|几号)|股票(?:推荐|会涨)|彩票",
    re.I,
)

# Constraints: an answer must stand for the same one.
# Where the asker comes from binds no answer: "我是香港的公司", "我们从台湾过来"
ORIGIN = re.compile(rf"我们?(?:是|系|係|来自|从)(?:{REGION.pattern})")
ORDINAL = re.compile(rf"第({NUMBER})(次|届|批|条|章|期|轮|个|款|项|编|节)")
TITLE = re.compile(r"《([^《》]+)》")
QUOTE = re.compile(r"[“\"「『]([^“”\"「」『』]{2,30})[”\"」』]")


@dataclass(frozen=True)
class Question:
    """A question as it was understood."""

    raw: str
    text: str  # Simplified, width folded, trimmed
    kind: str  # one of KIND_NAMES
    kinds: tuple[str, ...]  # every kind that it asks for, the main one first
    context: str = ""  # the question before, where this one leans on it
    wording: str = ""  # the same in the words of documents, where a language model gave them
    regions: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()  # "第十次"
    titles: tuple[str, ...] = ()  # 《…》
    quoted: tuple[str, ...] = ()  # “…”
    focus: tuple[str, ...] = ()  # the thing asked for: "工作机制" in "坚持什么样的工作机制"
    parts: tuple[str, ...] = ()  # several questions in one; () for a plain question
    sides: tuple[str, ...] = ()  # the two sides of a comparison
    is_small_talk: bool = False

    @property
    def search_text(self) -> str:
        """What is searched for: with the question before, where this one leans on it."""
        return f"{self.context} {self.text}".strip()

    @property
    def topic(self) -> str:
        """The question without its words of asking."""
        return topic(self.text)


def understand(raw: str, history: Sequence[Mapping[str, str]] = ()) -> Question:
    """Analyse a question in its conversation.

    history: earlier turns, oldest first, each with `role` ("user" or "assistant") and `content`.
    Raises UserError for an empty or over-long question.

    >>> understand("到2025年要培育多少科技型中小企业？").kind
    'count'
    """
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raise UserError("问题里有不是 UTF-8 编码的字符。请把终端或输入文件的编码改为 UTF-8 后重新提问。") from None
    text = normalize(raw)
    if not text:
        raise UserError("问题是空的。请输入要查询的内容，例如：到2025年要建成多少个国家质检中心？")
    if len(text) > LONGEST:
        raise UserError(f"问题有 {len(text)} 个字，最多 {LONGEST} 个字。请缩短问题，或把材料存成文件放进语料文件夹。")
    kinds = tuple(kind for kind, _, _ in KINDS if _ASKS[kind].search(text)) or ("fact",)
    context = ""
    if FOLLOW_UP.search(text):
        before = [normalize(str(turn.get("content") or "")) for turn in history if turn.get("role") == "user"]
        context = before[-1][:200] if before else ""
    return Question(
        raw=raw,
        text=text,
        kind=kinds[0],
        kinds=kinds,
        context=context,
        regions=tuple(dict.fromkeys(REGION.findall(ORIGIN.sub("", text)))),
        years=tuple(dict.fromkeys(YEAR.findall(text))),
        ordinals=tuple(dict.fromkeys(m[0] for m in ORDINAL.finditer(text))),
        titles=tuple(dict.fromkeys(TITLE.findall(text))),
        quoted=tuple(dict.fromkeys(QUOTE.findall(text))),
        focus=find_focus(text),
        parts=split_parts(text),
        sides=find_sides(text),
        is_small_talk=not HAS_WORD.search(text) or (bool(SMALL_TALK.search(text)) and not history),
    )


def topic(text: str) -> str:
    """A question without its words of asking.

    >>> topic("请问国家质检中心要建成多少个？")
    '国家质检中心要建成个'
    """
    return TRAILING.sub("", FRAME.sub("", text)).strip()


def answers_kind(kind: str, sentence: str) -> bool:
    """Whether a sentence holds a value of the kind asked for; True for kinds that any sentence may answer."""
    pattern = _ANSWERS.get(kind)
    if kind in ("count", "money", "percent"):
        sentence = NOT_A_VALUE.sub("", sentence)
    return pattern is None or bool(pattern.search(sentence))


# Digits that are no answer to "how many": the heading's own number, dates, document numbers, articles.
# "3.提升…", "（2）…", "到2025年", "11月27日", "〔2023〕1号", "第12条", "“3·15”", "“十四五”"
NOT_A_VALUE = re.compile(
    rf"^\s*(?:\d{{1,3}}[.．、](?!\d)|[（(]?[\d一二三四五六七八九十]{{1,3}}[）)、])|\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月\d{{1,2}}日"
    rf"|〔\d{{4}}〕\d+号|第{NUMBER}(?:条|章|节|款|项|次|届|号)|“[^”]{{1,12}}”|一(?:大批|批|系列|定|些|体|流|般|起|方面)"
)
# A person asked for by office: the sentence must name the office.
ROLE = re.compile(
    r"组长|副组长|主任|书记|省长|市长|县长|局长|部长|主席|院长|行长|总理|校长|会长|秘书长|负责人|发言人|元首|法人代表|董事长|总经理|联系人"
)


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


def split_parts(text: str) -> tuple[str, ...]:
    """The questions in a question: at ？ and ；, and at "，" where both halves ask.

    >>> split_parts("工程质量的首要责任在谁？施工单位承担什么责任？")
    ('工程质量的首要责任在谁', '施工单位承担什么责任')
    """
    pieces = [TRAILING.sub("", piece).strip() for piece in re.split(r"[？?；;]", text)]
    pieces = [piece for piece in pieces if len(piece) >= 4]
    if len(pieces) == 1:
        halves = [half.strip() for half in re.split(r"[，,]", pieces[0])]
        if len(halves) == 2 and all(len(half) >= 5 and ASKING.search(half) for half in halves):
            pieces = halves
    asking = [piece for piece in pieces if ASKING.search(piece)]
    return tuple(pieces) if len(pieces) > 1 and len(asking) > 1 else ()
