"""What is heavy and not used is not imported; what is used after all is the real thing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import ROOT

HEAVY = ("tensorflow", "sklearn", "scipy.stats", "matplotlib", "boto3", "pymongo", "socketio", "slack_sdk", "webexteamssdk",
         "questionary", "prompt_toolkit", "aiogram", "apscheduler", "skops", "pandas")  # fmt: skip


def run(program: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, env={"PATH": "", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_a_server_loads_nothing_heavy_that_it_never_uses() -> None:
    program = f"""
import sys
import bot.assistant, bot.server, bot.agent, bot.lean_turn, bot.local_action, bot.conversations.tracker_store
import bot.nlu.entity_extractor, bot.nlu.intent_classifier, bot.nlu.tokenizer
import rasa.core.policies.rule_policy, rasa.graph_components.providers.rule_only_provider
print([name for name in {HEAVY} if name in sys.modules])
"""
    assert run(program) == "[]"


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("from rasa.core.tracker_store import Key; print(Key('a').eq('b').get_expression()['operator'])", "="),
        ("from rasa.core.tracker_store import Collection as C; import pymongo.collection as p; "
         "print(issubclass(p.Collection, C), isinstance(1, C))", "True False"),
        ("import rasa.utils.plotting as p; p._fix_matplotlib_backend(); import matplotlib; "
         "print(p.matplotlib.get_backend() == matplotlib.get_backend())", "True"),
        ("from rasa.core.channels.socketio import AsyncServer as A; import socketio; "
         "print(type(A(async_mode='asgi')) is socketio.AsyncServer)", "True"),
        ("from rasa.utils.tensorflow.model_data import train_test_split as s; print(len(s([1, 2, 3, 4])))", "2"),
        ("import sys, rasa.core.tracker_store; print('pymongo' in sys.modules); import pymongo; "
         "print(pymongo.MongoClient.__name__)", "False\nMongoClient"),
        ("from rasa.core.channels import BUILTIN_CHANNELS as c, TelegramInput as t; import sys; print('aiogram' in sys.modules); "
         "print(c['telegram'] is t); from rasa.core.channels.telegram import TelegramInput as real; "
         "print(real.name() == t.name(), t.from_credentials.__self__ is real)", "False\nTrue\nTrue True"),
        ("import matplotlib, rasa.utils.plotting as p; print(p.matplotlib is matplotlib)", "True"),
    ],
)  # fmt: skip
def test_what_is_used_is_the_real_thing(program: str, printed: str) -> None:
    assert run(program) == printed


def test_it_can_be_turned_off() -> None:
    program = "import sys; print(any('Deferring' in type(finder).__name__ for finder in sys.meta_path))"
    assert run(program) == "True"
    assert run(program, ROLEWISE_LEAN="0") == "False"
