"""The graph in the formats that others read, one module a family. What is written to which file is not for here."""
