"""Every pattern that reads official Chinese text, each with its examples."""

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々"
CJK = HAN + r"\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·《》"
NUMERAL = r"[零〇一二三四五六七八九十百千两\d]+"

# A year, with 年 or alone: "2025年", "2025". Not inside a longer number.
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?(?!\d)")

# ---------------------------------------------------------------- page furniture

# A page number alone on its line: "- 19 -", "— 3 —", "第 3 页", "第3页 共12页".
# Not a bare "19": it may be a table cell or a footnote mark (see clean.drop_page_numbers for runs of them).
PAGE_NUMBER = re.compile(
    r"^[ \t\u3000]*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?)[ \t\u3000]*$"
)
BARE_NUMBER = re.compile(r"^[ \t\u3000]*(\d{1,4})[ \t\u3000]*$")

# ---------------------------------------------------------------- spaces

# A space between a Chinese character and a digit or Latin letter, either way round: "到 2025年", "PI 制".
# Not between two Chinese characters ("中共河南省委 河南省人民政府") and not inside Latin text ("Open AI").
STRAY_SPACE = re.compile(rf"(?<=[{CJK}])[ \t]+(?=[0-9A-Za-z.%+])|(?<=[0-9A-Za-z.%+])[ \t]+(?=[{CJK}])")
# A space beside Chinese punctuation carries nothing: "》 和 《" keeps neither. Not the one of a Markdown heading: "## （一）".
PUNCTUATION_SPACE = re.compile(r"(?<=[，。、；：？！（）《》“”])[ \t]+|(?<!#)[ \t]+(?=[，。、；：？！（）《》“”])")

# ---------------------------------------------------------------- sentences

# A sentence ends after 。！？ and the closing marks that follow: "……精神。”", "（下同）。）".
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)》]*|…{2}(?=$|\n)|\n")
# Where a sentence that is too long to quote may be cut: after ；, as in a list of duties.
CLAUSE_END = re.compile(r"[；;]")

# ---------------------------------------------------------------- headings

# Each numbered form of a heading at the start of a line, highest rank first. The rank is the order in which
# official documents nest them (GB/T 9704: 一、 then （一） then 1. then （1）; laws: 编 章 节 条).
# 1) part     "第一编 总则", "第二篇 全面准确把握…", "第三部分 保障"
# 2) chapter  "第一章 总 则"
# 3) division "第二节 监督检查"
# 4) one      "一、总体要求", "十二、附则", "二．主要任务"        not "一、二、三产业" (followed by another numeral)
# 5) article  "第十二条 …", "第12条", "第十二条之一", "第十条中国人民银行…", "第一条2013年…", "第十三条（市）区…"
#                                            not "第十二条规定的…", "第十二条中的…", "第12条（三）项…" (mentions)
# 6) decimal  "1.1编制目的", "2.3.1 预警分级" (plans for emergencies, standards)   not "1.5万亿元", not "2.3个百分点"
# 7) nth      "第一，认清形势，坚定信心。" (speeches)
# 8) bracket  "（一）指导思想。以…", "(三)加强…"
# 9) arabic   "1.强化产业…", "2．提高", "3、加快"   not "1.5万亿元", not "2023年"
# 10) paren   "（1）…", "(2)…"
# 11) circle  "①…"
# 12) dash    "——产业和区域质量竞争力持续增强。…"
HEADING_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s?({NUMERAL})\s?(?:编|篇|部分)(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("chapter", re.compile(rf"第\s?({NUMERAL})\s?章(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("division", re.compile(rf"第\s?({NUMERAL})\s?节(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("one", re.compile(rf"([一二三四五六七八九十百]+)\s?(?:、(?![一二三四五六七八九十]、)|[.．](?=\s?[{HAN}]))")),
    (
        "article",
        re.compile(
            rf"第\s?({NUMERAL})\s?条(?:之[一二三四五六七八九十]+)?"
            r"(?=[\s\u3000：:*]|$|(?!规定|所称|所列|第|的|和|或|、|至|到|之|修改|中(?![国央华共小])|增加|删去)[\u4e00-\u9fff“《]"
            r"|[A-Za-z]|\d(?!\d*[款项条])|（(?![一二三四五六七八九十\d]+）))"
        ),
    ),
    (
        "decimal",
        re.compile(
            rf"([1-9]\d?(?:[.．][1-9]\d?){{1,3}})(?![\d.．])[\s\u3000]?(?=[{HAN}“《])"
            r"(?!万|亿|元|倍|吨|个(?![人体性别])|公里|公斤|公顷|平方|立方|[人户]次|千[米克]|毫|厘|米|里|克(?!服)|升(?!级)|小时|天(?![然气])|余|多[万亿个])"
        ),
    ),
    ("nth", re.compile(r"第([一二三四五六七八九十]{1,3})[，,](?=.{4})")),
    ("bracket", re.compile(r"[（(〔]\s?([一二三四五六七八九十百]+)\s?[）)〕]")),
    ("arabic", re.compile(r"(\d{1,3})\s?(?:[.．](?!\d)|、)")),
    ("paren", re.compile(r"[（(]\s?(\d{1,3})\s?[）)]")),
    ("circle", re.compile(r"([①-⑳])")),
    ("dash", re.compile(r"(?:——|－－|──|--)(?![-—])")),
)
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+")
# "附件1", "附表一", "附件：…名单", "专栏 3 …重点工程", "专栏3“十四五”指标" open a part of their own when they stand at the
# start of a short line. Not a mention: "附件1所列设备", "附件2个".
ANNEX = re.compile(
    r"^(?:附\s?件|附\s?录|附\s?表|专栏)\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?"
    rf"(?=[\s\u3000：:．.]|$|(?<=\d)(?![的所中和或及个份项家种])[{HAN}“《])"
)
# The list of annexes at the end of a text, one a line: "附件：1.行动计划" (then "2.名单"); the annexes come after it.
ANNEX_LIST = re.compile(r"^附\s?件\s?[：:]\s*(?=1\s?(?:[.．](?!\d)|、))")
# An item of an article in the middle of a line: "有下列情形之一的：（一）甲；（二）乙。"
INLINE_ITEM = re.compile(r"(?<=[：:；;])\s?[（(]([一二三四五六七八九十]+)[）)]")
# A line above "1.1…" that numbers its chapter without a mark: "1总则", "2 组织体系"
DECIMAL_CHAPTER = re.compile(rf"(\d{{1,2}})[.．]?[\s\u3000]?(?=[{HAN}])[^。；：，]{{2,38}}$")
# A page number that a dump glued to the article after it: "-2-第四条非银行支付机构…"
GLUED_PAGE = re.compile(r"[-—]\s?\d{1,4}\s?[-—](?=第)")
# A row of a table as the readers write it: "| 指标 | 2025年 |"
TABLE_ROW = re.compile(r"^\|.*\|$")
# A line of a table of contents that lost its dot leaders: "第八篇 坚持生态优先. - 88 -"
CONTENTS_PAGE = re.compile(r"[-—－]\s?\d{1,4}\s?[-—－](?:[IVX]+)?$")

# ---------------------------------------------------------------- metadata

# "2023年1月17日", "2023 年 11月 27日", "二〇二三年一月十七日"
DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
CHINESE_DATE = re.compile(
    r"([二一][〇○零Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
# "_20231127", "（2021-01-08）" in a file name
FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
# A date alone on its line, bracketed or not: "（2023年1月17日）", "2023年1月17日"
DATE_LINE = re.compile(r"^[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]?$")
# "国发〔2023〕1号", "银发〔2026〕42号", "国务院令第737号", "人民银行〔2020〕5号令"
DOCUMENT_NUMBER = re.compile(
    r"(?![年月日])[\u4e00-\u9fff]{1,12}[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d{1,4}\s?号|(?![年月日])[\u4e00-\u9fff]{2,20}令\s*第\s?\d{1,4}\s?号"
)
# The body that issues, before 关于: "中共河南省委 河南省人民政府关于…", "国务院办公厅关于…"
ISSUER = re.compile(
    r"^((?:(?:(?!转发|印发)[\u4e00-\u9fff（）]){2,40}?(?:党委|省委|市委|县委|区委|州委|中央|政府|国务院|委员会|常委会|改革委|健康委|国资委|工委|部|局|厅|院|办公厅|办公室|银行|总行|署|会|办|中心|集团|军委|证监会|外汇局)"
    r"[\s\u3000、]*)+)(?=关于|印发|转发)"
)
# A body named in a title without 关于: "中共中央政治局会议精神", "2010年中华人民共和国国务院政府工作报告"
BODY_IN_TITLE = re.compile(
    r"中共中央政治局(?:常务委员会|常委会)?(?!委员|常委)|中共中央(?!总书记|委员|候补|政治局)|中国共产党第\S{1,4}次全国代表大会|全国人民代表大会(?:常务委员会)?|国务院|中国人民银行|最高人民法院|最高人民检察院"
    r"|中国共产党[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州)(?:第[一二三四五六七八九十]{1,3}届)?委员会"
    r"|(?:(?<=年)|(?<![\u4e00-\u9fff]))(?!年|关于)[\u4e00-\u9fff]{2,8}?(?:省|市|县|自治区|自治州)(?:人民)?政府"
)
# A local congress in an enacting clause: "北京市第十五届人民代表大会常务委员会第三十次会议通过" (its 第十五届 left out)
LOCAL_CONGRESS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:经|由)?([\u4e00-\u9fff]{2,12}?(?:省|市|县|自治区|自治州))第[一二三四五六七八九十]{1,3}届(人民代表大会(?:常务委员会)?)"
)
# A line that is a body's name and nothing more: "中国人民银行贵州省分行", "国家发展改革委 财政部"
BODY_NAME = (
    r"[\u4e00-\u9fff]{2,20}?(?:党委|省委|市委|县委|区委|州委|党组|中央|政府|国务院|委员会|常委会|部|局|厅|院|办公厅|办公室|银行|总行|分行|署|委|办|"
    r"总局|总署|协会|学会|联合会|总工会|法院|检察院|军委|证监会|外汇局)"
)
BODY_LINE = re.compile(rf"^{BODY_NAME}(?:[\s\u3000、，]*{BODY_NAME})*$")
# Signed at the end, on one line: "中国人民银行 国家发展改革委 2026年2月6日"
SIGNED_AND_DATED = re.compile(
    r"^(.{2,150}?)[\s\u3000]*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[二一][〇○零Ｏ一二三四五六七八九]{3}年\S{2,6}日)$"
)
# What stands over the title of a document with a red head: "清河市人民政府办公室文件", and in the corner "000123", "特急",
# "机密★1年"; then the number, with who signed it: "清政发〔2024〕3号　签发人：李明"
RED_HEAD = re.compile(r"^[\u4e00-\u9fff（）\s]{4,60}文件$")
CORNER_MARK = re.compile(
    r"^(?:\d{6}|特急|加急|平急|急件|(?:绝密|机密|秘密|内部)\S{0,6}|公开方式\S{0,10}|签发人[:：]?\S{2,8})$"
)
# Who is written to (主送机关): "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："
# Not an audience: "各位代表：", "同志们：".
ADDRESSED = re.compile(
    r"^(?!各位|同志|女士|先生|尊敬|附\s?件|[^：]*[。；])"
    r"[^：:]*(?:政府|委员会|党委|省委|市委|部门|部委|机构|各部|厅|局|院|办|委|单位|企业|公司|银行|中心|学校|协会|集团|兵团|法院|检察院|分行|支行|党组)"
    r"(?:[（(][^）)]*[）)])?[：:]$"
)
# How a speech opens: "各位代表：", "同志们："
SPEECH_OPENING = re.compile(r"^(?:尊敬的[^：。\n]{0,40}|各位[^：。\n]{1,30}|同志们|女士们[^：。\n]{0,20})[：:，]", re.M)
# "新华社北京12月30日电"
DATELINE = re.compile(r"^新华社\S{2,8}?(\d{1,2})月(\d{1,2})日电")
# The place a document is made for, at the start of a title or of its issuer's name: "贵州省…", "中共河南省委", "郑州市…",
# "浙江省杭州市余杭区…", "中国人民银行贵州省分行", "2024年贵阳市…", "深圳经济特区…", "河南质量强省…".
# Not "城市公共汽车…", "上市公司…", "县级以上…", "自治区…", "农村地区…".
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PLACE = (
    rf"(?!{PROVINCES})(?:[\u4e00-\u9fff]{{2,12}}?(?:自治州|自治县)|[\u4e00-\u9fff]{{2,4}}经济特区|[\u4e00-\u9fff]{{2,4}}?(?<![城超都上股门本省誉])市(?![场容民政级])"
    r"|[\u4e00-\u9fff]{2,4}?(?<![全本自])县(?!级|域)|[\u4e00-\u9fff]{2,4}?(?<![地社特城矿园治辖宅小景发护产养貌聚验胜税政])区(?!域))"
)
REGION_AT = re.compile(
    r"^(?:\d{4}年)?(?:中共|中国共产党|中国人民银行|中国[（(]|《)?(?!在|关于|国家|全国|中华|中国|国务院|人民|最高|农村|企业|公共|大中|特大)"
    rf"(?P<name>(?:{PROVINCES})(?:省|市|[\u4e00-\u9fff]{{0,3}}自治区|特别行政区)?(?:{_PLACE}){{0,2}}|(?:{_PLACE}){{1,2}})"
)
# "（2024年1月31日在贵阳市第十五届人民代表大会第四次会议上）"
CONGRESS_AT = re.compile(
    r"在([\u4e00-\u9fff]{2,10}?(?:省|市|县|自治区|自治州))第[一二三四五六七八九十]{1,3}届人民代表大会"
)
# Bodies whose word holds in the whole country.
NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中央|全国|中华人民共和国|中国共产党(?![\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州)(?:第|委))|最高人民|国家|中国人民银行(?!.{2,10}[分支]行)|中国证监会|财政部|公安部|教育部|商务部|民政部|司法部)"
    r"|^(?!.*[省市县])[\u4e00-\u9fff]{2,8}(?:部|总局)(?:[\s\u3000、]|$)"
)

# What kind of document a title names, most telling first: "…的实施意见" is 意见, "…条例（草案）" is 条例, and so is
# "城乡规划条例", "人口与计划生育条例", "代表建议、批评和意见办理工作条例": the last word of a law names it.
_LAST = r"(?:[\s]*[（(].*[）)])?$"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("集体学习讲话", re.compile(r"集体学习")),
    ("司法解释", re.compile(rf"^最高人民.*(?:解释|规定|批复|答复){_LAST}")),
    ("条例", re.compile(rf"条例{_LAST}")),
    ("办法", re.compile(rf"(?:办法|规定|规则|细则|规程|准则|规范|程序规定){_LAST}")),
    ("法律", re.compile(rf"(?<![办方做])法{_LAST}|法典{_LAST}|修正案{_LAST}")),
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("党代会报告", re.compile(r"全国代表大会.*报告|[（(]十[五六七八九]大[）)]|[（(]二十大[）)]")),
    ("会议精神", re.compile(r"会议(?:精神|通报|公报|新闻稿|决议)?$|会议精神|全会公报|召开会议")),
    ("讲话", re.compile(r"讲话|致辞|演讲")),
    ("司法解释", re.compile(rf"的解释{_LAST}|司法解释|的批复$")),
    ("决定", re.compile(r"决定$|决议$")),
    ("意见", re.compile(r"意见")),
    ("通知", re.compile(r"通知|通告|公告|通报")),
    ("方案", re.compile(r"方案|预案|计划|措施|要点$")),
    ("规划纲要", re.compile(r"纲要|规划")),
    ("条例", re.compile(r"条例")),
    ("办法", re.compile(r"办法|规定|规则|细则|规程|准则|程序")),
    ("法律", re.compile(r"(?<![办方做])法(?:[（(].*[）)])?$|法典$|宪法")),
    ("报告", re.compile(r"报告|白皮书|公报$")),
    ("目录清单", re.compile(r"目录|清单|名单|名录")),
    ("命令", re.compile(r"令$")),
    ("案例", re.compile(r"(?<![方预提])(?<!的议)案$|案例")),
)
# The families of official text, by the kind of document; `metadata.read_family` looks into the text where this is silent.
FAMILIES: dict[str, str] = {
    **dict.fromkeys(("法律", "条例", "办法", "司法解释"), "法律法规"),
    **dict.fromkeys(("意见", "方案", "决定", "命令"), "公文"),
    **dict.fromkeys(("通知",), "通知公告"),
    **dict.fromkeys(("会议精神",), "会议"),
    **dict.fromkeys(("讲话", "集体学习讲话"), "讲话"),
    **dict.fromkeys(("规划纲要",), "规划纲要"),
    **dict.fromkeys(("政府工作报告", "党代会报告"), "工作报告"),
    **dict.fromkeys(("报告",), "报告"),
    **dict.fromkeys(("目录清单",), "目录清单"),
}

# ---------------------------------------------------------------- validity

_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日|底)"
_CHINESE_DAY = r"[二一][〇○零Ｏ一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
_WHEN = (
    rf"(?P<when>{_DAY}|{_CHINESE_DAY}|\d{{4}}\s*年度?|(?:公布|发布|印发|颁布|通过|签发|下发|刊登|国务院批准|批准)之日)"
)
_LATER = r"(?:起?满?的?第?\s*(?P<later>[\d一二三四五六七八九十]{1,3})\s*个?(?P<unit>日|天|月|年)(?:之后|以后|后))?"
_LABEL = r"(?:第\S{1,10}?条|\d{1,3}\s?[.．、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?"
# How a document says from when it is in force, of itself: "本条例自2021年5月1日起施行", "第六十条 本法自公布之日起施行",
# "本办法由…负责解释，自发布之日起30日后施行", "本规定自一九五七年六月一日起实行", "本方案自印发之日起试行".
# Not of a part ("本安排第一条自…") and not of others ("依照《…法》设定的制度自…").
IN_FORCE = re.compile(
    rf"(?:^|(?<=[。；;，,]))[\s*]*{_LABEL}[\s*]*(?P<itself>本[^，。；：第《》\n]{{1,8}}?)"
    rf"(?:由[^。；\n]{{2,40}}?解释[，,；;]|经[^，。；\n]{{2,30}}[，,])?[自从]{_WHEN}{_LATER}起?(?:正式)?(?P<verb>施行|实施|执行|生效|实行|试行)",
    re.M,
)
# The same in the clause under the title: "（2002年8月16日…公告公布 自2002年8月23日起施行）"
IN_FORCE_CLAUSE = re.compile(rf"自{_WHEN}起(?P<verb>施行|实施|执行|生效|试行)(?=[）)\s]|$)")
# How long a document holds: "有效期5年", "有效期至2026年12月31日", "试行期两年", "期限为五年", "执行期限为2023年1月1日至2027年12月31日"
EXPIRES = re.compile(
    r"(?P<what>有效期限?|(?:试行|施行|执行|实施)期限?|期限)(?:暂定)?(?:为|是|截止|截至)?\s*"
    rf"(?:(?:自?{_DAY}起?)?[至到](?P<until>{_DAY})|(?P<years>[\d一二两三四五六七八九十]{{1,2}})\s*(?P<unit>年|个月))"
)
# What says that it is the document that holds so long, and not a licence: "自2024年1月1日起施行，", "本办法", "自本决定施行"
OF_ITSELF = re.compile(
    r"起(?:正式)?(?:施行|实施|执行|生效|试行)[，,、；。]?$|本[^，。；：《》]{1,8}$|^，自本[^，。]{1,6}(?:施行|实施)"
)
# "本公告自2023年1月1日至2027年12月31日执行", "本通知自印发之日起施行，至2025年12月31日止"
EXPIRES_CLAUSE = re.compile(
    rf"本[^，。；：《》\n]{{1,8}}?自[^，。；\n]{{2,14}}?(?:起?(?:施行|执行|实施))?[，,]?有?效?[至到](?P<until>{_DAY})(?:止|施行|执行|有效|失效|废止|$)"
)
# A draft is not in force: "信访条例（修订草案）", "…办法（征求意见稿）"
DRAFT = re.compile(r"[（(【]?(?:修订草案|草案|征求意见稿|讨论稿|送审稿|审议稿)(?:[（(].*[）)])?[）)】]?")
TRIAL = re.compile(r"[（(]试行[）)]|试行(?:办法|规定|条例|意见|方案|细则)$")
# What was said of a document later, at its head or in its title: "（已废止）", "【失效】", "本办法已于2020年废止"
REPEALED = re.compile(
    r"[（(【\[](?:已废止|废止|已失效|失效|全文废止|全文失效)[）)】\]]|^本[^，。《》]{1,8}已[^，。]{0,14}(?:废止|失效)"
)
# What a sentence does to the documents it names (each 《…》 read as □): "□、□同时废止。", "□自本法施行之日起废止", "决定废止□".
# Not "废止前", "修改或者废止", "应当予以废止".
REPEALS = re.compile(
    r"□[^；。]{0,60}?(?<!应当)(?<!可以)(?:同时|即行|自行|一并|相应|予以|现予|均|即|起)(?:予以)?废止(?=[。；;，,：:]|$)|(?<!或者)(?<!和)废止(?:下列[^。]{0,20})?[^。，]{0,30}□"
    r"|(?:同时|现予|予以)废止(?:下列[^。：]{0,20}|如下[^。：]{0,20})?[：:]$"
)
# A title that goes on to something else than being repealed: 《…》第三条, 《…》修正, 《…》规定的, 《…》的决定
NOT_REPEALED = re.compile(r"(?:[（(][^）)]*[）)])?(?:第|[^，。；、]{0,12}(?:修正|修订|修改|规定的|设定的|有关))")
# A title named in a text, another title inside it or not: "《北京市实施〈中华人民共和国种子法〉办法》"
NAMED = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》)+)》")

# ---------------------------------------------------------------- terms

# Quoted terms and titles, the corpus's own words: “揭榜挂帅”, 《质量强国建设纲要》
QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,16})[”\"]")
TITLED = re.compile(r"《([^《》\n]{2,40})》")

# ---------------------------------------------------------------- speakers

# Who begins to speak: "会议指出，", "习近平总书记强调，", "他说，", "在听取汇报后，习近平发表重要讲话强调，", "全会认为，",
# "刘国中表示，". Not what is only cited: "按照会议要求，", "习近平总书记强调的“两个坚持”".
_SAYS = r"(?:指出|强调|要求|认为|提出|表示|说|号召|决定|希望|宣布)"
_SPEAKERS_TITLES = (
    r"(?:(?:这次|此次|本次|上述|中共中央|党中央|国家主席|中央军委主席|总书记|中央[\u4e00-\u9fff]{0,6}|同志)、?)*"
)
SPEAKS = re.compile(
    rf"(?:^|(?<=[，。；：]))[\s\u3000]*(?:在[^，。；：]{{1,30}}?(?:时|后|上|中|期间)，?)?{_SPEAKERS_TITLES}"
    rf"(?P<who>会议|全会|大会|习近平(?:总书记|主席|同志)?|总书记|他|[{HAN}]{{2,3}}(?={_SAYS}[，：:])(?!要求))"
    rf"(?:在[^，。；：]{{1,30}}?(?:时|后|上|中|期间)|[^，。；：的《》]{{0,12}}?(?:讲话|指示|批示))?(?:再次|进一步|还|特别|同时|重点|明确|一致)?{_SAYS}"
    r"(?:[，：:]|(?=要|各|必须|坚持|“))"
)
# What happened, told by the document: "会议还研究了其他事项。", "中共中央总书记习近平主持会议。", "……出席会议。"
NARRATES = re.compile(
    r"(?:主持(?:了)?(?:会议|这次|第|集体)|出席|列席|参加(?:了)?(?:会议|学习)|召开|举行|审议(?:了|通过|《)|听取(?:了|《)|讨论(?:了|《)|传达学习|研究了|还研究|在会上|作了?讲解|进行了?讲解)"
)
# A speech by its title: "习近平在…上的讲话", not a report of one ("…的重要讲话精神")
SPEECH_TITLE = re.compile(r"习近平.*(?:讲话|致辞|演讲|贺信|文章)(?:[（(].*[）)])?$")
