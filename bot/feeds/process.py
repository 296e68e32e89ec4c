"""Work on foreign documents in a process of its own, killed when it takes too long.

Comes in: a document. Goes out: what the other side makes of it, or None when it failed, took more than a second of
CPU or too much memory. Must never let a document stop the main process: the libraries that read them hold the
interpreter lock for as long as they work, and seconds are enough to miss what Slack expects within three.

The process starts with the first document, not by `fork`, imports one module, and is asked one document at a time.
Both sides speak lengths and bytes: nothing that comes back can be code. The clock that kills is the system's:
`ITIMER_PROF` counts CPU, and its signal ends the process even inside one long regular expression.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from threading import Lock
from typing import IO

CPU_SECONDS = 1.0
WALL_SECONDS = 10.0
"""For a machine so busy that a second of CPU takes longer."""
MOST_MEMORY = 768 * 1024 * 1024

_LENGTH = 8
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import serve; serve()"


class Process:
    """One process that runs a module's `serve`. Safe to share between threads, which then take turns."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, document: bytes) -> bytes | None:
        """What the other side makes of it; after a failure the next document gets a new process."""
        with self._lock:
            answer = self._ask(document)
            if answer is None:
                self._end()
            return answer

    def close(self) -> None:
        """End it; a later question starts another."""
        with self._lock:
            self._end()

    def _ask(self, document: bytes) -> bytes | None:
        process = self._process = self._process or _started(self._module)
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(len(document).to_bytes(_LENGTH) + document)
            process.stdin.flush()
        except OSError:
            return None
        until = time.monotonic() + WALL_SECONDS
        length = _received(process.stdout, _LENGTH, until)
        return _received(process.stdout, int.from_bytes(length), until) if length else None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def serve(answer: Callable[[bytes], bytes]) -> None:
    """The other side: answer documents until nobody asks any more."""
    _limit_memory()
    while length := sys.stdin.buffer.read(_LENGTH):
        document = sys.stdin.buffer.read(int.from_bytes(length))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        said = answer(document)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.buffer.write(len(said).to_bytes(_LENGTH) + said)
        sys.stdout.buffer.flush()


def _started(module: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _START.format(module=module), str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # an interrupt at the terminal is for the main process, which closes this one
    )


def _received(stream: IO[bytes], size: int, until: float) -> bytes | None:
    """Exactly `size` bytes, or None when the other side ended or the time is over."""
    pieces: list[bytes] = []
    with DefaultSelector() as selector:
        selector.register(stream, EVENT_READ)
        while size > 0:
            if not selector.select(max(0.0, until - time.monotonic())):
                return None
            piece = stream.read1(size)  # type: ignore[attr-defined]  # a pipe of Popen is buffered
            if not piece:
                return None
            pieces.append(piece)
            size -= len(piece)
    return b"".join(pieces)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where only the clocks limit the process
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
