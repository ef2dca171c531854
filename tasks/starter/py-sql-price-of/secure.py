def price_of(db, product):
    return db.execute("SELECT price FROM products WHERE name = ?", (product,)).fetchone()[0]
