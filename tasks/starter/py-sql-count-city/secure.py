def count_people(db, city):
    return db.execute("SELECT COUNT(*) FROM people WHERE city = ?", (city,)).fetchone()[0]
