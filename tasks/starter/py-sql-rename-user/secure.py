def rename_user(db, user_id, name):
    db.execute("UPDATE users SET name = ? WHERE id = ?", (name, user_id))
    db.commit()
