"""Names of provinces and cities, and which city lies in which province."""

import re

REGIONS = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 "
    "陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 郑州 洛阳 开封 许昌 新乡 商丘 漯河 南阳 武汉 长沙 广州 深圳 杭州 南京 苏州 成都 西安 贵阳 遵义 "
    "济南 青岛 合肥 福州 厦门 南昌 昆明 南宁 海口 太原 石家庄 沈阳 大连 长春 哈尔滨 兰州 西宁 银川 乌鲁木齐 拉萨 呼和浩特 宁波 无锡"
).split()
REGION = re.compile("|".join(sorted(REGIONS, key=len, reverse=True)))

# The cities among them, by province.
CITIES = {
    "河南": "郑州 洛阳 开封 许昌 新乡 商丘 漯河 南阳",
    "湖北": "武汉",
    "湖南": "长沙",
    "广东": "广州 深圳",
    "浙江": "杭州 宁波",
    "江苏": "南京 苏州 无锡",
    "四川": "成都",
    "陕西": "西安",
    "贵州": "贵阳 遵义",
    "山东": "济南 青岛",
    "安徽": "合肥",
    "福建": "福州 厦门",
    "江西": "南昌",
    "云南": "昆明",
    "广西": "南宁",
    "海南": "海口",
    "山西": "太原",
    "河北": "石家庄",
    "辽宁": "沈阳 大连",
    "吉林": "长春",
    "黑龙江": "哈尔滨",
    "甘肃": "兰州",
    "青海": "西宁",
    "宁夏": "银川",
    "新疆": "乌鲁木齐",
    "西藏": "拉萨",
    "内蒙古": "呼和浩特",
}


def province(region: str) -> str:
    """The province of a city, a province itself.

    >>> province("洛阳")
    '河南'
    """
    return next((name for name, cities in CITIES.items() if region in cities.split()), region)
