"""An index that followed its corpus step by step is, byte for byte, the one built from scratch."""

from pathlib import Path
from random import Random

import pytest

from mingce.documents.build import build

TITLES = ("关于加强河湖保护的意见", "粮食储备条例", "全省人才会议精神", "质量强省实施方案", "企业职工权益保障办法")
HEADINGS = ("总体要求", "技术成果转化", "企业职工权益", "步道建设", "保障措施", "职工权益保障机制", "PI制管理")
SENTENCES = (
    "农业、科学技术行政部门应当推广农业技术成果。",
    "本市建立破产企业职工权益保障机制。",
    "配套建设健身步道，城市污水处理率达到95%以上。",
    "会议指出，人才是第一资源，要实施“揭榜挂帅”。",
    "用人单位应当与企业职工方经平等协商，签订女职工权益保护专项集体合同。",
    "按照《质量强国建设纲要》，实行“ＰＩ制”和GDP核算。",
    "支持“GDP”统计改革。",
    "县级政府负责划定湿地红线。",
)


def document(random: Random) -> str:
    parts = [random.choice(TITLES)]
    for number in "一二三四"[: random.randint(0, 4)]:
        parts.append(f"{number}、{random.choice(HEADINGS)}")
        parts.append("".join(random.choices(SENTENCES, k=random.randint(1, 3))))
    return "\n".join(parts)


def change(corpus: Path, random: Random) -> None:
    """Add, change or remove some documents; one always stays."""
    names = [f"{number}.txt" for number in range(12)]
    for _ in range(random.randint(1, 4)):
        path = corpus / random.choice(names)
        if path.exists() and random.random() < 0.5 and len(list(corpus.iterdir())) > 1:
            path.unlink()
        else:
            path.write_text(document(random), encoding="utf-8")


def files(index: Path) -> dict[str, bytes]:
    """What stands in the build; each build has a folder of its own name."""
    (folder,) = index.glob("build-*")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_or_from_scratch(seed: int, tmp_path: Path, encoder):
    random = Random(seed)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "0.txt").write_text(document(random), encoding="utf-8")
    for step in range(6):
        change(corpus, random)
        build(corpus, tmp_path / "followed", encoder)
        build(corpus, tmp_path / f"scratch-{step}", encoder)
        assert files(tmp_path / "followed") == files(tmp_path / f"scratch-{step}")
