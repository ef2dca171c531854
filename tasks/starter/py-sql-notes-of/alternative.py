def notes_of(db, owner):
    cursor = db.cursor()
    cursor.execute("SELECT id, owner, text FROM notes WHERE owner = :owner", {"owner": owner})
    return list(cursor)
