"""The sources: how publications, events and partners become statements."""
