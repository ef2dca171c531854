import itertools
import json
import os
import subprocess
import tempfile


def run_program(arguments, source):
    target = tempfile.TemporaryFile()
    subprocess.run(arguments, stdin=source, stdout=target, env={"PATH": os.defpath, "LC_ALL": "C"})
    target.seek(0)
    return target


def run_job(message, folder):
    job = json.loads(message)
    with open(os.path.join(folder, os.path.basename(job["file"])), "rb") as log:
        found = run_program(["grep", "--fixed-strings", f"--regexp={job.get('word', '')}"], log)
    ordered = run_program(["sort"], found)
    counted = run_program(["uniq", "--count"], ordered)
    ranked = run_program(["sort", "--stable", "--key=1,1nr"], counted)
    result = []
    for row in itertools.islice(ranked, int(job["top"])):
        count, line = row.decode().rstrip("\n").lstrip().split(" ", 1)
        result.append((int(count), line))
    return result
