import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE notes(id INTEGER, owner TEXT, text TEXT)")
    db.executemany("INSERT INTO notes VALUES (?,?,?)", [(1, 'ada', 'buy milk'), (2, 'bob', 'call mum'), (3, 'ada', '50% off')])
    db.commit()
    return db


def test_deletes_one():
    db = open_db()
    candidate.delete_note(db, "ada", 1)
    assert [row[0] for row in db.execute("SELECT id FROM notes ORDER BY id")] == [2, 3]
