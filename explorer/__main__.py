"""``python -m explorer`` is ``maillage``."""

from explorer.cli import main

main()
