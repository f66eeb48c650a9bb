"""Several processes that do the same work, kept at their number: one that is killed is replaced at once."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

# A worker that ends sooner than this, and not by another's hand, has failed to start; after so many in a row there is
# no use in more.
_SECONDS_TO_START = 2.0
_FAILURES = 5
# A worker that is told to stop in the moment in which its event loop starts may miss that; told again it stops.
_SECONDS_TO_STOP = 8.0


class WorkersFailed(Exception):
    """No worker stays alive."""

    def __init__(self) -> None:
        super().__init__("The workers end as soon as they start; the log above says why. Try `rolewise serve` alone.")


class Workers:
    """Forks `count` processes that run `work`; what was loaded before is shared between them, and in memory once.

    `work` is given a file that can be read once this process has ended, so that no worker outlives it.
    """

    def __init__(self, count: int, work: Callable[[int], None]) -> None:
        self._count = count
        self._work = work
        self._started: dict[int, float] = {}
        self._stopping = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT; SIGHUP is handed on.

        Raises:
            WorkersFailed: workers end as soon as they start.
        """
        self._ended, self._alive = os.pipe()
        gc.collect()
        gc.freeze()  # a collection would touch, and so copy, what the workers share
        handed_on = {signal.SIGTERM: signal.SIGTERM, signal.SIGINT: signal.SIGTERM, signal.SIGHUP: signal.SIGHUP}
        for received, sent in handed_on.items():
            signal.signal(received, lambda *_, sent=sent: self._send(sent))
        for _ in range(self._count):
            self._start()
        failures = 0
        while self._started:
            pid, status = os.wait()
            lived = time.monotonic() - self._started.pop(pid)
            if self._stopping:
                continue
            logger.error("worker %d ended with %s; another takes its place", pid, _how(status))
            killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            failures = failures + 1 if lived < _SECONDS_TO_START and not killed else 0
            if failures == _FAILURES:
                self._send(signal.SIGTERM)
                raise WorkersFailed
            self._start()

    def _start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self._started[pid] = time.monotonic()
            if self._stopping:
                os.kill(pid, signal.SIGTERM)
            return
        code = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._alive)
            self._work(self._ended)
            code = 0
        except BaseException:  # the border of the process: nothing may return into the code of its parent
            logger.exception("worker %d failed", os.getpid())
        finally:
            os._exit(code)

    def _send(self, number: signal.Signals) -> None:
        if number == signal.SIGTERM and not self._stopping:
            self._stopping = True
            signal.signal(signal.SIGALRM, lambda *_: self._send(signal.SIGTERM))
            signal.setitimer(signal.ITIMER_REAL, _SECONDS_TO_STOP, _SECONDS_TO_STOP)
        for pid in list(self._started):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue  # ended in the same moment


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"code {os.WEXITSTATUS(status)}"
