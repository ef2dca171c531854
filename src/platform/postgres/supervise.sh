#!/bin/sh
# Runs one PostgreSQL server and ends it once nobody uses it: the users themselves may have been killed.
# A user is a client connection; each sbr process keeps one open with the shared lease lock, which the
# kernel closes whatever ends the process. The exclusive lock and the signal happen in one session, so
# that nobody can attach in between: who waits for the lock loses the connection and starts a new server.
# usage: supervise.sh BIN DATA SOCKET_FOLDER PORT LEASE_KEY IDLE_SECONDS
set -u
bin=$1 data=$2 socket=$3 port=$4 lease=$5 idle=$6

"$bin/postgres" -D "$data" -k "$socket" -p "$port" \
  -c listen_addresses= -c unix_socket_permissions=0700 -c max_connections=100 -c fsync=on \
  -c log_min_error_statement=panic -c log_error_verbosity=terse &
server=$!
trap 'kill -INT $server 2>/dev/null' TERM INT

(
  export SERVER=$server
  while sleep "$idle" && kill -0 "$server" 2>/dev/null; do
    printf '%s\n' \
      "SELECT count(*) = 0 AND pg_try_advisory_lock($lease) AS idle FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() \\gset" \
      '\if :idle' '\! kill -INT "$SERVER"' '\endif' |
      "$bin/psql" -X -q -w -h "$socket" -p "$port" -U postgres -d postgres >/dev/null 2>&1
  done
) &
watcher=$!
wait $server
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
