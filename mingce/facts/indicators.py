"""The figures of a document as rows: 制造业质量竞争力指数 | 84.5 | 以上 | 2025.

Grammar and lexicons, no model; all of them stand here. What a row means:

- `value` is multiplied out and counts whole units, so that rows can be sorted and added: 2万家 is 20000 家, 1.2万亿元 is
  1200000000000 元, 百分之五 is 5 %, 三分之二 is 66.67 %, 两成 is 20 %. The quote shows how it is printed.
- `bound`: "" exactly; "以上" at least (不低于 超过 突破 至少 满 …多); "以下" at most (不超过 不足 以内 三十日内);
  "左右" about (约 近 将近 上下); "范围" between `value` and `value_max` (3—5个, 一万元以上五万元以下).
- `name` is the noun the number is bound to; what is done to it, or how it moves, stands behind it in brackets:
  国家质检中心（建成）, 国内生产总值（增长）, 罚款（违法所得）, 作出决定（自受理之日起）.
- `year`: the one the figure is a target or result for, nearest first: clause, sentence, paragraph, heading, the "到2025年"
  above a list. "今年" and "去年" count from the document's own year. "" for a span such as 五年来.

No rows: dates, ordinals (第十二条, 第十次), document and telephone numbers, names with a number in them (“十四五”, 5A级, 一带一路),
and small Chinese numerals that count loosely (一批, 两个确保, 三个方面, 十大战略): a written 30个 or 两名以上 is a figure.
Left out too: 数百, 近亿人, 过半数, 百亿级, 半年.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TextIO

from mingce.datatypes import Document, Section, Sentence
from mingce.text.numerals import NUMERALS, multiplier, read_number

Number = int | float


@dataclass(frozen=True)
class Indicator:
    """One figure. `quote` is the document's text from `start` to `end`: the clause that holds name and figure."""

    doc_id: str
    name: str
    value: Number
    value_max: Number | None  # None but for a range
    unit: str  # "" for an index or score
    bound: str  # "", "以上", "以下", "左右", "范围"
    year: str  # "2025", "" where the text names none
    section_path: tuple[str, ...]
    quote: str
    start: int
    end: int


# ---------------------------------------------------------------- numbers and units

DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?(?!\d)"  # 12, 50,000, 95.5
HANZI = r"[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]{0,16}(?:点[一二三四五六七八九零〇]{1,9})?"
NUMBER = rf"(?:{DIGITS}[多余]?(?:[十百千]?[万亿]{{1,2}}|[百千](?=[元家户人名个亩米吨]))?|{HANZI}(?:[多余][万亿]{{0,2}})?)[多余]?"
FRACTION = rf"(?P<whole>[百千万]|{HANZI}|[1-9]\d{{0,3}})分之(?P<part>{HANZI}|百|{DIGITS})"

RATIO = "个百分点 百分点 % ‰ 倍 成 番"
MONEY = "元人民币 美元 欧元 英镑 日元 港元 港币 元"
TIME = "个工作日 工作日 个自然日 自然日 个日历日 个月 个季度 周岁 个小时 小时 分钟 秒 年 个周 周 日 天 岁 个学年 学年 个学期 个交易日 学时 课时"
MEASURE = (
    "平方公里 平方千米 平方米 平米 立方米 公里 千米 厘米 毫米 微米 纳米 海里 米 公顷 亩 吨标准煤 吨标煤 吨 公斤 千克 毫克 微克 克 斤 毫升 千升 升 "
    "千瓦时 兆瓦时 千瓦 兆瓦 千伏安 标准箱 分贝 摄氏度 ℃ GWh MWh kWh GW MW kW km TB PB GB Gbps Mbps EFLOPS EFlops Eflops"
)
COUNT = (
    "人次 人份 户次 户 人 名 位 个 家 项 件 所 座 条 台 辆 艘 架 套 间 处 种 类 份 批 支 只 头 株 棵 册 张 枚 幢 栋 片 场 轮 篇 门 例 起 宗 "
    "笔 班次 架次 车次 频次 次 部 标台 标箱 床 组 对 口 眼 颗 羽 匹 幅 段 艘次 大 分 层 本 节 省份 省 市 县 村"
)
GUARDS = {  # a unit is another word when this follows: 3家庭, 5人大, 10名录
    "家": "庭电具族禽",
    "人": "大民均格制",
    "名": "录称牌单",
    "条": "件例约",
    "个": "体性税",
    "项": "目",
    "场": "所地馆",
    "部": "门委分队署长",
    "位": "居于置次",
    "分": "之别批类工级离支局开",
    "大": "于约概批学",
    "年": "级代度份来间期龄",
    "日": "本报常",
    "天": "然气下津",
    "周": "年边期",
    "成": "为立员效果本品长绩分交功就员因",
    "户": "籍口外",
    "处": "理罚分于置以长",
    "类": "似",
    "种": "植子业",
    "批": "准发评次",
    "起": "来施点步",
    "次": "日月年会要",
    "件": "以",
    "所": "有在以",
    "头": "部",
    "门": "类槛",
    "对": "于外标接",
    "口": "岸径",
    "段": "落",
    "层": "级次面",
    "本": "级科专",
    "节": "约能点",
    "片": "区",
    "元": "件旦结化月",
    "升": "级至到",
    "克": "服",
    "台": "湾",
    "市": "场值长",
    "省": "级",
    "县": "级",
    "村": "级",
    "份": "额",
    "组": "织成",
    "支": "持撑出付",
    "张": "家",
    "只": "有",
}
KINDS = {
    unit: kind
    for kind, units in (("ratio", RATIO), ("money", MONEY), ("time", TIME), ("measure", MEASURE), ("count", COUNT))
    for unit in units.split()
}


def _unit(unit: str) -> str:
    guard = GUARDS.get(unit)
    return re.escape(unit) + (f"(?![{guard}])" if guard else "")


UNIT = "(?:" + "|".join(_unit(unit) for unit in sorted(KINDS, key=len, reverse=True)) + ")"
UNIT = rf"{UNIT}(?:/(?:月|{'|'.join(sorted(KINDS, key=len, reverse=True))}))?"  # 微克/立方米

# ---------------------------------------------------------------- bounds

BEFORE = {
    "以上": "不得低于 不得少于 不低于 不少于 不小于 不短于 至少为 至少 最低为 最低 最少 超过了 超过 超出 突破 高于 多于 大于 跨越 逾 满 超 ≥",
    "以下": "不得超过 不得高于 不得多于 不得大于 不超过 不高于 不多于 不大于 不长于 低于 少于 小于 不足 未满 不满 不到 未达到 未达 至多 最多 未逾 未超过 "
    "最高不超过 最高为 最高 最长为 最长不超过 最长 ≤",
    "左右": "大约 约为 约 接近 将近 近 大概",
}
AFTER = {
    "以上": "及以上 以上 之上",
    "以下": "及以下 以下 以内 之内 范围以内 范围内 内",
    "左右": "左右 上下",
}
BOUND_BEFORE = {word: bound for bound, words in BEFORE.items() for word in words.split()}
BOUND_AFTER = {word: bound for bound, words in AFTER.items() for word in words.split()}


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


QUANTITY = re.compile(
    rf"(?P<before>(?<!最){_any(BOUND_BEFORE)})?(?:{FRACTION}|(?P<number>{NUMBER})(?P<unit>{UNIT})?)"
    rf"(?P<after>(?:[（(]含[^（）()]{{0,6}}[）)])?{_any(BOUND_AFTER)}(?![容部地外蒙涵需陆资])|[多余](?![种样方元项年渠次轮]))?"
)
DISTANT = re.compile(
    rf"({_any(word for word in BOUND_BEFORE if word.startswith('不') and len(word) > 2)})[^，；\d]{{2,25}}$"
)
DASH = re.compile(r"[—–－\-~～]{1,2}|至|到")
# A length of time in small Chinese numerals is a figure behind these: 任期三年, 每两年; not 新的一年, 今明两年
TERM = re.compile(
    r"(?:期限?|为|满|连续|任|每|达|限|延长|保存|保留|少于|超过|(?<!最)后|提前|缓刑|徒刑|拘役|管制|禁入|间隔|相隔|试用|至|到)\0*$"
)
# "由9.9%降至5.7%", "从2个增加到5个": two figures of one name
MOVES = re.compile(
    r"(?:大幅|显著)?(?:增加|增长|提高|提升|上升|扩大|下降|降低|降|减少|压减|缩短|精简|升|增|减|调整|变|缩小|发展)(?:为|到|至)"
)

# ---------------------------------------------------------------- what is not a figure

YEAR_TEXT = r"(?:19|20)\d{2}"
NOT_FIGURES = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        # 1) years and dates: "2025年", "2021—2025年", "2020年5月1日", "11月27日至29日", "12月底", "次月15日", "二〇二三年"
        rf"{YEAR_TEXT}(?:年?(?:[—–－\-~～至到、和/]|——)(?:{YEAR_TEXT}|\d{{2}}))*年(?:度|底|末|初)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?",
        rf"{YEAR_TEXT}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?",
        r"\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)?(?:\d{1,2}日)?(?:[—–－\-~～至到](?:\d{1,2}月)?(?:\d{1,2}日)?)?",
        r"[一二三四五六七八九十]{1,2}月(?:份|底|末|初|[一二三四五六七八九十]{1,3}日)?",
        r"(?:次月|当月|每月|本月|下月|上月|同月|次年)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日",
        r"[一二][〇○零ＯO0一二三四五六七八九]{3}年?",
        r"\d{1,2}世纪|(?:\d0|[一二三四五六七八九]十)年代|\d{1,2}[:：]\d{2}|\d{1,2}时(?!间|期|代|速|效)(?:\d{1,2}分)?",
        # 2) ordinals: "第十二条", "第三、四项", "第 3 页", "第十次"; a rank is read from the whole text
        r"第\s?(?:[一二三四五六七八九十百千零〇两]+|\d{1,9})(?:(?:条|款|项)?[、和至或—-]第?(?:[一二三四五六七八九十百]+|\d{1,9}))*[^，。；、\s]?(?:之[一二三四五六七八九十])?",
        # 3) labels of headings and items: "（一）", "3.", "1)", "一是", "①"
        r"^[\s#*>|]*(?:[（(〔][一二三四五六七八九十百\d]{1,4}[）)〕]|\d{1,3}(?:\.\d{1,2})*[.．、）)](?!\d)|\d{1,3}\s?-(?!\d)|\d{1,3}$|[一二三四五六七八九十]{1,3}、)",
        r"[（(〔][一二三四五六七八九十]{1,3}[）)〕]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}(?:是|要|则)(?=[^\d])",
        # 4) numbers of documents, telephones, addresses: "国发〔2023〕1号", "0371-65506789", "第737号"
        r"[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d{0,5}\s?号?|\d{1,9}号令?|\d{3,4}-\d{7,8}|1[3-9]\d{9}|https?://\S+|[A-Za-z\d_.-]{1,40}@[A-Za-z\d.-]{1,60}",
        # 5) quoted names and titles: “十四五”, “3533”, 《…2025…》, 〈…〉; a quoted sentence is read
        r"“[^“”\n]{1,14}”|《[^《》\n]*》|〈[^〈〉\n]*〉|「[^「」\n]*」",
        # 6) names with a number in them: 5A级, S1线, PM2.5, 7×24, 500强, 6+1, 2.0版, 1号线
        r"[A-Za-z]+-?\d[\d.]*|\d{1,9}(?:\.\d{1,9})?(?!GWh|MWh|kWh|GW|MW|kW|km|TB|PB|GB|Gbps|Mbps|EF|Ef)[A-Za-z]+\d*级?|\d{1,9}[×+]\d{1,9}|[÷×＝=]\s?\d{1,9}(?:\.\d{1,9})?|\d{1,9}(?:\.0)?版|\d{1,9}强(?![度于])",
        r"一带一路|十[一二三四五]?五(?=规划|时期|期间|末)|十分(?!之|钟)|[三四]农|[一二三]孩|[一二三]线|[一二三四五六七八九十]大以来",
        # 7) spans of time that name a period: "五年来", "今后五年", "三年行动计划", "近三年来"
        rf"(?:过去|今后|未来|(?<!提)前|这|近|最近|今明|(?<!以)[上下])(?:的)?(?:{HANZI}|\d{{1,9}})(?:多|余)?(?:年|个月)(?:来|间|里|中)?(?!内)",
        rf"(?:{HANZI}|\d{{1,9}})[多余]?年多?(?:以?来|间|之久|前(?!年)|行动|计划|规划|攻坚|清零|倍增|大变样|滚动|一度|累计数|的?[\u4e00-\u9fff]{{0,2}}(?:历程|历史|征程|奋斗|实践|改革)|制(?!定))|(?:{HANZI}|\d{{1,9}})周年",
        # 8) rates of something for each so many: "每万人口", "每10万人"; a frequency: "每两年一次" is read
        r"每\d{1,4}(?:公斤|千克|吨|立方米)|每\d*[十百千万]+(?:名)?(?:人口|人|常住人口|老年人)?",
        r"[同每某另这那逐统唯随]一[个年月日天次名家项]?",
    )
)
# A rank: "居全国第2位", "位列前三", "排名第5", "进入前10名". Not 质量第一.
SCOPE = r"(?:全[国省市球]|世界|[中东西]+部|国内|省内|同类[\u4e00-\u9fff]{0,4})"
RANK = re.compile(
    rf"(?P<verb>(?:稳居|位居|居|位列|排名|排在?|列|跃居|升至|跃升至|进入|保持|名列){SCOPE}?|全[国省市球](?=第[\d一二三四五六七八九十]+位?[，。；、]))"
    rf"(?P<edge>前|第)(?P<number>{HANZI}|\d{{1,3}})(?P<unit>[位名强]?)(?![大产梯个批次届])"
)

# ---------------------------------------------------------------- names

CLAUSE = re.compile(r"[，；。：;!?！？\n|]|,(?!\d{3})|:(?!\d)")
JOIN = re.compile(r"(?:以及|并且|或者|[、和与或]|及(?!以[上下]|其|时|格|早)|并(?![购列非]))(?![^（）()]*[）)])")
# What stands between name and number and belongs to neither.
TRAILING = re.compile(
    r"(?:可?达到|达成|分别为|为|是|至|到|在|有|的|了|均|都|也|再|将|已经?|就|仍|又|还|约|其中|分别|合计|总计|共计?|预计|力争|确保|全部|"
    r"保持在?|稳定在|控制在|维持在|设定为|确定为|应当?|可以?|不得|必须|需要|达|以|按照?|等|首次|再次|继续|相当于|仅|只|由|从|计|各|人民币|\d{4}年|要|拟|预期|至少|定[在为]|，|：|——|[\s\0])$"
)
# What says how a figure is meant: it goes behind the name, in brackets.
PER = re.compile(
    r"(?:每(?:人每年|人每月|平方米|千人|公斤|千克|[人年月户亩吨斤次例个处日\0]+)?(?:每[年月日])?|人均|户均|年均|日均|月均|平均|累计|同比|环比|实际|名义|最[高低长短多少]|[比较](?:上一?年|去年)(?:同期)?)$"
)
MOVE = re.compile(
    r"(?:[比较](?:上一?年|去年|上月|\d{4}年)(?:年?[底末])?(?:同期|预算)?)?(?:增长|增加|提高|提升|上升|上涨|回升|扩大|新增|净增|多增|下降|降低|减少|压减|压缩|缩小|"
    r"缩短|扣减|下调|上调|下浮|上浮|精简|回落|恢复|调整|提前|延长|高出|翻|增|涨|升|降|减)[了约]?(?:到|至|为)?了?$"
)
REFERENCE = re.compile(r"(?:恢复到|相当于|[是为]|达到?)\d{4}年(?:同期)?的$")
LEADING = re.compile(
    rf"(?:[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,3}}[.．、](?!\d)|第{HANZI}[条章节]|[一二三四五六七八九十]{{1,2}}(?:是|、(?![一二三四五六七八九十]、))|[——，、；：）)”\s\0*#|]|(?:力争|争取|确保|预计|努力)?(?:截至|截止|到|至|自|在|从|于)?{YEAR_TEXT}年?(?:[—\-~至]{YEAR_TEXT}年)?"
    r"(?:底|末|初|年底|年末|前|以前|之前|以来|期间|\d+月底?前?)*|到[本今]?年底|年底|全年|今年|去年|明年|上年|其中|力争|争取|确保|预计|努力|"
    r"使得?(?!用)|让|共计?(?!建|享|同)|全部|基本(?=[建完实解])|已经?|还|并且?(?!购)|同时|目前|现有|按照?(?=不)|不得?(?:[低少高大多]于|超过)|将|把|拟|要(?![素求点闻道])|年内|也|均(?!衡)|都(?![市江])|再(?![生贷就])|又|和|与|及|以及|或者?|但|而|且|对于|对(?![外口接])|"
    r"每年|不断|进一步|高[水质标][平量准](?=[建打推完])|加快|大力|着力|重点(?=建|打造|培育|支持|推进)|稳步|有效(?![期发])|全面|积极|统筹|深入|持续|切实|分批|总计|合计|实现|做到|分别|其|的|了|应当|可以|不得)"
)
# What is done to a thing that is counted: it may open a name and goes behind it. No word that is as often a noun (投资, 服务, 出口).
VERBS = (
    "建成投产 建成投用 新建成 改建成 建成 新建 改扩建 改建 扩建 开工建设 新开工 开工 建设 建立健全 建立 兴建 创建 组建 设立 开设 成立 打造 培育壮大 新培育 培育 培养 "
    "引进培育 引进 招引 引育 新认定 认定 新增 净增 增设 新设 争创 争取 参与制定 制定 制修订 修订 出台 推出 发布 颁布 研制 攻克 转化 实施 启动 推进 推动 "
    "完成 解决 更新改造 改造 更新 治理 整治 修复 取消 下放 取消和免征 加固 精简 压减 减免 减轻 减少 降低 免征 停征 免除 发放 投入 安排 下达 拨付 筹集 募集 落实 支持 资助 "
    "给予 并处 处以 惠及 带动 帮助 帮扶 救助 覆盖 转移 搬迁 安置 吸纳 招聘 招收 扩招 开展 举办 承办 召开 选派 派出 配备 配置 设置 提供 签约 签订 签署 达成 引入 吸引 开通 "
    "新辟 开行 增开 入库 收储 拥有 形成 集聚 聚集 入选 获批 获评 获得 荣获 评选 评定 选树 选育 部署 关闭 淘汰 关停 化解 处置 查处 查办 破获 审结 办结 排查 整改 盘活 清理 "
    "完善 清退 偿还 腾退 削减 营造 划定 扩大 提高 提升 加装 铺设 架设 敷设 疏浚 整合 撤并 撤销 创作 交付 筹建 投放 投运 投用 投产 缴纳 收取 列支 授予 表彰 没收 追缴 追回 挽回 兑现 兑付 进行 实行 恢复"
)
VERB = re.compile(rf"{_any(VERBS.split())}(?:[、和或并及]*{_any(VERBS.split())})*[了成出到]?")
# What money or a share is given or taken as: 给予50万元一次性奖励, 处一万元以上五万元以下的罚款
AWARD = re.compile(
    r"的?[\u4e00-\u9fff]{0,10}?(?:罚款|罚金|滞纳金|赔偿金?|补偿金?|奖励|奖金|奖补|补助金?|补贴|资金|贷款|资助|支持|保证金|违约金|经费|预算|股份|股权|表决权|份额|费用|利率|税率)(?:资金|金)?"
)
# How a thing is measured. Two of them joined are two names (…合格率和…合格率达98%); 新能源汽车、家电类零售额 share one.
HEAD = re.compile(
    r"(?:(?:居民人均可支配收入|人均可支配收入|人均纯收入|可支配收入|播种面积|种植面积|总产值|增加值|零售总额|零售额|进出口总额|最低收购价|收购价|总花费|花费|总额|总量|总产量|单产|产量|产值|产能|面积|收入|支出|余额|"
    r"规模|运营里程|通车里程|总里程|里程|人数|人次|户数|起数|次数|件数|数量|排放量|排放强度|强度|用电量|货运量|客运量|用水量|发电量|消费量|消耗量|吞吐量|消费额|销售额|成交额|交易额|"
    r"利润|增速|增幅|涨幅|降幅|占比|比重|比例|水平|标准|能力|指数|价格|寿命|程度|含量|浓度)+|[量率额])$"
)
# Names that say nothing alone: 粮食播种面积4157万亩、产量1146万吨 is 粮食产量
GENERIC = frozenset(
    "产量 产值 总产值 面积 单产 数量 金额 总额 总量 规模 人数 占比 比重 比例 收入 利润 投资 总投资 增速 增幅 余额 里程 增加值 降幅 涨幅 产能 户数 期限".split()
)
LONGEST = 30  # characters of each part of a name


@dataclass(frozen=True)
class Amount:
    """A number with its unit and bound, where it stands in the sentence."""

    start: int  # with the word of bound before it
    end: int  # with the word of bound after it
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    loose: bool = False  # a small Chinese numeral that may only count loosely: 两个
    scale: Decimal = Decimal(1)  # what 万 or 亿 multiplied it by
    has_after: bool = False  # …以上, …内

    @property
    def kind(self) -> str:
        return KINDS.get(self.unit.split("/")[0], "")


def indicators(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> list[Indicator]:
    """Every figure of the document in reading order.

    sections, sentences: the document's own, as `split_sections` and `split_sentences` give them.
    """
    reading = read_aside(document.text)
    years = Years(document, sections)
    in_tables = {row.end: (section, row) for section, row in _table_rows(document.text, sections)}
    found = [
        (sentence.section, row)
        for sentence in sentences
        for row in _rows(document.text, reading, sentence, years)
        if row.end not in in_tables
    ]
    return [
        Indicator(
            document.id,
            row.name,
            _plain(row.amount.value),
            None if row.amount.value_max is None else _plain(row.amount.value_max),
            row.amount.unit,
            row.amount.bound,
            row.year,
            sections[section].path,
            document.text[row.start : row.end],
            row.start,
            row.end,
        )
        for section, row in sorted([*found, *in_tables.values()], key=lambda pair: pair[1].end)
    ]


def read_aside(text: str) -> str:
    r"""The text with everything that is a number but no figure blanked out; offsets stay.

    >>> read_aside("第十二条 到2025年建成30个。").replace("\0", "_")
    '____ 到_____建成30个。'
    """
    text = text.translate(FULL_WIDTH)
    for pattern in (RANK, *NOT_FIGURES):
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


FULL_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")


# ---------------------------------------------------------------- amounts


def read_amounts(reading: str, start: int, end: int) -> list[Amount]:
    """The figures of `reading[start:end]`, ranges joined.

    >>> [(str(a.value), str(a.value_max), a.unit, a.bound) for a in read_amounts("3—5个，一万元以上五万元以下", 0, 20)]
    [('3', '5', '个', '范围'), ('10000', '50000', '元', '范围')]
    """
    found: list[Amount] = []
    for match in QUANTITY.finditer(reading, start, end):
        amount = _amount(match)
        if not amount.bound:  # 不低于工资总额百分之五
            distant = DISTANT.search(reading, found[-1].end if found else start, amount.start)
            amount = replace(amount, bound=BOUND_BEFORE[distant[1]]) if distant else amount
        joined = _range(found[-1], amount, reading) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
    return [amount for amount in found if _is_figure(amount, reading, end)]


def _amount(match: re.Match[str]) -> Amount:
    before, after, number, unit = match["before"] or "", match["after"] or "", match["number"], match["unit"] or ""
    scale, is_hanzi = Decimal(1), False
    if number is None:
        value, unit = _fraction(match["whole"], match["part"])
    else:
        value = read_number(number)
        arabic = re.match(DIGITS, number)
        is_hanzi = arabic is None
        if arabic:
            scale = multiplier(number[arabic.end() :].strip("多余"))
        elif "万" in number or "亿" in number:
            scale = Decimal(10_000)
    if unit == "成":
        value, unit = value * 10, "%"
    bound = BOUND_BEFORE.get(before, "") or BOUND_AFTER.get(re.sub(r"[（(].*[）)]", "", after), "")
    if not bound and re.search("[多余]", match[0]):
        bound = "以上"
    start = match.start()
    if before == "近" and KINDS.get(unit) == "time":
        bound, start = "", start + 1  # 近五年 is no 约五年
    loose = is_hanzi and (KINDS.get(unit) == "count" or unit in ("年", "天", "日", "元")) and not after
    return Amount(start, match.end(), value, None, unit, bound, loose, scale, bool(after))


def _fraction(whole: str, part: str) -> tuple[Decimal, str]:
    """百分之五 is 5 %, 千分之五 is 5 ‰, 三分之二 is 66.67 %."""
    number = Decimal(100) if part == "百" else read_number(part)
    if whole in ("百", "千"):
        return number, "%" if whole == "百" else "‰"
    return round(number * 100 / (Decimal(10_000) if whole == "万" else read_number(whole)), 2), "%"


def _range(first: Amount, second: Amount, reading: str) -> Amount | None:
    """Both as one, None where they are two figures: 3—5个, 一万元以上五万元以下, 满三年不满五年."""
    gap = reading[first.end : second.start]
    if first.value_max is not None:
        return None
    low, high = first.value, second.value
    if DASH.fullmatch(gap) and not first.has_after:
        if not first.unit and first.scale == 1 and low * second.scale < high:
            low *= second.scale  # 50至100万元
        if first.unit and second.unit and first.unit != second.unit:
            return None
    elif first.bound == "以上" and second.bound == "以下" and gap in ("", "、", "且", "但", "并", "至", "的", "，"):
        if {first.unit, second.unit} == {"%", "倍"}:  # 百分之二十以上二倍以下
            low, high = (low * 100 if first.unit == "倍" else low), (high * 100 if second.unit == "倍" else high)
            second = replace(second, unit="%")
        elif first.unit and second.unit and first.unit != second.unit:
            return None
    else:
        return None
    if low >= high:
        return None
    unit = second.unit or first.unit
    return replace(second, start=first.start, value=low, value_max=high, unit=unit, bound="范围", loose=False)


def _is_figure(amount: Amount, reading: str, end: int) -> bool:
    before, after = reading[max(0, amount.start - 6) : amount.start], reading[amount.end : end]
    if not amount.unit:
        return _is_bare_figure(amount, before, after)
    if amount.unit == "番":
        return before.endswith("翻")
    if amount.unit == "大":
        return not amount.loose and amount.value < 100
    if not amount.loose or amount.bound or amount.value > 10:
        return True
    if amount.kind == "money":
        return not re.match(r"(?![的罚以至])[\u4e00-\u9fff]", after)  # 三元材料
    if amount.kind == "time":
        return bool(TERM.search(before)) or after.startswith(("后", "前"))
    return amount.unit in ("人", "名", "人次", "分") and amount.value > 1


def _is_bare_figure(amount: Amount, before: str, after: str) -> bool:
    """A number without unit: an index (指数达84.5以上), or so many of what follows (惠及3200万孩子)."""
    if amount.scale >= 10_000:
        return bool(re.match(r"[\u4e00-\u9fff]", after))
    if after and after[0] not in "，。；、）)和":
        return False
    if amount.bound or re.search(r"(?:指数|得分|系数|值)[^\d，]{0,4}$", before):
        return True
    return amount.value != int(amount.value) and bool(re.search(r"(?:达到?|为|[至到提升高降])$", before))


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class Row:
    name: str
    amount: Amount
    year: str
    start: int
    end: int


@dataclass(frozen=True)
class Around:
    """What a clause may leave unsaid."""

    topics: tuple[str, ...] = ()  # what the figures before were figures of: …，增长8.2%
    before: str = ""  # the clause before, where it has no figure: 办案期限可以延长，但是最长不得超过12个月
    condition: str = ""  # the last clause that ends in 的: 逾期不改正的，处一万元罚款
    after: str = ""  # the clause behind: 自受理之日起10个工作日内，作出决定

    @property
    def topic(self) -> str:
        return self.topics[-1] if self.topics else ""


def _rows(text: str, reading: str, sentence: Sentence, years: "Years") -> Iterator[Row]:
    around, topic_start = Around(), sentence.start
    clauses = list(_clauses(reading, sentence.start, sentence.end))
    for (start, end), following in zip(clauses, [*clauses[1:], (0, 0)], strict=True):
        clause = text[start:end]
        amounts = [_shift(amount, -start) for amount in read_amounts(reading, start, end)]
        amounts = without_qualifiers(clause, amounts)
        around = replace(around, after=text[slice(*following)])
        names = name_amounts(clause, amounts, around)
        found = [(amount, name) for amount, named in zip(amounts, names, strict=True) for name in named]
        found += _ranks(clause, around)
        for amount, name in sorted(found, key=lambda pair: pair[0].start):
            year = years.of(sentence, start, end, start + amount.start)
            left = topic_start if name.reach < 0 else start
            yield Row(
                str(name) or clause.strip(), amount, year, *_trim(text, left, following[1] if name.reach > 0 else end)
            )
        spoken = [name.noun for _, name in found if name.reach >= 0]
        if spoken or not found:
            topic_start = start
        around = Around((*around.topics, *spoken), "" if found else clause, _condition(clause) or around.condition)


def _condition(clause: str) -> str:
    """What a penalty stands on, or whom it meets: 逾期不改正的, 对直接负责的主管人员; "" for any other clause."""
    whom = re.match(r"[并可以]*(对[^给处予]{2,30})", clause)
    if whom:
        return whom[1]
    return _strip_leading(clause) if clause.endswith("的") and len(clause) <= 24 else ""


def _ranks(clause: str, around: Around) -> list[tuple[Amount, "Name"]]:
    """全国第2位, 前三."""
    found = []
    for match in RANK.finditer(clause):
        noun, _, _ = read_left(clause[: match.start()])
        bound = "以下" if match["edge"] == "前" else ""
        amount = Amount(match.start(), match.end(), read_number(match["number"]), None, "位", bound)
        found.append((amount, Name(noun or around.topic or around.before, match["verb"], 0 if noun else -1)))
    return found


def without_qualifiers(clause: str, amounts: Sequence[Amount]) -> list[Amount]:
    """A threshold inside a name is part of the name: 30户以上自然村寨垃圾收运设施覆盖率80%, 957个50户以上村寨."""
    kept: list[Amount] = []
    for row, amount in enumerate(amounts):
        gap = clause[amount.end : amounts[row + 1].start] if row + 1 < len(amounts) else ""
        inside = (
            clause[amount.end - 2 : amount.end] in ("以上", "以下")
            and gap
            and not JOIN.search(gap)
            and gap[0] not in "的内，"
        )
        joined = kept and amount.has_after and kept[-1].end == amount.start
        if not (inside or joined) or amount.kind in ("money", "ratio"):
            kept.append(amount)
    return kept


def _clauses(reading: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in CLAUSE.finditer(reading, start, end):
        yield left, match.start()
        left = match.end()
    yield left, end


def _shift(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _plain(value: Decimal) -> Number:
    return int(value) if value == int(value) else float(value)


# ---------------------------------------------------------------- tables

TABLE = re.compile(r"(?:^\|.*\|[ \t]*(?:\n|\Z)){2,}", re.M)
RULE = re.compile(r"[|\s:—-]+")  # | --- | --- |
IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]$")  # 城镇化率（%）


@dataclass(frozen=True)
class Cell:
    start: int
    text: str


def _table_rows(text: str, sections: Sequence[Section]) -> Iterator[tuple[int, Row]]:
    """Cells that hold nothing but a figure, named by their line, dated by their column, each with its section.

    | 指标 | 单位 | 2020年 | 2025年 |
    | 粮食产量 | 万吨 | 1057.6 | 1058以上 |
    """
    for table in TABLE.finditer(text):
        lines = [_cells(line, table.start()) for line in re.finditer(r".+", table[0]) if not RULE.fullmatch(line[0])]
        heads = [cell.text for cell in lines[0]] if lines else []
        section = next(i for i, section in enumerate(sections) if table.start() < section.end)
        for line in lines[1:]:
            while sections[section].end <= line[0].start:
                section += 1
            for row in _line_rows(text, line, heads):
                yield section, row


def _cells(line: re.Match[str], offset: int) -> list[Cell]:
    return [
        Cell(offset + line.start() + cell.start() + len(cell[0]) - len(cell[0].lstrip()), cell[0].strip())
        for cell in re.finditer(r"(?<=\|)[^|]*(?=\|)", line[0])
    ]


def _line_rows(text: str, line: list[Cell], heads: list[str]) -> Iterator[Row]:
    columns = dict(zip(heads, line, strict=False))
    name = next((cell for cell in line if re.search(r"[\u4e00-\u9fff]{2}", cell.text)), None)
    if name is None:
        return
    unit_cell = columns.get("单位") or columns.get("计量单位")
    for head, cell in columns.items():
        figure = cell.text.strip("[]【】")  # [ ] marks a sum over five years
        amounts = read_amounts(f"值{figure}", 0, len(figure) + 1)  # "值": any bare number is a figure here
        if head in ("序号", "编号", "") or [a.end - a.start for a in amounts] != [len(figure)]:
            continue
        units = (IN_BRACKETS.search(name.text), IN_BRACKETS.search(head))
        unit = amounts[0].unit or (
            unit_cell.text if unit_cell and unit_cell.text else next((match[1] for match in units if match), "")
        )
        year = re.search(YEAR_TEXT, head)
        label = Name(IN_BRACKETS.sub("", name.text), "" if year else head)
        amount = _scaled(amounts[0], unit)
        yield Row(str(label), amount, year[0] if year else "", *_trim(text, name.start, cell.start + len(cell.text)))


def _scaled(amount: Amount, unit: str) -> Amount:
    """万吨 in the column of units: tonnes."""
    scale = re.match(r"[十百千]?[万亿]+", unit)
    if amount.unit or not scale:
        return replace(amount, unit=unit)
    by = multiplier(scale[0])
    high = None if amount.value_max is None else amount.value_max * by
    return replace(amount, value=amount.value * by, value_max=high, unit=unit[scale.end() :])


# ---------------------------------------------------------------- naming


@dataclass(frozen=True)
class Name:
    noun: str
    action: str = ""  # what is done to it, how it moves, what it is counted for
    reach: int = 0  # -1 where the noun stands in a clause before, 1 where it stands in the next

    def __str__(self) -> str:
        return f"{self.noun}（{self.action}）" if self.action else self.noun


def name_amounts(clause: str, amounts: Sequence[Amount], around: Around) -> list[list[Name]]:
    """What each figure of a clause is a figure of; several names where several share it.

    >>> clause = "二氧化硫、化学需氧量排放量分别下降3.5%、2.9%"
    >>> [str(name) for names in name_amounts(clause, read_amounts(clause, 0, len(clause)), Around()) for name in names]
    ['二氧化硫排放量（下降）', '化学需氧量排放量（下降）']
    """
    names: list[list[Name]] = []
    start = left = 0  # of the words before the figure at hand, and before the one before it
    for run in _runs(clause, amounts):
        later = [amount for amount in amounts if amount.start > run[-1].start]
        before, after = clause[left : run[0].start], clause[run[-1].end : later[0].start if later else len(clause)]
        if names and not before:  # 满六个月不满一年
            names += [names[-1]] * len(run)
        elif names and MOVES.fullmatch(before):  # 由9.9%降至5.7%
            names += [[replace(names[-1][-1], action=before)]] * len(run)
        else:
            if later and MOVES.fullmatch(after):
                after = ""
            elif later and not JOIN.search(after) and clause.startswith("的", later[0].end):
                after = clause[later[0].end + 1 :]  # 10个年经营量30万吨的批发市场
            elif later:
                after = JOIN.split(after)[0]
            if (
                names
                and before
                and not (JOIN.search(before) or VERB.match(before) or clause.startswith("的", run[-1].end))
            ):
                before = clause[start : run[0].start]  # 45个开发区工业总产值占全省的比重达84%
            elif names and JOIN.search(before) and not HEAD.search(read_left(before)[0]):
                before = JOIN.split(before)[-1]
            here = replace(around, topics=(*around.topics, names[-1][-1].noun), before="") if names else around
            names += _name_run(before, after, run, here, bool(names))
        start, left = left, run[-1].end
    return names


def _runs(clause: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    """Figures in a row, of one name or shared out over several: 分别增长10.2%和12.0%."""
    runs: list[list[Amount]] = []
    for amount in amounts:
        if runs and JOIN.fullmatch(clause[runs[-1][-1].end : amount.start]) and runs[-1][-1].kind == amount.kind:
            runs[-1].append(amount)
        else:
            runs.append([amount])
    return runs


def _name_run(before: str, after: str, run: Sequence[Amount], around: Around, is_later: bool) -> list[list[Name]]:
    amount, reach = run[0], 0
    noun, action, is_touched = read_left(before)
    thing = read_right(after, amount.unit)
    edge = after[0] if after[:1] in tuple("前后") else ""
    is_limit = amount.kind == "time" and (amount.has_after or bool(edge) or action.endswith("每"))
    is_award = amount.kind in ("money", "ratio") and not VERB.match(after) and not JOIN.match(after)
    award = AWARD.match(after) if is_award else None
    if is_limit and not after.removeprefix(edge) and around.after:
        thing, reach = read_right(around.after), 1
    if award:
        noun, action = award[0].removeprefix("的"), _award_base(before, around)
    elif is_limit and thing.removeprefix(edge):
        noun, action = thing.removeprefix(edge), _short(before) + (f"…{edge}" if edge else "")
    elif amount.kind in ("count", "") and amount.unit != "分" and thing:
        noun, action = thing, _short(before)
    elif amount.kind in ("money", "measure") and thing and after.startswith("的"):
        noun, action = thing, _short(before)
    elif amount.kind == "ratio" and noun and thing and not HEAD.search(noun) and before.endswith(("在", "有")):
        noun += before[-1] + thing
    elif amount.kind in ("ratio", "time", "measure") and not (
        HEAD.search(noun) or is_touched or (amount.has_after and amount.kind != "ratio")
    ):
        noun += thing
    elif not noun and thing and (amount.kind != "ratio" or not around.topic):
        noun = thing
    if not noun and not around.before and 1 < len(run) <= len(around.topics):
        return [[Name(topic, action, -1)] for topic in around.topics[-len(run) :]]
    if not noun and around.before and (amount.kind == "time" or len(run) > 1 or not around.topic):
        noun, reach = _tail(_strip_leading(around.before).rstrip("的")), -1
    elif around.topic and (not noun or noun.startswith("占") or noun in GENERIC):
        reach = 0 if is_later else -1
        noun = (around.topic if not noun or noun.startswith("占") else HEAD.sub("", around.topic)) + noun
    noun = noun or action or around.condition or before + after
    return _share(noun, "" if action == noun else action, before, len(run), reach)


def _award_base(before: str, around: Around) -> str:
    """What a penalty is reckoned from, whom it meets, on what condition: 违法所得；逾期不改正的."""
    base = re.sub(r"^.*?由[^，]*?(?:部门|机关|机构)(?=[处对给责])", "", before)
    base = re.sub(r"(?:[并可]|可以)*(?<!每)处以?$|^[并可以]*处以?", "", _short(base))
    is_known = "对" in before and around.condition.startswith("对")
    return "；".join(part for part in (base, "" if is_known else around.condition) if part)


def _share(noun: str, action: str, before: str, figures: int, reach: int) -> list[list[Name]]:
    """One name a figure, one name for all, or several names for the one figure."""
    parts = [part for part in JOIN.split(noun) if part]
    head = HEAD.search(noun)
    full = [part if head is None or HEAD.search(part) else part + head[0] for part in parts]
    if figures > 1:
        if len(parts) == figures and min(map(len, parts)) > 1:
            return [[Name(part, action, reach)] for part in full]
        return [[Name(noun, action, reach)]] * figures
    is_shared = re.search(r"[均都](?!衡|匀|市)|分别", before) or all(HEAD.search(part) for part in parts)
    if len(parts) > 1 and is_shared and min(map(len, parts)) > 1:
        return [[Name(part, action, reach) for part in full]]
    return [[Name(noun, action, reach)]]


def read_left(text: str) -> tuple[str, str, bool]:
    """Noun and action of the words before a figure, and whether anything stood between noun and figure.

    >>> read_left("全年国内生产总值比上年增长")
    ('国内生产总值', '比上年增长', True)
    >>> read_left("高水平建成国家质检中心")
    ('国家质检中心', '建成', False)
    """
    text, is_touched = _strip_leading(text), False
    actions: list[str] = []
    while match := (REFERENCE.search(text) or MOVE.search(text) or PER.search(text) or TRAILING.search(text)):
        if match.re is not TRAILING:
            actions.insert(0, match[0])
        text, is_touched = text[: match.start()], True
    verb = VERB.match(text)
    if verb and len(text) - verb.end() != 1:
        actions.insert(0, verb[0])
        text = _strip_leading(text[verb.end() :])
    return _tail(text), "".join(actions), is_touched


def read_right(text: str, unit: str = "") -> str:
    """The noun, or what is to be done, in the words after a figure; "" where none follows.

    >>> read_right("的国家质检中心")
    '国家质检中心'
    """
    text = re.sub(r"^[（(][^（）()]*[）)]", "", text).removeprefix("的").removeprefix("，")
    if JOIN.match(text) or re.match(r"[\s—–－\-～~（(]|以[上下内]", text):
        return ""
    if unit == "人" and text.startswith("口"):
        text = "人" + text
    text = re.split(r"\s|[（(](?![^）)]*[）)].)|^[）)]", text)[0].rstrip("的")
    text = re.sub(r"(?<=..)(?:达到?|为|提高[到至]|超过)$", "", text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _strip_leading(text: str) -> str:
    while match := LEADING.match(text):
        text = text[match.end() :]
    return text


def _short(text: str) -> str:
    """The words before a counted thing, when they are few; else the verb that ends them."""
    text = _strip_leading(text)
    while (match := TRAILING.search(text)) and match[0] not in ("有", "在", "达成"):
        text = text[: match.start()]
    if len(text) <= 16:
        return text
    verb = re.search(rf"{VERB.pattern}$", text)
    return verb[0] if verb else "…" + text[-14:]


def _tail(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = re.compile(r"[、的和]").search(text, len(text) - LONGEST, len(text) - LONGEST // 2)
    return text[cut.end() :] if cut else "…" + text[-LONGEST:]


# ---------------------------------------------------------------- years


YEAR = re.compile(rf"(?<!\d){YEAR_TEXT}(?=年)(?!年\d{{1,2}}月\d)|(?<=[（(]){YEAR_TEXT}(?=[）)])")
# Not the year of a figure but what it is held against: "比2020年", "2015年以来", "恢复到2019年的113%"
AGAINST_BEFORE = re.compile(r"(?:比|较|与|同|恢复到|相当于|自|从|是)$")
AGAINST_AFTER = re.compile(r"年(?:[底末初])?(?:以来|相比|起|开始|修订|版)")
RELATIVE = {"今年": 0, "去年": -1, "明年": 1}
PLAN_END = re.compile(r"“?十([一二三四五六])五”?(?:规划)?(?:期)?末")
SPAN = re.compile(
    rf"(?:过去|今后|未来|这|(?<!提)前)(?:的)?(?:{HANZI}|\d+)年|(?:{HANZI}|\d+)年[多间]?来|“?十[一二三四五]?五”?(?:时期|期间)"
)
OPENING = re.compile(rf"(?:^|[。！？\n])[\s#*]*(?:——)?(?:力争|争取|确保)?(到)?({YEAR_TEXT})年(?:[底末])?[，,]", re.M)


class Years:
    """The year that a figure is for, looked for near it and then further off."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.text = document.text
        self.sections = sections
        said = re.match(YEAR_TEXT, document.date) or re.search(rf"{YEAR_TEXT}(?=年|[）)])", document.title)
        self.now = int(said[0]) if said else None
        self.leads = [  # "到2025年，…" at the head of a paragraph speaks for the list under it
            (section.start, section.path, match[2])
            for section in sections
            for match in OPENING.finditer(self.text, section.start, section.end)
            if match[1] and not match[0].startswith(tuple("。！？"))
        ]

    def of(self, sentence: Sentence, start: int, end: int, figure: int) -> str:
        """start, end: the clause; figure: where the figure stands in it."""
        for left, right in ((start, figure), (figure, end), (sentence.start, start)):
            found = self._said(left, right)
            if found is not None:
                return found
        paragraph = self.text.rfind("\n", 0, sentence.start) + 1
        said = [match[2] for match in OPENING.finditer(self.text, paragraph, sentence.start)]
        if said:
            return said[-1]
        path = self.sections[sentence.section].path
        above = [year for at, over, year in self.leads if at < sentence.start and over == path[: len(over)] and over]
        if above:
            return above[-1]
        return next((years[-1] for heading in reversed(path) if (years := YEAR.findall(heading))), "")

    def _said(self, start: int, end: int) -> str | None:
        """The last year named in a stretch of text; "" for a span of years, None where nothing is said."""
        found = [
            (match.start(), match[0])
            for match in YEAR.finditer(self.text, start, end)
            if not AGAINST_BEFORE.search(self.text[max(0, match.start() - 4) : match.start()])
            and not AGAINST_AFTER.match(self.text, match.end())
        ]
        found += [(m.start(), str(2005 + 5 * NUMERALS[m[1]])) for m in PLAN_END.finditer(self.text, start, end)]
        found += [(m.start(), "") for m in SPAN.finditer(self.text, start, end)]
        if self.now is not None:
            for word, by in RELATIVE.items():
                for m in re.finditer(rf"(?<![比较与]){word}(?!同期|相比|以来)", self.text[start:end]):
                    found.append((start + m.start(), str(self.now + by)))
        return max(found)[1] if found else None


# ---------------------------------------------------------------- output


def amount_text(row: Indicator) -> str:
    """The figure as it is read: 30个以上, 3—5个, 1.2万亿元, 4万户左右.

    >>> row = Indicator("", "产量", 1_200_000_000_000, None, "斤", "以上", "", (), "", 0, 0)
    >>> amount_text(row)
    '1.2万亿斤以上'
    """
    figure = _read_out(row.value) if row.value_max is None else f"{_read_out(row.value)}—{_read_out(row.value_max)}"
    return f"{figure}{row.unit}{row.bound if row.bound != '范围' else ''}"


def _read_out(value: Number) -> str:
    exact = Decimal(str(value))
    for name, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if exact >= size and exact * 10_000 % size == 0:
            return f"{(exact / size).normalize():f}{name}"
    return str(value)


def indicator_json(row: Indicator) -> dict[str, Any]:
    return {
        "doc_id": row.doc_id,
        "name": row.name,
        "value": row.value,
        "value_max": row.value_max,
        "unit": row.unit,
        "bound": row.bound,
        "year": row.year,
        "section_path": list(row.section_path),
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
    }


COLUMNS = ("文件", "指标", "数值", "数值上限", "单位", "限定", "年份", "章节", "原文", "起", "止")


def write_csv(rows: Iterable[Indicator], stream: TextIO) -> None:
    """Rows under Chinese headers, opened by the mark that tells Excel it is UTF-8. Open the stream with newline=""."""
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.doc_id, row.name, row.value, row.value_max, row.unit, row.bound, row.year)
        writer.writerow(_cell(cell) for cell in (*cells, " / ".join(row.section_path), row.quote, row.start, row.end))


def _cell(cell: object) -> object:
    """Text that a spreadsheet would run as a formula begins with an apostrophe; an open bound is empty."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")):
        return f"'{cell}"
    return "" if cell is None else cell
