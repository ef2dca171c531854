class EventLog:
    def __init__(self, connection):
        self.connection = connection
        connection.execute("CREATE TABLE IF NOT EXISTS customer_table (number INTEGER PRIMARY KEY, customer TEXT UNIQUE)")

    def number_of(self, customer):
        query = "SELECT number FROM customer_table WHERE customer = ?"
        row = self.connection.execute(query, (customer,)).fetchone()
        return row and int(row[0])

    def add(self, customer, text):
        self.connection.execute("INSERT OR IGNORE INTO customer_table (customer) VALUES (?)", (customer,))
        table = "events_%d" % self.number_of(customer)
        self.connection.execute("CREATE TABLE IF NOT EXISTS " + table + " (id INTEGER PRIMARY KEY, text TEXT)")
        self.connection.execute("INSERT INTO " + table + " (text) VALUES (?)", (text,))

    def search(self, customer, part):
        number = self.number_of(customer)
        if number is None:
            return []
        texts = self.connection.execute("SELECT text FROM events_%d ORDER BY id" % number)
        return [text for (text,) in texts if part.casefold() in text.casefold()]

    def drop(self, customer):
        number = self.number_of(customer)
        if number is not None:
            self.connection.execute("DROP TABLE events_%d" % number)
            self.connection.execute("DELETE FROM customer_table WHERE number = ?", (number,))
