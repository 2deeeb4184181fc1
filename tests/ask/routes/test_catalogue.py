"""The table of examples for mingce/ask/routes/catalogue.py: what is in the corpus, and what this tool does not do."""

import pytest

from tests.ask.towns import CORPUS, Towns, quotes, short_ids

ALL = len(list(CORPUS.iterdir()))
TOWN = {"供水", "供热", "清河规划", "城管办法", "废止决定", "废止通知", "清河民宿", "燃气", "创新券2020", "创新券2023"}


@pytest.mark.parametrize(
    "question",
    [
        "知识库里有多少份文件",
        "都收录了哪些文件？",
        "你能查哪些文件",
        "库里一共有几份文件",
        "收录的文件列个清单",
        "你这里有哪些文件",
    ],
)
def test_all_documents_are_counted_and_listed(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert answer.found and answer.route == "corpus"
    assert f"{ALL} 份" in answer.text
    lines = [line for line in answer.text.split("\n") if line.startswith("- ")]
    assert len(lines) == ALL
    for document in towns.searcher.contents.documents:
        assert any(document.title.replace(" ", "") in line.replace(" ", "") for line in lines), document.title


@pytest.mark.parametrize(
    "question, names",
    [
        ("清河市的文件有哪些", TOWN),
        ("想看看清河市的材料，都有些什么", TOWN),
        ("2012年 的 文件", {"供热", "供水", "燃气"}),
        ("有白石市的文件么", {"白石民宿"}),
        ("跟民宿沾边的文件你能查哪几份", {"清河民宿", "白石民宿"}),
        ("白石市的文件有哪几份", {"白石民宿"}),
        ("库里有白石市的文件吗", {"白石民宿"}),
        ("有没有关于民宿的文件", {"清河民宿", "白石民宿"}),
        ("库里有没有民宿的文件", {"清河民宿", "白石民宿"}),
        ("标题带供热的有哪些", {"供热"}),
        ("收录了哪些法律", {"反洗钱法2006", "反洗钱法2024", "著作权法"}),
        ("2024年出的文件有哪些", {"反洗钱法2024", "废止决定", "废止通知"}),
        ("2012年的文件有哪些", {"供热", "供水", "燃气"}),
        ("2022年的文件有哪几份", {"白石民宿"}),
        ("2022年发的文件有吗 是哪份", {"白石民宿"}),
        ("库里最新的文件是哪份", {"反洗钱法2024"}),
        ("收录了《著作权法》吗", {"著作权法"}),
        ("有没有著作权法实施条例", {"著作权法实施条例"}),
        ("有专利法实施细则吗", {"专利法实施细则"}),
        ("有没有清河市供热管理办法", {"供热"}),
        # words around what is asked for tell of no document
        ("跟白石市有关的文件有哪几份", {"白石民宿"}),
        ("民宿方面的文件有没有收录，都是哪几份", {"清河民宿", "白石民宿"}),
        ("关于供热的都收了啥，报个名", {"供热"}),
        ("库里清河市和白石市的文件有哪些", TOWN | {"白石民宿"}),
        ("有著作权法不，几个版本", {"著作权法"}),
        ("有反洗钱法没得", {"反洗钱法2006", "反洗钱法2024"}),
        ("标题里带“燃气”的都报一下", {"燃气"}),
    ],
)
def test_documents_of_a_place_a_year_a_kind_or_a_name(towns: Towns, question: str, names: set[str]) -> None:
    answer = towns.ask(question)
    assert answer.found and answer.route == "corpus"
    assert short_ids(answer) == names
    assert all(citation.quote in citation.title for citation in answer.citations)


def test_the_versions_of_a_document_that_is_there_are_counted(towns: Towns) -> None:
    assert "共 2 个版本" in towns.ask("有反洗钱法不，几个版本").text


def test_words_around_a_question_for_all_documents_are_no_topic(towns: Towns) -> None:
    assert f"已收录 {ALL} 份文件" in towns.ask("能把你手头有的文件目录报一遍吗").text


@pytest.mark.parametrize("since", ["2023年及以后", "2023年（含）以后", "2023年以来（含2023年）"])
def test_a_year_and_later_in_other_words(towns: Towns, since: str) -> None:
    text = towns.ask(f"库里{since}出的文件有哪些").text
    assert "“2023年及以后”的文件有" in text and "白石市" not in text


@pytest.mark.parametrize(
    "before, question, names",
    [
        ("库里有清河市的文件吗", "那白石市的呢", {"白石民宿"}),
        ("库里有清河市的文件吗", "有没有白石市的？", {"白石民宿"}),
        ("一共有几份文件", "其中2022年的有哪些", {"白石民宿"}),
    ],
)
def test_a_question_behind_one_about_the_corpus(towns: Towns, before: str, question: str, names: set[str]) -> None:
    answer = towns.ask(question, before)
    assert answer.route == "corpus" and short_ids(answer) == names


def test_a_question_behind_one_about_the_corpus_that_asks_for_text_is_no_list(towns: Towns) -> None:
    assert towns.ask("那供热管理办法第三条呢", "一共有几份文件").route == "address"


def test_the_places_of_the_documents_are_named(towns: Towns) -> None:
    text = towns.ask("地方政府的文件，你收了哪几个地方的").text
    assert all(place in text.split("\n")[0] for place in ("清河市", "白石市", "河南省"))


def test_a_kind_that_a_place_has_none_of_is_said_to_be_missing(towns: Towns) -> None:
    answer = towns.ask("库里白石市的条例有几部")
    assert "没有“白石市”的条例" in answer.text.split("\n")[0] and short_ids(answer) == {"白石民宿"}


@pytest.mark.parametrize("question", ["把反洗钱法第三条翻成英语", "反洗钱法第三条帮我翻译成英文"])
def test_a_unit_that_is_to_be_translated_is_quoted_behind_the_plain_no(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert "不翻译" in answer.text.split("\n")[0]
    assert quotes(answer) == [towns.between("反洗钱法2024", "第三条", "第四条")]


def test_documents_since_a_year_are_those_made_in_it_and_later(towns: Towns) -> None:
    text = towns.ask("2023年以来的文件有哪些").text
    assert "9 份" in text
    for title in ("政治局会议精神", "专利法实施细则", "质量强省", "促进民宿", "第十次集体学习", "关于废止文件的通知"):
        assert title in text
    assert "白石市" not in text and "著作权法" not in text and "供热" not in text


@pytest.mark.parametrize(
    "question, says",
    [
        ("收录了专利法吗", "《专利法》"),
        ("有没有商标法", "《商标法》"),
        ("有民法典吗", "《民法典》"),
        ("库里有深圳的文件吗", "深圳"),
        ("库里有没有养老的文件", "养老"),
        ("1998年的文件有哪些", "1998年"),
        ("有民法典没得", "《民法典》"),
        ("税务总局发的文件收了哪些", "税务总局"),
        ("养老这块你收了几份文件", "养老"),
    ],
)
def test_what_is_not_there_is_said(towns: Towns, question: str, says: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == ()
    assert "没有" in answer.text and says in answer.text


def test_a_law_that_only_its_rules_are_there_for_is_named_with_them(towns: Towns) -> None:
    assert "《中华人民共和国专利法实施细则》，不是同一份文件" in towns.ask("收录了专利法吗").text


@pytest.mark.parametrize(
    "question",
    [
        "总结一下全文",
        "把清河市民宿措施翻译成英文",
        "翻译成英文",
        "写一份汇报",
        "写一份民宿发展的汇报",
        "帮我写一份讲话稿",
        "帮我起草一个通知",
        "帮我润色一下这段话",
        "做个PPT",
        "根据清河市民宿措施写一篇心得体会",
    ],
)
def test_it_says_that_it_quotes_and_does_not_write(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == ()
    assert "只引用原文" in answer.text and "不代写" in answer.text


def test_a_summary_of_one_document_is_its_headings_behind_the_plain_no(towns: Towns) -> None:
    answer = towns.ask("总结一下清河市民宿措施")
    assert answer.found and "只引用原文" in answer.text.split("\n")[0]
    assert {"一、总体目标", "二、支持政策", "三、申报程序", "四、不予支持的情形", "五、保障措施"} <= set(quotes(answer))
    assert "清河市人民政府办公室文件" not in quotes(answer) and "2023年6月18日" not in quotes(answer)


def test_only_the_documents_that_were_chosen_are_listed(towns: Towns) -> None:
    chosen = [towns.document("著作权法").id, towns.document("清河民宿").id]
    answer = towns.ask("都收录了哪些文件？", doc_ids=chosen)
    assert short_ids(answer) == {"著作权法", "清河民宿"} and "2 份" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "申报民宿补助要哪些材料",
        "写错了申请表怎么办",
        "合同里要写哪些内容",
        "翻译权归谁",
        "聘请翻译的费用由谁承担",
        "民宿管家培训有几种",
        "有没有对夜市的规定",
        "计算机软件有没有著作权",
        "知识产权服务能用创新券吗",
    ],
)
def test_what_stands_in_the_documents_is_left_to_others(towns: Towns, question: str) -> None:
    assert towns.ask(question).route != "corpus"


@pytest.mark.parametrize(
    "question, wrong_words",
    [("知识库中提到了什么法律", "“提到”")],
)
def test_words_of_asking_are_no_topic(towns: Towns, question: str, wrong_words: str) -> None:
    assert wrong_words not in towns.ask(question).text


def test_laws_that_are_spoken_of_are_listed_or_refused(towns: Towns) -> None:
    """Two unrelated sentences were quoted once."""
    answer = towns.ask("知识库中提到了什么法律")
    assert not answer.found or short_ids(answer) <= {"反洗钱法2006", "反洗钱法2024", "著作权法"}


@pytest.mark.parametrize(
    "question, inside, outside",
    [
        ("哪些法律现在还有效", {"反洗钱法2024", "著作权法"}, {"反洗钱法2006"}),
        ("2010年时有效的法律是哪几部", {"反洗钱法2006", "著作权法"}, {"反洗钱法2024"}),
        ("清河市的文件哪些还有效", {"创新券2023"}, {"创新券2020", "清河民宿", "燃气", "白石民宿"}),
    ],
)
def test_what_is_in_force_on_a_day_is_listed(towns: Towns, question: str, inside: set[str], outside: set[str]) -> None:
    names = short_ids(towns.ask(question))
    assert inside <= names and not names & outside
