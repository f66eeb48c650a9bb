"""A model's graph gives the same, run directly or by Rasa's runner."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant import Assistant
from bot.graph_runner import DirectGraphRunner

TEXTS = ["What does a data analyst earn?", "remote jobs", "and the manager?", "", "qwertz"]


@pytest.fixture
def runner(assistant: Assistant) -> DirectGraphRunner:
    found: Any = assistant.agent.processor.graph_runner
    assert isinstance(found, DirectGraphRunner)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_a_message_is_read_as_rasas_runner_reads_it(text: str, runner: DirectGraphRunner, assistant: Assistant) -> None:
    metadata = assistant.agent.processor.model_metadata
    tracker = DialogueStateTracker.from_events("a", [], metadata.domain.slots)

    def read(run: Any) -> dict[str, Any]:
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        (message,) = run(runner, inputs=inputs, targets=[metadata.nlu_target])[metadata.nlu_target]
        parsed: dict[str, Any] = message.as_dict(only_output_properties=True)
        return {**parsed, "message_id": None}

    assert read(DirectGraphRunner.run) == read(DaskGraphRunner.run)


def test_the_next_action_is_the_same(runner: DirectGraphRunner, assistant: Assistant) -> None:
    metadata = assistant.agent.processor.model_metadata
    tracker = DialogueStateTracker.from_events("a", [], metadata.domain.slots)
    runs = [
        run(runner, inputs={PLACEHOLDER_TRACKER: tracker}, targets=[metadata.core_target])[metadata.core_target]
        for run in (DirectGraphRunner.run, DaskGraphRunner.run)
    ]
    assert runs[0].probabilities == runs[1].probabilities


def test_an_input_that_is_missing_is_named(runner: DirectGraphRunner, assistant: Assistant) -> None:
    with pytest.raises(GraphRunError, match="Missing input"):
        runner.run(inputs={}, targets=[assistant.agent.processor.model_metadata.core_target])
