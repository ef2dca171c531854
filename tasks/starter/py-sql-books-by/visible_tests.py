import sqlite3
import candidate

def open_db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE books(id INTEGER, title TEXT, author TEXT)")
    db.executemany("INSERT INTO books VALUES (?,?,?)", [(1, 'Emma', 'Austen'), (2, 'Ulysses', 'Joyce'), (3, 'Persuasion', 'Austen')])
    db.commit()
    return db


def test_lists():
    assert [row[0] for row in candidate.books_by(open_db(), "Austen")] == [1, 3]
