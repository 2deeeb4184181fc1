"""Material for packs and papers: the sample corpus, for which no model is needed, and two small texts."""

import pytest

from mingce.documents.build import build
from mingce.prepare.material import Chosen
from mingce.store.folder import open_contents
from tests.conftest import ROOT, CountingEncoder
from tests.prepare.test_quiz import PLAN, RULES, read


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Chosen]:
    folder = tmp_path_factory.mktemp("prepare") / "index"
    build(ROOT / "corpus", folder, CountingEncoder())
    _, contents = open_contents(folder)
    return [Chosen(*contents.part(document.id)) for document in contents.documents]


@pytest.fixture(scope="module")
def plan() -> Chosen:
    return read(PLAN, "plan", date="2023-01-01")


@pytest.fixture(scope="module")
def rules() -> Chosen:
    return read(RULES, "rules", family="法律法规")
