"""Settings: options, environment variables and defaults."""

import argparse
from pathlib import Path

import pytest

from mingce.errors import UserError
from web.settings import Settings, add_settings, read_settings


def settings_from(options: list[str], environment: dict[str, str]) -> Settings:
    parser = argparse.ArgumentParser()
    add_settings(parser)
    return read_settings(parser.parse_args(options), environment)


def test_an_option_wins_over_the_variable_and_the_variable_over_the_default():
    assert settings_from([], {}) == Settings()
    environment = {
        "MINGCE_HOST": "0.0.0.0",
        "MINGCE_PORT": "8080",
        "MINGCE_AUTH": "a.txt",
        "MINGCE_ROOT_PATH": "/mingce/",
        "MINGCE_NO_UPLOAD": "1",
        "MINGCE_QUEUE": "7",
        "MINGCE_LOG": "-",
        "MINGCE_LOG_QUESTIONS": "是",
    }
    read = Settings("0.0.0.0", 8080, Path("a.txt"), "/mingce", True, 7, "-", True)
    assert settings_from([], environment) == read
    options = ["--port", "9000", "--queue", "3", "--root-path", "/other"]
    assert settings_from(options, environment) == Settings("0.0.0.0", 9000, Path("a.txt"), "/other", True, 3, "-", True)
    assert settings_from(["--no-upload"], {"MINGCE_NO_UPLOAD": "0"}).no_upload is True
    assert settings_from([], {"MINGCE_PORT": ""}) == Settings()  # as systemd and Docker hand on an empty one


@pytest.mark.parametrize(
    "name, value",
    [("PORT", "70000"), ("PORT", "八"), ("QUEUE", "0"), ("ROOT_PATH", "mingce"), ("NO_UPLOAD", "maybe")],
)
def test_a_bad_variable_is_one_sentence_that_names_it(name, value):
    with pytest.raises(UserError) as caught:
        settings_from([], {f"MINGCE_{name}": value})
    assert f"环境变量 MINGCE_{name} 应是" in str(caught.value) and value in str(caught.value)
