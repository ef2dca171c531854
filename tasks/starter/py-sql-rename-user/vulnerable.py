def rename_user(db, user_id, name):
    db.execute(f"UPDATE users SET name = '{name}' WHERE id = {user_id}")
    db.commit()
