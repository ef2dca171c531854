def notes_of(db, owner):
    return db.execute(f"SELECT * FROM notes WHERE owner = '{owner}'").fetchall()
