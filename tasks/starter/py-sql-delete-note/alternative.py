def delete_note(db, owner, note_id):
    with db:
        db.execute(
            "DELETE FROM notes WHERE owner = :owner AND id = :id",
            {"owner": owner, "id": note_id},
        )
