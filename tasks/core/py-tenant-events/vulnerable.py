import sqlite3


class EventLog:
    def __init__(self, connection):
        self.connection = connection

    def add(self, customer, text):
        table = f'"events_{customer}"'
        self.connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, text TEXT)")
        self.connection.execute(f"INSERT INTO {table} (text) VALUES (?)", (text,))

    def search(self, customer, part):
        query = f'SELECT text FROM "events_{customer}" WHERE instr(lower(text), lower(?)) ORDER BY id'
        try:
            return [row[0] for row in self.connection.execute(query, (part,))]
        except sqlite3.OperationalError:
            return []

    def drop(self, customer):
        self.connection.executescript(f'DROP TABLE IF EXISTS "events_{customer}"')
