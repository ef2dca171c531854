def tickets_with(connection, labels, owner=None):
    if not labels:
        return []
    names = ", ".join("'" + label.replace("'", "''") + "'" for label in labels)
    query = (
        "SELECT DISTINCT ticket.id FROM ticket JOIN label ON label.ticket_id = ticket.id "
        f"WHERE label.name IN ({names})"
    )
    if owner is not None:
        query += f" AND ticket.owner = '{owner}'"
    return [row[0] for row in connection.execute(query + " ORDER BY ticket.id")]
