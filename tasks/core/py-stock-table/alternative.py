PAGE_SIZE = 10
COLUMNS = ("name", "price", "stock")
QUERY = """
    SELECT name, price, stock FROM goods
    ORDER BY
        CASE WHEN :direction = 'asc' THEN CASE :column WHEN 0 THEN name WHEN 1 THEN price ELSE stock END END,
        CASE WHEN :direction = 'desc' THEN CASE :column WHEN 0 THEN name WHEN 1 THEN price ELSE stock END END DESC,
        id
    LIMIT :size OFFSET :start
"""


def stock_page(connection, sort="name", direction="asc", page=1):
    values = {
        "column": COLUMNS.index(sort),
        "direction": direction,
        "size": PAGE_SIZE,
        "start": (int(page) - 1) * PAGE_SIZE,
    }
    return connection.execute(QUERY, values).fetchall()
