def books_by(db, author):
    return db.execute("SELECT * FROM books WHERE author = ?", (author,)).fetchall()
