ANYONE = "SELECT ticket.id FROM ticket JOIN label ON ticket_id = ticket.id WHERE label.name = ?"
OWNED = "SELECT ticket.id FROM ticket JOIN label ON ticket_id = ticket.id WHERE label.name = ? AND owner = ?"


def tickets_with(connection, labels, owner=None):
    found = set()
    for label in set(labels):
        if owner is None:
            rows = connection.execute(ANYONE, (label,))
        else:
            rows = connection.execute(OWNED, (label, owner))
        found.update(number for (number,) in rows)
    return sorted(found)
