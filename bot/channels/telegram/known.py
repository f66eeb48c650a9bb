"""The ids of messages that are known: they tell which message may be one of which we never heard that it arrived."""

from __future__ import annotations

from collections import OrderedDict

_REMEMBERED = 20_000


class KnownMessages:
    """Ids of private chats are counted over all chats of the bot; those of groups in each group."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, None] = OrderedDict()
        self._of_chat: dict[int, int] = {}
        self.highest = 0

    def note(self, chat: int, message_id: int) -> None:
        self._of_chat[chat] = max(self._of_chat.get(chat, 0), message_id)
        if chat > 0:
            self.highest = max(self.highest, message_id)
            self._ids[message_id] = None
            if len(self._ids) > _REMEMBERED:
                self._ids.popitem(last=False)

    def highest_of(self, chat: int) -> int:
        return self._of_chat.get(chat, 0)

    def after(self, floor: int) -> set[int]:
        """Those of private chats above `floor`."""
        return {i for i in self._ids if i > floor}
