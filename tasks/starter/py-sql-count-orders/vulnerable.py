def count_orders(db, customer):
    return db.execute(f"SELECT COUNT(*) FROM orders WHERE customer = '{customer}'").fetchone()[0]
