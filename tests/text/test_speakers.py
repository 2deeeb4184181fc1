from pathlib import Path

import pytest

from mingce.datatypes import Document
from mingce.documents.corpus import read_corpus
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences
from mingce.text.speakers import opening, speaker_of

ROOT = Path(__file__).resolve().parents[2]


def speakers(text: str, title: str = "会议精神", family: str = "会议") -> list[str]:
    document = Document("d", title, text, "d.txt", family=family)
    return list(speaker_of(split_sentences(text, split_sections(document)), document))


@pytest.mark.parametrize(
    "sentence, who",
    [
        ("会议指出，要好。", "会议"),
        ("会议强调,要好。".replace(",", "，"), "会议"),
        ("会议还强调，要好。", "会议"),
        ("会议要求各地要抓好落实。", "会议"),
        ("会议决定，从今年起减税。", "会议"),
        ("全会认为，要好。", "会议"),
        ("这次大会指出：要好。", "会议"),
        ("习近平强调，要好。", "习近平"),
        ("习近平总书记指出，要好。", "习近平"),
        ("中共中央总书记、国家主席、中央军委主席习近平强调，要好。", "习近平"),
        ("中共中央总书记习近平在主持学习时强调，要好。", "习近平"),
        ("在听取汇报后，习近平发表重要讲话强调，要好。", "习近平"),
        ("习近平作出重要指示强调，要好。", "习近平"),
        ("他指出，要好。", "他"),
        # somebody else
        ("刘国中表示，要好。", ""),
        ("报告指出，形势很好。", ""),
        # a meeting or a person that is only spoken of
        ("要好。", None),
        ("按照会议要求，做好工作。", None),
        ("会议传达学习了习近平重要指示，讨论了意见。", None),
        ("深入落实习近平总书记关于贵州工作重要指示精神，做好工作。", None),
        ("习近平总书记强调的“两个坚持”，必须牢记。", None),
        ("中共中央总书记习近平主持会议。", None),
        ("会议还研究了其他事项。", None),
        ("其他要求，另行规定。", None),
    ],
)
def test_opening(sentence, who):
    assert opening(sentence) == who


@pytest.mark.parametrize(
    "text, expected",
    [
        # goes on to the end of the paragraph
        ("会议强调，要好。要更好。\n做好其他工作。", ["会议", "会议", ""]),
        # until another speaks
        ("会议强调，要好。习近平指出，要更好。必须好。", ["会议", "习近平", "习近平"]),
        ("习近平指出，要好。刘国中表示，将做好。将抓好。", ["习近平", "", ""]),
        # or the text tells what happened
        ("会议强调，要好。会议审议了报告。要更好。", ["会议", "", ""]),
        # 他 is who spoke last, in the paragraphs before too
        ("习近平在听取讲解后发表讲话。习近平强调，要好。\n他指出，要更好。", ["", "习近平", "习近平"]),
        ("他指出，要好。", [""]),
        ("会议召开。\n会议指出，\n一、甲。要好。", ["", "会议", "", ""]),
        ("", []),
    ],
)
def test_speakers(text, expected):
    assert speakers(text) == expected


def test_report_cites_a_speaker_for_one_sentence():
    assert speakers("习近平总书记强调，要好。全省上下做好工作。", "政府工作报告", "工作报告") == ["习近平", ""]


def test_speech_is_its_speakers_throughout():
    text = "在质量大会上的讲话\n习近平\n同志们：\n质量很重要。要抓好质量。"
    assert speakers(text, "习近平在质量大会上的讲话", "讲话") == ["", "", "", "习近平", "习近平"]
    assert speakers(text, "王某在质量大会上的讲话", "讲话") == [""] * 5


@pytest.mark.parametrize(
    "name, counts",
    [
        # read line by line: "" are the title, the date and the sentences that tell of the meeting
        ("中共中央政治局会议精神_20231127", {"会议": 14, "": 5, "习近平": 0}),
        ("第十次集体学习讲话精神_20231127", {"会议": 0, "": 6, "习近平": 32}),
        ("河南质量强省实施意见_20230117", {"会议": 0, "习近平": 0}),
    ],
)
def test_speakers_of_the_sample(name, counts):
    document = next(d for d in read_corpus(ROOT / "corpus").documents if d.id == name)
    found = speaker_of(split_sentences(document.text, split_sections(document)), document)
    assert {who: found.count(who) for who in counts} == counts
