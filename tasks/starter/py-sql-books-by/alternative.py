def books_by(db, author):
    cursor = db.cursor()
    cursor.execute("SELECT id, title, author FROM books WHERE author = :author", {"author": author})
    return list(cursor)
