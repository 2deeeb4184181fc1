"""Who acts: names before a marker, and behind 鼓励 and 支持."""

import pytest

from mingce.facts.actors import find_actor, find_pivot


@pytest.mark.parametrize(
    "before, actor",
    [
        ("第四条 中小企业", "中小企业"),
        ("县级以上人民政府负责中小企业促进工作综合管理的部门", "县级以上人民政府负责中小企业促进工作综合管理的部门"),
        ("企业、个体工商户注册名称和经营范围中", "企业、个体工商户"),
        ("对违法的企业", ""),
        ("规范引导本行业大型企业", ""),
        ("质量强省建设", ""),
        ("表示功效或者", ""),
    ],
)
def test_find_actor(before: str, actor: str) -> None:
    assert find_actor(before) == actor


@pytest.mark.parametrize(
    "after, pivot",
    [
        ("中小微企业实施技术改造", "中小微企业"),
        ("各类服务机构为中小企业提供培训", "各类服务机构"),
        ("行业组织依靠代行政府职能收费", "行业组织"),
        ("利用闲置的商业用房", ""),
        ("开设绿色通道", ""),
    ],
)
def test_find_pivot(after: str, pivot: str) -> None:
    assert find_pivot(after) == pivot
