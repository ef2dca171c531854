def books_by(db, author):
    return db.execute(f"SELECT * FROM books WHERE author = '{author}'").fetchall()
