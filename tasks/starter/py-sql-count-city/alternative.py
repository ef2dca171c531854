def count_people(db, city):
    cursor = db.cursor()
    cursor.execute("SELECT COUNT(id) FROM people WHERE city = :city", {"city": city})
    (count,) = cursor.fetchone()
    return count
