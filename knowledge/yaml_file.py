"""YAML files read into models, refused with a place and a reason where they are broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.errors import SourceRefused

Model = TypeVar("Model", bound=BaseModel)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in `path`; SourceRefused, with the line, where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        content = YAML(typ="safe").load(text)
    except MarkedYAMLError as error:
        # What is missing at the end is marked behind the last line.
        last = len(text.splitlines())
        line = f"line {min(error.problem_mark.line + 1, last)}" if error.problem_mark else "file"
        raise SourceRefused(path, line, (error.problem or "it is not YAML").strip()) from error
    except (OSError, YAMLError, ValueError, TypeError, RecursionError) as error:
        # ValueError is also what a number or date raises that is none.
        raise SourceRefused(path, "file", f"it cannot be read as YAML in UTF-8: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise SourceRefused(path, "file", "it holds no mapping of words to values")
    return content


def parse(model: type[Model], path: Path, content: dict[str, Any]) -> Model:
    """`content` as a model; SourceRefused, with the key, where it does not fit."""
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceRefused(path, ".".join(map(str, first["loc"])), first["msg"]) from error


def read_model(model: type[Model], path: Path) -> Model:
    """The file at `path` as a model; SourceRefused where it is broken."""
    return parse(model, path, read_yaml(path))
