# What a person sees of the set-up: lines on stderr, a live line on a terminal, causes instead of logs.

say() {
  if [ -t 2 ]; then printf '\r\033[K%s\n' "$*" >&2; else printf '%s\n' "$*" >&2; fi
}

# fail CAUSE NEXT: ends the set-up (or its lane) with what happened and what to do.
fail() {
  say "set-up: $1"
  say "  next: $2"
  exit 2
}

free_kilobytes() { df -Pk "$tools" | tail -1 | awk '{print $4}'; }

size_of() { du -sh "$1" 2>/dev/null | cut -f1; }

# Bytes on disk of what is being fetched right now.
fetched_bytes() {
  local sum
  sum=$(du -scb "$tools"/cache "$tools"/*.partial 2>/dev/null | tail -1 | cut -f1) || true
  printf '%s' "${sum:-0}"
}

# show_progress PID…: until these end, says which parts run, since when and at which rate: every two
# seconds in place on a terminal, every twenty as plain lines elsewhere.
show_progress() {
  local every=20 before now bytes rate names count started tick=0
  if [ -t 2 ]; then every=2; fi
  before=$(fetched_bytes)
  started=$(date +%s)
  while any_alive "$@"; do
    sleep 1
    tick=$((tick + 1))
    [ $((tick % every)) = 0 ] || continue
    now=$(fetched_bytes)
    rate=$(((now - before) / every))
    if [ "$rate" -lt 0 ]; then rate=0; fi
    before=$now
    names=$(cd "$tools/stamps" && ls -- *.running 2>/dev/null | sed 's/\.running//' | paste -sd' ' -) || true
    count=$(find "$tools/stamps" -name '*.key' | wc -l)
    bytes="$((now / 1000000)) MB, $((rate / 1000000)).$((rate % 1000000 / 100000)) MB/s"
    names="  $count of ${#ALL_PARTS[@]} parts; at work: ${names:-…}; $bytes; $(($(date +%s) - started)) s"
    if [ -t 2 ]; then printf '\r\033[K%s' "$names" >&2; else printf '%s\n' "$names" >&2; fi
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

any_alive() {
  local pid
  for pid in "$@"; do if kill -0 "$pid" 2>/dev/null; then return 0; fi; done
  return 1
}

# explain PART LOG: turns the log of a failed part into its cause and the next step.
explain() {
  local part=$1 log=$2 last
  last=$(grep -v '^[[:space:]]*$' "$log" | tail -4 | cut -c1-300 | sed 's#://[^/@ ]*@#://***@#g' | sed 's/^/    /') || true
  # On a full disk the log itself may be empty.
  if grep -qiE 'ENOSPC|EDQUOT|No space left|Disk quota' "$log" || [ "$(free_kilobytes)" -lt 20000 ]; then
    fail "$part: the disk is full ($(df -h "$tools" | tail -1 | awk '{print $4}') left)" \
      "Free about 8 GB on the disk of $root, then run the same command again; it goes on from here."
  elif grep -qiE 'EINTEGRITY|hash mismatch|DO NOT MATCH THE HASHES|sha256 of' "$log"; then
    fail "$part: what the registry sent is not what the lock file says (hash mismatch)
$last" "Run it again; if it stays, the registry or a proxy changes files: check \`npm config get registry\` and pip's index-url."
  elif grep -qiE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|dns error|error sending request|Failed to fetch|Connection refused|NewConnectionError|Name or service not known|Temporary failure in name|timed out|certificate|No matching distribution' "$log"; then
    fail "$part: no connection to the registry
$last" "Check the network, and that npm (\`npm config get registry\`) and pip (\`pip config list\`) name a registry you can reach; then run the same command again."
  fi
  fail "$part failed; the whole log is .sbr/logs/$part.log
$last" "Run the same command again; if it stays, read that log."
}
