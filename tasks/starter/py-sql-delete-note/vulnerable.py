def delete_note(db, owner, note_id):
    db.execute(f"DELETE FROM notes WHERE owner = '{owner}' AND id = {note_id}")
    db.commit()
