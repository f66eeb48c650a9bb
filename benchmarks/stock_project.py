"""Stock Rasa beside Rolewise: the pipeline and policies of `rasa init`, with Rolewise's domain, data and actions."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from bot.settings import ROOT

# What the actions import; the rest is Rasa's own choice. Rasa imports pkg_resources, which later setuptools lack.
REQUIREMENTS = ("rasa==3.6.21", "setuptools<81", "rapidfuzz", "ftfy", "snowballstemmer", "ruamel.yaml")
EPOCHS = 100
CONFIG = """\
recipe: default.v1
language: en
assistant_id: stock
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {epochs}
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: {epochs}
  - name: TEDPolicy
    max_history: 5
    epochs: {epochs}
    constrain_similarities: true
"""
ENDPOINTS = "action_endpoint:\n  url: http://127.0.0.1:{port}/webhook\n"


class StockProject:
    """A folder with an environment, a project and its models; what is there already is used again."""

    def __init__(self, folder: Path, epochs: int = EPOCHS) -> None:
        self.folder = folder
        self.environment = folder / "venv"
        self.epochs = epochs
        self.project = folder / f"stock-{epochs}-epochs"
        self.rasa = self.environment / "bin" / "rasa"

    def install(self) -> None:
        """Make the environment with uv, apart from Rolewise's settings, which leave TensorFlow out."""
        if self.rasa.exists():
            return
        uv = shutil.which("uv") or str(ROOT / ".uv" / "uv-program")
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([uv, "venv", "-q", "--no-config", "--python", "3.10", self.environment], check=True)
        subprocess.run(
            [uv, "pip", "install", "--no-config", "--compile-bytecode", "-q",
             "--python", self.environment / "bin" / "python", *REQUIREMENTS],
            cwd=self.folder, check=True,
        )  # fmt: skip

    def write(self, action_port: int) -> None:
        """The project's files: ours, and the configuration of `rasa init`."""
        self.project.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "domain.yml", self.project / "domain.yml")
        shutil.copytree(ROOT / "data", self.project / "data", dirs_exist_ok=True)
        (self.project / "config.yml").write_text(CONFIG.format(epochs=self.epochs), "utf8")
        (self.project / "credentials.yml").write_text("rest:\n", "utf8")
        (self.project / "endpoints.yml").write_text(ENDPOINTS.format(port=action_port), "utf8")

    @property
    def model(self) -> Path:
        return self.project / "models" / "stock.tar.gz"

    def train_command(self) -> list[str]:
        """Trains everything, whatever a cache may hold."""
        return [str(self.rasa), "train", "--force", "--fixed-model-name", "stock", "--skip-validation"]

    def commands(self, port: int, action_port: int) -> list[list[str]]:
        """The two processes of a stock bot: the server and the action server."""
        return [
            [str(self.rasa), "run", "--enable-api", "--port", str(port), "-i", "127.0.0.1", "--model", str(self.model)],
            [str(self.rasa), "run", "actions", "--port", str(action_port)],
        ]

    def variables(self, database_url: str) -> dict[str, str]:
        """The environment of its processes: the actions lie in Rolewise's root."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ROLEWISE_")}
        return {
            **own,
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "ROLEWISE_DATABASE_URL": database_url,
            "TF_CPP_MIN_LOG_LEVEL": "2",
        }
