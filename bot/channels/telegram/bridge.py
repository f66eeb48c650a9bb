"""Updates in, replies out: each stored before it is acknowledged, answered once, and sent in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from actions.answer import Answer, Paragraph
from bot.channels.telegram import commands, wording
from bot.channels.telegram.chats import ChatQueues
from bot.channels.telegram.delivery import ChatGone, Delivery
from bot.channels.telegram.incoming import Incoming, read
from bot.channels.telegram.keyboard import keyboard, new_token
from bot.channels.telegram.keyboard import read as read_button
from bot.channels.telegram.known import KnownMessages
from bot.channels.telegram.messages import messages
from bot.channels.telegram.pace import Limits, Pace, PaceClosed
from bot.channels.telegram.ports import Assistant, Inbox, Keyboard, Ledger, Waiting
from bot.channels.telegram.typing_sign import TypingSign

logger = logging.getLogger(__name__)
PREFIX = "telegram:"
_CALLBACK_TRIES = 4


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
        self._delivery = Delivery(bot, ledger, self._pace, self._known, self._address)
        self._delivery.moved = self._remember_move
        self._typing = TypingSign(bot)
        # Free places go round in order of arrival, and each chat waits for one at most: none starves another.
        self._places = asyncio.Semaphore(at_once)
        self._queues: ChatQueues[Waiting | None] = ChatQueues(self._handle)
        self._addresses: dict[str, int] = {}
        self._conversations: dict[int, str] = {}
        self._signs: set[asyncio.Task[None]] = set()
        # Messages whose turn may have been taken already, by a process that was killed or an attempt that failed.
        self._resumed: set[tuple[str, str]] = set()

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
            self._remember_move(conversation, chat)
        for chat, message_id in (await self._ledger.highest()).items():
            self._known.note(chat, message_id)
        for conversation in await self._ledger.conversations_pending():
            self._queues.put(conversation, None)
        for waiting in await self._inbox.unanswered(PREFIX):
            self._resumed.add((waiting.conversation, waiting.message_id))
            self._queues.put(waiting.conversation, waiting)

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
        conversation, message_id = self._conversation(incoming.chat), f"{self.bot.id}.{update.update_id}"
        if incoming.message:
            self._known.note(incoming.chat, incoming.message)
        if await self._ledger.forgotten(message_id):
            return
        if not await self._inbox.accept(conversation, message_id, incoming.as_dict()):
            return
        if incoming.kind == "press":
            self._soon(self._answer_press(incoming, conversation))
        self.take(_Accepted(conversation, message_id, incoming.as_dict()))

    def take(self, waiting: Waiting) -> None:
        """Queue what is stored in the inbox already."""
        self._queues.put(waiting.conversation, waiting)

    async def idle(self) -> None:
        """Wait until nothing is left to do."""
        await self._queues.idle()
        await asyncio.gather(*self._signs)

    async def close(self, seconds: float = 10.0) -> None:
        """End what is being done; what waits is stored, and goes on at the next start."""
        self._pace.close()
        await self._queues.close(seconds)
        await asyncio.gather(*self._signs)
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
        incoming = _read_back(waiting.content, self._address(conversation))
        if incoming.kind == "text" and _is(incoming.text, "forget"):
            await self._forget(conversation, waiting, incoming)
            return
        if incoming.kind == "moved":
            await self._ledger.moved(conversation, incoming.to)
            self._remember_move(conversation, incoming.to)
        if incoming.kind == "gone":
            await self._give_up(conversation)
        bodies: list[dict[str, Any]] = []
        pressed = await self._pressed(incoming, conversation) if incoming.kind == "press" else None
        answers = await self._answers(conversation, waiting, incoming, pressed)
        for answer in answers:
            bodies += self._bodies(answer, incoming, pressed, len(answers))
        await self._keep(conversation, waiting.message_id, bodies)

    async def _answers(
        self, conversation: str, waiting: Waiting, incoming: Incoming, pressed: tuple[Keyboard, int] | None
    ) -> list[Answer]:
        if incoming.kind == "digest":
            return [Answer.from_dict(waiting.content["answer"])]
        if incoming.kind == "press":
            if pressed is None:
                return []  # the press itself was answered: the button is out of date
            board, number = pressed
            return await self._ask(board.buttons[number][1], conversation, waiting.message_id, incoming)
        if incoming.kind == "text":
            return await self._ask(incoming.text, conversation, waiting.message_id, incoming)
        said = wording.said(incoming.kind, incoming.text)
        return [Answer.of(Paragraph(said), kind="chat")] if said else []

    async def _ask(self, text: str, conversation: str, message_id: str, incoming: Incoming) -> list[Answer]:
        command = commands.parse(text)
        if command and command.name == "alerts":
            word, _, number = command.rest.partition(" ")
            if word.lower() == "cancel":
                return [await self._assistant.cancel_alert(conversation, number)]
            return [await self._assistant.alerts(conversation)]
        asked = commands.question(command) if command else None
        again = (conversation, message_id) in self._resumed
        async with self._typing.shown(incoming.chat, incoming.thread), self._places:
            # Where we were killed between the end of the turn and here, it must not be taken twice.
            earlier = await self._assistant.answers_to(message_id, conversation) if again else None
            if earlier:
                return earlier
            self._resumed.add((conversation, message_id))
            return await self._assistant.ask(asked or text, conversation, message_id)

    def _bodies(
        self, answer: Answer, incoming: Incoming, pressed: tuple[Keyboard, int] | None, of: int
    ) -> list[dict[str, Any]]:
        """The answer's messages as they are stored; a list that a button of a list led to takes its place."""
        made = messages(answer)
        pages = bool(pressed and made and of == 1 and len(made) == 1 and made[0].columns)
        in_place = pages and pressed is not None and made[0].columns == pressed[0].columns
        found = []
        for i, message in enumerate(made):
            body = {**message.as_dict(), "thread": incoming.thread, "edit": incoming.message if in_place else 0}
            body["token"] = new_token() if body["buttons"] else ""
            body["reply_to"] = incoming.message if not incoming.private and i == 0 and not in_place else 0
            found.append(body)
        return found

    async def _keep(self, conversation: str, message_id: str, bodies: Sequence[dict[str, Any]]) -> None:
        boards = {
            body["token"]: Keyboard(conversation, tuple((t, p) for t, p in body["buttons"]), tuple(body["columns"]))
            for body in bodies
            if body["token"]
        }
        if boards:
            await self._ledger.keep_keyboards(boards)
        await self._inbox.answered(conversation, message_id, bodies)
        self._resumed.discard((conversation, message_id))

    async def _forget(self, conversation: str, waiting: Waiting, incoming: Incoming) -> None:
        """Delete the conversation; only the numbers of its updates stay, so that none is taken for new again."""
        history = [getattr(entry, "message_id", "") for entry in await self._inbox.history(conversation)]
        later = [w for w in await self._inbox.unanswered(conversation) if w.conversation == conversation]
        later = [w for w in later if w.message_id != waiting.message_id]
        kept = {w.message_id for w in later}
        await self._ledger.forget(conversation, [i for i in dict.fromkeys(history) if i and i not in kept])
        await self._assistant.forget(conversation)
        for message in later:
            await self._inbox.accept(conversation, message.message_id, message.content)
        confirmed = Answer.of(Paragraph(wording.FORGOTTEN), kind="chat")
        await self._keep(conversation, waiting.message_id, self._bodies(confirmed, incoming, None, 1))

    async def _give_up(self, conversation: str) -> None:
        """Nobody can be reached there: what waits is dropped, and no alert is sent."""
        await self._assistant.gone(conversation)
        for pending in await self._ledger.pending(conversation):
            await self._ledger.settled(conversation, pending.number, None)

    async def _pressed(self, incoming: Incoming, conversation: str) -> tuple[Keyboard, int] | None:
        """The keyboard and the number of the button; None where it is unknown or of another chat."""
        button = read_button(incoming.data)
        board = await self._ledger.keyboard(button[0]) if button else None
        if button is None or board is None or board.conversation != conversation or button[1] >= len(board.buttons):
            return None
        return board, button[1]

    async def _answer_press(self, incoming: Incoming, conversation: str) -> None:
        """Tell Telegram at once that the press was taken, and show the button as chosen."""
        pressed = await self._pressed(incoming, conversation)
        stale = wording.STALE if pressed is None else None
        await self._insist(self.bot.answer_callback_query, incoming.query, stale, show_alert=bool(stale))
        if pressed is not None:
            board, number = pressed
            marked = keyboard(str(incoming.data).rpartition(":")[0], [title for title, _ in board.buttons], number)
            await self._insist(self.bot.edit_message_reply_markup, incoming.chat, incoming.message, reply_markup=marked)

    async def _insist(self, call: Any, *arguments: Any, **named: Any) -> None:
        """Make a call that does no harm if made twice, and that is not worth more than a few tries."""
        for attempt in range(_CALLBACK_TRIES):
            try:
                await call(*arguments, **named)
            except (BadRequest, InvalidToken) as error:
                logger.info("Telegram refused: %s", error)  # too old, not changed, or a method it does not have
            except TelegramError:
                await asyncio.sleep(0.2 * 2**attempt)
                continue
            return

    def _soon(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    def _conversation(self, chat: int) -> str:
        return self._conversations.get(chat, f"{PREFIX}{chat}")

    def _address(self, conversation: str) -> int:
        return self._addresses.get(conversation, 0) or int(conversation.removeprefix(PREFIX))

    def _remember_move(self, conversation: str, chat: int) -> None:
        self._addresses[conversation] = chat
        self._conversations[chat] = conversation


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


def _is(text: str, name: str) -> bool:
    command = commands.parse(text)
    return command is not None and command.name == name
