"""A model named by its hub name: whoever names one has asked for it to be looked for online."""

import huggingface_hub
import pytest
from huggingface_hub import constants

from mingce.errors import UserError
from mingce.models.encode import load_encoder
from mingce.models.rerank import load_reranker


@pytest.mark.parametrize("load, name", [(load_encoder, ""), (load_reranker, "qlm:")])
def test_a_hub_name_is_looked_for_online_and_told_when_out_of_reach(load, name: str, monkeypatch):
    """Not in the cache, and the network is down: one sentence with the reason, and offline again afterwards."""
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    offline = []

    def model_info(self, name, **_):
        offline.append(constants.HF_HUB_OFFLINE)
        raise OSError("network is unreachable")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
    with pytest.raises(UserError, match=r"nobody/no-such-model.*network is unreachable"):
        load(f"{name}nobody/no-such-model")
    assert offline == [False]
    assert constants.HF_HUB_OFFLINE is True
