PAGE_SIZE = 10


def stock_page(connection, sort="name", direction="asc", page=1):
    offset = (int(page) - 1) * PAGE_SIZE
    query = (
        f"SELECT name, price, stock FROM goods "
        f"ORDER BY {sort} {direction}, id LIMIT {PAGE_SIZE} OFFSET {offset}"
    )
    return connection.execute(query).fetchall()
