import json
import os
import subprocess

BYTES = {**os.environ, "LC_ALL": "C"}


def run_job(message, folder):
    job = json.loads(message)
    path = os.path.join(folder, os.path.basename(job["file"]))
    steps = [
        ["grep", "-F", "-e", job.get("word", ""), "--", path],
        ["sort"],
        ["uniq", "-c"],
        ["sort", "-k1,1nr", "-s"],
        ["head", "-n", str(int(job["top"]))],
    ]
    source = None
    for step in steps:
        process = subprocess.Popen(step, stdin=source, stdout=subprocess.PIPE, env=BYTES)
        if source:
            source.close()
        source = process.stdout
    output = source.read().decode()
    rows = (row.lstrip().split(" ", 1) for row in output.splitlines())
    return [(int(count), line) for count, line in rows]
