"""Warm Bandit: answers one JSON line for each JSON line on standard input.

Question: {"path": str, "code": base64}.  Answer: {"results": [...], "error": str | null} with results in
the form of Bandit's own JSON report.
"""

import base64
import io
import json
import logging
import resource
import sys

from bandit.core import config, constants, manager

# One file must not take the machine with it.
MAX_MEMORY_BYTES = 2 * 1024**3


def build_manager():
    """A manager without profile, all tests on, suppression comments ignored."""
    return manager.BanditManager(config.BanditConfig(), "file", ignore_nosec=True)


def scan(bandit_manager, path, content):
    """Findings of one file, or why it could not be scanned."""
    bandit_manager.results = []
    bandit_manager.skipped = []
    bandit_manager.scores = []
    bandit_manager.files_list = [path]
    bandit_manager._parse_file(path, io.BytesIO(content), [path])
    if bandit_manager.skipped:
        return {"results": [], "error": bandit_manager.skipped[0][1]}
    found = bandit_manager.get_issue_list(sev_level=constants.LOW, conf_level=constants.LOW)
    return {"results": [describe(one) for one in found], "error": None}


def describe(one):
    """One finding as Bandit's JSON report has it, without the code excerpt."""
    return {
        "filename": one.fname,
        "test_name": one.test,
        "test_id": one.test_id,
        "issue_severity": one.severity,
        "issue_cwe": one.cwe.as_dict() if one.cwe else {},
        "issue_confidence": one.confidence,
        "issue_text": one.text,
        "line_number": one.lineno,
        "line_range": one.linerange,
        "col_offset": one.col_offset,
        "end_col_offset": one.end_col_offset,
    }


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    logging.disable(logging.CRITICAL)
    answers = sys.stdout
    # Whatever a plug-in prints must not get into the answers.
    sys.stdout = sys.stderr
    bandit_manager = build_manager()
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = scan(bandit_manager, question["path"], base64.b64decode(question["code"]))
        except (RecursionError, MemoryError) as error:
            answer = {"results": [], "error": type(error).__name__}
            bandit_manager = build_manager()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
