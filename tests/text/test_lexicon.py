from mingce.text import lexicon


def test_every_entry_leads_to_other_words() -> None:
    words = lexicon.load()
    assert len(words) >= 1500
    assert not [word for word, terms in words.items() if word in terms or not terms or "" in terms]


def test_the_longest_word_wins() -> None:
    assert "养老院" in lexicon.expand("我们开养老院的")


def test_translate_keeps_a_text_without_colloquial_words() -> None:
    assert lexicon.translate("推进标准体系建设") == "推进标准体系建设"


def test_equal_words_lead_both_ways() -> None:
    assert "养老院" in lexicon.load()["养老机构"]
