import os
import subprocess


def excerpt(logs, query):
    path = os.path.join(logs, query["log"])
    if not os.path.exists(path):
        return []
    first = query.get("from", "1")
    last = query.get("to", "end").replace("end", "$")
    result = subprocess.run(f"sed -n '{first},{last}p' '{path}'", shell=True, capture_output=True, text=True)
    return result.stdout.splitlines()
