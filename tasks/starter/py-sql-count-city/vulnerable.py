def count_people(db, city):
    return db.execute(f"SELECT COUNT(*) FROM people WHERE city = '{city}'").fetchone()[0]
