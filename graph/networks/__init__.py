"""What the graph knows that no one document says: projections, measures, paths, likeness. Pages are not for here."""
