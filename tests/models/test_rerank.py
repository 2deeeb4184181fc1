"""A language model of two layers and a tokenizer of characters, made here: scores can be checked token by token."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertLMHeadModel,
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

from mingce.errors import UserError
from mingce.models import encode, rerank
from mingce.models.rerank import AFTER, BEFORE, load_reranker

ROOT = Path(__file__).resolve().parents[2]

PAIRS = [
    ("饲养犬只应当接种疫苗。", "养狗要打针吗？"),
    ("职工可以享受年休假。", "能休几天假？"),
    ("污水不得直排河湖。", "脏水往哪里倒？"),
    ("粮食储备不低于限额。", "粮食要存多少？"),
]
QUESTION = PAIRS[0][1]
PASSAGES = [passage * times for passage, _ in PAIRS for times in (1, 7, 3)] + [""]


def save_tokenizer(folder: Path, bos: bool) -> int:
    """A token a character. Returns the size of the vocabulary."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokenizer.train_from_iterator(
        [BEFORE + AFTER, *(text for pair in PAIRS for text in pair)],
        trainers.WordLevelTrainer(special_tokens=["<unk>", "<s>"], show_progress=False),
    )
    if bos:
        tokenizer.post_processor = processors.TemplateProcessing("<s> $A", special_tokens=[("<s>", 1)])
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>").save_pretrained(folder)
    return tokenizer.get_vocab_size()


def small_gpt2(words: int, positions: int = 256) -> GPT2LMHeadModel:
    torch.manual_seed(0)
    shape = GPT2Config(vocab_size=words, n_positions=positions, n_embd=32, n_layer=2, n_head=2)
    shape.initializer_range = 0.3  # far from uniform: a wrong token or a wrong place shows
    return GPT2LMHeadModel(shape)


def small_llama(words: int) -> LlamaForCausalLM:
    torch.manual_seed(0)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=words,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=256,
            initializer_range=0.3,
        )
    )


@pytest.fixture(autouse=True)
def float32(monkeypatch):
    """So that scores are those of the reference to four places; one test asks for bfloat16."""
    monkeypatch.setattr(rerank, "has_bfloat16", lambda: False)


@pytest.fixture(autouse=True)
def one_thread():
    """A model this small waits for its threads more than it computes: 21 s beside a busy process instead of 8."""
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture(params=[(small_gpt2, False), (small_llama, True)], ids=["gpt2", "llama with bos"])
def folder(request, tmp_path):
    make, bos = request.param
    make(save_tokenizer(tmp_path, bos)).save_pretrained(tmp_path)
    return tmp_path


def reference(reranker, question: str, passage: str) -> float:
    """One forward pass a token, no padding, no batch."""

    def likelihood(context: str) -> float:
        ids = reranker.tokenizer(context).input_ids
        total = 0.0
        for token in reranker.tokenizer(question, add_special_tokens=False).input_ids:
            with torch.no_grad():
                total += float(reranker.model(torch.tensor([ids])).logits[0, -1].log_softmax(-1)[token])
            ids = [*ids, token]
        return total / len(question)

    return likelihood(BEFORE + passage + AFTER) - likelihood(BEFORE + AFTER)


def test_importing_is_cheap():
    code = "import sys, mingce.models.rerank; print([m for m in ('torch', 'transformers') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("budget", [encode.BATCH_TOKENS, 200])  # all in one batch; in many
def test_scores_are_the_likelihood_token_by_token(folder, monkeypatch, budget):
    monkeypatch.setattr(rerank, "batches", lambda lengths: encode.batches(lengths, budget))
    reranker = load_reranker(f"qlm:{folder}")
    scores = reranker.scores(QUESTION, PASSAGES)
    assert scores.dtype == np.float32
    assert scores == pytest.approx([reference(reranker, QUESTION, passage) for passage in PASSAGES], abs=1e-4)
    assert scores[-1] == 0  # no passage tells nothing
    assert np.ptp(scores) > 0.1


def test_nothing_to_rank_and_nothing_asked(folder):
    reranker = load_reranker(f"qlm:{folder}")
    assert reranker.name == f"qlm:{folder}"
    assert reranker.scores(QUESTION, []).shape == (0,)
    assert reranker.scores("", PASSAGES[:2]).tolist() == [0, 0]


@pytest.mark.parametrize("limit", [rerank.PASSAGE_TOKENS, 100])  # the model's 256 positions; the budget
def test_a_long_passage_loses_its_end(folder, monkeypatch, limit):
    monkeypatch.setattr(rerank, "PASSAGE_TOKENS", limit)
    reranker = load_reranker(f"qlm:{folder}")
    one, other = reranker.scores(QUESTION, ["污水不得直排河湖。" * 30, "污水不得直排河湖。" * 30 + "职工"])
    assert one == other
    kept = min(limit, 256 - len(BEFORE + AFTER + QUESTION) - len(reranker.start))
    assert one == pytest.approx(reference(reranker, QUESTION, ("污水不得直排河湖。" * 30)[:kept]), abs=1e-4)


def test_a_long_question_is_cut(folder):
    reranker = load_reranker(f"qlm:{folder}")
    one, other = reranker.scores("养狗" * 200, PAIRS[0][:1]), reranker.scores("养狗" * 64, PAIRS[0][:1])
    assert one == other


def test_a_trained_model_prefers_the_passage_that_answers(tmp_path):
    model = small_gpt2(save_tokenizer(tmp_path, bos=False))
    tokenizer = PreTrainedTokenizerFast.from_pretrained(tmp_path)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    rows = [tokenizer(BEFORE + passage + AFTER + question).input_ids for passage, question in PAIRS]
    for _ in range(60):
        for row in rows:
            optimizer.zero_grad()
            model(torch.tensor([row]), labels=torch.tensor([row])).loss.backward()
            optimizer.step()
    model.save_pretrained(tmp_path)
    reranker = load_reranker(f"qlm:{tmp_path}")
    passages = [passage for passage, _ in PAIRS]
    for right, (_, question) in enumerate(PAIRS):
        scores = reranker.scores(question, passages)
        assert scores.argmax() == right
        assert scores[right] > 0


def test_bfloat16_is_close(folder, monkeypatch):
    exact = load_reranker(f"qlm:{folder}").scores(QUESTION, PASSAGES)
    monkeypatch.setattr(rerank, "has_bfloat16", lambda: True)
    half = load_reranker(f"qlm:{folder}")
    assert half.model.dtype == torch.bfloat16
    assert half.scores(QUESTION, PASSAGES) == pytest.approx(exact, abs=0.05)


@pytest.mark.parametrize(
    "spec, says",
    [
        ("", "不认识重排模型 ''"),
        ("qlm", "不认识重排模型 'qlm'"),
        ("qlm:", "不认识重排模型 'qlm:'"),
        ("qlm: ", "不认识重排模型 'qlm: '"),
        ("foo:bar", "不认识重排模型 'foo:bar'"),
        ("Qwen/Qwen2.5-0.5B", "不认识重排模型 'Qwen/"),  # the scheme is missing
        ("qlm:没有这个文件夹", "找不到重排模型 '没有这个文件夹'"),
        ("qlm:./models/qwen", "找不到重排模型 './models/qwen'"),  # a path, not a hub name
    ],
)
def test_malformed_specs(spec, says):
    with pytest.raises(UserError) as caught:
        load_reranker(spec)
    assert says in caught.value.one_line()
    assert "\n" not in str(caught.value)


def test_folders_that_hold_no_causal_model(tmp_path):
    with pytest.raises(UserError, match=r"缺 config\.json"):
        load_reranker(f"qlm:{tmp_path}")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="无法载入重排模型"):
        load_reranker(f"qlm:{tmp_path}")
    words = save_tokenizer(tmp_path, bos=False)
    shape = BertConfig(
        vocab_size=words,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.3,
    )
    BertLMHeadModel(shape).save_pretrained(tmp_path)  # it has a head, but sees the tokens that follow
    with pytest.raises(UserError, match="不是因果语言模型"):
        load_reranker(f"qlm:{tmp_path}")
    small_llama(words).model.save_pretrained(tmp_path)  # no head: transformers makes one up
    with pytest.raises(UserError, match="不是因果语言模型"):
        load_reranker(f"qlm:{tmp_path}")
