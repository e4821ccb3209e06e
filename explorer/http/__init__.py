"""What programs ask over HTTP: the SPARQL protocol, linked data, dumps. Pages of the explorer are not for here."""
