"""A way to a server that breaks: a relay on loopback that cuts all connections after some bytes."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Relay:
    """Passes bytes on to a port of this machine; `cut_after` bytes sent by clients, it breaks.

    While it is broken it takes connections and ends them at once, as a server does that is killed
    and has a supervisor. `heal` makes it whole.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._left: int | None = None
        self._open: set[socket.socket] = set()
        self.passed = 0
        """How many bytes clients have sent."""
        threading.Thread(target=self._listen, daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Break after `count` more bytes of clients."""
        with self._lock:
            self._left = count

    def heal(self) -> None:
        """Pass everything on again."""
        with self._lock:
            self._left = None

    def close(self) -> None:
        """End all connections and listen no longer."""
        self._listener.close()
        self._break()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            if self._left is not None and self._left <= 0:
                return
            with socket.create_connection(("127.0.0.1", self._to)) as server:
                for connection in (client, server):
                    # Else small packets wait for each other, as they do on no real way.
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._open |= {client, server}
                back = threading.Thread(target=self._pass_back, args=(server, client), daemon=True)
                back.start()
                self._pass_on(client, server)
                back.join()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        while content := client.recv(16_384):
            with self._lock:
                self.passed += len(content)
                if self._left is not None:
                    content = content[: max(0, self._left)]
                    self._left -= len(content)
                is_broken = self._left is not None and self._left <= 0
            with contextlib.suppress(OSError):
                server.sendall(content)
            if is_broken:
                self._break()
                return
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _pass_back(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := server.recv(65_536):
                client.sendall(content)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_WR)

    def _break(self) -> None:
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def relay_to(port: int) -> Iterator[Relay]:
    """Yield a relay to `port`."""
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()
