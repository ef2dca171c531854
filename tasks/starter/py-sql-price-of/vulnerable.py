def price_of(db, product):
    return db.execute(f"SELECT price FROM products WHERE name = '{product}'").fetchone()[0]
