"""The assistant in one process: store, model and actions together."""

from __future__ import annotations

import asyncio
import logging
import tarfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions.answer import Answer
from bot.allocator import use_one_arena
from bot.garbage import put_off
from bot.model import ModelMissing, ModelVersion, newest
from bot.settings import Settings
from knowledge.store import Store

if TYPE_CHECKING:
    from bot.channels.collector import AnswerCollector
    from bot.conversations.database import ConversationDatabase

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trace:
    """How a message was understood and answered, for debugging dialogues."""

    intent: str
    confidence: float
    entities: tuple[tuple[str, Any], ...]
    questions: tuple[str, ...]
    slots: dict[str, Any]
    policy: str
    action: str
    milliseconds: float
    ranking: tuple[tuple[str, float], ...] = field(default=())


class Assistant:
    """Answers messages; one conversation's messages are handled in order, by whatever process."""

    model: ModelVersion

    def __init__(self, settings: Settings, agent: Any, database: ConversationDatabase, store: Store) -> None:
        from bot.feedback import Feedback
        from bot.inbox import Inbox

        self.settings = settings
        self.agent = agent
        self.database = database
        self.inbox = Inbox(database)
        self.feedback = Feedback(database, store if settings.keep_unanswered else None)
        database.create_tables()  # those of inbox and feedback are declared by now

    @classmethod
    @put_off()
    def load(cls, settings: Settings) -> Assistant:
        """Open the stores and load the model.

        Raises:
            StoreMissing, StoreDamaged: the store cannot be used.
            ConversationsUnusable: conversations cannot be kept.
            ModelMissing: the model cannot be used.
        """
        use_one_arena()
        settings.export()
        store = Store.open(settings.database_url)
        store.close()  # a server's workers are forked from here: they must not share a connection
        quiet_logs(settings.log_level)
        model = newest(settings.models)
        # Rasa takes seconds to import; nothing of it is needed where the store or the model is missing.
        from rasa.shared.core.domain import Domain
        from threadpoolctl import threadpool_limits

        from bot import lean_turn, local_action
        from bot.agent import RolewiseAgent
        from bot.conversations.database import ConversationDatabase
        from bot.conversations.lock_store import ConversationLockStore
        from bot.conversations.tracker_store import ConversationTrackerStore

        lean_turn.install()
        local_action.install()
        database = ConversationDatabase(settings.conversations_url)
        agent = RolewiseAgent(
            domain=Domain.empty(),
            tracker_store=ConversationTrackerStore(database),
            lock_store=ConversationLockStore(database),
        )
        assistant = cls(settings, agent, database, store)
        agent.use(assistant._processor_of(model))
        # A message's matrices are small: a second thread waits for longer, at full load, than it works.
        threadpool_limits(1)
        assistant.model = ModelVersion.of(model)
        return assistant

    async def swap(self, model: Path) -> None:
        """Load another model in a thread and answer with it from then on.

        Raises:
            ModelMissing: the model cannot be used; the present one stays.
        """
        try:
            version = ModelVersion.of(model)
        except FileNotFoundError as error:
            raise ModelMissing(f"The model {model} is gone. Run `rolewise train` (or `make train`).") from error
        self.agent.use(await asyncio.to_thread(self._processor_of, model))
        self.model = version

    def _processor_of(self, model: Path) -> Any:
        from rasa.shared.exceptions import RasaException

        try:
            processor = self.agent.processor_of(model)
        except (RasaException, tarfile.TarError, OSError, ValueError, KeyError, EOFError) as error:
            raise ModelMissing(
                f"The model {model} cannot be loaded ({error}). Delete it and run `rolewise train` (or `make train`)."
            ) from error
        processor.max_message_chars = self.settings.max_message_chars
        return processor

    async def ask(
        self,
        text: str,
        conversation: str = "default",
        channel: str = "shell",
        pushes: bool = False,
        message_id: str = "",
    ) -> list[Answer]:
        """Answer one message of a conversation; `pushes` tells that the channel can write first.

        `message_id` is the channel's own id of the message: asked again with it, the same answer is given.

        Raises:
            ConversationsUnusable: the conversation cannot be read or written.
        """
        return (await self.turn(text, conversation, channel, pushes, message_id)).answers

    async def turn(
        self,
        text: str,
        conversation: str,
        channel: str,
        pushes: bool = False,
        message_id: str = "",
        context: dict[str, Any] | None = None,
    ) -> AnswerCollector:
        """`ask` for channels whose buttons stay: `context` is that of the turn whose button is pressed now."""
        from rasa.core.channels.channel import UserMessage

        from bot.channels.collector import AnswerCollector

        collector = AnswerCollector(channel)
        metadata = {**({"pushes": True} if pushes else {}), **({"context": context} if context else {})}
        message = UserMessage(
            text, collector, conversation, input_channel=channel, message_id=message_id or None,
            metadata=metadata or None,
        )  # fmt: skip
        await self.agent.handle_message(message)
        return collector

    async def forget(self, conversation: str, messages: bool = True) -> None:
        """Delete all that is kept of a conversation, after the turn that it may be in.

        `messages`: those of the inbox too; a channel may have to delete them itself.
        """
        async with self.agent.lock_store.lock(conversation):
            await self.agent.tracker_store.forget(conversation)
            if messages:
                await self.inbox.forget(conversation)
        await self.database.scrub()

    async def close(self) -> None:
        """Give back the connections to the database of conversations."""
        self.database.close()

    async def traced(
        self, text: str, conversation: str = "default", channel: str = "shell"
    ) -> tuple[list[Answer], Trace]:
        """`ask`, with how it was understood."""
        from rasa.shared.core.events import ActionExecuted, UserUttered

        started = time.perf_counter()
        answers = await self.ask(text, conversation, channel)
        milliseconds = (time.perf_counter() - started) * 1000
        tracker = await self.agent.tracker_store.retrieve(conversation)
        actions: list[Any] = []
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, ActionExecuted) and event.action_name != "action_listen":
                actions.append(event)
        parsed = tracker.latest_message.parse_data
        last = actions[0] if actions else None
        return answers, Trace(
            intent=parsed["intent"]["name"] or "",
            confidence=parsed["intent"]["confidence"],
            entities=tuple((e["entity"], e["value"]) for e in parsed["entities"]),
            questions=tuple(q["intent"] for q in parsed.get("questions") or ()),
            slots={name: value for name, value in tracker.current_slot_values().items() if value is not None},
            policy=(last.policy if last else None) or "",
            action=last.action_name if last else "",
            milliseconds=milliseconds,
            ranking=tuple((r["name"], r["confidence"]) for r in parsed.get("intent_ranking") or ()),
        )


def quiet_logs(level: str) -> None:
    """Let only lines of `level` and above through, Rasa's structured ones too: made but unseen, they cost most of a turn."""
    import structlog

    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(level)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns of the future of what it is made with
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)))
