import re


class EventLog:
    def __init__(self, connection):
        self.connection = connection

    def table_of(self, customer):
        if not re.fullmatch(r"[a-z0-9-]{1,60}", customer):
            raise ValueError(f"{customer!r} is not the name of a customer")
        return f'"events_{customer}"'

    def exists(self, customer):
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self.connection.execute(query, (f"events_{customer}",)).fetchone() is not None

    def add(self, customer, text):
        table = self.table_of(customer)
        self.connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, text TEXT)")
        self.connection.execute(f"INSERT INTO {table} (text) VALUES (?)", (text,))

    def search(self, customer, part):
        table = self.table_of(customer)
        if not self.exists(customer):
            return []
        query = f"SELECT text FROM {table} WHERE instr(lower(text), lower(?)) ORDER BY id"
        return [row[0] for row in self.connection.execute(query, (part,))]

    def drop(self, customer):
        self.connection.execute(f"DROP TABLE IF EXISTS {self.table_of(customer)}")
