"""The trained model: where it lies, whether it is up to date, and how it is trained."""

from __future__ import annotations

import hashlib
import logging
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from bot.settings import ROOT

logger = logging.getLogger(__name__)

CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
DATA = ROOT / "data"
_CODE = ROOT / "bot" / "nlu"


class ModelMissing(Exception):
    """There is no model, or it cannot be read."""


def fingerprint() -> str:
    """A digest of everything that training reads: configuration, domain, data, the components, the lock file."""
    digest = hashlib.sha256()
    files = [CONFIG, DOMAIN, ROOT / "uv.lock", *sorted(DATA.rglob("*.yml")), *sorted(_CODE.glob("*.py"))]
    for file in files:
        if file.exists():
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def current(folder: Path) -> Path | None:
    """The model in `folder` that fits the present configuration and data, if it is there."""
    path = folder / f"rolewise-{fingerprint()}.tar.gz"
    return path if path.exists() else None


def newest(folder: Path) -> Path:
    """The model to load: the current one, else the newest.

    Raises:
        ModelMissing: there is none.
    """
    found = current(folder)
    if found is None:
        older = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        if not older:
            raise ModelMissing(f"There is no trained model in {folder}. Run `rolewise train` (or `make train`).")
        found = older[-1]
        logger.warning("%s is older than the training data; `rolewise train` makes a new one", found.name)
    return found


def train(folder: Path, force: bool = False) -> Path:
    """Train if anything changed and return the model; older models of ours are removed.

    Raises:
        ModelMissing: training failed; Rasa has logged why.
    """
    existing = current(folder)
    if existing and not force:
        return existing
    # Rasa's training is imported here: a chat with an up-to-date model never needs it.
    from rasa.model_training import train as train_with_rasa

    folder.mkdir(parents=True, exist_ok=True)
    name = f"rolewise-{fingerprint()}"
    # Rasa draws a progress bar for each of seven steps that take no time, and prints where the model lies.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        result = train_with_rasa(
            domain=str(DOMAIN),
            config=str(CONFIG),
            training_files=[str(DATA)],
            output=str(folder),
            fixed_model_name=name,
            force_training=force,
        )
    if result.model is None:
        raise ModelMissing("Training made no model; the lines above say why. `rasa data validate` checks the data.")
    for old in folder.glob("rolewise-*.tar.gz"):
        if old.name != f"{name}.tar.gz":
            old.unlink()
    return Path(result.model)
