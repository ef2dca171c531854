def find_user(db, name):
    cursor = db.cursor()
    cursor.execute("SELECT id, name, email FROM users WHERE name = :name LIMIT 1", {"name": name})
    return next(cursor, None)
