"""Updates in, replies out: each stored before it is acknowledged, answered once, and sent in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import TelegramError

from actions.answer import Answer, Paragraph
from bot.channels.telegram import commands, wording
from bot.channels.telegram.addresses import PREFIX, Addresses
from bot.channels.telegram.chats import ChatQueues
from bot.channels.telegram.delivery import ChatGone, Delivery
from bot.channels.telegram.incoming import Incoming, read
from bot.channels.telegram.known import KnownMessages
from bot.channels.telegram.pace import Limits, Pace, PaceClosed
from bot.channels.telegram.ports import Assistant, Inbox, Ledger, Waiting
from bot.channels.telegram.presses import Presses
from bot.channels.telegram.replies import keyboards, replies
from bot.channels.telegram.turns import Turns

logger = logging.getLogger(__name__)


class Bridge:
    """Between Telegram and the assistant; to be used within one event loop."""

    def __init__(
        self, bot: Bot, assistant: Assistant, inbox: Inbox, ledger: Ledger, limits: Limits, at_once: int = 8
    ) -> None:
        """`at_once` is how many chats' questions are being answered at a time."""
        self.bot = bot
        self._assistant = assistant
        self._inbox = inbox
        self._ledger = ledger
        self._known = KnownMessages()
        self._pace = Pace(limits)
        self._addresses = Addresses()
        self._delivery = Delivery(bot, ledger, self._pace, self._known, self._addresses)
        self._presses = Presses(bot, ledger)
        self._turns = Turns(bot, assistant, at_once)
        self._queues: ChatQueues[Waiting | None] = ChatQueues(self._handle)

    async def start(self) -> None:
        """Tell Telegram the menu, and go on with what was left when we stopped.

        Raises:
            InvalidToken: Telegram does not know the token.
            NetworkError: Telegram cannot be reached.
        """
        await self.bot.initialize()
        try:
            await self.bot.set_my_commands([BotCommand(name, text) for name, text in commands.MENU.items()])
        except TelegramError as error:
            logger.warning("the menu of commands could not be set: %s", error)
        for conversation, chat in (await self._ledger.moves()).items():
            self._addresses.move(conversation, chat)
        for chat, message_id in (await self._ledger.highest()).items():
            self._known.note(chat, message_id)
        for conversation in await self._ledger.conversations_pending():
            self._queues.put(conversation, None)
        for waiting in await self._inbox.unanswered(PREFIX):
            self.take(waiting)

    async def accept_all(self, updates: Sequence[Update]) -> None:
        """Store updates: those of one chat in order, different chats at the same time; it fails if one cannot be stored."""
        by_chat: dict[int, list[Update]] = {}
        for update in updates:
            by_chat.setdefault(update.effective_chat.id if update.effective_chat else 0, []).append(update)
        results = await asyncio.gather(*map(self._accept_in_order, by_chat.values()), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _accept_in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self.accept(update)

    async def accept(self, update: Update) -> None:
        """Store an update, and queue it if it is new; when this returns, it may be acknowledged."""
        try:
            incoming = read(update, self.bot.bot)
        except (AttributeError, KeyError, TypeError, ValueError):
            # An update of a kind that is not known yet must not keep those behind it from coming.
            logger.exception("update %d cannot be read; it is left out", update.update_id)
            return
        if incoming is None:
            return
        conversation, message_id = self._addresses.conversation(incoming.chat), f"{self.bot.id}.{update.update_id}"
        if incoming.message:
            self._known.note(incoming.chat, incoming.message)
        if await self._ledger.forgotten(message_id):
            return
        if not await self._inbox.accept(conversation, message_id, incoming.as_dict()):
            return
        if incoming.kind == "moved":
            self._addresses.move(conversation, incoming.to)
        self.take(_Accepted(conversation, message_id, incoming.as_dict()))

    def take(self, waiting: Waiting) -> None:
        """Queue what is stored in the inbox already; a button is answered at once."""
        if waiting.content["kind"] == "press":
            self._presses.begin(Incoming(**waiting.content), waiting.conversation)
        self._queues.put(waiting.conversation, waiting)

    async def close(self, seconds: float = 10.0) -> None:
        """End what is being done; what waits is stored, and goes on at the next start."""
        self._pace.close()
        await self._queues.close(seconds)
        await self._presses.close()
        await self.bot.shutdown()

    async def _handle(self, conversation: str, waiting: Waiting | None) -> None:
        try:
            if waiting is not None:
                await self._answer(conversation, waiting)
            await self._delivery.deliver(conversation)
        except PaceClosed:
            return
        except ChatGone as error:
            logger.warning("%s is gone: %s", conversation, error)
            await self._give_up(conversation)

    async def _answer(self, conversation: str, waiting: Waiting) -> None:
        if await self._inbox.replies_to(conversation, waiting.message_id) is not None:
            return
        incoming = _read_back(waiting.content, self._addresses.chat(conversation))
        if incoming.kind == "text" and commands.names(incoming.text, "forget"):
            await self._forget(conversation, waiting, incoming)
            return
        if incoming.kind == "moved":
            await self._ledger.moved(conversation, incoming.to)
        elif incoming.kind == "gone":
            await self._give_up(conversation)
        pressed = await self._presses.find(incoming, conversation) if incoming.kind == "press" else None
        answers = await self._turns.answers(waiting, incoming, pressed)
        await self._presses.settled(incoming)
        await self._keep(waiting, replies(answers, incoming, pressed))

    async def _keep(self, waiting: Waiting, bodies: Sequence[dict[str, Any]], forgotten: bool = False) -> None:
        boards = keyboards(waiting.conversation, bodies)
        if boards:
            await self._ledger.keep_keyboards(boards)
        await self._inbox.answered(waiting.conversation, waiting.message_id, bodies, forgotten)

    async def _forget(self, conversation: str, waiting: Waiting, incoming: Incoming) -> None:
        """Delete the conversation; only the numbers of its updates stay, so that none is taken for new again."""
        history = [entry.message_id for entry in await self._inbox.history(conversation)]
        later = [w for w in await self._inbox.unanswered(conversation) if w.conversation == conversation]
        later = [w for w in later if w.message_id != waiting.message_id]
        kept = {w.message_id for w in later}
        await self._ledger.forget(conversation, [i for i in dict.fromkeys(history) if i and i not in kept])
        await self._assistant.forget(conversation)
        for message in later:
            await self._inbox.accept(conversation, message.message_id, message.content)
        confirmed = Answer.of(Paragraph(wording.FORGOTTEN), kind="chat")
        await self._keep(waiting, replies([confirmed], incoming), forgotten=True)

    async def _give_up(self, conversation: str) -> None:
        """Nobody can be reached there: what waits is dropped, and no alert is sent."""
        await self._assistant.gone(conversation)
        for pending in await self._ledger.pending(conversation):
            await self._ledger.settled(conversation, pending.number, None)


class _Accepted:
    """A message just accepted."""

    def __init__(self, conversation: str, message_id: str, content: dict[str, Any]) -> None:
        self.conversation = conversation
        self.message_id = message_id
        self.content = content


def _read_back(content: dict[str, Any], chat: int) -> Incoming:
    """What was stored; a digest of alerts came from ourselves, and has no chat."""
    if content["kind"] == "digest":
        return Incoming("digest", chat, private=chat > 0)
    return Incoming(**content)
