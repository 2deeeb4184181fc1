"""Lines that frame a document: mingce/text/formulas.py."""

import pytest

from mingce.datatypes import Document
from mingce.text.formulas import is_formula

NOTICE = Document(
    "d",
    "清河市人民政府办公室关于印发《清河市促进民宿产业发展若干措施》的通知",
    "",
    "d.txt",
    issuer="清河市人民政府办公室",
    number="清政办规〔2023〕5号",
    signature="清河市人民政府办公室",
)


@pytest.mark.parametrize(
    "line",
    [
        "清河市人民政府办公室关于印发《清河市促进民宿产业发展若干措施》的通知",
        "清河市促进民宿产业发展若干措施",
        "清政办规〔2023〕5号",
        "各区人民政府，市政府各部门、各直属机构：",
        "《清河市促进民宿产业发展若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "现将《清河市促进民宿产业发展若干措施》印发给你们，请结合实际认真贯彻落实。",
        "特此通知。",
        "清河市人民政府办公室",
        "2023年6月30日",
        "二〇二三年六月三十日",
        "（此件公开发布）",
        "附件：1.民宿补助申请表",
        "各位代表！",
    ],
)
def test_these_frame_a_document(line: str) -> None:
    assert is_formula(line, NOTICE, is_at_head=True)


@pytest.mark.parametrize(
    "line",
    [
        "对新开办并取得营业执照的民宿，按客房数每间给予3000元补助。",
        "本措施自2023年7月1日起施行，有效期三年。",
        "为进一步促进民宿发展，市政府办公室提出如下措施：",
        "有下列情形之一的，不予支持：",
        "请市文旅局会同各区于每年5月底前完成审核，并将结果报市政府。",
        "各区人民政府应当每年公布一次名单。",
        "民宿",
    ],
)
def test_these_say_something(line: str) -> None:
    assert not is_formula(line, NOTICE, is_at_head=True)


def test_a_line_with_a_colon_inside_the_text_is_no_address() -> None:
    assert not is_formula("申报材料报送单位：", NOTICE, is_at_head=False)
