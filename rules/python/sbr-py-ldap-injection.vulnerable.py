import ldap


def find(connection, base, name):
    return connection.search_s(base, ldap.SCOPE_SUBTREE, "(uid=%s)" % name)


def find_formatted(connection, name):
    return connection.search_s("dc=site", ldap.SCOPE_SUBTREE, f"(uid={name})")


def find_joined(connection, name):
    return connection.search("dc=site", search_filter="(cn=" + name + ")")
