"""A site at Netlify: what is told of it and of its deploys, and what they can be told."""

import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeGuard
from urllib.parse import quote

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import Found
from ssg.deploy.targets.netlify.api import Api, NetlifyError

_MOST_PREPARED_AT_ONCE = 25_000
_PAGE = 100
_PATIENCE_SECONDS = 15 * 60.0
_LONGEST_PAUSE = 5.0
_LOOKS_FOR_PUBLISHING = 10
_LONGEST_TITLE = 200
_FAILED = frozenset({"error", "rejected"})
_READY = frozenset({"ready"})
_COMPARED = frozenset({"prepared", "uploading", "uploaded", "processing", "processed", "ready"})

Table = dict[str, object]


class Site:
    """A site at Netlify. All may raise DeployError."""

    def __init__(self, name: str, api: Api, first_wait: float) -> None:
        """Ask `api` about the site with this id; `first_wait` is the shortest pause in seconds."""
        self._path = f"/sites/{quote(name, safe='')}"
        self._api = api
        self._first_wait = first_wait

    def close(self) -> None:
        """End all connections."""
        self._api.close()

    def published(self) -> str:
        """Return the id of the deploy that readers see, "" where there is none."""
        return str(self._published().get("id") or "")

    def files(self) -> Iterator[tuple[str, Found]]:
        """Yield what readers see."""
        for file in self._pages("files", "path"):
            size = file.get("size")
            found = Found(size if isinstance(size, int) else 0, 0, f"sha1:{file.get('sha')}")
            yield str(file["path"]).removeprefix("/"), found

    def copies(self, path: str, deploy: str) -> Iterator[bytes]:
        """Yield what may be the bytes of a file: instead of them a description may come."""
        for place in (
            f"{self._path}/files/{quote(path)}",
            f"/deploys/{deploy}/files/{quote(path)}",
        ):
            try:
                yield self._api.get_raw(place)
            except NetlifyError:
                continue

    def begin(self, digests: Mapping[str, str], message: str) -> tuple[str, frozenset[str]]:
        """Begin a deploy of files, and return its id and the digests of those that are lacking."""
        files = {f"/{path}": digest for path, digest in sorted(digests.items())}
        is_large = len(files) > _MOST_PREPARED_AT_ONCE
        content = {"files": files, "draft": False, **({"async": True} if is_large else {})}
        title = " ".join(message.split())[:_LONGEST_TITLE] or "ssg deploy"
        deploy = table_of(self._api.post(f"{self._path}/deploys", content, title=title))
        if is_large:
            deploy = self._awaited(str(deploy["id"]), _COMPARED)
        return str(deploy["id"]), frozenset(texts_of(deploy.get("required")))

    def put(self, deploy: str, path: str, body: bytes | Path) -> None:
        """Send a file of a deploy that has begun."""
        self._api.put(f"/deploys/{deploy}/files/{quote(path)}", body)

    def await_end(self, deploy: str) -> None:
        """Return once Netlify has made the site of all that came, and readers see it."""
        self._awaited(deploy, _READY)
        self._await_publishing(deploy)

    def deploys_before(self, shown: str) -> Iterator[str]:
        """Yield the deploys before `shown` that were for readers, the newest first."""
        is_past = False
        for deploy in self._pages("deploys", "id"):
            if is_past and _was_for_readers(deploy):
                yield str(deploy["id"])
            is_past = is_past or deploy.get("id") == shown

    def restore(self, deploy: str) -> None:
        """Let readers see an earlier deploy."""
        self._api.post(f"{self._path}/deploys/{deploy}/restore", {})
        self._await_publishing(deploy)

    def _published(self) -> Table:
        return table_of(table_of(self._api.get(self._path)).get("published_deploy"))

    def _pages(self, name: str, key: str) -> Iterator[Table]:
        """Yield the rows of a list, page after page; some lists are whole on each page."""
        known: set[object] = set()
        page = 1
        while True:
            rows = self._api.get(f"{self._path}/{name}", page=page, per_page=_PAGE)
            tables = [table_of(row) for row in rows] if isinstance(rows, list) else []
            fresh = [table for table in tables if table.get(key) not in known]
            yield from fresh
            known |= {table.get(key) for table in fresh}
            if not fresh or len(tables) != _PAGE:
                return
            page += 1

    def _awaited(self, deploy: str, states: frozenset[str]) -> Table:
        """Return the deploy once it has come to one of `states`."""
        for _ in self._pauses():
            table = table_of(self._api.get(f"/deploys/{deploy}"))
            state = str(table.get("state"))
            if state in _FAILED:
                reason = str(table.get("error_message") or state)
                message = f"Netlify could not make the site: {reason}"
                raise DeployError(message, "readers still see the site as it was; deploy again")
            if state in states:
                return table
        message = "Netlify has not ended the deploy within a quarter of an hour"
        raise TransientError(message, "see app.netlify.com, and deploy again")

    def _await_publishing(self, deploy: str) -> None:
        """Return once readers see `deploy`. Raises DeployError where Netlify holds it back."""
        for _ in islice(self._pauses(), _LOOKS_FOR_PUBLISHING):
            shown = self._published()
            if str(shown.get("id")) == deploy:
                return
            if shown.get("locked"):
                break
        message = "Netlify has the new site, but does not show it: its publishing is stopped"
        fix = "choose `Start auto publishing` under Deploys at app.netlify.com, and deploy again"
        raise DeployError(message, fix)

    def _pauses(self) -> Iterator[None]:
        """Yield at once, and then at longer and longer distances."""
        end = time.monotonic() + _PATIENCE_SECONDS
        pause = self._first_wait
        while time.monotonic() < end:
            yield
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)


def _was_for_readers(deploy: Table) -> bool:
    return (
        deploy.get("state") in {"ready", "old", "current"}
        and deploy.get("context") in {None, "production"}
        and not deploy.get("draft")
    )


def _is_table(value: object) -> TypeGuard[Table]:
    return isinstance(value, dict)


def table_of(value: object) -> Table:
    """Return what should be a table, an empty one where it is none."""
    return value if _is_table(value) else {}


def texts_of(value: object) -> list[str]:
    """Return what should be a list of texts, an empty one where it is none."""
    return [str(each) for each in value] if isinstance(value, list) else []
