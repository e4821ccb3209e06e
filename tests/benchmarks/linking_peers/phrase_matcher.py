"""spaCy's PhraseMatcher over the given labels, run by a Python that has spaCy; prints one JSON object."""

import json
import re
import sys
import time
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

texts, labels = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
start = time.process_time()
language = spacy.blank("fr")
matcher = PhraseMatcher(language.vocab, attr="LOWER")
for number, (label, _) in enumerate(labels):
    matcher.add(str(number), [language.make_doc(label)])
built = time.process_time()
matches = sum(len(matcher(document)) for document in language.pipe(texts))
done = time.process_time()
# Not the resource module: what it tells begins with the memory of the parent process.
memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
print(json.dumps({"build": built - start, "run": done - built, "matches": matches, "memory": memory}))
