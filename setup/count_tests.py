"""count_tests.py REPORT EXIT_CODE: prints `passed failed skipped` of a vitest JSON or a JUnit report.

A runner that ended with an error although no test failed (a file that did not load, say), or that ran nothing,
counts as one failure: absence is not success.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def count(text: str, exit_code: int) -> tuple[int, int, int]:
    if text.lstrip().startswith("{"):
        report = json.loads(text)
        passed, failed = report["numPassedTests"], report["numFailedTests"]
        skipped = report["numPendingTests"] + report.get("numTodoTests", 0)
        # A file that did not load has no tests that could fail.
        failed += sum(1 for file in report["testResults"] if file["status"] == "failed" and not file["assertionResults"])
    else:
        suites = list(ElementTree.fromstring(text).iter("testsuite"))
        total, failed, skipped = (sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "skipped"))
        failed += sum(int(suite.get("errors", 0)) for suite in suites)
        passed = total - failed - skipped
    if failed == 0 and (exit_code != 0 or passed == 0):
        failed = 1
    return passed, failed, skipped


if __name__ == "__main__":
    try:
        print(*count(Path(sys.argv[1]).read_text(), int(sys.argv[2])))
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        print(f"no report: {error}", file=sys.stderr)
        print("0 1 0")
