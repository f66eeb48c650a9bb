"""The address that a server listens on, taken before anything slow is done."""

from __future__ import annotations

import socket

BACKLOG = 512


class AddressTaken(Exception):
    """The address cannot be listened on; the message says why and what to do."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(
            f"{host}:{port} cannot be listened on ({error.strerror}). Choose another with --port or --host."
        )


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address; port 0 is a free one.

    Raises:
        AddressTaken: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressTaken(host, port, error) from error
