"""The words: what can be said in a Maillage graph. Vocabulary files, and the small modules that load them."""

from pathlib import Path

__all__ = ["vocabulary_files"]


def vocabulary_files() -> dict[str, Path]:
    """The Turtle files that come with Maillage, by name, in the order in which they are to be read.

    >>> list(vocabulary_files())
    ['core', 'kinds', 'concepts', 'shapes']
    """
    folder = Path(__file__).parent
    return {name: folder / f"{name}.ttl" for name in ("core", "kinds", "concepts", "shapes")}
