import sqlite3
import candidate


def test_finds_tickets():
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE ticket(id INTEGER, title, owner); CREATE TABLE label(ticket_id, name)")
    connection.executemany("INSERT INTO ticket VALUES (?, ?, ?)", [(1, "a", "ann"), (2, "b", "bob"), (3, "c", "ann")])
    connection.executemany("INSERT INTO label VALUES (?, ?)", [(1, "bug"), (2, "bug"), (3, "idea"), (3, "bug")])
    assert candidate.tickets_with(connection, ["bug", "idea"]) == [1, 2, 3]
    assert candidate.tickets_with(connection, ["idea"]) == [3]
    assert candidate.tickets_with(connection, ["bug"], "ann") == [1, 3]
