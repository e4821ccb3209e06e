"""Who is who: the names of actors, the registers that know them, and the resolution of names to one IRI."""
