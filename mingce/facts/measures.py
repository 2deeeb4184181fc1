"""Measures as data: who is told to do what, how strongly, whom it concerns, by when, on what condition.

Grammar and lexicons stand here together, the words of industries in data/industries.tsv; tests/test_measures.py is
the table of examples. Rules only, no model. A sentence is cut at its commas; each clause is read by its marker
(应当, 严禁, 鼓励, …) or by the verb it opens with; neighbours of one strength and one actor become one row.
What the grammar cannot read is left out rather than guessed: an actor that is not stated stays 文件未载明.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TextIO

from mingce.datatypes import Document, Section, Sentence
from mingce.errors import UserError
from mingce.text.fold import normalize
from mingce.text.lexicon import expand
from mingce.text.places import REGION, province

NOT_STATED = "文件未载明"
STRENGTHS = {
    "obligation": "必须",
    "prohibition": "禁止",
    "government_task": "政府任务",
    "encouragement": "鼓励",
    "support": "支持",
    "exploration": "探索",
}


@dataclass(frozen=True)
class Measure:
    """One thing that a document tells someone to do. Empty strings: the document does not say."""

    doc_id: str
    actor: str  # who acts or is addressed, as the text names them, else NOT_STATED
    what: str  # the quote without its actor and without its condition
    strength: str  # one of STRENGTHS
    concerns: tuple[str, ...]  # enterprises, industries, regions, people: words of the text
    deadline: str  # as the text has it
    conditions: str
    amount: str
    section_path: tuple[str, ...]
    quote: str  # always document.text[start:end]
    start: int
    end: int
    why: str = ""  # what matched the description of `relevant`


# ---------------------------------------------------------------- kinds of document

LAWS = frozenset({"法律", "条例", "办法", "司法解释", "决定"})  # whose plain present tense is a rule
REPORTS = frozenset({"政府工作报告", "党代会报告", "报告"})  # which also tell what was done
SPOKEN = frozenset({"集体学习讲话", "会议精神", "讲话", "党代会报告"})  # which explain more than they order
# A part of a report that looks back: "一、2013年工作回顾", "一、过去五年的工作和新时代十年的伟大变革"
LOOKING_BACK = re.compile(r"回顾|过去[一五十\d]|工作总结|主要成[就绩]|历史性|\d{4}年(?:的)?工作(?:情况|$)|运行情况")
# A sentence that looks back: "过去一年，…", "已累计建成…", "取得了明显成效", "5年来", "增长8.2%，"
PAST = re.compile(
    r"过去[一五\d]|去年|年来|以来|(?:我们|政府)?(?:已经|已累计|取得了|推进了|加强了|保持了|完成了|实现了|经受了|战胜了)"
    r"|[^为除]了(?!解|如|结|然|望)[^，。]{2,}|比上年|同比"
)

# ---------------------------------------------------------------- clauses

LONGEST = 400  # characters of a clause; a longer one is a table or a list, not a sentence
CLAUSE = re.compile(r"[，,；;：:。！？]+[”’」』）)]*")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")
# What may stand before the first word of a clause: "第十二条 ", "（五）", "3.", "(10)", "——", "一是", "同时"
LABEL = re.compile(
    r"[\s\u3000]*(?:第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*|[（(][一二三四五六七八九十百\d]+[）)][\s\u3000]*"
    r"|\d{1,3}[.．、](?!\d)\s*|[一二三四五六七八九十]+、|[①-⑳]|——|－－|[一二三四五六七八九十](?:是|要(?=[\u4e00-\u9fff])))*"
)
LINK = re.compile(
    r"(?:同时|并且|而且|并|且|但是|但|还|也|又|其中|此外|另外|因此|为此|今后|当前|今年|明年|下一步|新的一年|原则上|接下来|必要时|一律|都|均|或者|或|和"
    r"|到?\d{4}年(?:底|末)?(?:前|之前|以前)?|各?年度内)*"
)
SPEAKER = re.compile(
    r"(?:会议|全会|习近平(?:总书记|主席)?|总书记|他|大家|报告|中央)?(?:还|并|同时)?(?:指出|强调|要求|认为|提出|表示|明确)$"
)
# Manner before a verb: "深入推进", "依法严厉打击", "高水平建设", "在全省范围内推广"
MANNER = (
    "深入 大力 积极 全面 加快 持续 着力 切实 进一步 严格 依法 依规 扎实 统筹 有效 有序 不断 坚决 坚定不移 坚定 重点 继续 稳步 稳妥 审慎 认真 努力 "
    "充分 逐步 高水平 高质量 高标准 高效 精准 及时 严厉 严肃 尽快 抓紧 主动 协同 共同 率先 纵深 分类 分级 分行业 分批 常态化 规范 创造性 千方百计 毫不动摇 毫不放松 更好 "
    "广泛 牢牢 牢固 自觉 合理 科学 系统 整体 一体 联合 优先 适时 适当 定期 深化 加大 聚力 聚焦 集中 集中力量 出重拳 全力 全力以赴 全方位 多渠道 多措并举 因地制宜"
    "切切实实 真正 健康 动态 从严 从快 从重 严 快 更加 公平 公正 公开 首先 原则上 按规定 按照规定 依照规定 立即 始终 必要时 带头 大胆 带动 主要 直接 具体 "
    "按照职责分工 按职责分工 按照各自职责 依照职责 按照规定权限 一手抓 从源头 从根本上 以更大力度 下大力气 下更大力气 下决心 有针对性地 有计划地 有步骤地 坚持不懈 一如既往 分期分批 同步 一体化 强力 奋力 聚力 纵深"
).split()
# Verbs of a task: a clause that opens with one of them, in a plan, is told to a government office.
TASKS = (
    "加强 推进 推动 促进 建立 建设 构建 完善 落实 健全 强化 提升 提高 加快 深化 扩大 优化 改进 改善 开展 实施 打造 培育 形成 发展 壮大 创建 争创 创新 拓展 拓宽 推广 推行 "
    "普及 坚持 贯彻 执行 保障 确保 保证 维护 保护 防范 防止 化解 治理 整治 打击 查处 惩治 遏制 严控 控制 压减 压实 压紧 夯实 巩固 稳定 保持 守住 守牢 管住 筑牢 织密 补齐 "
    "补足 解决 处理 化解 消除 清理 清除 取消 下放 减少 降低 精简 简化 放宽 放开 开放 规范 整顿 整合 盘活 用好 用足 用活 办好 办成 抓好 抓实 抓牢 抓住 抓紧 做好 做实 做优 做强 "
    "做大 建好 建成 建优 建强 建全 管好 搞好 搞活 搭建 搭好 组建 设立 设置 成立 增设 增强 增加 增进 加大 加密 加固 加深 调整 调动 调控 改革 改造 改建 改变 转变 转化 转型 "
    "升级 延伸 延长 畅通 打通 联通 连通 贯通 衔接 对接 融入 融合 协调 统筹 组织 安排 部署 制定 制订 修订 修改 出台 发布 公布 公开 颁布 编制 启动 启用 研发 攻克 攻关 突破 开发 "
    "开拓 开辟 开创 开通 引进 引入 吸引 招引 选派 选拔 培养 培训 宣传 弘扬 传承 营造 树立 坚定 发挥 激发 释放 释放 挖掘 依托 利用 运用 应用 采用 采取 推出 提供 投入 投放 "
    "保供 保存 储备 落细 细化 明确 界定 划定 厘清 监督 督促 督导 督查 检查 监测 监管 监控 巡查 排查 抽查 核查 审查 审核 考核 评价 评估 评定 通报 报告 报送 公示 反映 听取 "
    "受理 查明 追究 追溯 问责 责令 关闭 处置 关停 淘汰 退出 修复 恢复 绿化 净化 美化 亮化 赋予 给予 赋能 集聚 汇聚 聚集 凝聚 团结 动员 发动 满足 适应 应对 迎接 参与 参加 "
    "举办 承办 召开 签署 深耕 赢得 争取 力争 谋划 谋求 把握 瞄准 锚定 对标 突出 彰显 兼顾 厚植 滋养 丰富 繁荣 振兴 复兴 活跃 提振 刺激 撬动 撬开 带动 牵引 支撑 助力 "
    "帮助 帮扶 指导 关心 关爱 关注 重视 尊重 维持 延续 履行 承担 担当 践行 遵守 遵循 配备 配置 配合 配套 覆盖 联动 联合 协同 互认 共享 共建 开放 开行 增开 扩建 扩围 "
    "扩容 扩面 扩增 续建 新建 新增 迁建 拆除 改善 攻坚 防控 防治 防疫 预防 预警 救助 保底 兜牢 兜住 兜底 托底 守好 守护 看好 管理 维修 养护 收集 归集 汇总 "
    "分析 研判 识别 掌握 摸清 弄清 查清 记录 备案 留存 建档 保管 封存 查封 移送 抄送 转送 告知 通知 送达 公告 答复 反馈 回应 回复 纠正 整改 改正 停止 暂停 撤销 注销 吊销 "
    "没收 收回 追回 退还 返还 赔偿 补偿 支付 缴纳 征收 收取 结算 清偿 兑现 倾斜 挂钩 写好 写入 纳入 列入 计入 上升 延揽 留住 尽职 尽责 尽力 担负 肩负 树牢 擦亮 叫响 讲好 "
    "唱响 擘画 绘就 谱写 书写 走好 走出 走向 迈向 迈出 跑出 打好 打赢 打响 打牢 打破 打消 打开 破解 破除 破立 去除 克服 反对 反腐 抵制 抑制 限制 制止 杜绝 避免 减轻 缓解 削减 缩小 "
    "缩短 扭转 稳住 稳链 补链 延链 强链 固链 强基 提质 增效 降本 扩绿 减污 降碳 节约 增绿 植树 疏浚 疏解 疏导 引流 分流 安置 保留 保有 留足 实现 达到 完成 力保 严守 严查 "
    "严防 严惩 严格 从严 纠治 呵护 作出 作好 切断 阻断 承接 承载 串联 集成 叠加 放大 共筑 落地 见效 竞相 催生 孵化 育强 育好 引育 聚合 编写 编印 印发 呼应 总结 提炼 复制 探明 拿出 "
    "使 让 把 将 抓 建 办 用 管 治 查 防 保 促 稳 调 扩 增 减 降 提 补 育 引 强 优 改 推 "
).split()
# Verbs that say what a measure is good for: after 鼓励 or 支持 they go on with it, and open no task of their own.
RESULTS = frozenset(
    "提升 提高 增强 促进 实现 确保 保障 满足 创新 形成 带动 营造 激发 降低 减少 保持 使 让 打造 争创 树立 增加 扩大 拓展 改善 改进 优化 助力 配备 采用 运用 稳链 做大 做强 做优 创建 提供 "
    "参与 参加 深化 保护 维护 适应 利用 应用 承担 建立 制定 开发".split()
)
_TASK = "|".join(sorted(set(TASKS), key=len, reverse=True))
_MANNER = "|".join(sorted(set(MANNER), key=len, reverse=True))
# One-character verbs need their object right behind them, so that 建筑 is no 建 and 保险 no 保.
_SHORT_NOUN = r"(?:用能|建筑|建材|保险|保健|保税|办法|办公|用户|用地|管道|增值|增速|增长|减速|提案|改性|优秀|优质|优势|强度|推动力|引力|调味|防疫站|将来|将军|使用|使命|治安|查询|让渡|抓手|把手|补贴|降水|稳态|扩散|育人|育龄)"
OPENS_TASK = re.compile(rf"(?:(?:{_MANNER})(?:地)?(?:、)?)*(?!{_SHORT_NOUN})({_TASK})")
MANNER_RUN = re.compile(rf"(?:(?:{_MANNER})(?:地)?、?)*")
# 推动长江经济带高质量发展，根本上依赖于…: the verb names a topic, and the next clause speaks about it.
SPEAKS_OF = re.compile(
    r"(?:就?是|关键|根本|首先|事关|关系|关乎|离不开|依赖|对于|对[^，]{2,20}(?:具有|有着)|有利于|需要|意义|不仅|最)"
)

# ---------------------------------------------------------------- markers

# "严禁企业…", "不得收取费用", "禁止在河道…", "不再重复检查"; not "禁止经营的其他食品", "禁限用药物", "不得不"
PROHIBITS = re.compile(
    r"严禁|不得(?!不|已|力|而)|不准|不许|不允许|(?<![被所令规定以])禁止(?![^，。；]{0,6}的(?:其他|物品|行为|食品|产品|区域|方式)|性|令|或者限制的)|不再(?=[\u4e00-\u9fff]{0,2}(?:检查|审批|收取|设立|新增|受理|办理|要求))|谁也不能|绝不能|决不能|不能(?=以|把|搞|让|有)|不应当|禁(?=设|建)"
)
# "应当依法经营", "必须坚持", "应及时报告", "须经批准", "有义务"; not 相应, 供应, 必须的
OBLIGES = re.compile(
    r"应当|必须(?!的)|(?<![必无还仍])须(?=[经在向按由持将于有凭提])|务必|务须|不得不|有(?:责任和)?义务|负有[^，。]{0,12}(?:责任|义务)"
    r"|(?<![相对适供响反回因效顺感理本])应(?=及时|按|在|依|于|由|当|建立|加强|向|将|主动|严格|积极|自|予|与|具备|符合|有|立即|坚持|做好|对)(?!对[^，]{0,8}能力)"
)
# "要深化…", "各级党委和政府要切实…"; not 重要, 需要, 要求, 要素, 主要
WANTS = re.compile(
    r"(?<![重主需首必纲摘简概只若想纪机险扼不还])要(?![求素点件闻么塞义职案目务害领道是]|不要|[^，]{1,8}就[会要有是])|(?<!不)需要?(?=进一步|加强|坚持|加快|继续|努力)"
)
# "中小企业有权…", "可以参照执行", "本法所称…是指", "自…起施行", "从其规定"
NO_MEASURE = re.compile(
    r"有权(?!机关)|可以(?!.{0,30}(?:给予|予以)[^，]{0,12}(?:奖|补|资助|支持))|^[^，]{0,6}所称|是指|本(?:法|条例|办法|规定|细则|通知|意见|方案)[^，]{0,4}自[^，。]{1,20}施行|从其规定|另有规定|适用[本于]|参照[^，]{0,10}执行"
    r"|同时废止|特制定|提出如下|现[将就][^，]{0,40}通知如下|表示[^，]{0,4}感谢|以下简称|不予行政处罚|方可|即可|免予"
)
ENCOURAGES = re.compile(
    r"(?:积极|大力|进一步)?(?:(?:鼓励|引导|倡导|提倡|号召)(?:、|和|并|与)?(?:支持|鼓励|引导|推动)?)"
)
SUPPORTS = re.compile(
    r"(?:(?:支持|扶持|资助)(?:、|和|并)?(?:鼓励|引导|推动|指导)?|(?:给予|予以)(?=[^，。；]{0,30}(?:奖|补[贴助]|资助|支持|优惠|扶持|减免|倾斜|表彰|保障|贴息))"
    r"|奖励|补贴(?=\d)|补助(?=\d)|减免|减征|免征|免收|免费提供|优先享受)"
)
# Support that does not open its clause: "对首次认定的企业给予50万元奖励", "补贴向粮食倾斜", "可以通过…给予支持"
SUPPORTS_LATER = re.compile(
    r"(?:给予|予以)[^，。；]{0,30}?(?:奖[励补金]|补[贴助]|资助|支持|优惠|扶持|减免|倾斜|表彰|贴息)|(?:奖励|补贴|补助|资助)(?:[^，。；]{0,6}\d|向[^，。；]+倾斜)|[^，。；]{0,12}补贴(?:向|对|由)|享受[^，。；]{0,12}(?:优惠|政策|补贴|待遇)|减按"
)
EXPLORES = re.compile(
    r"探索|试行|先行先试|研究(?=制定|出台|建立|完善|提出|推进|设立|推行|实施|编制|起草|开展)|试点(?=推|开|建|实)"
)
# "开展省级服务业标准化试点", "推进…试点建设"; not "总结试点经验"
PILOT = re.compile(r"(?:开展|推进|实施|启动|组织|进行|扩大|深化|推动|做好)[^，。；]{0,40}试点(?!经验|成果|村|镇)")
# A penalty is told to the authority that imposes it: "由…责令改正，处一万元以下罚款", "依法给予处分"
PENALIZES = re.compile(
    r"责令|处以?[^，。；]{0,24}罚款|没收|吊销|依法追究|追究[^，。；]{0,6}责任|(?:给予|予以)[^，。；]{0,10}(?:处分|处罚|警告)|构成犯罪|从重处|从严处|(?:依照|按照|根据)[^，。；]{2,40}(?:处罚|处理|处分)$"
)
# "由县级以上市场监督管理部门…", "由中国证监会会同相关部门按职责分工监管"
BY_WHOM = re.compile(
    r"(?<![自理缘事])由(?!于|此)([\u4e00-\u9fff（）、]{2,40}?)(?=责令|给予|予以|按|依(?!法)|依法|根据|处|没收|吊销|负责|牵头(?!部门|单位)|组织(?!部)|制定|规定|监管(?!部门|局|机构)|管理(?!部门|机|局|总局|委)|进行|承担|决定|确定|收|自(?!治)|另行|统一|对)"
)
# "省水利厅负责督促检查", "主管全国…工作"
CHARGED = re.compile(r"负责|主管|牵头|承担[^，。；]{0,20}(?:工作|职责|责任)|协助")
# What is charged stands in brackets after the paragraph: "（责任单位：省市场监管局、省财政厅）"
CHARGED_BODIES = re.compile(r"[（(【\[]?(?:责任|牵头|主办|负责|实施|主管)(?:单位|部门)[：:]([^）)】\]\n。]{2,120})")

# The opening article: "为了保障食品安全，…，制定本办法。"
ENACTS = re.compile(
    r"制定本(?:法|条例|办法|规定|细则|规则|规范|方案|意见)|(?:提出|制定)(?:如下|以下)|通知如下|提出本(?:意见|方案)"
)
# A bare verb that is a subject: "改革是最大的红利", "开放与改革相伴而生", "发展仍然面临困难"
IS_SUBJECT = re.compile(
    r"[^，]{0,24}?(?:[^也只还正但若]是(?!否)|仍[处有面然]|面临|处于|取决于|相伴|相辅相成|密不可分|不容易|来之不易)|..与|.*的(?:保证|责任|意义|基础|关键|结果|体现|过程|标志|动力|途径|前提|必由之路|必然要求|重要内容)$"
)

# A goal that says how things will be orders nothing: "质量发展环境更加优化", "服务质量满意度全面提升"
STATE = re.compile(
    r"[\u4e00-\u9fff]{3,}(?:更加?|显著|明显|不断|持续|普遍|稳步|进一步|全面|基本|大幅|日益|逐步)(?:增强|提高|优化|完善|改善|提升|健全|巩固|扩大|壮大|加强|夯实|彰显|凸显|好转|下降|上升|增长|实现|形成|建立|浓厚|有效|牢固|完备|便捷|合理|突出|高效|满足)$"
)

# ---------------------------------------------------------------- who

# The last word of whoever can be told to do something.
ACTOR_HEADS = (
    "党委和政府 人民政府 政府 党委 党组 国务院 国家 部门 机关 机构 单位 委员会 管委会 办公室 领导小组 总局 监管局 管理局 法院 检察院 人民银行 银行 证监会 外汇局 分行 总行 支行 全社会 各方 "
    "各地 各地区 等地 等省 等市 各市 各县 各州 开发区 园区 示范区 乡镇 街道办事处 街道 居民委员会 村民委员会 全党 本市 本省 本区 本县 我们 全党同志 同志 "
    "企业 公司 集团 经营者 生产者 销售者 生产经营者 经营主体 市场主体 主体 使用者 提供者 服务者 消费者 劳动者 管理者 举办者 所有者 经营户 个体工商户 农户 合作社 家庭农场 商户 平台 网站 出版者 "
    "人员 个人 自然人 公民 公众 群众 农民 居民 职工 干部 领导干部 党员 教师 学生 医师 医生 家长 监护人 负责人 法定代表人 当事人 申请人 投资者 委托人 受托人 用人单位 工会 协会 商会 行业组织 社会组织 群团组织 党组织 集体经济组织 社会力量 社会资本 "
    "学会 联合会 学校 院校 高校 高等院校 科研院所 幼儿园 医院 小餐饮 食品小作坊 小作坊 食品摊点 摊点 摊贩 产业集群 集群 建设方 付款方 拖欠方 各方面 "
    "供应商 代理商 承包商 开发商 中介 事务所 军队 广播电台 电视台 业主大会 联席会议"
).split()
_HEAD = "|".join(sorted(set(ACTOR_HEADS), key=len, reverse=True))
# Heads of one character end a name only where no word goes on: 水利厅, 农业农村部, 仲裁委, 承租人; not 部署, 格局, 人民
_SHORT_HEAD = r"(?<![全局内外干])部(?![署分门位件队品级])|(?<![格布全结大])局(?![面势限])|厅(?!级)|(?<=[税警公])署|(?<!或)者|(?<=[查家作小班])组|(?<![个他每众工本])人(?![民员才大工口均力文数体物生])"
HEAD_END = re.compile(rf"(?:{_HEAD}|{_SHORT_HEAD})(?:（[^（）]*）)?")
# Where a subject ends: a preposition, an adverb, a verb that does not belong to names.
STOPS = re.compile(
    r"(?<![相针面反绝])对(?!外|口|接|象)|在(?!线|职|校)|按照|依照|根据|依据|会同|自(?!治|然|贸|愿|主|行)|将|把|与(?!会)|以(?!上|下|外|及)|通过|为(?!主|民)|向(?!导)|从(?!业)|因|就(?!业)|以及时|及时|依法|不(?!动产)|未(?!成年|来)|应|可以|必须|已|每|发现|从事|违反|收到|接到"
    r"|认为|违约|拒绝|逾期|经(?!营|济|理|销|办|贸|纪)|(?<![国公所私专持占拥])有(?!关|限|色|机|轨)|要(?!素|求)|需|都|均|也|还|拟|凡|负责|主管(?=全国|本)|因故|没有|使用|申请|申报|确需|承担|知悉|享有|开展|实施|制定|提供|进行|加强|建立|履行|取得|聘用|招用|委托|变更|终止|出现|发生|销售(?!者|企业|单位|商)|采购(?!人|方)|购买|逐步|统一|分别|共同|联合|定期|之间|中(?=应|不|要|必)"
)
# A place in front of what is not the subject: "监督检查中", "对违法行为", "清单之外的"
NO_SUBJECT = re.compile(
    r"^(?:对|在|按照|依照|根据|依据|为(?!主)|自(?!治|然|贸)|从(?!业)|通过|因|经(?!营|济|理|销)|违反|发现|围绕|除|凡|以(?!上|下)|于|向|将|把|未|有(?!关)|没有|属于|符合)"
)
# A verb that opens a clause is no part of a name, though a name may follow: "规范引导本行业大型企业"
NOT_A_NAME = re.compile(
    r"(?:并)?(?:规范引导|要求|鼓励|支持|引导|推动|促进|督促|指导|协助|帮助|加强|深化|保护|给予|表示|扶持|动员|方便|惠及|吸引|培育|壮大|提高|提升|扩大|增强)"
)
PIVOT_STOPS = re.compile(
    rf"{STOPS.pattern}|依靠|参与|参加|投保|争创|利用|依托|围绕|聚焦|走|返乡|按|入驻|上市|申报|试点|先行|到(?!位)|联合|自主|转型|积极|主动|深入|扩大|加大|{_MANNER}|(?:{'|'.join(w for w in set(TASKS) if len(w) > 1 and w not in ('组织', '服务', '管理', '经营', '保险', '教育', '合作', '创新', '开发', '转化', '安全', '应急', '发展', '建设', '监测', '集成', '登记', '交流', '治理', '培训', '运营', '治理', '检查', '服务', '研发', '协同', '开放', '稳定', '节能', '联合', '救助', '保护', '监督', '监管', '支付', '结算', '清算'))})"
)

# ---------------------------------------------------------------- when, on what condition, how much

_N = r"[\d一二三四五六七八九十百两零〇]+"
# "2025年底前", "到2025年", "自收到申请之日起20日内", "每年3月31日前", "15个工作日内", "“十四五”期间", "三年内", "当日"
DEADLINE = re.compile(
    rf"(?:(?:自|于|从)[^，。；、]{{1,24}}|当)之日起{_N}(?:个)?(?:工作日|日|天|个月|月|年)(?:以?内|之内)?|(?:每年|次年|当年|今年|明年)?(?:的)?(?:\d{{4}}年)?{_N}月(?:{_N}日|底|末)?(?:之|以)?前|(?:到|至|于|在)?\d{{4}}年(?:底|末)?(?:之|以)?前"
    rf"|(?:力争)?(?:到|至)(?:\d{{4}}年(?:{_N}月)?(?:底|末)?|“十[三四五六]五”末|本世纪中叶|[“”建党国成立周年一百]{{4,8}}时)(?!前)|{_N}(?:个)?(?:工作日|小时|天|日|个月|月|年)(?:以内|之内|内)|(?:季度|年|月|旬)(?:底|末|度)前|“十[三四五六]五”(?:时期|期间)|用{_N}年(?:左右)?(?:的)?时间|原则上{_N}个月内"
)
CONDITION = re.compile(
    r"[^，。；：]*(?:的|时|后|前|情况下|情形下|条件下|基础上)(?=，|$)|(?:符合|具备|达到|经)[^，。；：]{2,30}(?:条件|标准|要求|批准|同意|认定)的|(?:对)(?:首次|新)[^，。；：]{2,40}的[^，。；：]{0,8}(?:企业|单位|个人)"
    r"|未经[^，。；：]{0,20}(?:批准|许可|同意)|(?:如果|如(?!实|何|期|下|意|此)|若(?!干)|因(?!素|此|地|为))[^，。；：]{4,40}(?=，)|按照?规定|在[^，。；：]{2,30}(?:情况|条件|前提)下"
)
# "50万元", "不超过3万元", "1000亿元以上", "百分之五十", "一万元以上五万元以下"
AMOUNT = re.compile(
    rf"(?:不超过|不低于|最高|最低|至少|共计?|总额|约|达到?|按)?(?:{_N}[\d.,]*(?:—|-|－|~|至)?[\d.]*(?:余)?[十百千万亿]*(?:多)?(?:元|美元|欧元)(?:以上|以下|左右)?(?:{_N}[\d.]*[十百千万亿]*元(?:以上|以下))?|\d[\d.]*%|百分之{_N}(?:点{_N})?|{_N}倍(?:以上|以下)?(?:{_N}倍(?:以上|以下))?)"
)

# ---------------------------------------------------------------- whom it concerns

SIZES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "小微企业",
        (
            "小微企业",
            "小型微型企业",
            "微型企业",
            "小型企业",
            "中小微企业",
            "食品小作坊",
            "小作坊",
            "小餐饮",
            "食品摊点",
        ),
    ),
    ("中小企业", ("中小企业", "中小微企业", "中小型企业", "科技型中小企业", "小微企业", "专精特新")),
    ("个体工商户", ("个体工商户", "个体经营者", "经营户", "摊点", "摊贩")),
    ("外资企业", ("外资企业", "外商投资企业", "外商")),
    ("国有企业", ("国有企业", "国企", "央企", "国有资本")),
    ("大企业", ("大型企业", "龙头企业", "领军企业", "骨干企业", "规模以上", "规上", "单项冠军", "百亿级", "链主")),
)
PEOPLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("老年人", ("老年人", "老人", "老龄", "老年")),
    ("残疾人", ("残疾人", "助残")),
    ("未成年人", ("儿童", "未成年人", "青少年", "婴幼儿", "孩子")),
    ("学生", ("学生", "大学生", "中小学生")),
    ("高校毕业生", ("高校毕业生", "毕业生")),
    ("退役军人", ("退役军人", "复转军人", "军人")),
    ("农民工", ("农民工", "务工人员")),
    ("农民", ("农民", "农户", "农村居民", "脱贫人口")),
    ("职工", ("职工", "劳动者", "员工", "从业人员")),
    ("失业人员", ("失业人员", "就业困难人员", "零就业家庭")),
    ("困难群众", ("困难群众", "低保", "低收入", "特困人员", "救助对象", "困难家庭")),
    ("妇女", ("妇女", "女职工")),
    ("消费者", ("消费者",)),
    ("创业者", ("创业者", "创业人员")),
    ("投资者", ("投资者", "投资人")),
    ("人才", ("人才",)),
)
# What an enterprise may be called by: "高新技术企业", "食品生产企业", "外商投资企业"
_KIND = (
    "中小微 小微 小型微型 科技型中小 专精特新中小 中小 大型 微型 小型 龙头 领军 骨干 单项冠军 “头雁” 高新技术 科技型 创新型 民营 国有 外商投资 外资 规模以上 规上 平台 出口 外贸 新型 农业产业化 农业 工业 上市 初创 重点 "
    "用人 科研 政策性 非银行 各类 检验检测 认证 养老 医疗 质量技术 第三方"
).split()
_DOING = "生产 经营 加工 销售 施工 建设 勘察 设计 监理 存储 运输 服务 支付 使用 担保 委托 培训 清算 中介 保险 技术 从业 物业 网络 专业 互联网 金融".split()
_ORGANIZATION = (
    "企业 公司 单位 机构 经营者 生产者 销售者 生产经营者 经营主体 市场主体 经营户 个体工商户 小作坊 小餐饮 食品摊点 摊点 合作社 家庭农场 农业经营主体 行业组织 行业协会 协会 商会 社会组织 学校 院校 幼儿园 医院 "
    "律师事务所 建设项目法人 付款方 主体"
).split()


@dataclass(frozen=True)
class Trade:
    """A line of business or an activity, and the words for it."""

    name: str
    official: tuple[str, ...]
    colloquial: tuple[str, ...]
    kind: str  # 行业, 通用行业 (that every trade makes use of: testing, finance), 活动

    @property
    def is_industry(self) -> bool:
        return self.kind != "活动"


@cache
def trades() -> tuple[Trade, ...]:
    """data/industries.tsv."""
    text = (files("mingce") / "data" / "industries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Trade(row[1], tuple(row[2].split("、")), tuple(row[3].split("、")), row[0]) for row in rows)


@cache
def _concern_pattern() -> re.Pattern[str]:
    industries = sorted({w for t in trades() if t.is_industry for w in t.official}, key=len, reverse=True)
    words = "|".join(map(re.escape, industries))
    kinds = "|".join(sorted(map(re.escape, _KIND), key=len, reverse=True))
    doing = "|".join(_DOING)
    organizations = "|".join(sorted(_ORGANIZATION, key=len, reverse=True))
    people = "|".join(sorted((w for _, names in PEOPLE for w in names), key=len, reverse=True))
    organization = rf"(?:{words})?(?:{kinds})*(?:{doing})*(?:{organizations})(?!家)"
    return re.compile(
        rf"{organization}|{people}|(?<![深国])(?:{words})(?!转移人口|制[，、。]|金融)|{REGION.pattern}|农村|乡村|沿江省市|豫[东西南北]"
    )


# What only looks like the word of a trade: "养老金", "基本养老、基本医疗", "实施工程", "上层建筑", "各种业务", "乡风建设工程"
NO_TRADE = re.compile(
    r"养老(?:金|保险|保障|、医疗)|基本养老|(?:医疗|失业|工伤|生育|社会|存款)保险|[实措设]施(?=工)|上层建筑|[各这某多一几]种业|种子(?:期|轮|基金)"
    r"|(?:风|究和|学科|体系|队伍|文化|能力|制度|信用|平台)建设工程"
)


def find_concerns(text: str) -> tuple[str, ...]:
    """Kinds of enterprise, people, industries and regions that a text names, in its own words.

    >>> find_concerns("引导食品生产企业和小微企业关爱老年人")
    ('食品生产企业', '小微企业', '老年人')
    """
    text = NO_TRADE.sub("　", text)
    found = dict.fromkeys(m[0] for m in _concern_pattern().finditer(text) if m[0] not in ("主体", "单位", "机构"))
    return tuple(word for word in found if not any(word != other and word in other for other in found))


# ---------------------------------------------------------------- sentences -> rows


@dataclass(frozen=True)
class Clause:
    """A clause as it was read. `strength` is "" where it goes on with its neighbour, "none" where it orders nothing."""

    start: int
    end: int
    strength: str
    actor: str = ""  # as stated in this clause
    has_subject: bool = False  # whether someone or something stands before the marker
    verb: str = ""  # the verb of a bare task
    breaks: bool = False  # after ；: what follows stands by itself
    is_penalty: bool = False


@dataclass(frozen=True)
class Context:
    """What earlier sentences of the section say for the later ones."""

    actor: str = ""
    strength: str = ""  # of "应当符合下列要求：", for the items below it; "none" for 有下列情形之一的


def measures(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> list[Measure]:
    """Every measure of a document, in reading order.

    sections, sentences: those of this document; `Sentence.section` counts from 0 in `sections`.
    """
    found: list[Measure] = []
    context, section_row = Context(), -1
    text = document.text
    for sentence in sentences:
        section = sections[sentence.section]
        if sentence.section != section_row:
            same_path = section_row >= 0 and sections[section_row].path == section.path
            context = context if same_path else Context()
            section_row = sentence.section
        if _is_heading(text[sentence.start : sentence.end], section.path):
            continue
        rows, context = _read(document, section, sentence, context)
        found += rows
    return found


def _is_heading(sentence: str, path: tuple[str, ...]) -> bool:
    """A heading names what is told below it; its own sentence is no row."""
    if not path:
        return False
    name = re.sub(r"[\s。：:*#]", "", path[-1])
    return re.sub(r"[\s。：:*#]", "", sentence) == name or (
        len(sentence) <= 40 and not re.search(r"[。；，,：:！？]", sentence)
    )


def _read(document: Document, section: Section, sentence: Sentence, context: Context) -> tuple[list[Measure], Context]:
    text, law = document.text, document.kind in LAWS
    body = text[sentence.start : sentence.end]
    item = re.match(r"[\s\u3000]*[（(][一二三四五六七八九十\d]+[）)]", body)
    if not item and context.strength:
        context = replace(context, strength="")
    back = document.kind in REPORTS and bool(
        any(LOOKING_BACK.search(name) for name in section.path) or PAST.search(BRACKETED.sub("", body))
    )
    if ENACTS.search(body):
        return [], Context()
    clauses = [_classify(text, start, end, law, back) for start, end in _spans(text, sentence.start, sentence.end)]
    clauses = _drop_topics(text, clauses, document.kind in SPOKEN)
    if item and context.strength:
        clauses = [
            replace(c, strength=context.strength, has_subject=True, actor=c.actor or context.actor)
            if n == 0 and (c.strength in ("", "government_task") or context.strength == "none")
            else c
            for n, c in enumerate(clauses)
        ]
        if context.strength == "none":
            return [], context
    groups = _group(text, clauses, law, context)
    rows = [_row(document, section, sentence, *group) for group in groups]
    return rows, _carry(body, sentence.start, rows, context, clauses, item is not None)


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence; marks inside brackets and quotes cut nothing."""
    masked = BRACKETED.sub(lambda m: "□" * len(m[0]), text[start:end])
    cuts = [0, *(m.end() for m in CLAUSE.finditer(masked)), len(masked)]
    return [(start + a, start + b) for a, b in pairwise(cuts) if masked[a:b].strip(" ，,；;：:。！？”’）)\n")]


def _classify(text: str, start: int, end: int, law: bool, back: bool) -> Clause:
    """One clause, read by itself."""
    start = _skip(LABEL, text, start, end)
    whole = text[start:end]
    clause = whole.rstrip("，,；;：:。！？”’）) \n")
    plain = BRACKETED.sub(lambda m: "□" * len(m[0]), clause)
    breaks = bool(re.search(r"[；;]", whole[len(clause) :]))

    def made(strength: str, at: int = -1, verb: str = "", actor: str = "", is_penalty: bool = False) -> Clause:
        subject = actor or (find_actor(clause[:at]) if at > 0 else "")
        before = _bare(clause[:at]) if at > 0 else ""
        stands = bool(before) and not NO_SUBJECT.match(before)
        return Clause(start, end, strength, subject, stands or bool(actor), verb, breaks, is_penalty)

    if SPEAKER.match(plain):
        return made("none")
    lead = _skip(LINK, plain)
    opens = _skip(MANNER_RUN, plain, lead)
    if len(plain) > LONGEST:
        return made("none")
    if plain.endswith("的") and not breaks and not text[start + len(clause) : end].startswith("。"):
        return made("", len(clause))  # a condition, whatever it holds: "应当作出处理的行政机关分立、合并的，"
    if m := PROHIBITS.search(plain):
        addressed = find_pivot(clause[m.end() :]) if m[0] in ("严禁", "禁止") else ""
        return made("prohibition", m.start(), actor=addressed)
    if m := OBLIGES.search(plain):
        return made("obligation", m.start())
    if NO_MEASURE.search(plain):
        return made("none")
    if m := PENALIZES.search(plain):
        by = BY_WHOM.search(plain)
        if law or by:
            subject = clause[by.start(1) : by.end(1)] if by else find_actor(clause[: m.start()])
            return made("obligation", -1, actor=subject, is_penalty=True)
    if (m := WANTS.search(plain)) and (m.start() <= lead or not re.search(r"[的是]$", plain[: m.start()])):
        subject = find_actor(clause[lead : m.start()])
        later = m.end()
        if EXPLORES.match(plain, _skip(MANNER_RUN, plain, later)):
            return made("exploration", m.start())
        if ENCOURAGES.match(plain, later):
            return made("encouragement", m.start(), actor=find_pivot(clause[later:]) or subject)
        to_others = subject not in ("", "我们") and not law
        return made("obligation" if to_others else "government_task", m.start(), actor=subject, verb="要")
    if back:
        return made("none")
    if plain.endswith(("的", "时", "后")) and not opens > lead:
        return made("", len(clause))
    for strength, pattern in (("exploration", EXPLORES), ("encouragement", ENCOURAGES), ("support", SUPPORTS)):
        for at in dict.fromkeys((lead, opens, _after_subject(clause, lead))):
            if (m := pattern.match(plain, at)) and not (strength == "encouragement" and _steers(plain, m)):
                subject = find_actor(clause[lead:at])
                addressed = find_pivot(clause[m.end() :]) if strength != "exploration" else ""
                return made(strength, at, actor=addressed or subject)
    if PILOT.match(plain, opens) or PILOT.match(plain, lead):
        return made("exploration", lead)
    if (m := SUPPORTS_LATER.search(plain)) and not OPENS_TASK.match(plain, lead):
        return made("support", m.start())
    if (by := BY_WHOM.search(plain)) and not OPENS_TASK.match(plain, lead):
        return made("government_task", -1, actor=clause[by.start(1) : by.end(1)])
    if (m := OPENS_TASK.match(plain, lead)) and not (
        IS_SUBJECT.match(plain, m.start(1)) or STATE.match(plain, m.start(1))
    ):
        return made("government_task", lead, verb=m[1])
    at = _after_subject(clause, lead)
    if at > lead and (actor := find_actor(clause[lead:at])):
        m = OPENS_TASK.match(plain, at) or CHARGED.match(plain, _skip(MANNER_RUN, plain, at))
        if m and not re.search(r"[的了]$", plain):
            return made("government_task", at, actor=actor, verb=m[0])
    return made("", len(clause))


def _skip(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> int:
    """Where a pattern that may match nothing stops."""
    match = pattern.match(text, start, len(text) if end is None else end)
    return match.end() if match else start


def _steers(clause: str, match: re.Match[str]) -> bool:
    """引导货币信贷适度增长 steers a quantity: a task, not an encouragement of anyone."""
    return (
        match[0].endswith("引导")
        and not find_pivot(clause[match.end() :])
        and bool(re.search(r"货币|信贷|资金|价格|预期|舆论|资源", clause))
    )


def _bare(before: str) -> str:
    """What stands before a marker, without links and manner."""
    before = before[_skip(LINK, before) :]
    return before[_skip(MANNER_RUN, before) :].strip("，, ")


def _after_subject(clause: str, start: int) -> int:
    """Where the verb would begin if the clause opens with an actor: 省水利厅|负责, 国家|健全."""
    best = start
    for match in HEAD_END.finditer(clause, start, min(len(clause), start + 40)):
        rest = clause[match.end() :]
        if rest[:1] in "的、和及与或等者（" or NO_SUBJECT.match(clause[start:]):
            continue
        if wider := re.match(rf"[^，、的]{{2,16}}的(?:{_HEAD})", rest):
            at = match.end() + wider.end()
            if OPENS_TASK.match(clause, at) or CHARGED.match(clause, at):
                return at
        at = match.end() + _skip(MANNER_RUN, rest)
        if OPENS_TASK.match(clause, match.end()) or CHARGED.match(clause, at) or _opens_soft(clause, at):
            return match.end()
        stop = re.match(r"(?:根据|按照|依照|会同|结合)[^，]*", rest)
        if stop:
            return best
    return best


def _opens_soft(clause: str, at: int) -> bool:
    return any(pattern.match(clause, at) for pattern in (EXPLORES, ENCOURAGES, SUPPORTS))


def find_actor(before: str) -> str:
    """Who stands before a marker; "" where nobody does.

    >>> find_actor("检查人员在监督检查中")
    '检查人员'
    >>> find_actor("其应收账款的付款方")
    '其应收账款的付款方'
    """
    before = before[_skip(LABEL, before) :]
    before = before[_skip(LINK, before) :].strip("，, \u3000")
    if "由" in before and (m := re.search(r"由([^由]+)$", before)) and _ends_with_head(m[1]):
        return m[1]
    before = re.sub(rf"(?:{_MANNER}|都|均|也|还|一律)+$", "", before)
    if not before or NO_SUBJECT.match(before) or NOT_A_NAME.match(before):
        return ""
    if _ends_with_head(before) and len(before) <= 40 and (("的" in before) or not STOPS.search(before)):
        return before
    stop = STOPS.search(before)
    name = before[: stop.start()] if stop else before
    if _ends_with_head(name):
        return name
    ends = [m.end() for m in HEAD_END.finditer(name) if name[m.end() : m.end() + 1] not in tuple("的、和及与或等")]
    if ends and len(name) - ends[-1] <= 12 and "的" not in name[ends[-1] :]:
        return name[: ends[-1]]
    return ""


def _ends_with_head(name: str) -> bool:
    return any(m.end() == len(name) for m in HEAD_END.finditer(name))


def find_pivot(after: str) -> str:
    """Who is encouraged, supported or forbidden: 企业 in 鼓励|企业建立首席质量官制度; "" where a thing is.

    >>> find_pivot("郑州、洛阳、许昌、新乡等地创建国家基地")
    '郑州、洛阳、许昌、新乡等地'
    >>> find_pivot("优质消费品进口")
    ''
    """
    after = re.split(r"[，。；]", after, maxsplit=1)[0]
    stop = PIVOT_STOPS.search(after)
    name = after[: stop.start()] if stop else after
    if not name:
        return ""
    regions = re.match(rf"(?:(?:{REGION.pattern})[省市]?、?)+(?:等[地市])?", name)
    if regions and stop and regions.end() == len(name):
        return name
    if stop and _ends_with_head(name) and len(name) <= 40:
        return name
    for match in HEAD_END.finditer(name):
        if name[match.end() : match.end() + 1] not in tuple("的、和及与或等（") and len(match[0]) > 1:
            rest = name[match.end() :]
            return name[: match.end()] if len(rest) + (len(after) - len(name)) >= 2 and "的" not in rest[:1] else ""
    return ""


def _drop_topics(text: str, clauses: list[Clause], spoken: bool) -> list[Clause]:
    """A bare verb whose next clause speaks about it is a topic. In a speech a bare verb needs a 要 before it."""
    kept: list[Clause] = []
    for n, clause in enumerate(clauses):
        following = text[clauses[n + 1].start : clauses[n + 1].end] if n + 1 < len(clauses) else ""
        following = following[_skip(LINK, following) :]
        bare = clause.strength == "government_task" and clause.verb not in ("要", "") and not clause.actor
        if bare and (
            SPEAKS_OF.match(following)
            or re.search(r"[^，]{6,}(?:是|具有|有利于)(?!否)", text[clause.start : clause.end])
        ):
            clause = replace(clause, strength="none" if spoken else "")
        kept.append(clause)
    return kept


Group = tuple[str, str, list[Clause]]  # strength, actor, clauses


def _group(text: str, clauses: list[Clause], law: bool, context: Context) -> list[Group]:
    """Neighbours of one strength and actor in one row; what leads in goes to the row it leads into."""
    groups: list[Group] = []
    waiting: list[Clause] = []  # clauses that lead in
    subject = ""  # stated earlier in the sentence
    thing = False  # a subject that is nobody: 检查要点应当包括…
    current: Group | None = None
    open_none = False  # inside 可以…, which orders nothing
    for clause in clauses:
        strength, actor = clause.strength, clause.actor
        if strength == "none":
            subject = actor or subject
            waiting, current, open_none = [], None, True
            continue
        if not strength:
            if actor and not subject:
                subject = actor
            if current is not None and not waiting and not _leads_in(text[clause.start : clause.end]):
                current[2].append(clause)
            else:
                waiting.append(clause)
            continue
        if strength == "government_task" and clause.verb != "要" and not actor:
            if open_none and law:
                continue
            if current is not None and not _stands_alone(current, clause, law):
                current[2].extend([*waiting, clause])
                waiting = []
                continue
            if current is not None and current[0] == "prohibition" and current[1]:
                strength = "obligation"
            elif current is not None and current[0] == "obligation" and current[1]:
                strength = "obligation"
        thing = (thing or clause.has_subject) and not actor
        owner = actor or ("" if thing or clause.is_penalty else subject or (current[1] if current and law else ""))
        if strength in ("encouragement", "support", "exploration") and not actor and not law:
            owner = ""
        if not owner and not thing and law and not clause.is_penalty:
            owner = context.actor
        if current is not None and current[0] == strength and (not actor or actor == current[1]):
            current[2].extend([*waiting, clause])
            waiting = []
        else:
            lead = [
                c
                for c in waiting
                if law or strength in ("obligation", "prohibition") or _leads_in(text[c.start : c.end]) or c.actor
            ]
            current = (strength, owner, [*lead, clause])
            groups.append(current)
            waiting = []
        if actor and strength not in ("encouragement", "support"):
            subject = actor
        open_none = False
        if clause.breaks and not law:
            current, subject = None, ""
    if current is not None:
        current[2].extend(waiting)
    return groups


def _leads_in(clause: str) -> bool:
    """Whether a clause without marker opens the next measure: a condition, a place, a time, a means."""
    bare = clause.rstrip("，,；;：: \n")
    if re.match(r"对[^，]+(?:作出|进行|予以|给予|实施|实行|加强|开展)(?![^，]*的)", bare):
        return False
    return bool(
        bare.endswith(
            (
                "的",
                "时",
                "后",
                "前",
                "上",
                "下",
                "中",
                "内",
                "等",
                "领域",
                "方面",
                "需求",
                "要求",
                "短板",
                "为抓手",
                "为依托",
                "为重点",
                "为目标",
                "为导向",
                "契机",
                "机遇",
            )
        )
        or re.match(
            r"(?:围绕|针对|对(?!外)|在|以|按照|根据|通过|依托|聚焦|为|到\d|结合|鉴于|因|如|若|除|自|从|经|凡|符合|于|本着|遵循|面向|顺应|抢抓)",
            bare,
        )
    )


def _stands_alone(current: Group, clause: Clause, law: bool) -> bool:
    """Whether a bare task after `current` is a row of its own."""
    strength = current[0]
    if strength in ("government_task", "obligation"):
        return False
    if strength == "prohibition":
        return True
    return not law and clause.verb not in RESULTS


def _row(
    document: Document, section: Section, sentence: Sentence, strength: str, actor: str, clauses: list[Clause]
) -> Measure:
    text = document.text
    start = clauses[0].start
    start = _skip(LABEL, text, start, clauses[-1].end)
    end = start + len(text[start : clauses[-1].end].rstrip("，,：: \n"))
    quote = text[start:end]
    conditions = _conditions(quote, actor)
    if not actor and (bodies := _charged_bodies(text, section, end)):
        actor = bodies
    return Measure(
        doc_id=document.id,
        actor=actor or NOT_STATED,
        what=_what(quote, actor, conditions),
        strength=strength,
        concerns=find_concerns(quote if not actor or actor in quote else f"{actor}，{quote}"),
        deadline="；".join(dict.fromkeys(m[0] for m in DEADLINE.finditer(quote))),
        conditions=conditions,
        amount="；".join(dict.fromkeys(m[0] for m in AMOUNT.finditer(quote))),
        section_path=section.path,
        quote=quote,
        start=start,
        end=end,
    )


def _charged_bodies(text: str, section: Section, end: int) -> str:
    """The bodies that a bracket after the measure's own paragraph charges with it."""
    stop = text.find("\n", end)
    paragraph = text[end : min(section.end, stop if stop >= 0 else section.end)]
    match = CHARGED_BODIES.search(paragraph)
    return match[1].strip() if match else ""


def _conditions(quote: str, actor: str) -> str:
    found = [m[0].strip("，") for m in CONDITION.finditer(quote)]
    return "；".join(dict.fromkeys(c for c in found if len(c) >= 3 and c != actor))


def _what(quote: str, actor: str, conditions: str) -> str:
    """The quote without the actor that opens it and without the conditions that stand before it."""
    at = quote.find(actor) if actor else -1
    if at == 0 or (at > 0 and quote[at - 1] in "，由"):
        return quote[at + len(actor) :].strip("，。；： ")
    rest = quote
    for condition in conditions.split("；"):
        if condition and rest.startswith(condition):
            rest = rest[len(condition) :].lstrip("，")
    return rest.strip("，。；： ")


def _carry(
    body: str, start: int, rows: list[Measure], context: Context, clauses: list[Clause], is_item: bool
) -> Context:
    """What the next sentence inherits: the actor of a rule, and for items below "下列…：" its strength."""
    if is_item:
        return context
    actor = rows[-1].actor if rows and rows[-1].actor != NOT_STATED else ("" if rows else context.actor)
    strength = ""
    if re.search(r"(?:下列|以下|如下)[^。]*[：:]$", body.rstrip()):
        last = next(
            (c.strength for c in clauses if re.search("下列|以下|如下", body[c.start - start : c.end - start])), ""
        )
        strength = (
            (last or (rows[-1].strength if rows else "none"))
            if not re.search(r"(?:情形|行为)之一|(?:情形|行为)的", body)
            else "none"
        )
    return Context(actor, strength)


# ---------------------------------------------------------------- --for: what a description is about

SMALL = re.compile(
    r"小微|小型|微型|小(?=厂|店|企业|公司|作坊|铺|饭|餐|工厂|超市|商|老板|本|摊|加工)|小规模|家庭作坊|初创|刚(?:起步|成立|开)|夫妻店|十几个人|几个人"
)
MIDDLE = re.compile(r"中小|中型|规模不大|民营")
LARGE = re.compile(r"大型|大企业|龙头|上市公司|集团|国企|央企|规模以上|规上")
FOREIGN = re.compile(r"外资|外商|合资|港资|台资")
STATE_OWNED = re.compile(r"国企|央企|国有")
SOLE = re.compile(r"个体|摆摊|摊|夫妻店|小店|小卖部|档口")
# Any of these makes the speaker an enterprise, whatever the line of business; the second a person all the same.
ENTERPRISE = re.compile(r"企业|公司|厂|店|作坊|老板|商家|经营|生意|合作社|集团|摊|[做开搞办卖]|馆")
PERSON = re.compile(
    r"家里|我家|家人|爷爷|奶奶|爸|妈|父母|孩子|本人|我是(?:一[名个位])?(?:退休|下岗|失业|学生|大学生|老人|农民|职工|工人|残疾人)|(?:住|进|送)养老院|看病|上学|退休"
)
ENTERPRISE_WORDS = re.compile(r"(?:企业|主体|经营者|生产者|销售者|商户)$")


@dataclass(frozen=True)
class Profile:
    """What a description says about the one who asks."""

    industries: tuple[Trade, ...] = ()
    activities: tuple[Trade, ...] = ()
    sizes: tuple[str, ...] = ()  # names of SIZES
    people: tuple[str, ...] = ()  # names of PEOPLE
    regions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # official counterparts of colloquial words
    is_enterprise: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was recognised that a measure could be matched with."""
        return not (self.industries or self.activities or self.sizes or self.people or self.words or self.is_enterprise)


def understand_description(description: str) -> Profile:
    """Industry, size, activities, people and region of who describes themselves.

    >>> profile = understand_description("我们是做食品的小厂")
    >>> [trade.name for trade in profile.industries], profile.sizes
    (['食品'], ('小微企业', '中小企业'))
    """
    text = normalize(description)
    found = [t for t in trades() if any(word in text for word in (*t.official, *t.colloquial))]
    people = tuple(name for name, words in PEOPLE if any(word in text for word in words))
    industries = tuple(t for t in found if t.is_industry)
    sizes: list[str] = []
    if SMALL.search(text):
        sizes += ["小微企业", "中小企业"]
    if MIDDLE.search(text):
        sizes.append("中小企业")
    if SOLE.search(text):
        sizes += ["个体工商户", "小微企业"]
    for pattern, name in ((LARGE, "大企业"), (FOREIGN, "外资企业"), (STATE_OWNED, "国有企业")):
        if pattern.search(text):
            sizes.append(name)
    expanded = expand(text)
    return Profile(
        industries=industries,
        activities=tuple(t for t in found if not t.is_industry),
        sizes=tuple(dict.fromkeys(sizes)),
        people=people,
        regions=tuple(dict.fromkeys(REGION.findall(text))),
        words=tuple(dict.fromkeys(word for words in expanded.values() for word in words[:2])),
        is_enterprise=not PERSON.search(text) and bool(industries or sizes or ENTERPRISE.search(text)),
    )


@dataclass(frozen=True)
class Judgement:
    """Whether a measure concerns a profile."""

    score: float  # 0: it does not
    why: str  # what matched; where nothing did, why not
    is_general: bool = False  # it speaks to every enterprise, or to everybody, and names nothing of the reader's own


def relevant(
    measures: Sequence[Measure], description: str, documents: Sequence[Document] = (), k: int | None = None
) -> list[Measure]:
    """The measures that concern who describes themselves, most relevant first; `why` names what matched.

    A measure that names only other industries, sizes, people or regions is left out, and so is one that names nobody.
    documents: where given, those of another province than the speaker's are left out as a whole.
    k: at most so many; all by default.
    """
    if not description.strip():
        raise UserError('--for 后面的说明是空的。请用一句话说明您是谁，例如：--for "我们是做食品的小厂"')
    judged = judge(measures, understand_description(description), documents)
    found = [(j.score, n, replace(m, why=j.why)) for n, (m, j) in enumerate(judged) if j.score > 0]
    found.sort(key=lambda row: (-row[0], row[1]))
    return [m for _, _, m in found[:k]]


def judge(
    measures: Sequence[Measure], profile: Profile, documents: Sequence[Document] = ()
) -> list[tuple[Measure, Judgement]]:
    """Every measure with its judgement, in the order given. documents: see `relevant`."""
    elsewhere = {}
    for document in documents:
        regions = REGION.findall(f"{document.title}{document.issuer}")
        if _elsewhere(set(regions), profile):
            elsewhere[document.id] = Judgement(0, f"文件是{'、'.join(dict.fromkeys(regions))}的")
    return [(m, elsewhere.get(m.doc_id) or _judge(m, profile)) for m in measures]


def merged(*profiles: Profile) -> Profile:
    """All that several profiles say about one reader.

    >>> merged(Profile(sizes=("小微企业",)), Profile(regions=("河南",), is_enterprise=True)).regions
    ('河南',)
    """
    return Profile(
        industries=tuple(dict.fromkeys(trade for p in profiles for trade in p.industries)),
        activities=tuple(dict.fromkeys(trade for p in profiles for trade in p.activities)),
        sizes=_words(p.sizes for p in profiles),
        people=_words(p.people for p in profiles),
        regions=_words(p.regions for p in profiles),
        words=_words(p.words for p in profiles),
        is_enterprise=any(p.is_enterprise for p in profiles),
    )


def _elsewhere(regions: set[str], profile: Profile) -> bool:
    """Whether regions are named and none of them is the speaker's, lies in it or holds it."""
    mine = {*profile.regions, *(province(name) for name in profile.regions)}
    return bool(regions and profile.regions) and not any(
        name in mine or province(name) in profile.regions for name in regions
    )


# Who governs or leads; what they are told binds no reader: "各级党委和政府", "市场监督管理部门", "各地", "我们"
GOVERNS = re.compile(
    r"政府|党委|党组|党支部|党政|全党|党员|党的|共产党|国务院|国家|我国|部门|机关|法院|检察院|人民代表大会|人民银行|证监会|外汇局|(?<!业主)委员会|管委会|办公室"
    r"|领导小组|联席会议|检查组|(?:检查|调查|执法)人员|干部|公务员|军队|我们|各地|各[省市县州区]|地方|地区|[东中西]部$|[局厅署部]$"
)
BINDS_READERS = re.compile(r"企业(?!党)|公司|经营|主体|单位和个人|组织和个人")
EVERYBODY = re.compile(r"任何(?:单位|组织|个人|人)|境内(?:主体|单位)|各类主体|各单位|个人和企业")
# Words for enterprises of every trade; not "大数据企业", "高新技术企业"
EVERY_ENTERPRISE = re.compile(
    r"(?:各类|广大|民营|私营|各种所有制|生产|经营|加工|销售|服务|市场|相关|有关)*(?:企业|经营主体|市场主体|主体|经营者|生产者|销售者|生产经营者|商户)"
)
# But not: "海信等企业", "“矿机”生产企业", "广告经营者"; "企业文化", "企业标准", "企业职工养老保险", "企业党组织"
NARROWED = re.compile(r"(?:[等”》]|污染|僵尸|耗能|排放|广告|境外|外国)(?:生产|经营|重点)?$")
OF_ENTERPRISES = re.compile(r"文化|标准|债|职工|离退休|退休|年检|名称|家(?!庭)|集群|党|领导")


def governs(actor: str) -> bool:
    """Whether an actor is government, party or their people, and no reader is among those named.

    >>> governs("各级党委和政府"), governs("地方和企业"), governs("银行、支付机构")
    (True, False, False)
    """
    return bool(GOVERNS.search(actor)) and not BINDS_READERS.search(actor)


@dataclass(frozen=True)
class _Wanted:
    """The words that a profile looks for in a measure, and those of others."""

    trades: tuple[str, ...]
    own_names: tuple[str, ...]  # of the trades themselves, and all words of those that are no 通用行业
    other_trades: tuple[str, ...]  # of trades that are no 通用行业
    any_other_trades: tuple[str, ...]
    sizes: tuple[str, ...]
    other_sizes: tuple[str, ...]
    people: tuple[str, ...]
    activities: tuple[str, ...]


@lru_cache(maxsize=64)
def _wanted(profile: Profile) -> _Wanted:
    mine = _words((t.name, *t.official) for t in profile.industries)
    others = [t for t in trades() if t.is_industry and t not in profile.industries]

    def foreign(trades: Iterable[Trade]) -> tuple[str, ...]:
        return tuple(word for word in _words(t.official for t in trades) if not any(word in own for own in mine))

    return _Wanted(
        mine,
        _words((t.name, *(t.official if t.kind == "行业" else ())) for t in profile.industries),
        foreign(t for t in others if t.kind == "行业"),
        foreign(others),
        _words(words for name, words in SIZES if name in profile.sizes),
        _words(words for name, words in SIZES if name not in profile.sizes),
        _words(words for name, words in PEOPLE if name in profile.people),
        _words(t.official for t in profile.activities),
    )


def _words(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in groups for word in words))


def _judge(measure: Measure, profile: Profile) -> Judgement:
    text = measure.quote if measure.actor == NOT_STATED else f"{measure.actor}，{measure.quote}"
    business = NO_TRADE.sub("　", text)
    wanted = _wanted(profile)
    hits = _present(wanted.trades, business)
    people = _present(wanted.people, text)
    sizes = _present(wanted.sizes, text)
    other_sizes = _present(wanted.other_sizes, text)
    regions = REGION.findall(text)
    theirs = _present(wanted.other_trades, business)
    if not hits and not people and theirs:
        return Judgement(0, f"只涉及{'、'.join(theirs[:3])}")  # 建筑施工企业, for a maker of food
    if not hits and not people and not sizes and (told := _told_to_others(measure, wanted)):
        return Judgement(0, f"只对{told}说")
    if _elsewhere(set(regions), profile):
        return Judgement(0, f"只涉及{'、'.join(dict.fromkeys(regions))}")
    if profile.sizes and other_sizes and not sizes and not hits:
        return Judgement(0, f"面向{'、'.join(other_sizes[:3])}")

    signals: list[tuple[float, str]] = []
    if hits and not _present(wanted.own_names, business):
        signals.append((1.5 if theirs else 2.5, f"涉及{'、'.join(hits[:3])}"))  # 养老机构标准化, for who does testing
    elif hits:
        signals.append((3.5 + min(len(hits), 3) * 0.5, f"涉及{'、'.join(hits[:3])}"))
    elif headed := _present(wanted.trades, NO_TRADE.sub("　", "".join(measure.section_path[-1:]))):
        signals.append((2, f"所在章节涉及{headed[0]}"))
    if sizes:
        signals.append((3, f"面向{'、'.join(sizes[:3])}"))
    if people:
        signals.append((4, f"面向{'、'.join(people[:3])}"))
    if activities := _present(wanted.activities, text):
        signals.append((2, f"涉及{'、'.join(activities[:2])}"))
    words = [w for w in profile.words if not EVERY_ENTERPRISE.fullmatch(w)]
    if words := [w for w in _present(words, text) if not any(w in reason for _, reason in signals)]:
        signals.append((1, f"提到{words[0]}"))
    is_general = not signals
    if not sizes and profile.is_enterprise and not other_sizes and (address := _addressed(measure, text, wanted)):
        signals.insert(1 if hits else 0, (2.0, f"面向{address}"))
    if not signals:
        return Judgement(0, _nobody(measure))
    if shared := [name for name in profile.regions if name in text]:
        signals.append((1, f"提到{'、'.join(shared)}"))
    score = sum(points for points, _ in signals)
    score += 1 if measure.strength != "government_task" else 0  # it speaks to the reader, not to an office
    score -= 2 if profile.sizes and other_sizes and not sizes else 0  # 食品龙头企业, for a small one
    return Judgement(score, "；".join(dict.fromkeys(reason for _, reason in signals)), is_general)


def _told_to_others(measure: Measure, wanted: _Wanted) -> str:
    """The actor, where it is of another trade: 银行、支付机构应当…, for a maker of food."""
    if measure.actor == NOT_STATED or governs(measure.actor) or not _present(wanted.any_other_trades, measure.actor):
        return ""
    return measure.actor


def _addressed(measure: Measure, text: str, wanted: _Wanted) -> str:
    """A word for enterprises, or for everybody, among which the reader is."""
    for word in measure.concerns:
        own = bool(_present(wanted.trades, word))
        if ENTERPRISE_WORDS.search(word) and (
            own or (EVERY_ENTERPRISE.fullmatch(word) and _stands_for_all(word, text))
        ):
            return word
    if measure.strength in ("obligation", "prohibition") and (everybody := EVERYBODY.search(measure.actor)):
        return everybody[0]
    return ""


def _stands_for_all(word: str, text: str) -> bool:
    return any(
        not NARROWED.search(text[: m.start()]) and not OF_ENTERPRISES.match(text, m.end())
        for m in re.finditer(re.escape(word), text)
    )


def _nobody(measure: Measure) -> str:
    """Why nothing matched."""
    return f"点名的是{'、'.join(measure.concerns[:3])}" if measure.concerns else "未点名任何对象"


def _present(words: Iterable[str], text: str) -> list[str]:
    """The words that stand in a text, those inside longer ones left out.

    >>> _present(["食品", "绿色食品", "白酒"], "先进装备制造、绿色食品等产业集群")
    ['绿色食品']
    """
    found = [word for word in dict.fromkeys(words) if word and word in text]
    return [word for word in found if not any(word != other and word in other for other in found)]


# ---------------------------------------------------------------- out

HEADERS = (
    "文件编号",
    "责任主体",
    "力度",
    "措施",
    "惠及对象",
    "时限",
    "条件",
    "金额或幅度",
    "章节",
    "原文",
    "起",
    "止",
    "相关理由",
)


def measure_json(measure: Measure) -> dict[str, object]:
    """The JSON that other programs rely on."""
    return {
        "doc_id": measure.doc_id,
        "actor": measure.actor,
        "strength": measure.strength,
        "concerns": list(measure.concerns),
        "deadline": measure.deadline,
        "conditions": measure.conditions,
        "section_path": list(measure.section_path),
        "quote": measure.quote,
        "start": measure.start,
        "end": measure.end,
        "why": measure.why,
    }


def write_csv(rows: Iterable[Measure], stream: TextIO) -> None:
    """A table for a spreadsheet: Chinese headers, UTF-8 with the mark that Excel looks for, 文件未载明 in empty cells."""
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(HEADERS)
    for m in rows:
        writer.writerow(
            (
                m.doc_id,
                m.actor,
                STRENGTHS[m.strength],
                m.what,
                "、".join(m.concerns) or NOT_STATED,
                m.deadline or NOT_STATED,
                m.conditions or NOT_STATED,
                m.amount or NOT_STATED,
                " / ".join(m.section_path),
                m.quote,
                m.start,
                m.end,
                m.why,
            )
        )
