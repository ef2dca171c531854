def notes_of(db, owner):
    return db.execute("SELECT * FROM notes WHERE owner = ?", (owner,)).fetchall()
