"""What an update asks of us, reduced to what is needed to handle it: nothing else of it is kept."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from telegram import Chat, Message, MessageEntity, Update, User

from bot.channels.telegram import commands

ALLOWED = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)
_GONE = ("left", "kicked")
# What a person sends that holds no text, by the name of the message's field, and how we call it.
_UNREADABLE = {
    "sticker": "stickers", "animation": "animations", "photo": "pictures", "voice": "voice messages",
    "video_note": "video messages", "video": "videos", "audio": "music", "contact": "contacts",
    "location": "places on a map", "venue": "places on a map", "document": "files", "poll": "polls", "dice": "dice",
    "story": "stories", "game": "games", "paid_media": "pictures", "checklist": "checklists",
}  # fmt: skip


@dataclass(frozen=True)
class Incoming:
    """`kind` is one of

    `text` (of a person, `text` without our name), `press` (of a button: `data`, on `message`; `query` must be
    answered), `unreadable` (`text` says what it is), `edited`, `post` (of a channel), `joined` (us, to a group),
    `gone` (we were blocked or removed), `moved` (the group has now the id `to`), `digest` (of alerts, our own).
    """

    kind: str
    chat: int
    private: bool = True
    message: int = 0
    thread: int = 0
    text: str = ""
    query: str = ""
    data: str = ""
    to: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is False or value not in ("", 0)}


def read(update: Update, me: User) -> Incoming | None:
    """What the update asks of us; None where it is not for us, so that nothing is said or kept."""
    if update.callback_query is not None:
        return _press(update)
    if update.my_chat_member is not None:
        changed = update.my_chat_member
        if changed.new_chat_member.status in _GONE:
            return Incoming("gone", changed.chat.id)
        joined = changed.old_chat_member.status in _GONE and changed.chat.type in _GROUPS
        return Incoming("joined", changed.chat.id, private=False) if joined else None
    if update.channel_post is not None:
        return _post(update.channel_post, me)
    if update.edited_message is not None:
        edited = update.edited_message
        # Places that move and the like are edits too; only a changed text in private is a person who wants to know.
        private = edited.chat.type == Chat.PRIVATE and edited.text is not None
        return Incoming("edited", edited.chat.id, message=edited.message_id) if private else None
    return _message(update.message, me) if update.message is not None else None


def _press(update: Update) -> Incoming | None:
    query = update.callback_query
    assert query is not None
    if query.message is None:
        return None
    chat = query.message.chat
    thread = (
        getattr(query.message, "message_thread_id", None) if getattr(query.message, "is_topic_message", None) else 0
    )
    return Incoming("press", chat.id, chat.type == Chat.PRIVATE, query.message.message_id, thread or 0, query=query.id,
                    data=query.data or "")  # fmt: skip


def _post(post: Message, me: User) -> Incoming | None:
    """A post in a channel is for everybody; only one that names us gets an answer."""
    return Incoming("post", post.chat.id, private=False, message=post.message_id) if _names_of(post, me) else None


def _message(message: Message, me: User) -> Incoming | None:
    if message.migrate_to_chat_id:
        return Incoming("moved", message.chat.id, to=message.migrate_to_chat_id, private=False)
    if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
        return None  # bots that talk to each other never end; an administrator may write as the group, by a bot's name
    private = message.chat.type == Chat.PRIVATE
    thread = (message.message_thread_id or 0) if message.is_topic_message else 0
    text = message.text if message.text is not None else message.caption
    if text is None:
        said = next((name for field, name in _UNREADABLE.items() if getattr(message, field, None)), None)
        addressed = private or _replies_to(message, me)
        wanted = said is not None and addressed
        return (
            Incoming("unreadable", message.chat.id, private, message.message_id, thread, said or "") if wanted else None
        )
    if not private:
        heard = _heard(message, text, me)
        if heard is None:
            return None
        text = heard
    return Incoming("text", message.chat.id, private, message.message_id, thread, text)


def _heard(message: Message, text: str, me: User) -> str | None:
    """The text without our name, where it was said to us; in a group nothing else is ours."""
    command = commands.parse(text)
    if command:
        # One without a name is of whatever bot has such a command.
        ours = command.bot.lower() == (me.username or "").lower() if command.bot else command.name in commands.MENU
        return text if ours or _replies_to(message, me) and not command.bot else None
    for named in _names_of(message, me):
        return " ".join(text.replace(named, " ").split()).lstrip(",:;– ") or "help"
    return text if _replies_to(message, me) else None


def _names_of(message: Message, me: User) -> list[str]:
    """How the message names us, if it does."""
    text = message.text if message.text is not None else message.caption or ""
    # Read from the text, for not every server marks a mention as an entity.
    found = re.findall(rf"(?<!\w)@{re.escape(me.username)}(?!\w)", text, re.I) if me.username else []
    entities = message.parse_entities() if message.text is not None else message.parse_caption_entities()
    return found + [
        named
        for entity, named in entities.items()
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id
    ]


def _replies_to(message: Message, me: User) -> bool:
    other = message.reply_to_message
    return other is not None and other.from_user is not None and other.from_user.id == me.id
