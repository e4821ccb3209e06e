"""Who may decide: the person at the keyboard of a server started so, or one whom the workspace names and who logged in.

People log in with any OpenID Connect provider, which ``.streamlit/secrets.toml`` in the workspace describes under
``[auth]``. What they decide is not for here.
"""

from __future__ import annotations

import getpass
import ipaddress
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import CallError

__all__ = ["Visitor", "allow_at_keyboard", "log_in", "log_out", "person", "visitor"]

_at_keyboard: list[str] = []


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who visits: ``editor`` is the name under which they decide, empty for one who may only read.

    ``address`` is that of the person who logged in; ``may_log_in`` says whether the workspace names editors at all.
    """

    editor: str = ""
    address: str = ""
    may_log_in: bool = False


def person(folder: Path) -> str:
    """Who is at the keyboard: the address that git knows in the workspace's folder, else the login name."""
    git = shutil.which("git")
    if git is None:
        return getpass.getuser()
    asking = [git, "-C", str(folder), "config", "user.email"]
    asked = subprocess.run(asking, capture_output=True, text=True, check=False)  # noqa: S603
    return asked.stdout.strip() or getpass.getuser()


def allow_at_keyboard(host: str, folder: Path) -> None:
    """Let whoever reaches the server of the workspace in that folder decide, in the name of the person who started it.

    Raises :class:`CallError` unless ``host`` can be reached from this machine alone.
    """
    try:
        is_local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        remedy = "Use --host 127.0.0.1, or name the editors in maillage.toml and let them log in."
        raise CallError(f"--edit is for this machine alone, and {host} is open to others", None, remedy)
    _at_keyboard[:] = [person(folder)]


def visitor() -> Visitor:
    """Who makes this visit. An address that its provider says it has not verified decides nothing."""
    import streamlit as st

    from explorer.context import get_context

    if _at_keyboard:
        return Visitor(_at_keyboard[0])
    named = {address.casefold() for address in get_context().workspace.settings.editors.emails}
    if not named:
        return Visitor()
    if not st.user.get("is_logged_in"):
        return Visitor(may_log_in=True)
    address = str(st.user.get("email") or "")
    known = address.casefold() in named and st.user.get("email_verified") is not False
    return Visitor(address if known else "", address, may_log_in=True)


def log_in() -> None:
    """Send the visitor to the provider that the workspace's secrets describe.

    Raises :class:`CallError` when the provider is not described, or Authlib is not installed.
    """
    import streamlit as st
    from streamlit.errors import StreamlitAuthError

    try:
        st.login()
    except StreamlitAuthError as error:
        said = " ".join(str(error).split())
        remedy = "Run `make install`, and describe the provider under [auth] in .streamlit/secrets.toml."
        raise CallError(f"nobody can log in here ({said})", None, remedy) from error


def log_out() -> None:
    """End the visitor's session, with the provider too where it knows how."""
    import streamlit as st

    st.logout()
