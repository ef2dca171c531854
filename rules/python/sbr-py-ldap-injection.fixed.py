import ldap
from ldap.filter import escape_filter_chars, filter_format


def find(connection, base, name):
    return connection.search_s(base, ldap.SCOPE_SUBTREE, "(uid=%s)" % escape_filter_chars(name))


def find_formatted(connection, name):
    safe = escape_filter_chars(name)
    return connection.search_s("dc=site", ldap.SCOPE_SUBTREE, f"(uid={safe})")


def find_by_template(connection, name):
    return connection.search_s("dc=site", ldap.SCOPE_SUBTREE, filter_format("(uid=%s)", [name]))
