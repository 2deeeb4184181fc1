"""A question -> the attributes of a document that it asks for: who, when, what number, to whom, how long, still in force.

Read clause by clause: what is asked (a time, a body, a document, yes or no) and of which deed (issue, passing, coming into
force, meeting, end, repeal). tests/ask/routes/test_metadata.py is the table of examples.
"""

import re
from typing import NamedTuple

from mingce.ask.routes.frame import left_over

# What is asked.
WHEN = re.compile(
    r"(?:什么|啥|甚|哪个)(?:时候|时间|辰光|日子|时点|日期|年份)|何时|几时|何日|何年|多会儿|哪会儿|哪(?:一|两|三|几)?(?:年|天|日|月)(?:的)?(?:哪(?:一)?月)?(?:哪(?:一)?[日天号])?(?:几月几[日号])?|几月(?:份)?(?:几[日号])?|几几年|几号(?!令|文|公告|文件)|"
    r"(?:具体)?(?:的)?(?:日期|年月日|年月|时间(?!限)|年份|日子|时点)(?:是|为)?(?:多少|几号|什么|哪天)?"
)
WHO = re.compile(
    r"(?:是|由|归)?(?:谁|哪(?:一)?(?:个|家|几家|几个|些|级|位)?(?:单位|部门|机关|机构|政府|衙门|地方|省|市|部委|部|厅|局|委|会议|大会|领导|主体)|什么(?:单位|部门|机关|机构|地方|会议)|哪(?:一)?(?:家|个|些)(?=印|发|公|颁|出|制|下|联|批|通|\x00)|哪(?:一)?(?:次|届)(?:会议|大会|全会|常委会)?|啥(?:单位|部门|机关))(?:家)?"
)
WHERE = "哪(?:里|儿|个城市|个地方|座城市|个省|个市)?|什么地方|何地|何处|啥地方|什么城市"
PERSON = "谁|哪(?:一|几)?位(?:领导|同志|专家|教授|院士|学者)?|哪(?:个|些)(?:人|领导|同志|专家|教授)|什么人|何人"
WHICH_DOCUMENT = re.compile(
    r"(?:以前|之前|原来|过去|原先|老的?|旧的?|早前)*(?:的)?(?:是)?(?:哪|什么|啥|几)(?:些|个|几个|一个|一部|一份|部|份|几部|几份|几件|件|一件|几项|项)?(?:老|旧|原来的?|以前的?)?(?:文件|规定|法规|办法|条例|规章|通知|政策|法律|决定|规范性文件|法|东西|文)"
    r"|(?<=[被让给])(?:什么|啥|谁)|(?<=由)(?:什么|啥)|(?<=[被让])哪(?:个|部|一[个部])|(?:什么|啥)(?=取代|替代|代替|废)|(?:哪|几)(?:些|几个|几部|几份|几件|部|份|件)(?=废|失效|作废|停)"
)
YES_NO = re.compile(
    r"吗|么(?=$|[？?，,])|没有(?=$|[？?，,])|没(?=$|[？?，,有])|是不是|是否|有没有|有无|能不能|可不可以|管不管|算不算|作不作数|还能|还可以|还行|还在|还算|是.{1,6}还是|了没|过没过|(?<=[用效行废])不(?=$|[？?，,])|对吧|吧(?=$|[？?])|如何|怎么样|状态|情况"
)
NOW = re.compile(
    r"(?:到|截至|截止|至)?(?:现在|目前|如今|今天|当前|眼下|现今|时至今日|这会儿|今年|今日|此刻|[（(]?(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}[日号])?[）)]?)(?:为止)?|至今|仍然?|(?<![归返偿])还|已经?|早就|依然|依旧"
)

# Of which deed.
DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "repeal",
        re.compile(
            r"(?:同时|一并|一起|把|将|给|被|让|由|叫)*(?:废止|废除|取代|替代|代替|替换|顶替|废掉|废了|替掉|接替|废(?=$|[了的，？?]))(?:掉|了|过)?"
        ),
    ),
    (
        "enact",
        re.compile(
            r"(?:审议|表决|讨论|首次|最早|最近一次|最后一次|上一次|最新一次|第一次)*(?:被)?(?:通过|修订|修正|修改|批准|修法|(?<![修更整])改(?=的|过)|审定|过的?会|表决(?=的|$|[，？?])|批(?=的|了|$|[，？?]))(?:通过|成)?"
        ),
    ),
    ("force", re.compile(r"(?:开始|正式|起)*(?:施行|实施|生效|执行|起效|试行|启用|实行|起用|推行|落地)")),
    (
        "meet",
        re.compile(
            r"召开|举行|举办|开幕|开会|开的会|(?<=[时候天年月日间号])开(?![始展通放工业])|学习(?=的|$)|(?<=[号日天])学(?=的|$)"
        ),
    ),
    ("end", re.compile(r"到期|失效|过期|截止|终止|作废|届满|期满|过没过期|过时|停止执行|废(?=了)|结束")),
    (
        "issue",
        re.compile(
            r"(?:联合|共同|正式|最早|首次|重新)*(?:印发|转发|批转|拟(?=的)|发布|公布|颁布|出台|下发|签发|制定|制订|发文|成文|发出|颁发|推出|拟定|起草|发行|下的?文|(?<!停)发(?=的|了|出|布|$|[，？?])|出(?=的|来|$|[，？?])|定(?=的|$)|搞(?=的)|弄(?=的))(?:出来|下来)?"
        ),
    ),
)
# Nouns that name an attribute.
NOUNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"(?:[\u4e00-\u9fff]{1,6}[部院局委署会])?(?:的)?(?:发文)?(?:文号|字号|发文号|文件号|编号|令号|公告号)(?:是)?(?:[\u4e00-\u9fff]{0,4}几号|多少|什么|啥|哪个)?|(?:[\u4e00-\u9fff]{1,6}[部院局委署会])?(?:的)?(?:第)?(?:几|多少)号(?:令|文件|文|公告|主席令|国务院令)|第(?:几|多少)号|(?:国务院|主席|部|省政府|政府)?令(?:是)?(?:第)?(?:几|多少)号|(?:第)?(?:哪(?:一)?|几|多少)号[\u4e00-\u9fff]{0,4}?(?:令|文件|公告|文)|[\u4e00-\u9fff]{0,4}多少号"
        ),
    ),
    (
        "basis",
        re.compile(
            r"(?:制定|出台|立法)?(?:的)?(?:上位法|上位依据|上位文件|上位法规)(?:是|有)?(?:什么|哪[些个部])?|(?:制定|立法|出台)(?:的)?(?:依据|根据)(?:是)?(?:什么|哪[些个部])?|(?:是)?(?:根据|依据|依照|按照|按)(?:的)?(?:是)?(?:什么|啥|哪(?:个|些|部|份|一部|几部)?)(?:上位)?(?:文件|法|法律|法规|条例|规定)?(?:来|而)?(?:制定|制订|出台|定|写|搞)(?:的|出来的)?|(?:是)?(?:主要|直接)?(?:依据|根据|依照|按照|遵照|对照|照着?|贯彻|落实)(?:的|了)?(?:是)?[\u4e00-\u9fff]{0,8}?(?:哪|什么|啥)(?:个|些|部|份|一部|一份|几部|几份)?(?:上位)?(?:文件|决定|规划|法律法规|法律|法规|条例|法(?!院))"
        ),
    ),
    (
        "addressees",
        re.compile(
            r"(?:主送|抄送|抄报|分送|抬头)(?:给)?(?:的)?(?:机关|单位|部门|对象)?(?:都)?(?:是|有)?(?:哪些|谁|什么|哪[个家几])?(?:单位|机关|部门)?|(?:印发|下发|发|批|批复|写|通知|传达|答复|回复|回|复)(?:给|到|至)(?:了)?(?:的)?(?:是)?(?:哪些|谁|什么|哪[一两三几]?[个家些]|哪)(?:机关|单位|部门|地方|人|省|政府)?|(?:是)?给谁(?:看|发|下)?的?|收文(?:单位|机关)|受文(?:单位|机关)|发文对象"
        ),
    ),
    (
        "signature",
        re.compile(
            r"(?:落款|署名|签名|签章|盖章)(?:的)?(?:是)?(?:谁|哪[个家些位]|什么|哪几[个家位])?(?:单位|机关|部门|[部省市厅局]长|领导)?|署(?:的|了)?(?:是)?谁的?名|署的(?:名|$)|(?:是|由)?谁(?:签署|签名|署名|签的?字|签发)(?:的)?|签发人(?:是)?(?:谁)?"
        ),
    ),
    (
        "interpreter",
        re.compile(
            rf"(?:最终|具体)?解释权(?:限)?(?:在|归|属于?|是)*(?:{WHO.pattern})?(?:手里|手上|那里|那儿)?|(?:该|应该?|要|让|找)?(?:{WHO.pattern})(?:来|去)?(?:负责|作出?|做|进行|承担)?(?:具体)?(?:的)?解释(?:工作)?(?:的)?"
            rf"|(?:负责)?(?:具体)?解释(?:工作|的事)?(?:归|由|属于?|是|该?找)(?:{WHO.pattern})(?:负责|管)?|(?:负责)?解释(?:的)?(?:机关|单位|部门|主体|机构)(?:是)?(?:{WHO.pattern})?"
        ),
    ),
    (
        "amends",
        re.compile(
            r"(?:修改|修订|修正|(?<![修更整])改)(?:的|了)(?:是)?(?:(?:哪(?:一)?(?:个|部|份|件|几个|几部|几份|几件|些)|什么|啥)(?:文件|法律|法规|条例|规定|办法|通知|规章|意见|措施|法)|(?:哪(?:一)?(?:个|部|份|件)|什么|啥)(?=$|[？?\s]))"
        ),
    ),
    (
        "place",
        re.compile(
            rf"(?:是)?在?(?:{WHERE})(?:召开|举行|举办|开)(?:的)?(?:会)?(?:的)?|(?:会议|会|开会|举办|举行|召开|开)(?:的)?(?:地点|地方)(?:是)?(?:在)?(?:{WHERE})?|(?:会议|会|召开|举行|举办|开)(?:的)?(?:是)?(?:在|于)(?:{WHERE})(?:开的?)?"
        ),
    ),
    (
        "host",
        re.compile(
            rf"(?:是|由)?(?:{PERSON})(?:来)?主持(?:召开)?(?:的|了)?(?:会议|会)?(?:的)?|(?:会议)?主持(?:会议|会)?(?:的)?(?:人|者|的)(?:是)?(?:{PERSON})?|主持(?:会议)?的?(?:是)(?:{PERSON})"
        ),
    ),
    (
        "lecturer",
        re.compile(
            rf"(?:请|是|由)*(?:的|了)?(?:{PERSON})(?:来|去|给)?(?:作|做)?(?:的|了)?(?:主讲|讲课|讲解|授课|讲)(?:的|了)?(?:课)?(?:的)?|(?:讲课|讲解|授课|主讲)(?:的)?(?:人|专家|老师|者|同志)?(?:是)?(?:{PERSON})"
        ),
    ),
    (
        "attended",
        re.compile(
            rf"(?:都)?(?:有)?(?:{PERSON}|多少(?:个)?人|几个?人)(?:出席|列席|到会|到场|与会|参加)(?:了)?(?:会议|全会|大会)?(?:的)?|(?:出席|列席|到会|到场|与会|参会)(?:会议|全会|大会)?(?:的)?(?:人员?)?(?:都)?(?:有|是)?(?:{PERSON}|多少(?:个)?人|几个?人|名单)|(?:到会?|来)了(?:多少|几)(?:个|位|名)?[\u4e00-\u9fff]{0, 6}?(?:委员|代表|人)"
        ),
    ),
    (
        "annexes",
        re.compile(
            r"(?:都)?(?:有|带|附|附带|一共|总共|共|后面|几)*(?:了)?(?:哪些|几个|几份|多少个?|多少份|什么|哪几[个份]|啥)附件|附件(?:里)?(?:都|一共|总共|共)?(?:有|是|包括|列)?(?:了)?(?:哪些|几个|几份|什么|多少(?:个|份)?|哪几[个份]|啥|清单|目录|列表|名单)|附件(?:的)?(?:名称|标题|题目)"
        ),
    ),
    (
        "expires",
        re.compile(
            r"(?:执行|适用|实施|施行|试行)?(?:的)?(?:有效期限?|执行期限?|试行期限?|有效时间|有效年限|期限)(?:是|为|有|到|至|截止到?|截至|定|写)?(?:了)?(?:多久|多长(?:时间)?|几年|多少年|几个月|到几时)?|(?:到|至)(?:什么时候|啥时候|何时|几时|哪(?:一)?[年月日天]|几月(?:几[号日])?)(?:为)?止|(?:管|用|执行|实行|有效|施行|实施|适用|延续|持续|实行)(?:到|至)(?=.{0,2}(?:什么|啥|何|哪|几))|(?:管|用|执行|有效|实施|施行)(?:的)?(?:是)?(?:哪)?(?:几|多少)年"
        ),
    ),
    (
        "issuer",
        re.compile(
            r"(?:发文|制定|发布|印发|颁布|公布|出台|牵头发文|联合发文|起草|签发|编写|编制|撰写)(?:的)?(?:机关|单位|部门|机构|主体|者)(?:都)?(?:是|有)?(?:谁|哪[个些家]|什么|哪几[个家])?|(?:是)?(?:谁|哪(?:个|家|一家|一个|级)(?:单位|部门|机关|政府)?)(?:家)?的(?:文件|规定|办法|政策|东西)|出自(?:谁|哪(?:个|家|里)?(?:单位|部门|机关)?)(?:之手)?"
        ),
    ),
    (
        "versions",
        re.compile(
            r"(?:一共|总共|共|都)*(?:修订|修正|修改|改)(?:过|了)?(?:几|多少)(?:次|回|版)|(?:有|收录了?|收了|存了)?(?:几|哪几|哪些|多少)(?:个)?版本?|(?:现行|最新|现在|目前|眼下|如今|当前|有效|生效|管用|适用)(?:的)?(?:有效|应?该?用|适用|执行|管用)?(?:的)?(?:是)?(?:哪(?:个|一)?(?:年的)?(?:版本?|一版)|哪(?:一)?次修[订正改](?:后)?(?:的)?(?:文本|版本?)?|哪(?:一)?年(?:的|修[订正]))(?:的)?|(?:是|用|看|执行|适用)(?:的)?(?:是)?哪(?:个|一)?(?:年的)?(?:版本|版|一版)|(?:有效|管用|适用|生效)的?(?:是)?哪(?:一)?[部个份](?:法律|行政法规|法规|条例|规章|规定|办法|文件|法)?|(?:以|按)(?:哪(?:个|一)?(?:年的)?(?:版本?|一版))(?:为准|执行|来)?|哪(?:个|一)(?:年的)?版本?(?:是|才是)?(?:现行|有效|最新|管用|生效)(?:的)?(?:有效)?|(?:的)?哪(?:个|一个)(?:年的)?版本|(?:最新|最近)(?:的)?(?:一)?版本?(?:是)?"
        ),
    ),
    (
        "status",
        re.compile(
            r"有效性|在(?:有效)?期内|效力(?:状态|级别)?|时效性|(?:当|作为?|做)依据用?|(?:有效|管用|能用|能享受|可以用|可以享受|享受得到|作数|算数|在用|在执行|现行有效|好使|适用|用得上|算不算数|管不管用|有没有效|作不作数|能用不)(?:没有|没|不)?"
        ),
    ),
    (
        "title",
        re.compile(
            r"(?:是)?(?:个|一个|一份|份|哪门子)?(?:什么|啥|哪个|哪份|哪一份|哪一个|什么样的)(?:样的)?(?:文件|东西|公文|文)(?!废|失效|作废)|(?<![章节条分各小级大])(?<![章节条分各小级大]的)(?:的)?(?:全称|完整标题|完整名称|文件名|标题|名称|正式名称)(?:是|叫)?(?:什么|啥|怎么写)?|(?:对应|指)(?:的)?(?:是)?(?:哪|什么)(?:个|份|一份|一个)?文件?|(?:讲|说|批|写)的(?:是)?(?:哪(?:个|一个|件)|什么|啥)(?:规划|事|方案|办法|政策|文件|意见|计划)?"
        ),
    ),
)
# Words that go with an attribute and say nothing else.
ROUND_ABOUT = re.compile(
    r"(?:这|那)?(?:个|部|份|版)(?=$|\x00|□)|样子|文件|政策|措施|公告|通知|规定|办法|条例|这部法|这版|那版|那一版|这一版|版本|那份|这份|那个|这个|那部|这部|它|上|从|自|到|于|起|开始|为止|止|算|给|把|将|被|由|让|又|还是|还要|以及|同时|分别|各|都|各自|第|号|令|次|届|会议|上面|后来|最早|最初|当初|首次|首个|最近|最后|最新|一次|正式|最终|总共|一共|到底|究竟|具体|大概|应该|当时|那时候?|的时候|时候|时|以前|之前|原来|后来|目前|现行|本身|自己|请教|确认|核实|弄清楚?|搞清楚?|一下|了解|要|想|得|需|就|才|也|再|跟|和|与|、|成|过|去|来|中央|国家|省里|市里|县里|上头|上级|写明|载明|(?:国家|省|市)?层面|管(?=□)|行政法规|地方性法规|标注|注明|记载|标的|写的|多少|长|久|几|年|月|日|天|嘛|哈|哦|噢|诶|唉|另外|还有|顺便|然后|那么|不知道|麻烦|您|啥|怎|在哪|按|照|依|规|末尾|文末|结尾|开头|细则|来落实|落实|含|应当"
)
OF_A_MEETING = frozenset({"place", "host", "lecturer", "attended"})
OTHER = "别的问题"  # stands for a clause that asks for something else
CLAUSE = re.compile(
    r"[，,；;。？?！!\n]+|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])|(?<=[的了])(?:以及|还有|并且|另外)"
)
OF_TIME = {
    "issue": "date",
    "enact": "enacted",
    "force": "effective",
    "meet": "met",
    "end": "expires",
    "repeal": "repealed_by",
}
# What an asker says of himself: "我们归档要填", "急用，谢谢"
OF_THE_ASKER = re.compile(r"^(?:我|咱|俺|急|谢|劳驾|辛苦|单位|写)")
# "公布的是哪部法规": the document itself
PUBLISHED_IS = re.compile(r"(?:公布|发布|颁布|印发|转发)的?(?:是|为)(?:哪|什么|啥)")
# A choice that the text decides: "是备案还是批准"; not "是现行的还是废止了"
CHOICE = re.compile(r"是([^是，。？]{1,10})还是([^，。？]{1,12})")
OF_STANDING = re.compile(r"有效|现行|废|失效|过期|作废|到期|生效|施行|发|印|公布|定|出|的|[新旧老版□]")
BY_EITHER = re.compile(r"(?:印发|发|发布|公布|定|出)的?还是")  # "是市政府发的还是办公厅发的"
DOUBT = re.compile(r"多少|什么|啥|哪|谁|怎|吗|何(?!时)")
ASKING = re.compile(r"几|多少|什么|啥|哪|谁|怎|吗|如何|何")
_BODY = "谁|单位|部门|机关|机构|政府"
BY_WHOM = re.compile(rf"(?:(?:{_BODY})(?:家)?的|是(?:谁|哪.{{0,4}}(?:{_BODY})))(?:呀|啊|呢)?$")  # "是哪个部门的"
PASSIVE = re.compile(
    r"被|让|叫|由|给.{0,6}(?:取代|替代|代替|废)|(?:谁|什么|啥|哪.{0,4})(?:取代|替代|代替|接替|顶替)了?(?:它|这)?"
)

COPIED_TO = re.compile(r"抄送|抄报|分送")
NAMES = {
    "issuer": "发文机关",
    "date": "日期",
    "number": "文号",
    "title": "标题",
    "addressees": "主送机关",
    "signature": "署名",
    "speaker": "报告人或讲话人",
    "basis": "制定依据",
    "annexes": "附件",
    "effective": "施行日期",
    "met": "会议日期",
    "place": "会议地点",
    "host": "主持人",
    "lecturer": "讲解人",
    "attended": "出席人员",
    "interpreter": "由谁负责解释",
    "amends": "修改的是哪个文件",
    "expires": "有效期",
    "status": "是否有效",
    "repealed_by": "被什么文件废止或取代",
    "repeals": "废止什么文件",
    "versions": "版本",
    "enacted": "通过或修订的日期",
}

# The same as a question may call them.
CALLED = {
    "number": re.compile(r"发文字号|发文号|文件号|编号|字号"),
    "date": re.compile(r"(?:成文|发布|印发|公布|颁布|落款|发文)(?:的)?(?:日期|时间)"),
    "issuer": re.compile(r"(?:发布|制定|印发|公布|颁布)(?:机关|单位|部门)"),
    "signature": re.compile(r"落款|签发人|盖章|签署人"),
    "effective": re.compile(r"(?:实施|生效|执行|起始)(?:日期|时间)"),
    "basis": re.compile(r"上位法|立法依据"),
    "expires": re.compile(r"执行期限|试行期|适用期限|截止日期"),
    "addressees": re.compile(r"收文(?:单位|机关)|受文(?:单位|机关)|发文对象"),
}


class Wanted(NamedTuple):
    attributes: tuple[str, ...]  # in the order in which they are asked for
    rest: str  # what the question says beyond them


def read_attributes(text: str) -> Wanted:
    """The attributes that a question asks for. text: the question, names of documents replaced by □.

    >>> read_attributes("□是谁印发的，哪天印发").attributes, read_attributes("□有效期几年，如今过期了吗").attributes
    (('issuer', 'date'), ('expires', 'status'))
    >>> read_attributes("□的公布日期和施行日期").attributes
    ('date', 'effective')
    """
    found, rest, _ = _read(text)
    return Wanted(found, rest)


def asked_beyond(text: str) -> str:
    """What a question says beyond the attributes in those of its clauses that ask for something.

    >>> asked_beyond("我是开火锅店的，□的税收优惠还有效吗")
    '税收优惠'
    """
    return _read(text)[2]


def asks_a_choice(text: str) -> bool:
    """Whether a question lets choose between two things that the text tells: "是备案还是批准".

    >>> asks_a_choice("按□是备案还是批准"), asks_a_choice("□是有效的还是已经废止了")
    (True, False)
    """
    match = CHOICE.search(text)
    return match is not None and not OF_STANDING.search(match[1] + match[2])


def _read(text: str) -> tuple[tuple[str, ...], str, str]:
    """The attributes, what the question says beyond them, and the part of it in clauses that ask."""
    found: list[str] = []
    rest, asking = "", ""
    asked_before = ""
    for clause in filter(None, CLAUSE.split(text)):
        attributes, left, asked_before = _clause(clause, asked_before)
        found += [a for a in attributes if a not in found]
        if found and not attributes and OF_THE_ASKER.search(clause) and not ASKING.search(clause):
            continue
        if (
            found
            and not attributes
            and clause.startswith(("若", "如果", "要是", "盼", "请"))
            and not DOUBT.search(clause)
        ):
            continue
        left = OTHER if not attributes and ASKING.search(clause) else left
        rest += left
        asking += left if attributes or left == OTHER else ""
    if "status" in found and "basis" in found[found.index("status") :]:
        found[found.index("basis")] = "repealed_by"  # "还算不算数；若已不算数，根据的是哪个决定"
    if "date" in found and OF_A_MEETING & set(found):
        found[found.index("date")] = "met"  # "第二十四次集体学习几月几号，谁讲解"
    if "number" in found and {"basis", "repeals", "amends"} & set(found[: found.index("number")]):
        found.remove("number")  # "依据的是国办哪个文件，文号一并告知": the words that name it tell its number
    beyond, in_asking = (left_over(ROUND_ABOUT.sub("", left_over(said))) for said in (rest, asking))
    return tuple(found), beyond, in_asking


def _clause(clause: str, asked_before: str) -> tuple[list[str], str, str]:
    """The attributes of one clause, what is left of it, and what is asked ("when" or "who"), for the next clause."""
    found: dict[str, int] = {}
    left = clause
    for name, pattern in NOUNS:
        if name == "title" and any(pattern.search(left) for pattern in (dict(DEEDS)["repeal"], dict(DEEDS)["end"])):
            continue
        while match := pattern.search(left):
            found.setdefault(name, match.start())
            left = _blanked(left, match)
    asks: dict[str, int] = {}
    deeds: dict[str, int] = {}
    if match := WHICH_DOCUMENT.search(left):
        asks["which"] = match.start()
        left = _blanked(left, match)
    for name, pattern in DEEDS:
        while match := pattern.search(left):
            deeds.setdefault(name, match.start())
            left = _blanked(left, match)
    for name, pattern in (("when", WHEN), ("who", WHO), ("yes_no", YES_NO), ("now", NOW)):
        while match := pattern.search(left):
            asks.setdefault(name, match.start())
            left = _blanked(left, match)
    if not asks and deeds and asked_before and re.search(r"呢|和|又|再|还", clause):
        asks[asked_before] = 0
    for attribute, at in _asked(clause, deeds, asks, set(found)):
        found.setdefault(attribute, at)
    asked_now = "when" if "when" in asks else "who" if "who" in asks else asked_before
    return sorted(found, key=found.__getitem__), left.replace("\x00", ""), asked_now


def _blanked(text: str, match: re.Match[str]) -> str:
    return (
        f"{text[: match.start()]}{chr(0) * max(1, len(match[0]))}{text[match.end() :]}" if match[0] else text + "\x00"
    )


def _asked(clause: str, deeds: dict[str, int], asks: dict[str, int], nouns: set[str]) -> list[tuple[str, int]]:
    """What is asked of which deed."""
    found: list[tuple[str, int]] = []
    if match := PUBLISHED_IS.search(clause):
        return [("title", match.start())]
    if "issue" in deeds and BY_EITHER.search(clause):
        return [("issuer", deeds["issue"])]
    if "repeal" in deeds:
        names_none = re.search(r"(?:什么|啥|哪些|哪几)(?!时候|时间)", clause)
        if (
            "which" in asks
            or "who" in asks
            or names_none
            or re.search(r"废止(?:了)?(?:的)?(?:文件|规定)?(?:清单|名单|目录)", clause)
        ):
            found.append(("repealed_by" if PASSIVE.search(clause) else "repeals", deeds["repeal"]))
        elif {"yes_no", "now"} & asks.keys():
            found.append(("status", deeds["repeal"]))
    if "end" in deeds and "which" in asks:
        found.append(("repeals", deeds["end"]))
    if "when" in asks:
        timed = [(OF_TIME[deed], at) for deed, at in deeds.items() if deed != "repeal" or "which" not in asks]
        is_noun = {"expires", "versions", "addressees", "annexes", "place", "host", "lecturer"} & nouns
        found += timed or ([] if is_noun else [("date", asks["when"])])
    if "enact" in deeds and "which" in asks and "repeal" not in deeds and "end" not in deeds:
        found.append(("enacted", deeds["enact"]))  # "头一回是哪个决定改的"
    if "enact" in deeds and not asks and re.search(r"最近|最新|最后|上一次", clause):
        found.append(("enacted", deeds["enact"]))
    if "who" in asks and "repeal" not in deeds:
        if "enact" in deeds:
            found.append(("enacted", deeds["enact"]))
        elif not nouns & {"addressees", "signature"} and ("issue" in deeds or BY_WHOM.search(clause)):
            found.append(("issuer", asks["who"]))
    if "when" not in asks and "which" not in asks and {"yes_no", "now"} & asks.keys():
        found += [("status", at) for deed, at in deeds.items() if deed in ("end", "force")]
    return found


def name_of(attribute: str, text: str) -> str:
    """The name of an attribute, as the question calls it where there are several: "第几号公告"."""
    if attribute == "number" and (of := re.search(r"公告|[部国]?令(?=公布|是|的|$)", text)):
        return f"{of[0]}的文号"
    if attribute == "addressees" and (copied := COPIED_TO.search(text)):
        return f"{copied[0]}机关"
    called = CALLED[attribute].search(text) if attribute in CALLED else None
    return called[0] if called else NAMES[attribute]
