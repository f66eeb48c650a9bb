"""Commands of the menu, as the questions that a person would have typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Shown by Telegram beside the field of text, in this order.
MENU = {
    "start": "What I am and what you can ask",
    "help": "Examples of questions",
    "roles": "The roles I know",
    "jobs": "Job listings, for example: /jobs remote over 120k",
    "salary": "Pay: /salary and the name of a role",
    "compare": "Two roles: /compare and their names",
    "alerts": "Your alerts for new listings",
    "forget": "Delete this conversation",
}
# https://core.telegram.org/bots/features#commands
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+([^{].*))?(?:\s*\{.*)?$", re.S)
_AND = re.compile(r"\s*(?:,|;|\bvs\b\.?|\bversus\b|\bwith\b|\band\b)\s*", re.I)


@dataclass(frozen=True)
class Command:
    """`bot` is the name after the @, if there is one."""

    name: str
    bot: str
    rest: str


def parse(text: str) -> Command | None:
    """The command that `text` is, or None."""
    match = _COMMAND.match(text.strip())
    return Command(match[1].lower(), match[2] or "", (match[3] or "").strip()) if match else None


def names(text: str, name: str) -> bool:
    """Whether `text` is the command of this name."""
    command = parse(text)
    return command is not None and command.name == name


def question(command: Command) -> str | None:
    """What the command asks; None where it is no command of ours."""
    rest = command.rest
    if command.name == "start":
        # A deep link, t.me/bot?start=role-slug, has 1 to 64 of A-Z, a-z, 0-9, _ and -.
        return f"Tell me about the role {re.sub('[-_]+', ' ', rest).strip()}" if rest else "hello"
    if command.name == "help":
        return "help"
    if command.name == "roles":
        return "Which roles do you know?"
    if command.name == "jobs":
        return f"Show me jobs: {rest}" if rest else "Show me all jobs"
    if command.name == "salary":
        return f"What is the salary: {rest}?" if rest else "Which role earns the most?"
    if command.name == "compare":
        names = [name for name in _AND.split(rest) if name]
        return f"Compare {' with '.join(names)}" if names else "Compare two roles"
    return None
