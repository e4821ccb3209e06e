"""The words: what can be said in a Maillage graph. Vocabulary files, and the small modules that load them."""
