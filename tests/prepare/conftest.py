"""The documents of the sample corpus as material for packs and papers; no model is needed for that."""

import pytest

from mingce.documents.build import build
from mingce.prepare.material import Chosen
from mingce.store.folder import open_contents
from tests.conftest import ROOT, CountingEncoder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Chosen]:
    folder = tmp_path_factory.mktemp("prepare") / "index"
    build(ROOT / "corpus", folder, CountingEncoder())
    _, contents = open_contents(folder)
    return [Chosen(*contents.part(document.id)) for document in contents.documents]
