def count_orders(db, customer):
    cursor = db.cursor()
    cursor.execute("SELECT COUNT(id) FROM orders WHERE customer = :customer", {"customer": customer})
    (count,) = cursor.fetchone()
    return count
