"""Rasa's Socket.IO channel, for pages that have a widget of Rasa's already.

Its guarantees are weaker than the web channel's: a conversation lasts as long as its socket, replies go to the socket
that asked and are lost when it is gone, and a message sent again is answered again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketIOInput
from sanic import Blueprint

from bot.channels.collector import AnswerCollector


class SocketIoChannel(SocketIOInput):
    """The sender is the socket, as the server knows it: a session id that a client claims is not trusted."""

    def __init__(self) -> None:
        super().__init__(session_persistence=False)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        async def answer(message: UserMessage) -> None:
            collector = AnswerCollector(self.name())
            conversation = f"{self.name()}:{message.sender_id}"
            text = message.text if isinstance(message.text, str) else ""
            await on_new_message(UserMessage(text, collector, conversation, input_channel=self.name()))
            # Rasa's channel takes the parts of a custom message for options of its own; its widgets show text.
            for reply in collector.messages:
                await message.output_channel.send_text_with_buttons(
                    message.sender_id, reply.get("text", ""), reply.get("buttons", [])
                )

        made: Blueprint = super().blueprint(answer)
        return made
