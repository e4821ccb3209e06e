"""The people: browser pages, HTTP routes and the command line over a published graph."""
