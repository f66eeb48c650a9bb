"""Updates that Telegram sends to the server, and a token that it does not know."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from bot.settings import ROOT
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi
from tests.conftest import ROLEWISE


def rolewise(environment: dict[str, str], *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in environment.items() if k != "TELEGRAM_TOKEN"}
    return subprocess.run([ROLEWISE, *arguments], env={**own, **more}, cwd=ROOT, capture_output=True,
                          text=True, timeout=120, check=False)  # fmt: skip


COMMANDS = [("telegram",), ("serve", "--telegram", "--port", "0")]


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_token_one_line_says_so(environment: dict[str, str], command: tuple[str, ...]) -> None:
    result = rolewise(environment, *command)
    assert result.returncode == 2
    assert result.stderr.strip().count("\n") == 0
    assert "TELEGRAM_TOKEN" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_rejected_token_is_one_line_without_the_token(
    environment: dict[str, str], api: FakeBotApi, command: tuple[str, ...]
) -> None:
    wrong = "999:wrong-and-secret"
    result = rolewise(environment, *command, "--api-url", api.url, TELEGRAM_TOKEN=wrong)
    assert result.returncode == 2
    assert result.stderr.strip().count("\n") == 0
    assert "does not know" in result.stderr
    assert "wrong-and-secret" not in result.stderr + result.stdout


def test_the_webhook_is_registered_and_guarded(
    environment: dict[str, str], api: FakeBotApi, tmp_path: Path, free_port: int
) -> None:
    base = f"http://127.0.0.1:{free_port}"
    command = [ROLEWISE, "telegram", "--api-url", api.url, "--webhook-url", base, "--port", str(free_port)]
    own = {"TELEGRAM_TOKEN": TOKEN, "ROLEWISE_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'c.db'}"}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env={**environment, **own}, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until(lambda: bool(api.webhook), process)
        assert api.webhook["url"] == f"{base}/webhooks/telegram"
        assert len(api.webhook["secret_token"]) >= 32
        api.say(7, "What does an ML engineer do?")
        assert api.push(secret="wrong") == [403]
        assert api.push() == [200]
        assert "Machine Learning Engineer" in api.wait_for(7, 1)[0].text
        assert requests.get(f"{base}/health", timeout=10).json() == {"status": "live"}
        headers = {"X-Telegram-Bot-Api-Secret-Token": api.webhook["secret_token"]}
        for body, status in (("no json", 400), ("[]", 400), ('{"update_id": 1, "message": {}}', 200)):
            sent = requests.post(api.webhook["url"], data=body, headers=headers, timeout=10)
            assert sent.status_code == status, "what can never be read must not come again and again"
        again = {"update_id": 1001, "message": {"message_id": 2, "date": 1, "text": "hello", "chat":
                 {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": False, "first_name": "A"}}}  # fmt: skip
        assert requests.post(api.webhook["url"], json=again, headers=headers, timeout=10).status_code == 200
        api.say(7, "help")
        assert api.push() == [200]
        assert "You can ask" in api.wait_for(7, 2)[1].text, "nothing came twice"
    finally:
        process.terminate()
        assert process.wait(30) is not None


def test_web_and_telegram_in_one_process(
    environment: dict[str, str], api: FakeBotApi, tmp_path: Path, free_port: int
) -> None:
    own = {"TELEGRAM_TOKEN": TOKEN, "ROLEWISE_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'c.db'}"}
    command = [ROLEWISE, "serve", "--telegram", "--api-url", api.url, "--port", str(free_port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env={**environment, **own}, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until(lambda: bool(api.commands), process)
        api.say(7, "hello")
        assert "Hello" in api.wait_for(7, 1)[0].text
        url = f"http://127.0.0.1:{free_port}/webhooks/rest/webhook"
        (answer,) = requests.post(url, json={"sender": "ana", "message": "hello"}, timeout=20).json()
        assert "Hello" in answer["text"]
    finally:
        process.terminate()
        assert process.wait(30) is not None


def wait_until(true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "it ended"
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in a minute")
