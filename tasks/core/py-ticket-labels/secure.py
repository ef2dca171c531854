import json

QUERY = """
    SELECT DISTINCT ticket.id FROM ticket JOIN label ON label.ticket_id = ticket.id
    WHERE label.name IN (SELECT value FROM json_each(?)) AND (? IS NULL OR ticket.owner = ?)
    ORDER BY ticket.id
"""


def tickets_with(connection, labels, owner=None):
    rows = connection.execute(QUERY, (json.dumps(list(labels)), owner, owner))
    return [row[0] for row in rows]
