"""What pages show, as plain typed data over a store: things, their facts and links, evidence, neighbourhoods."""
