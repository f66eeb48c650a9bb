"""What is answered to a message: by the assistant, or by the channel where only it can."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Bot

from actions.answer import Answer, Button, Paragraph
from bot.channels.telegram import commands, wording
from bot.channels.telegram.commands import Command
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.ports import Assistant, Turn, Waiting
from bot.channels.telegram.presses import Pressed
from bot.channels.telegram.typing_sign import TypingSign

logger = logging.getLogger(__name__)
_HELP = Button("What can I ask?", "help")
# Seconds after which a question that failed is asked again, and after the last not any more.
_PAUSES = (1.0, 3.0, 0.0)


class Turns:
    """Asks the assistant, for so many chats at a time."""

    def __init__(self, bot: Bot, assistant: Assistant, at_once: int) -> None:
        self._assistant = assistant
        self._typing = TypingSign(bot)
        # Free places go round in order of arrival, and each chat waits for one at most: none starves another.
        self._places = asyncio.Semaphore(at_once)

    async def turn(self, waiting: Waiting, incoming: Incoming, pressed: Pressed | None) -> Turn:
        """The answers to a message; none where nothing is to be said."""
        if incoming.kind == "digest":
            return Turn([Answer.from_dict(waiting.content["answer"])])
        if incoming.kind == "press":
            # A button out of date was answered as such already.
            return await self._asked(pressed.payload, waiting, incoming, pressed.context) if pressed else Turn([])
        if incoming.kind == "text":
            return await self._asked(incoming.text, waiting, incoming)
        said = wording.said(incoming.kind, incoming.text)
        return Turn([Answer.of(Paragraph(said), kind="chat")] if said else [])

    async def _asked(
        self, text: str, waiting: Waiting, incoming: Incoming, context: dict[str, Any] | None = None
    ) -> Turn:
        command = commands.parse(text)
        for pause in _PAUSES:
            try:
                async with self._typing.shown(incoming.chat, incoming.thread), self._places:
                    if command:
                        return await self._obey(command, waiting)
                    return await self._assistant.ask(text, waiting.conversation, waiting.message_id, context)
            except Exception:
                # Whatever it is, the person gets a sentence, and the chat goes on.
                logger.exception("a message of %s could not be answered", waiting.conversation)
            await asyncio.sleep(pause)
        return Turn([Answer.of(Paragraph(wording.FAILED), kind="refusal")])

    async def _obey(self, command: Command, waiting: Waiting) -> Turn:
        if command.name == "alerts":
            word, _, number = command.rest.partition(" ")
            if word.lower() == "cancel":
                return Turn([await self._assistant.cancel_alert(waiting.conversation, number)])
            return Turn([await self._assistant.alerts(waiting.conversation)])
        asked = commands.question(command)
        if asked is None and not command.rest:
            return Turn([Answer.of(Paragraph(wording.unknown(command.name)), buttons=[_HELP], kind="refusal")])
        text = asked or f"{command.name} {command.rest}"
        turn = await self._assistant.ask(text, waiting.conversation, waiting.message_id, None)
        if command.name == "help":
            more = Answer.of(Paragraph(wording.HELP), kind="chat")
            return Turn([*turn.answers[:-1], *(last.then(more) for last in turn.answers[-1:])], turn.context)
        return turn
