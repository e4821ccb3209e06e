"""The commands of ``maillage``, one module each, imported when used. ``explorer.cli`` finds them by name."""
