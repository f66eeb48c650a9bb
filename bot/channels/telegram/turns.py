"""What is answered to a message: by the assistant, or by the channel where only it can."""

from __future__ import annotations

import asyncio

from telegram import Bot

from actions.answer import Answer, Paragraph
from bot.channels.telegram import commands, wording
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.ports import Assistant, Waiting
from bot.channels.telegram.presses import Pressed
from bot.channels.telegram.typing_sign import TypingSign


class Turns:
    """Asks the assistant, for so many chats at a time."""

    def __init__(self, bot: Bot, assistant: Assistant, at_once: int) -> None:
        self._assistant = assistant
        self._typing = TypingSign(bot)
        # Free places go round in order of arrival, and each chat waits for one at most: none starves another.
        self._places = asyncio.Semaphore(at_once)

    async def answers(self, waiting: Waiting, incoming: Incoming, pressed: Pressed | None) -> list[Answer]:
        """The answers to a message; none where nothing is to be said."""
        if incoming.kind == "digest":
            return [Answer.from_dict(waiting.content["answer"])]
        if incoming.kind == "press":
            # A button out of date was answered as such already.
            return await self._ask(pressed.payload, waiting, incoming) if pressed else []
        if incoming.kind == "text":
            return await self._ask(incoming.text, waiting, incoming)
        said = wording.said(incoming.kind, incoming.text)
        return [Answer.of(Paragraph(said), kind="chat")] if said else []

    async def _ask(self, text: str, waiting: Waiting, incoming: Incoming) -> list[Answer]:
        conversation = waiting.conversation
        command = commands.parse(text)
        if command and command.name == "alerts":
            word, _, number = command.rest.partition(" ")
            if word.lower() == "cancel":
                return [await self._assistant.cancel_alert(conversation, number)]
            return [await self._assistant.alerts(conversation)]
        asked = commands.question(command) if command else None
        async with self._typing.shown(incoming.chat, incoming.thread), self._places:
            return await self._assistant.ask(asked or text, conversation, waiting.message_id)
