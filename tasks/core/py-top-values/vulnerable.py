import json
import os
import subprocess


def run_job(message, folder):
    job = json.loads(message)
    path = os.path.join(folder, job["file"])
    word = job.get("word", "")
    command = f"grep -F -e '{word}' '{path}' | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k1,1nr -s | head -n {job['top']}"
    output = subprocess.run(command, shell=True, capture_output=True, text=True).stdout
    result = []
    for row in output.splitlines():
        count, line = row.lstrip().split(" ", 1)
        result.append((int(count), line))
    return result
