"""A registry on this machine: answers by path over HTTP, in order, and remembers what was asked."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Reply:
    """One answer: its status, its body, headers, and how many seconds it takes.

    With `pieces` they follow the headers one by one, without a length, until the client has gone.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    pieces: Callable[[], Iterable[bytes]] | None = None


@dataclass(frozen=True)
class Asked:
    """One request: its path without the prefix, its parameters and headers."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]


Answer = Reply | Callable[[Asked], Reply]


class FakeRegistry:
    """Answers that tests lay down by path; the last one of a path is given again and again."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self._at_once = 0
        self._lock = threading.Lock()

    def on(self, path: str, *answers: Answer) -> None:
        """Lay down what is answered under a path, in order."""
        self._answers[path] = list(answers)

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [one.path for one in self.asked]

    def answer(self, asked: Asked) -> Reply:
        """Return the next answer under a path; 404 where none was laid down."""
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            laid = self._answers.get(asked.path)
            chosen = None if not laid else laid.pop(0) if len(laid) > 1 else laid[0]
        try:
            if chosen is None:
                return Reply(404, b"Resource not found.", {"Content-Type": "text/plain"})
            reply = chosen if isinstance(chosen, Reply) else chosen(asked)
            time.sleep(reply.seconds)
            return reply
        finally:
            with self._lock:
                self._at_once -= 1


@contextmanager
def served(registry: FakeRegistry) -> Iterator[FakeRegistry]:
    """Serve a registry on a free port while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            params = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            path = unquote(parts.path).lstrip("/")
            reply = registry.answer(Asked(path, params, dict(self.headers)))
            try:
                self.reply(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client gave up waiting

        def reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.pieces:
                self.send_header("Connection", "close")
            elif "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            for piece in reply.pieces() if reply.pieces else ():
                self.wfile.write(piece)

        def log_message(self, *_: Any) -> None:
            """Be silent: silence is a test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    registry.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield registry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def json_reply(value: Any, **headers: str) -> Reply:
    """Return a value as JSON."""
    return Reply(200, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


def work_reply(work: Mapping[str, Any]) -> Reply:
    """Return a work as Crossref's singleton."""
    return json_reply({"status": "ok", "message-type": "work", "message": work})


def list_reply(*works: Mapping[str, Any]) -> Reply:
    """Return works as Crossref's list."""
    message = {"total-results": len(works), "items": list(works)}
    return json_reply({"status": "ok", "message-type": "work-list", "message": message})


def ids_reply(*pmids: str) -> Reply:
    """Return what ESearch answers."""
    result = {"count": str(len(pmids)), "retmax": "5", "retstart": "0", "idlist": list(pmids)}
    return json_reply({"header": {"type": "esearch"}, "esearchresult": result})


def xml_reply(*articles: str) -> Reply:
    """Return articles as EFetch does, with the DTD that it names."""
    return Reply(200, article_set(*articles), {"Content-Type": "text/xml"})


def article_set(*articles: str) -> bytes:
    """Return a set of articles as XML."""
    head = (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
        '"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    )
    return f"{head}<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()
