"""Every pattern that reads official Chinese text, each with its examples."""

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々"
CJK = HAN + r"\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·《》"
NUMERAL = r"[零〇一二三四五六七八九十百千两\d]+"

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
# A space beside Chinese punctuation carries nothing: "》 和 《" keeps neither.
PUNCTUATION_SPACE = re.compile(r"(?<=[，。、；：？！（）《》“”])[ \t]+|[ \t]+(?=[，。、；：？！（）《》“”])")

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
# 4) one      "一、总体要求", "十二、附则"        not "一、二、三产业" (followed by another numeral)
# 5) article  "第十二条 …", "第12条", "第十二条之一"  not "第十二条规定的…" (a mention)
# 6) bracket  "（一）指导思想。以…", "(三)加强…"
# 7) arabic   "1.强化产业…", "2．提高", "3、加快"   not "1.5万亿元", not "2023年"
# 8) paren    "（1）…", "(2)…"
# 9) circle   "①…"
# 10) dash    "——产业和区域质量竞争力持续增强。…"
HEADING_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s?({NUMERAL})\s?(?:编|篇|部分)(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("chapter", re.compile(rf"第\s?({NUMERAL})\s?章(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("division", re.compile(rf"第\s?({NUMERAL})\s?节(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("one", re.compile(r"([一二三四五六七八九十百]+)\s?、(?![一二三四五六七八九十]、)")),
    (
        "article",
        re.compile(
            rf"第\s?({NUMERAL})\s?条(?:之[一二三四五六七八九十]+)?"
            r"(?=[\s\u3000：:]|$|(?!规定|所称|所列|第|的|和|或|、|至|到|之|修改|中|增加|删去)[\u4e00-\u9fff“《])"
        ),
    ),
    ("bracket", re.compile(r"[（(〔]\s?([一二三四五六七八九十百]+)\s?[）)〕]")),
    ("arabic", re.compile(r"(\d{1,3})\s?(?:[.．](?!\d)|、)")),
    ("paren", re.compile(r"[（(]\s?(\d{1,3})\s?[）)]")),
    ("circle", re.compile(r"([①-⑳])")),
    ("dash", re.compile(r"(?:——|－－|──|--)(?![-—])")),
)
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+")
# "附件1", "附件：…名单", "专栏 3 …重点工程" open a part of their own when they stand at the start of a short line.
ANNEX = re.compile(r"^(?:附件|附录|附表|专栏)\s?\d{0,3}(?=[\s\u3000：:．.]|$)")

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
    r"^((?:[\u4e00-\u9fff（）]{2,40}?(?:党委|省委|市委|县委|区委|州委|中央|政府|国务院|委员会|常委会|部|局|厅|院|办公厅|办公室|银行|总行|署|会|办|中心|集团|军委|证监会|外汇局)"
    r"[\s\u3000、]*)+)(?=关于|印发|转发)"
)
# A body named in a title without 关于: "中共中央政治局会议精神", "2010年中华人民共和国国务院政府工作报告"
BODY_IN_TITLE = re.compile(
    r"中共中央政治局(?:常务委员会|常委会)?|中共中央|中国共产党第\S{1,4}次全国代表大会|全国人民代表大会(?:常务委员会)?|国务院|中国人民银行|最高人民法院|最高人民检察院"
    r"|(?:(?<=年)|(?<![\u4e00-\u9fff]))(?!年)[\u4e00-\u9fff]{2,8}?(?:省|市|县|自治区|自治州)(?:人民)?政府"
)
# What kind of document a title names, most telling first: "…的实施意见" is 意见, "…条例（草案）" is 条例.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("集体学习讲话", re.compile(r"集体学习")),
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("党代会报告", re.compile(r"全国代表大会.*报告|[（(]十[五六七八九]大[）)]|[（(]二十大[）)]")),
    ("会议精神", re.compile(r"会议(?:精神|通报|公报|新闻稿|决议)?$|会议精神|全会公报")),
    ("讲话", re.compile(r"讲话|致辞|演讲")),
    ("司法解释", re.compile(r"的解释$|司法解释|的批复$")),
    ("决定", re.compile(r"决定$|决议$")),
    ("意见", re.compile(r"意见")),
    ("通知", re.compile(r"通知|通告|公告|通报")),
    ("方案", re.compile(r"方案|计划|措施")),
    ("规划纲要", re.compile(r"纲要|规划")),
    ("条例", re.compile(r"条例")),
    ("办法", re.compile(r"办法|规定|规则|细则|规程|准则|程序")),
    ("法律", re.compile(r"法(?:[（(].*[）)])?$|法典$|宪法")),
    ("报告", re.compile(r"报告|白皮书")),
    ("目录清单", re.compile(r"目录|清单|名单|名录")),
)

# ---------------------------------------------------------------- terms

# Quoted terms and titles, the corpus's own words: “揭榜挂帅”, 《质量强国建设纲要》
QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,16})[”\"]")
TITLED = re.compile(r"《([^《》\n]{2,40})》")
