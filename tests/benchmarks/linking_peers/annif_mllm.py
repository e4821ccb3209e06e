"""Annif's MLLM over the given vocabulary, run by a Python that has Annif; prints one JSON object.

Arguments: texts and labels (JSON), vocabulary (Turtle), gold texts to train on (TSV). It cannot do without training,
which is not timed; its suggestions are, in one process.
"""

import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

texts_file, _, vocabulary, gold = (str(Path(name).resolve()) for name in sys.argv[1:5])
texts = json.loads(Path(texts_file).read_text(encoding="utf-8"))
os.chdir(tempfile.mkdtemp())
Path("projects.cfg").write_text(
    "[mllm]\nname=MLLM\nlanguage=fr\nbackend=mllm\nvocab=all\nanalyzer=snowball(french)\nlimit=100\n", encoding="utf-8"
)
import nltk  # noqa: E402
import nltk.tokenize  # noqa: E402
from annif import create_flask_app  # noqa: E402
from annif.corpus import Document, DocumentFileTSV  # noqa: E402
from annif.registry import get_project, get_vocab  # noqa: E402
from annif.vocab import VocabFileSKOS  # noqa: E402

try:
    nltk.data.find("tokenizers/punkt_tab")
except LookupError:  # No network here: sentences are cut at full stops, which is faster than NLTK's own way.
    nltk.download = lambda *_, **__: False
    nltk.tokenize.sent_tokenize = lambda text, *_: re.split(r"(?<=[.!?])\s+", text)

start = time.process_time()
with create_flask_app().app_context():
    get_vocab("all").load_vocabulary(VocabFileSKOS(vocabulary))
    project = get_project("mllm")
    project.train(DocumentFileTSV(gold, project.subjects, require_subjects=True), jobs=1)
    built = time.process_time()
    project.suggest([Document(text=texts[0])])
    begun = time.process_time()
    matches = sum(len(list(found)) for text in texts for found in project.suggest([Document(text=text)]))
    done = time.process_time()
# Not the resource module: what it tells begins with the memory of the parent process.
memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
print(json.dumps({"build": built - start, "run": done - begun, "matches": matches, "memory": memory}))
