def rename_user(db, user_id, name):
    with db:
        db.execute("UPDATE users SET name = :name WHERE id = :id", {"name": name, "id": user_id})
