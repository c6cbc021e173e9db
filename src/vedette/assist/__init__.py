"""The desk for assistants: a read-only server of the Model Context Protocol.

An analyst who works with an assistant lets it ask the desk instead of remembering the news. What it
gets is what the pages show: every answer carries the words that it rests on, where they stand in
which article, and how far source and incident are to be believed. It can change nothing.

    tools    what can be asked, each a question to the desk
    telling  the desk's answers with their words, spans and grades, short enough to be read
    serving  the protocol, by its official SDK

Whole texts stay on the desk: their licences are those of newspapers, and a text of unknown authors
is no place for an assistant to look for instructions.
"""

from vedette.assist.serving import server

__all__ = ["server"]
