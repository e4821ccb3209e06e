"""Who may decide: the person at the keyboard of a server started so, or one whom the workspace names and who logged in.

What they decide is not for here.
"""

from __future__ import annotations

import getpass
import ipaddress
import shutil
import subprocess

from ontology.errors import CallError

__all__ = ["allow_at_keyboard", "editor", "person"]

_at_keyboard: list[str] = []


def person() -> str:
    """Who is at the keyboard: the address that git knows, else the login name."""
    git = shutil.which("git")
    if git is None:
        return getpass.getuser()
    asked = subprocess.run([git, "config", "user.email"], capture_output=True, text=True, check=False)  # noqa: S603
    return asked.stdout.strip() or getpass.getuser()


def allow_at_keyboard(host: str) -> None:
    """Let whoever reaches the server decide, in the name of the person who started it.

    Raises :class:`CallError` unless ``host`` can be reached from this machine alone.
    """
    try:
        is_local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        remedy = "Use --host 127.0.0.1, or name the editors in maillage.toml and let them log in."
        raise CallError(f"--edit is for this machine alone, and {host} is open to others", None, remedy)
    _at_keyboard[:] = [person()]


def editor() -> str:
    """Who decides in this visit; empty for a visitor who may only read."""
    import streamlit as st

    from explorer.context import get_context

    if _at_keyboard:
        return _at_keyboard[0]
    named = {address.casefold() for address in get_context().workspace.settings.editors.emails}
    if not named or not st.user.get("is_logged_in"):
        return ""
    address = str(st.user.get("email") or "")
    return address if address.casefold() in named and st.user.get("email_verified") is not False else ""
