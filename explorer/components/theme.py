"""The visual identity as options of Streamlit, light and dark: paper and ink, one teal accent, serif titles.

What cannot be said as an option is in ``assets/maillage.css``.
"""

from __future__ import annotations

__all__ = ["OPTIONS"]

_SHARED: dict[str, object] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.codeFont": "monospace",
    "theme.baseFontSize": 16,
    "theme.baseRadius": "6px",
    "theme.buttonRadius": "6px",
    "theme.linkUnderline": True,
}
_LIGHT = {
    "primaryColor": "#0B6B63",
    "backgroundColor": "#FBFAF6",
    "secondaryBackgroundColor": "#F1EEE6",
    "textColor": "#1D2730",
    "linkColor": "#0B6B63",
    "borderColor": "#DDD8CB",
    "codeBackgroundColor": "#F4F1EA",
}
_DARK = {
    "primaryColor": "#1B7F75",
    "backgroundColor": "#14191D",
    "secondaryBackgroundColor": "#1E252A",
    "textColor": "#E9E6DF",
    "linkColor": "#6FD0C3",
    "borderColor": "#39424A",
    "codeBackgroundColor": "#1A2025",
}

OPTIONS: dict[str, object] = {
    **_SHARED,
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": False,
    "ui.hideTopBar": True,
}
"""Streamlit's options by name, to be set before the application is made."""
