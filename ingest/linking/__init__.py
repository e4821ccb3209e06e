"""Concepts in text: mentions with their evidence, and the subjects that they make."""
