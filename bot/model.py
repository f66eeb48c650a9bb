"""The trained model: where it lies, whether it is up to date, and how it is trained."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.garbage import put_off
from bot.settings import ROOT

logger = logging.getLogger(__name__)

CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
DATA = ROOT / "data"
_CODE = ROOT / "bot" / "nlu"
_ENCODER = ROOT / "encoder"


class ModelMissing(Exception):
    """There is no model, or it cannot be read."""


@dataclass(frozen=True)
class ModelVersion:
    """A file of a model as it was at some time."""

    path: Path
    modified: int
    size: int

    @classmethod
    def of(cls, path: Path) -> ModelVersion:
        """FileNotFoundError if it is not there."""
        status = path.stat()
        return cls(path, status.st_mtime_ns, status.st_size)


def fingerprint() -> str:
    """A digest of everything that training reads: configuration, domain, data, the components, the lock file."""
    digest = hashlib.sha256()
    files = [
        CONFIG,
        DOMAIN,
        ROOT / "uv.lock",
        *sorted(DATA.rglob("*.yml")),
        *sorted(_CODE.glob("*.py")),
        *(_ENCODER / name for name in ("encoder.onnx", "tokenizer.json")),
    ]
    for file in files:
        if file.exists():
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def current(folder: Path) -> Path | None:
    """The model in `folder` that fits the present configuration and data, if it is there."""
    path = folder / f"rolewise-{fingerprint()}.tar.gz"
    return path if path.exists() else None


def versions(folder: Path) -> frozenset[ModelVersion]:
    """All models of a folder as they are now."""
    found = set()
    for path in folder.glob("*.tar.gz"):
        with suppress(FileNotFoundError):  # training removes older ones
            found.add(ModelVersion.of(path))
    return frozenset(found)


def newest(folder: Path) -> Path:
    """The model to load: the current one, else the newest.

    Raises:
        ModelMissing: there is none.
    """
    found = current(folder)
    if found is None:
        made_last = max(versions(folder), key=lambda version: version.modified, default=None)
        if made_last is None:
            raise ModelMissing(f"There is no trained model in {folder}. Run `rolewise train` (or `make train`).")
        found = made_last.path
        logger.warning("%s is older than the training data; `rolewise train` makes a new one", found.name)
    return found


def train(folder: Path, force: bool = False, progress: Callable[[str], None] | None = None) -> Path:
    """Train what has changed and return the model; older models of ours are removed.

    `progress` is told the component whose turn it is. A server that runs takes the new model by itself.

    Raises:
        ModelMissing: training failed; Rasa has logged why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        existing = current(folder)
        return existing if existing and not force else _trained(folder, force, progress)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While another process trains into `folder`, wait; most often its model is then what is wanted."""
    with (folder / ".training").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _trained(folder: Path, force: bool, progress: Callable[[str], None] | None) -> Path:
    # Rasa's training is imported here: a chat with an up-to-date model never needs it.
    from rasa.model_training import train as train_with_rasa

    from bot.lean_training import lean

    # What has not changed is taken from here, wherever training is started; Rasa would look in the present folder.
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(ROOT / ".rasa" / "cache"))
    name = f"rolewise-{fingerprint()}"
    # Rasa draws a progress bar for each of seven steps that take no time, and prints where the model lies.
    with (
        TemporaryDirectory(dir=folder, prefix=".training-") as output,
        _steps_told(progress),
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
        put_off(stays=False),
        lean(),
    ):
        result = train_with_rasa(
            domain=str(DOMAIN),
            config=str(CONFIG),
            training_files=[str(DATA)],
            output=output,
            fixed_model_name=name,
            force_training=force,
        )
        if result.model is None:
            raise ModelMissing("Training made no model; the lines above say why. `rasa data validate` checks the data.")
        # In one step, so that a running server never finds half of it.
        made = Path(result.model).replace(folder / f"{name}.tar.gz")
    for old in folder.glob("rolewise-*.tar.gz"):
        if old != made:
            old.unlink()
    return made


@contextmanager
def _steps_told(progress: Callable[[str], None] | None) -> Iterator[None]:
    """Hand on what Rasa's training does at the moment; it says so in its log alone."""
    steps = logging.getLogger("rasa.engine.training.hooks")
    level, propagates, handler = steps.level, steps.propagate, _Steps(progress or (lambda _: None))
    steps.addHandler(handler)
    steps.setLevel(logging.INFO)
    steps.propagate = False
    try:
        yield
    finally:
        steps.removeHandler(handler)
        steps.setLevel(level)
        steps.propagate = propagates


class _Steps(logging.Handler):
    def __init__(self, progress: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        step = re.match(r"(Starting to train|Restored) component '(\w+)'", record.getMessage())
        if step:
            self._progress(f"Training {step[2]} …" if step[1] != "Restored" else f"{step[2]} is as it was …")
