import json

from count_tests import count


def vitest(passed: int, failed: int, skipped: int, files: list[dict] | None = None) -> str:
    return json.dumps(
        {"numPassedTests": passed, "numFailedTests": failed, "numPendingTests": skipped, "testResults": files or []}
    )


def test_adds_up_a_vitest_report() -> None:
    assert count(vitest(5, 0, 2), 0) == (5, 0, 2)
    assert count(vitest(5, 1, 0), 1) == (5, 1, 0)


def test_a_file_that_did_not_load_is_a_failure() -> None:
    assert count(vitest(5, 0, 0, [{"status": "failed", "assertionResults": []}]), 1) == (5, 1, 0)


def test_a_runner_that_failed_or_ran_nothing_is_a_failure() -> None:
    assert count(vitest(5, 0, 0), 1) == (5, 1, 0)
    assert count(vitest(0, 0, 0), 0) == (0, 1, 0)


def test_adds_up_a_junit_report() -> None:
    text = '<testsuites><testsuite tests="6" failures="1" errors="1" skipped="1"/></testsuites>'
    assert count(text, 1) == (3, 2, 1)
