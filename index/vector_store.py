"""Vectors in Chroma, in a folder or on a server. The only module that knows Chroma."""

import ipaddress
import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import httpx
import numpy as np

from index.encoders import Vectors
from index.errors import ChromaAway, ChromaFailed, WrongSetting
from index.offline import go_offline
from index.records import Point

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
TIMEOUT_SECONDS = 3.0
# A batch that is added may make the server write its whole graph.
ADDING_TIMEOUT_SECONDS = 60.0
READ_AT_ONCE = 1000

# Chroma's own defaults are l2, 100 and 16, which miss near neighbours now and then.
_CONFIGURATION = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Server:
    """A collection on a Chroma server."""

    url: str
    collection: str


@dataclass(frozen=True)
class Rows:
    """What is stored for some points, in the order they were asked for."""

    vectors: Vectors
    positions: list[int]
    keys: list[str]


class VectorStore:
    """A collection of points with their vectors. Close it, or Chroma keeps its files open."""

    def __init__(self, client: "Client", collection: "Collection", place: Path | Server) -> None:
        self._client = client
        self._collection = collection
        self._place = place

    def add(
        self,
        points: Sequence[Point],
        vectors: Vectors,
        *,
        keys: Sequence[str],
    ) -> None:
        """Store a batch."""
        with _said_plainly(self._place):
            self._collection.add(
                ids=[point.id for point in points],
                # Never without: Chroma would download a model of its own.
                embeddings=vectors,
                documents=[point.text for point in points],
                metadatas=[
                    {"document": point.document, "position": point.position, "key": key}
                    for point, key in zip(points, keys, strict=True)
                ],
            )

    def count(self) -> int:
        """How many points are stored. It says nothing about whether they can be found."""
        with _said_plainly(self._place):
            return self._collection.count()

    def rows(self, ids: Sequence[str]) -> Rows:
        """What is stored for these points.

        Raises:
            ChromaFailed: One of them is not there.
        """
        batches = [
            self._batch(ids[start : start + READ_AT_ONCE])
            for start in range(0, len(ids), READ_AT_ONCE)
        ]
        return Rows(
            np.concatenate([batch.vectors for batch in batches]),
            [position for batch in batches for position in batch.positions],
            [key for batch in batches for key in batch.keys],
        )

    def _batch(self, ids: Sequence[str]) -> Rows:
        with _said_plainly(self._place):
            found = self._collection.get(ids=list(ids), include=["embeddings", "metadatas"])
        vectors, metadatas = found["embeddings"], found["metadatas"]
        place_of = {id: place for place, id in enumerate(found["ids"])}
        missing = [id for id in ids if id not in place_of]
        if missing or vectors is None or metadatas is None:
            raise ChromaFailed(f"Chroma has lost {missing[:1] or 'its vectors'}.")
        places = [place_of[id] for id in ids]
        return Rows(
            np.asarray(vectors, dtype=np.float32)[places],
            [int(str(metadatas[place].get("position", -1))) for place in places],
            [str(metadatas[place].get("key")) for place in places],
        )

    def nearest(self, vector: Vectors, *, limit: int) -> list[tuple[str, float]]:
        """The ids of the nearest points with their cosines, nearest first."""
        with _said_plainly(self._place):
            # Only the distances: reading the metadata would take most of the time.
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
            )
        if found["distances"] is None:
            raise ChromaFailed("Chroma answered without distances.")
        ids, distances = found["ids"][0], found["distances"][0]
        return [(id, 1.0 - distance) for id, distance in zip(ids, distances, strict=True)]

    def close(self) -> None:
        """Let go of the files or the connection."""
        _close(self._client, self._place)


def create(place: Path | Server) -> VectorStore:
    """A new, empty store in a folder or on a server.

    Raises:
        ChromaAway: The server does not answer.
        ChromaFailed: Chroma cannot write there.
    """
    client = _client(place, timeout_seconds=ADDING_TIMEOUT_SECONDS)
    with _closed_on_failure(client, place), _said_plainly(place):
        collection = client.create_collection(
            _name(place),
            embedding_function=None,
            configuration=_CONFIGURATION,  # type: ignore[arg-type]  # its own documented form
        )
    return VectorStore(client, collection, place)


def opened(place: Path | Server) -> VectorStore:
    """What `create` has made.

    Opening a folder writes to it, and damaged files can crash the process or give wrong answers:
    open only a copy of files that have been checked.

    Raises:
        ChromaAway: The server does not answer.
        ChromaFailed: There is no such collection, or Chroma cannot read it.
    """
    client = _client(place, timeout_seconds=TIMEOUT_SECONDS)
    with _closed_on_failure(client, place), _said_plainly(place):
        collection = client.get_collection(_name(place), embedding_function=None)
    return VectorStore(client, collection, place)


def drop(server: Server) -> None:
    """Delete a collection from a server, if it is there."""
    import chromadb.errors

    client = _client(server, timeout_seconds=TIMEOUT_SECONDS)
    try:
        with _said_plainly(server):
            client.delete_collection(server.collection)
    except ChromaFailed as error:
        if not isinstance(error.__cause__, chromadb.errors.NotFoundError):
            raise
    finally:
        _close(client, server)


def address(url: str) -> str:
    """Scheme, host and port of a URL: what may be written down, whatever else it carries."""
    parts = urlsplit(url)
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{_port(url)}"


def _port(url: str) -> int:
    parts = urlsplit(url)
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise WrongSetting("ASSISTANT_CHROMA_URL does not fit: its port is no number.") from error


def _name(place: Path | Server) -> str:
    return COLLECTION if isinstance(place, Path) else place.collection


def _client(place: Path | Server, *, timeout_seconds: float) -> "Client":
    go_offline()  # before Chroma imports onnxruntime
    import chromadb
    from chromadb.config import Settings

    settings = Settings(
        anonymized_telemetry=False,
        _env_file=None,  # type: ignore[call-arg]  # Chroma would read our `.env`, too
    )
    if isinstance(place, Path):
        with _said_plainly(place):
            return cast("Client", chromadb.PersistentClient(str(place), settings))
    _expect_chroma(place)
    parts = urlsplit(place.url)
    with _said_plainly(place):
        client = chromadb.HttpClient(
            host=parts.hostname or "",
            port=_port(place.url),
            ssl=parts.scheme == "https",
            settings=settings,
        )
    # Chroma's own client waits for ever, and has no setting for it.
    _connection(client).timeout = httpx.Timeout(timeout_seconds, connect=TIMEOUT_SECONDS)
    return cast("Client", client)


def _close(client: "Client", place: Path | Server) -> None:
    client.close()
    if isinstance(place, Server):  # Chroma forgets its connections, and it has two
        _connection(client).close()
        _connection(client._admin_client).close()


def _connection(client: Any) -> httpx.Client:
    return cast(httpx.Client, client._server._session)


def _expect_chroma(server: Server) -> None:
    """Ask for a sign of life first, because Chroma's client would wait for it without end."""
    _warn_when_public(server)
    try:
        answer = httpx.get(f"{address(server.url)}/api/v2/heartbeat", timeout=TIMEOUT_SECONDS)
        alive = answer.status_code == httpx.codes.OK and "nanosecond heartbeat" in answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError) as error:
        raise _away(server) from error
    if not alive:
        raise _away(server)


def _away(server: Server) -> ChromaAway:
    return ChromaAway(
        f"No Chroma server answers at {address(server.url)}: "
        "start it, or unset ASSISTANT_CHROMA_URL."
    )


def _warn_when_public(server: Server) -> None:
    try:
        found = socket.getaddrinfo(urlsplit(server.url).hostname, None)
    except OSError:
        return  # then it does not answer either
    for address_ in {str(entry[4][0]).partition("%")[0] for entry in found}:
        if ipaddress.ip_address(address_).is_global:
            _log.warning(
                "The Chroma server at %s has a public address. It asks nobody for a password: "
                "move it to this machine or a private network.",
                address(server.url),
            )
            return


@contextmanager
def _said_plainly(place: Path | Server) -> Iterator[None]:
    """What Chroma raises, as ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.TransportError as error:
        if isinstance(place, Path):
            raise
        raise _away(place) from error
    except (ChromaError, ValueError) as error:
        # A ValueError is how it says that a database cannot be opened.
        raise ChromaFailed(f"Chroma failed: {' '.join(str(error).split())}") from error


@contextmanager
def _closed_on_failure(client: "Client", place: Path | Server) -> Iterator[None]:
    try:
        yield
    except (ChromaAway, ChromaFailed):
        _close(client, place)
        raise
