"""ApiContext: who asks, and what has been looked up for one request so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header
from promise import Promise
from promise.dataloader import DataLoader

from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.engine.languages import LANGUAGES
from saleor_customer_groups.host import Requester
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.registry import Registry, get_registry
from saleor_customer_groups.services.shops import get_shop


@dataclass(slots=True)
class ApiContext:
    """One request. Nothing is kept from one to the next."""

    request: HttpRequest
    requester: Requester
    _loaders: dict[type[DataLoader], DataLoader] = field(default_factory=dict)
    _registry: Registry | None = None
    _now: datetime | None = None

    def load(self, loader: type[DataLoader], key: Any) -> Promise:
        """A promise of what belongs to the key, asked for together with others'."""
        if loader not in self._loaders:
            self._loaders[loader] = loader()
        return self._loaders[loader].load(key)

    @property
    def registry(self) -> Registry:
        """The groups in force with their parsed rules."""
        if self._registry is None:
            self._registry = get_registry(get_shop())
        return self._registry

    @property
    def now(self) -> datetime:
        """The database's instant, the same for all of an answer."""
        if self._now is None:
            self._now = clock.database_now()
        return self._now

    @property
    def language(self) -> Language:
        """What sentences are said in: the first of the header Accept-Language that there
        is, else English."""
        for tag, _ in parse_accept_lang_header(
            self.request.headers.get("Accept-Language", "")
        ):
            found = LANGUAGES.get(tag.partition("-")[0])
            if found is not None:
                return found
        return ENGLISH

    @property
    def actor(self) -> str:
        """Whom the ledger names for what this request does."""
        return self.requester.name

    def forget(self) -> None:
        """Something was changed: what was looked up may not be so any more."""
        self._loaders.clear()
        self._registry = None
        self._now = None
