"""A wire that can be cut off without a sound: bytes go through until it is frozen, then nothing does, in no direction.

In: connections of a client, the port of a server. Out: the same bytes, or silence with both ends left open, as when a
router forgets a connection. It must never close a frozen connection by itself.
"""

from __future__ import annotations

import contextlib
import socket
import threading

_LOOK_SECONDS = 0.05


class Wire:
    """Listens on a port of its own and passes on to `target`, a port of this machine."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_LOOK_SECONDS)
        self.port: int = self._listener.getsockname()[1]
        self._frozen = threading.Event()
        self._freeze_new = threading.Event()
        self._closed = threading.Event()
        self._pipes: list[tuple[socket.socket, socket.socket, threading.Event]] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def freeze(self) -> None:
        """Silence all connections there are; new ones are not affected."""
        for _, _, frozen in list(self._pipes):
            frozen.set()

    def freeze_new(self, on: bool) -> None:
        """Silence every connection to come, right after its first answer (the handshake)."""
        if on:
            self._freeze_new.set()
        else:
            self._freeze_new.clear()

    def alive_ports(self) -> set[int]:
        """The ports by which the server knows the connections that are not frozen."""
        return {server.getsockname()[1] for _, server, frozen in list(self._pipes) if not frozen.is_set()}

    def cut(self) -> None:
        """End all connections with RST."""
        for client, server, _ in list(self._pipes):
            for end in (client, server):
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._closed.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()
        for client, server, _ in self._pipes:
            client.close()
            server.close()

    def _accept(self) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                frozen = threading.Event()
                for end in (client, server):
                    end.settimeout(_LOOK_SECONDS)
                self._pipes.append((client, server, frozen))
                answers = self._freeze_new.is_set()
                for source, sink, freezes in ((client, server, False), (server, client, answers)):
                    thread = threading.Thread(target=self._pass, args=(source, sink, frozen, freezes), daemon=True)
                    self._threads.append(thread)
                    thread.start()

    def _pass(self, source: socket.socket, sink: socket.socket, frozen: threading.Event, freezes: bool) -> None:
        while not self._closed.is_set() and not frozen.wait(0):
            try:
                data = source.recv(65536)
                if frozen.is_set():
                    return
                sink.sendall(data)
            except TimeoutError:
                continue
            except OSError:
                data = b""
            if not data:
                with contextlib.suppress(OSError):
                    sink.shutdown(socket.SHUT_WR)
                return
            if freezes:
                frozen.set()
