"""Bibliographies as libraries, archives and catalogues export them: a module a format, one way to build the record."""
