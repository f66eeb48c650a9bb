"""Work that goes on in another process while this one does something else: training keeps both cores of a laptop busy so."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from threadpoolctl import threadpool_limits

P = ParamSpec("P")
T = TypeVar("T")


class WorkLost(Exception):
    """The other process ended before its work was done; most often the machine ran out of memory."""


def result_of(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """Begin `work`, a function of a module, in another process; what is returned waits for its result.

    The process ends with this one; where this one is killed, as soon as its work is done.

    Raises:
        WorkLost: from what is returned, if the process ended before its work was done.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_work, args=(ours, theirs, work, args, kwargs), daemon=True)
    process.start()
    theirs.close()

    def result() -> T:
        try:
            found: T = ours.recv()
        except EOFError:
            process.join()
            raise WorkLost(f"{work.__name__} ended with exit code {process.exitcode}") from None
        process.join()
        return found

    return result


def _work(
    asking: Connection,
    answer: Connection,
    work: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    asking.close()  # with this end open, an answer that nobody waits for any more would never be got rid of
    # Ctrl-C reaches every process of the terminal; the other one ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with threadpool_limits(1), suppress(BrokenPipeError):
        answer.send(work(*args, **kwargs))
