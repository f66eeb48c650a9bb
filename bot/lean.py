"""Lets Rasa run without TensorFlow, which Rolewise neither uses nor installs.

Rasa 3.6.21 imports TensorFlow on the way to its agent through eight modules that only neural components need.
A finder serves placeholders for those eight and for nothing else: the names that other modules import from them
exist, but whoever builds a component from one gets a clear error. Python loads this file at every start, by
`rolewise_lean.pth`, so that Rasa's own commands work in the same environment. `ROLEWISE_LEAN=0` turns it off, for
an environment where TensorFlow is installed. What is not missing but only heavy is put off: `deferred_imports.py`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from bot.deferred_imports import DeferringFinder

NEEDS_TENSORFLOW = frozenset(
    {
        "rasa.utils.tensorflow.callback",
        "rasa.utils.tensorflow.data_generator",
        "rasa.nlu.classifiers.diet_classifier",
        "rasa.nlu.selectors.response_selector",
        "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
        "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
        "rasa.core.policies.ted_policy",
        "rasa.core.policies.unexpected_intent_policy",
    }
)

_COMPONENTS = frozenset(name for name in NEEDS_TENSORFLOW if not name.startswith("rasa.utils."))


class TensorFlowLeftOut(ImportError):
    """A pipeline or policy asks for a component that only TensorFlow can run."""

    def __init__(self, component: str) -> None:
        super().__init__(
            f"{component} needs TensorFlow, which Rolewise leaves out: choose another component in config.yml, "
            "or install tensorflow and set ROLEWISE_LEAN=0"
        )


def _refusal(component: str) -> TensorFlowLeftOut:
    """The error as one of Rasa's own kind too, which its commands print as one line."""
    from rasa.shared.exceptions import InvalidConfigException

    class Refused(TensorFlowLeftOut, InvalidConfigException):
        pass

    Refused.__name__ = TensorFlowLeftOut.__name__
    return Refused(component)


class _Refusing(type):
    """Class of placeholders: they can be imported, listed and compared, but not used."""

    def __call__(cls, *_: object, **__: object) -> object:
        raise _refusal(cls.__name__)

    def __getattr__(cls, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        raise _refusal(cls.__name__)


class _Placeholder(ModuleType):
    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        placeholder = _Refusing(name, (), {"__module__": self.__name__})
        setattr(self, name, placeholder)
        if self.__name__ in _COMPONENTS:
            # As the real module does, so that a configuration that names the component is refused for the true reason.
            from rasa.engine.recipes.default_recipe import DefaultV1Recipe

            DefaultV1Recipe._registered_components[name] = placeholder
        return placeholder


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in NEEDS_TENSORFLOW else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Placeholder(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A placeholder has nothing to run."""


def activate() -> None:
    """Serve the placeholders from now on, and keep Rasa from phoning home; does nothing where turned off."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    if os.environ.get("ROLEWISE_LEAN") != "0" and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
        sys.meta_path.insert(0, DeferringFinder())
