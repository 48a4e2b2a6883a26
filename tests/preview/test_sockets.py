"""The sockets that the preview listens at."""

import asyncio
import socket

from ssg.preview.sockets import open_sockets


def test_answers_do_not_wait_for_the_receipt_of_their_beginning() -> None:
    """Nagle's algorithm (RFC 896) would hold back the body of each answer for 40 ms."""

    async def sends_at_once(listening: socket.socket) -> bool:
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            answered.set_result(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        async with await asyncio.start_server(answer, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            writer.close()
            return await answered

    for listening in open_sockets("127.0.0.1", 0):
        assert asyncio.run(sends_at_once(listening))
