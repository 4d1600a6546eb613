"""MTProto without input or output: bytes in, events out.

Nothing here knows a socket, a clock or a database. The law of this package: no asyncio, no socket, no time,
no asyncpg, and of ours only `kernel`.
"""
