import sqlite3

COLUMNS = {"name", "age"}


def find_user(connection, name):
    return connection.execute("SELECT id FROM users WHERE name = ?", (name,)).fetchone()


def find_order(connection, number):
    cursor = connection.cursor()
    query = "SELECT * FROM orders WHERE number = " + str(int(number))
    cursor.execute(query)
    return cursor.fetchall()


def remove(path, key):
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM items WHERE key = ?", (key,))


def search(connection, term: str):
    return connection.execute("SELECT title FROM posts WHERE title LIKE ?", (f"%{term}%",)).fetchall()


def sorted_by(connection, column):
    if column not in COLUMNS:
        raise ValueError("unknown column")
    return connection.execute(f"SELECT * FROM users ORDER BY {column}").fetchall()


def among(connection, ids):
    marks = ", ".join("?" for _ in ids)
    return connection.execute(f"SELECT * FROM orders WHERE id IN ({marks})", list(ids)).fetchall()


def many(connection, ids):
    marks = ",".join(["?"] * len(ids))
    return connection.execute("SELECT * FROM orders WHERE id IN (" + marks + ")", tuple(ids)).fetchall()


def topics_of(request, db, Topic):
    ids = request.args.getlist("id")
    title = request.args["title"]
    return db.session.execute(db.select(Topic).where(Topic.id.in_(ids)).where(Topic.title == title)).scalars().all()
