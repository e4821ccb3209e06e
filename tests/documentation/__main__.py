"""Writes ``docs/reference`` from the code and the ontology: ``make docs`` runs it."""

from __future__ import annotations

from tests.documentation.reference import FOLDER, pages


def main() -> None:
    """Write every page, and take away those that are no longer made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    print(f"docs/reference: {len(made)} pages")


if __name__ == "__main__":
    main()
