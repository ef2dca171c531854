import json
import os
import tempfile
import candidate


def test_counts_lines():
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "access.log"), "w") as file:
        file.write("GET /a\nPOST /a\nGET /b\nGET /a\n")
    message = json.dumps({"file": "access.log", "word": "GET", "top": 3})
    assert candidate.run_job(message, folder) == [(2, "GET /a"), (1, "GET /b")]
