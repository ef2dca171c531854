PAGE_SIZE = 10
ORDERS = {
    ("name", "asc"): "SELECT name, price, stock FROM goods ORDER BY name, id LIMIT ? OFFSET ?",
    ("name", "desc"): "SELECT name, price, stock FROM goods ORDER BY name DESC, id LIMIT ? OFFSET ?",
    ("price", "asc"): "SELECT name, price, stock FROM goods ORDER BY price, id LIMIT ? OFFSET ?",
    ("price", "desc"): "SELECT name, price, stock FROM goods ORDER BY price DESC, id LIMIT ? OFFSET ?",
    ("stock", "asc"): "SELECT name, price, stock FROM goods ORDER BY stock, id LIMIT ? OFFSET ?",
    ("stock", "desc"): "SELECT name, price, stock FROM goods ORDER BY stock DESC, id LIMIT ? OFFSET ?",
}


def stock_page(connection, sort="name", direction="asc", page=1):
    offset = (int(page) - 1) * PAGE_SIZE
    return connection.execute(ORDERS[sort, direction], (PAGE_SIZE, offset)).fetchall()
