import sqlite3
import candidate


def make(tickets):
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE ticket(id INTEGER, title, owner); CREATE TABLE label(ticket_id, name)")
    for number, owner, labels in tickets:
        connection.execute("INSERT INTO ticket VALUES (?, ?, ?)", (number, "t", owner))
        connection.executemany("INSERT INTO label VALUES (?, ?)", [(number, name) for name in labels])
    return connection


def test_no_label():
    connection = make([(1, "ann", ["bug"]), (2, "ann", [])])
    assert candidate.tickets_with(connection, ["bug"]) == [1]
    assert candidate.tickets_with(connection, []) == []
    assert candidate.tickets_with(connection, [], "ann") == []


def test_every_character():
    names = ["won't fix", 'say "hi"', "a,b", "50%", "c:\\x", "naïve", "?", ":x"]
    connection = make([(number, "ann", [name]) for number, name in enumerate(names)] + [(99, "ann", ["bug"])])
    for number, name in enumerate(names):
        assert candidate.tickets_with(connection, [name]) == [number], name
    assert candidate.tickets_with(connection, names, "ann") == list(range(len(names)))


def test_each_ticket_once():
    connection = make([(7, "ann", ["a", "b"]), (3, "bob", ["b"]), (5, "bob", ["c"])])
    assert candidate.tickets_with(connection, ["b", "a", "a"]) == [3, 7]
    assert candidate.tickets_with(connection, ["b", "c"], "bob") == [3, 5]
    assert candidate.tickets_with(connection, ["a"], "bob") == []


def test_case_matters():
    connection = make([(1, "ann", ["Bug"]), (2, "ann", ["bug"])])
    assert candidate.tickets_with(connection, ["bug"]) == [2]
    assert candidate.tickets_with(connection, ["bug", "Bug"]) == [1, 2]
