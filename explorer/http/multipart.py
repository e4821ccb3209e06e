"""Reads the parts of a ``multipart/form-data`` body (RFC 7578). What they mean is not for here."""

from __future__ import annotations

from email.parser import BytesParser

from ontology.errors import CallError

__all__ = ["parts"]


def parts(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """The media type and the content of each part; raises :class:`CallError` for a body without parts.

    >>> body = b'--x\\r\\nContent-Type: text/turtle; charset=utf-8\\r\\n\\r\\n<a:a> <a:b> 1 .\\r\\n--x--\\r\\n'
    >>> parts('multipart/form-data; boundary=x', body)
    [('text/turtle', b'<a:a> <a:b> 1 .')]
    """
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser().parsebytes(head + body)  # the newer policies take headers apart, however deep
    found = [
        (part.get_content_type(), content)
        for part in message.walk()
        if not part.is_multipart() and isinstance(content := part.get_payload(decode=True), bytes)
    ]
    if not message.is_multipart() or not found:
        raise CallError("the form has no parts", remedy="Check its boundary.")
    return found
