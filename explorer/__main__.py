"""The program ``maillage``, also as ``python -m explorer``: Ctrl-C ends it without a trace from its first line on.

What it does is in ``explorer.cli``, which takes Ctrl-C over once it is imported.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from explorer.cli import main

if __name__ == "__main__":
    main()
