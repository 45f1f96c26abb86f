"""Reading what can still be read of a damaged journal, page by page, without SQLite, and making a new one of it.

SQLite gives up at the first page it cannot use, and SQLCipher's connection with it. Every page has a code of its own
(an HMAC), so each can be proven and deciphered alone; a row is known by its shape, wherever the tree above it has gone.
"""
