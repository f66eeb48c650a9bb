"""A tracker that keeps its state as it goes is the same as Rasa's, which works it out anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import BooleanSlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.tracker import StoredTracker

MAPPING = [{"type": "custom"}]
DOMAIN = Domain(
    ["greet", "bye"], [], [TextSlot("topic", MAPPING), BooleanSlot("seen", MAPPING)], {}, ["action_a"], {"form": {}}, {}
)
EVENTS = st.one_of(
    st.sampled_from(["greet", "bye"]).map(lambda intent: UserUttered("text", {"name": intent, "confidence": 1.0})),
    st.sampled_from(["action_a", "action_listen", "form"]).map(ActionExecuted),
    st.sampled_from(["x", None]).map(lambda value: SlotSet("topic", value)),
    st.just(None).map(lambda _: BotUttered("text")),
    st.just(None).map(lambda _: SessionStarted()),
    st.just(None).map(lambda _: Restarted()),
    st.sampled_from([ActionReverted, UserUtteranceReverted]).map(lambda kind: kind()),
    st.sampled_from(["form", None]).map(ActiveLoop),
)


def stock(events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("a", events, DOMAIN.slots)


@given(st.lists(EVENTS, max_size=25), st.integers(1, 4))
@settings(max_examples=150)
def test_policies_see_the_same_states_whenever_they_ask(events: list[Event], step: int) -> None:
    tracker = StoredTracker("a", DOMAIN.slots)
    for place, event in enumerate(events, 1):
        tracker.update(event)
        if place % step == 0:
            seen = tracker.past_states(DOMAIN)
            assert seen == stock(events[:place]).past_states(DOMAIN)
            for state in seen:  # as featurizers do
                state.get("user", {}).pop("text", None)


def test_a_form_of_before_a_restart_is_taken_back_as_rasa_does() -> None:
    executed = [ActionExecuted(name) for name in ("form", "action_a", "form")]
    events = [ActiveLoop("form"), SessionStarted(), *executed]
    tracker = StoredTracker("a", DOMAIN.slots)
    for event in events:
        tracker.update(event)
        tracker.past_states(DOMAIN)
    assert tracker.past_states(DOMAIN) == stock(events).past_states(DOMAIN)


@given(st.lists(EVENTS, max_size=25), EVENTS)
@settings(max_examples=100)
def test_a_copy_is_the_same_and_apart(events: list[Event], more: Event) -> None:
    tracker = StoredTracker("a", DOMAIN.slots)
    for event in events:
        tracker.update(event)
    before = tracker.current_state()

    copied = tracker.copy()

    assert copied.current_state() == before
    assert list(copied.events) == list(tracker.events)
    copied.update(more)
    copied.past_states(DOMAIN)
    assert tracker.current_state() == before
    assert len(tracker.events) == len(events)


def test_past_sessions_are_dropped_with_the_state_as_it_is() -> None:
    tracker = StoredTracker("a", DOMAIN.slots)
    events = [
        UserUttered("hello", {"name": "greet"}),
        SessionStarted(),
        SlotSet("topic", "x"),
        ActionExecuted("action_a"),
    ]
    for event in events:
        tracker.update(event)
    before, states = tracker.current_state(), tracker.past_states(DOMAIN)
    tracker.drop_past_sessions()
    assert list(tracker.events) == events[1:]
    assert tracker.current_state() == before
    assert tracker.past_states(DOMAIN) == states
