def price_of(db, product):
    cursor = db.cursor()
    cursor.execute("SELECT price FROM products WHERE name = :name", {"name": product})
    (price,) = cursor.fetchone()
    return price
