"""The store: where the graph is kept, asked, checked and published."""
