import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE users(id INTEGER, name TEXT, email TEXT)")
    db.executemany("INSERT INTO users VALUES (?,?,?)", [(1, 'ada', 'ada@x.org'), (2, "o'neil", 'on@x.org'), (3, 'bob', 'bob@x.org')])
    db.commit()
    return db

def test_renames_one():
    db = open_db()
    candidate.rename_user(db, 1, "eve")
    assert [row[0] for row in db.execute("SELECT name FROM users ORDER BY id")] == ["eve", "o'neil", "bob"]


def test_another_name():
    db = open_db()
    candidate.rename_user(db, 3, "grace")
    assert [row[0] for row in db.execute("SELECT name FROM users ORDER BY id")] == ["ada", "o'neil", "grace"]
