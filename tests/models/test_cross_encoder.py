import shutil

import numpy as np
import pytest
import torch

from mingce.errors import UserError
from mingce.index import Index
from mingce.models import cross_encoder
from mingce.models.cross_encoder import CHECKSUM, DATA, WEIGHTS, load_cross_encoder
from training.cross_encoder import CrossEncoder, Pairs, export

QUESTION = "新员工来了几天内要上社保"
SENTENCES = [
    ("劳动条例 第二章 第六条", "用人单位应当自用工之日起三十日内为职工办理社会保险登记。"),
    ("劳动条例 第二章 第七条", "职工可以依法参加工会。"),
    ("节水条例", "餐饮企业应当安装节水器具。"),
    ("", "好。"),
]


@pytest.fixture(scope="module")
def shipped():
    return load_cross_encoder()


def test_the_sentence_that_answers_comes_first(shipped):
    assert shipped.logits(QUESTION, SENTENCES).argmax() == 0


def test_a_sentence_is_judged_by_itself(shipped):
    """Beside shorter and longer ones, which pad the batch, or alone."""
    together = shipped.logits(QUESTION, [*SENTENCES, ("标题", "长句，" * 200)])[:4]
    alone = [shipped.logits(QUESTION, [sentence])[0] for sentence in SENTENCES]
    assert np.allclose(together, alone, atol=0.15)  # bfloat16 rounds differently with and without padding


@pytest.mark.parametrize("question, sentences", [(QUESTION, []), ("", SENTENCES), ("问" * 1000, SENTENCES)])
def test_odd_input(shipped, question, sentences):
    logits = shipped.logits(question, sentences)
    assert logits.shape == (len(sentences),) and np.isfinite(logits).all()


def test_a_damaged_file_is_named(tmp_path):
    with pytest.raises(UserError, match=WEIGHTS):
        load_cross_encoder(tmp_path)
    shutil.copy(DATA / CHECKSUM, tmp_path)
    (tmp_path / WEIGHTS).write_bytes((DATA / WEIGHTS).read_bytes()[:-1])
    with pytest.raises(UserError, match="校验和不符"):
        load_cross_encoder(tmp_path)


def test_an_index_goes_on_without_it(sample_folder, bundled_encoder, tmp_path, monkeypatch):
    monkeypatch.setattr(cross_encoder, "DATA", tmp_path)
    index = Index.open(sample_folder, bundled_encoder)
    assert WEIGHTS in index.notes[0]
    assert "30个以上" in index.ask("到2025年要建成多少个国家质检中心？").text


def test_what_is_trained_is_what_runs(tmp_path):
    """The differentiable twin in training/, before any step, against its export as the product reads it."""
    model, pairs = CrossEncoder().eval(), Pairs()
    export(model, tmp_path)
    read = load_cross_encoder(tmp_path).logits(QUESTION, SENTENCES)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        trained = model(*pairs.batch([pairs(QUESTION, *sentence) for sentence in SENTENCES]))
    assert np.allclose(read, trained.numpy(), atol=0.2)
