"""The Reconciliation Service API 0.2: a spreadsheet's cells matched to things, its rows extended.

Searching by name is done by the label index; people who search are not served from here.
"""
