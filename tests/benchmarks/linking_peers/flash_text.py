"""FlashText over the given labels, run by a Python that has it; prints one JSON object."""

import json
import re
import sys
import time
from pathlib import Path

from flashtext import KeywordProcessor

texts, labels = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
start = time.process_time()
processor = KeywordProcessor(case_sensitive=False)
for label, concept in labels:
    processor.add_keyword(label, concept)
built = time.process_time()
matches = sum(len(processor.extract_keywords(text)) for text in texts)
done = time.process_time()
# Not the resource module: what it tells begins with the memory of the parent process.
memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
print(json.dumps({"build": built - start, "run": done - built, "matches": matches, "memory": memory}))
