import sqlite3
import candidate


def test_finds_events():
    log = candidate.EventLog(sqlite3.connect(":memory:"))
    log.add("acme-2", "Invoice 7 sent")
    log.add("acme-2", "Invoice 8 sent")
    log.add("birch", "Invoice 9 sent")
    assert log.search("acme-2", "invoice") == ["Invoice 7 sent", "Invoice 8 sent"]
    assert log.search("acme-2", "8") == ["Invoice 8 sent"]
