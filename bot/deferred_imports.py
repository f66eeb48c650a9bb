"""Puts off imports that Rasa 3.6.21 makes for database drivers, plots and channels, until somebody uses them.

While one of the modules named here is imported, stand-ins take the place of the packages beside it. What it took from
them loads the real package when it is called, looked into or subclassed. Nothing else sees a stand-in.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

DEFERRED = {
    "portalocker": ("portalocker.redis",),
    "rasa.core.brokers.broker": ("aiormq",),
    "rasa.core.channels": ("rasa.core.channels.telegram",),
    "rasa.core.channels.botframework": ("jwt",),
    "rasa.core.channels.channel": ("jwt",),
    "rasa.core.channels.console": ("questionary", "prompt_toolkit"),
    "rasa.core.channels.hangouts": ("google", "cachecontrol"),
    "rasa.core.channels.rasa_chat": ("jwt",),
    "rasa.core.channels.slack": ("slack_sdk",),
    "rasa.core.channels.socketio": ("socketio",),
    "rasa.core.channels.webexteams": ("webexteamssdk",),
    "rasa.core.featurizers.single_state_featurizer": ("scipy",),
    "rasa.core.jobs": ("apscheduler",),
    "rasa.core.tracker_store": ("boto3", "pymongo"),
    "rasa.engine.runner.dask": ("dask",),
    "rasa.nlu.featurizers.sparse_featurizer.regex_featurizer": ("scipy",),
    "rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer": ("scipy",),
    "rasa.server": ("sanic_jwt",),
    "rasa.shared.nlu.training_data.features": ("scipy",),
    "rasa.shared.nlu.training_data.util": ("scipy",),
    "rasa.utils.plotting": ("matplotlib",),
    "rasa.utils.tensorflow.feature_array": ("scipy",),
    "rasa.utils.tensorflow.model_data": ("sklearn", "scipy"),
    "spacy": ("spacy.cli",),
}

# Rasa asks this class for its name when it lists its channels; its base is one of aiogram's, so all of it is put off.
_ANSWERS = {("rasa.core.channels.telegram", "TelegramInput"): {"name": lambda: "telegram"}}


class Deferred:
    """A name of a package that is not imported yet, or the package itself."""

    def __init__(self, module: str, name: str = "") -> None:
        self.__dict__.update(_module=module, _name=name)

    def _real(self) -> Any:
        if "_found" not in self.__dict__:
            module = importlib.import_module(self._module)
            self.__dict__["_found"] = getattr(module, self._name) if self._name else module
        return self.__dict__["_found"]

    def __getattr__(self, name: str) -> Any:
        known = _ANSWERS.get((self._module, self._name), {})
        return known[name] if name in known else getattr(self._real(), name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._real()(*arguments, **options)

    def __mro_entries__(self, _: Any) -> tuple[Any, ...]:
        return (self._real(),)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, self._real())

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, self._real())


class _StandIn(ModuleType):
    """What an import statement finds; what it takes from here is deferred."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Deferred(self.__name__, name)


class DeferringFinder(MetaPathFinder, Loader):
    """Wraps the loaders of the modules in `DEFERRED`, and serves stand-ins while one of them is at work."""

    def __init__(self) -> None:
        self._packages: tuple[str, ...] = ()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if any(fullname == package or fullname.startswith(f"{package}.") for package in self._packages):
            return ModuleSpec(fullname, self, is_package=True)
        if fullname not in DEFERRED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Deferring(spec.loader, self, DEFERRED[fullname])
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A stand-in has nothing to run."""

    def run(self, loader: Loader, module: ModuleType, packages: tuple[str, ...]) -> None:
        before, self._packages = self._packages, (*self._packages, *(p for p in packages if p not in sys.modules))
        try:
            loader.exec_module(module)
        finally:
            self._packages = before
            stand_ins = [name for name, found in sys.modules.items() if isinstance(found, _StandIn)]
            for name in stand_ins:
                del sys.modules[name]
        for name, value in list(vars(module).items()):
            if isinstance(value, _StandIn):
                setattr(module, name, Deferred(value.__name__))


class _Deferring(Loader):
    """The loader of a module, with stand-ins around it."""

    def __init__(self, loader: Loader, finder: DeferringFinder, packages: tuple[str, ...]) -> None:
        self._loader = loader
        self._finder = finder
        self._packages = packages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._finder.run(self._loader, module, self._packages)
