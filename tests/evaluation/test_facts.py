"""How readings are scored against labels, worked out by hand."""

import pytest

from evaluation.facts import Coverage, score_indicators, score_measures, summary

TEXT = "企业应当明码标价。加强领导。会议还研究了其他事项。"


def label(clause: str, strength: str, actor: str) -> dict:  # type: ignore[type-arg]
    start = TEXT.index(clause)
    place = {"section": TEXT, "section_path": [], "start": start, "end": start + len(clause)}
    return {"clause": clause, "kind": "意见", "strength": strength, "actor": actor, **place}


def test_measures_are_scored_by_strength_and_actor() -> None:
    labels = [
        label("企业应当明码标价。", "obligation", "企业"),
        label("加强领导。", "obligation", "省政府"),  # both wrong
        label("会议还研究了其他事项。", "none", ""),  # no measure: its actor does not count
    ]
    found = score_measures(labels)
    assert (found.labels, found.wrong) == (3, ("加强领导。",))
    assert (found.strength, found.actor) == pytest.approx((2 / 3, 1 / 2))


def test_indicators_are_scored_by_what_is_missed_and_what_is_extra(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "通知.txt").write_text("建成实验室30个以上。覆盖率达95.5%以上。", encoding="utf-8")
    same = {"doc_id": "通知", "value_max": None, "bound": "以上", "year": ""}
    labels = [
        {**same, "name": "实验室（建成）", "value": 30, "unit": "个", "quote": "建成实验室30个以上"},
        {**same, "name": "覆盖率", "value": 90, "unit": "%", "quote": "覆盖率达95.5%以上"},  # another value
    ]
    found = score_indicators(labels, tmp_path)
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert (found.missed, found.extra) == (("覆盖率",), ("覆盖率",))


def test_held_out_labels_are_told_in_total_alone() -> None:
    wrong = score_measures([label("加强领导。", "obligation", "省政府")])
    kept = summary(wrong, wrong, Coverage(1, 1, 1, 1, (), ()))["measures"]
    assert kept["development"]["wrong"] == ["加强领导。"] and "wrong" not in kept["heldout"]
