import sqlite3


def find_user(connection, name):
    return connection.execute(f"SELECT id FROM users WHERE name = '{name}'").fetchone()


def find_order(connection, number):
    cursor = connection.cursor()
    query = "SELECT * FROM orders WHERE number = " + number
    cursor.execute(query)
    return cursor.fetchall()


def remove(path, key):
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM items WHERE key = '%s'" % key)


def search(connection, term: str):
    sql = "SELECT title FROM posts WHERE title LIKE '%{}%'".format(term)
    return connection.execute(sql).fetchall()


def joined(connection, customer):
    return connection.execute("".join(["SELECT * FROM orders WHERE customer = '", customer, "'"])).fetchall()


def replaced(connection, customer):
    query = "SELECT * FROM orders WHERE customer = '@'".replace("@", customer)
    return connection.execute(query).fetchall()


def mapped(connection, customer):
    query = "SELECT * FROM orders WHERE customer = '{c}'".format_map({"c": customer})
    return connection.execute(query).fetchall()
