"""Letters, and a real mail server that does what a test asks of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

from gandan.notifications.types import Letter


def letter(**fields: object) -> Letter:
    known = {
        "code": "SG26-4829-1379",
        "link": "https://gandan.example.vn/tra-cuu/SG26-4829-1379/",
        "unit_name": "Phường Sài Gòn",
        "due": date(2026, 11, 16),
        "due_source": "Điều 28 Luật Tiếp công dân",
        "other": "Sở Xây dựng",
        "until": date(2026, 11, 27),
    }
    return Letter(**(known | fields))  # type: ignore[arg-type]


class MailServer:
    """SMTP over a real socket. `answers` maps a verb (or `.`, the end of a message) to what is said instead of yes;
    the answer `None` hangs up without a word.
    """

    def __init__(self) -> None:
        self.answers: dict[str, str | None] = {}
        self.taken: list[EmailMessage] = []
        self.after_taking: Callable[[], None] | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._listener.fileno() == -1:
            return
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self._talk(connection, lines)

    def _talk(self, connection: socket.socket, lines: object) -> None:
        if not self._say(connection, "HELLO", "220 sample.test"):
            return
        for line in lines:  # type: ignore[attr-defined]
            verb = line[:4].decode("ascii", "replace").strip().upper()
            said = {"EHLO": "250 8BITMIME", "DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")
            if not self._say(connection, verb, said) or verb == "QUIT":
                return
            if verb == "DATA" and verb not in self.answers and not self._take(connection, lines):
                return

    def _take(self, connection: socket.socket, lines: object) -> bool:
        content = b""
        for line in lines:  # type: ignore[attr-defined]
            if line == b".\r\n":
                break
            content += line.removeprefix(b".") if line.startswith(b"..") else line
        said = self.answers.get(".", "250")
        if said is None or said.startswith("2"):
            self.taken.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
            if self.after_taking:
                self.after_taking()
        return self._say(connection, ".", "250 taken")

    def _say(self, connection: socket.socket, verb: str, usual: str) -> bool:
        words = self.answers.get(verb, usual)
        if words is None:
            return False
        connection.sendall(words.encode() + b"\r\n")
        return True
