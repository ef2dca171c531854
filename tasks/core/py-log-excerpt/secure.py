import os
import subprocess


def excerpt(logs, query):
    path = os.path.join(logs, os.path.basename(query["log"]))
    if not os.path.isfile(path):
        return []
    first = int(query.get("from", "1"))
    last = query.get("to", "end")
    last = "$" if last == "end" else int(last)
    result = subprocess.run(["sed", "-n", f"{first},{last}p", path], capture_output=True, text=True, check=True)
    return result.stdout.splitlines()
