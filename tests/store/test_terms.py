import pytest

from mingce.datatypes import Document, Section
from mingce.store.lexical import Bm25
from mingce.store.terms import Segmenter, changed_rows, domain_words
from mingce.text.fold import fold


@pytest.mark.parametrize(
    "text, folded",
    [
        ("ＡＢＣ　１２％ x", "abc12%x"),  # full-width Latin letters, digits and spaces
        ("到 2025年\n达到", "到2025年达到"),
        ("PI制", "pi制"),
        ("①", "1"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_terms_are_words_characters_and_pairs():
    assert sorted(Segmenter().terms("质量强")) == sorted(["w:质量", "w:强", "质", "量", "强", "质量", "量强"])


@pytest.mark.parametrize(
    "text, term, there",
    [
        ("达84.5%以上", "w:84.5%", True),  # a number stays whole, with its point and its per cent
        ("达84.5%以上", "84", False),
        ("支持PI制", "w:pi", True),
        ("企业的补贴", "w:的", False),  # no stop words as words
        ("企业的补贴", "的", True),  # but as characters
        ("甲，乙", "甲乙", False),  # pairs do not reach over punctuation
        ("甲，乙", "w:，", False),
    ],
)
def test_terms(text, term, there):
    assert (term in Segmenter().terms(text)) is there


def test_width_and_spaces_make_no_difference():
    segmenter = Segmenter()
    assert segmenter.terms("达到 ８４．５％ 以上") == segmenter.terms("达到84.5%以上")


@pytest.mark.parametrize("text", ["", " \n", "。，！"])
def test_no_terms(text):
    assert Segmenter().terms(text) == []


def test_words_of_one_corpus_do_not_leak():
    with_word = Segmenter(["揭榜挂帅"])
    assert "w:揭榜挂帅" in with_word.terms("实施揭榜挂帅")
    assert "w:揭榜" in with_word.terms("实施揭榜挂帅")  # long words also by their parts
    assert "w:揭榜挂帅" not in Segmenter().terms("实施揭榜挂帅")


def test_words_of():
    assert Segmenter().words_of("请问企业有哪些补贴？") == ["企业", "补贴"]


def test_domain_words():
    document = Document("d", "t", "实施“揭榜挂帅”，按照《质量强国建设纲要》，支持“PI 制”，“2025”，“甲”。", "d.txt")
    sections = [
        Section("d", ("一、总体要求",), 0, 1),
        Section("d", ("一、总体要求", "（一）优化环境，提升服务"), 1, 2),
        Section("d", ("——品牌建设取得更大进展",), 2, 3),
        Section("d", (), 3, 4),
    ]
    words = domain_words([document], sections)
    assert words == sorted(words)
    assert {"揭榜挂帅", "质量强国建设纲要", "优化环境", "提升服务", "品牌建设取得更大进展", "pi制"} <= set(words)
    assert not {"2025", "甲"} & set(words)  # numbers and single characters are no words of a corpus


TEXTS = ["推广农业技术成果", "实施Ｐ Ｉ 制", "技术、成果", "发展GDP", "农业"]


@pytest.mark.parametrize(
    "word, rows",
    [
        ("技术成果", {0}),  # not where a mark stands between
        ("pi制", {1}),  # as it reads once folded
        ("gdp", {3}),  # without a Chinese character
        ("农业", {0, 4}),
        ("火星", set()),
    ],
)
def test_rows_that_a_word_may_change(word, rows):
    segmenter = Segmenter()
    assert changed_rows(Bm25.from_terms([segmenter.terms(text) for text in TEXTS]), TEXTS, [word]) == rows


def test_a_word_changes_no_text_in_which_it_does_not_occur():
    """jieba weighs every word against the sum of all: with 5,000 more of them this text was cut otherwise."""
    text = "本市建立破产企业职工权益保障机制。"
    more = [
        f"发展{a}{b}"
        for a in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
        for b in "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往"
    ]
    words = ["企业职工", "职工权益"]
    assert Segmenter(words).terms(text) == Segmenter(sorted(words + more)).terms(text)
