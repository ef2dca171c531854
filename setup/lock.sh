# One set-up at a time in one project folder.

# Takes the lock, or says who has it. A killed set-up may leave npm or uv at work with the lock in their
# hands: nobody waits for what they do, so they are ended by that very mark.
lock_setup() {
  local owner
  exec 9>>"$tools/setup.lock"
  if ! flock -n 9; then
    owner=$(cat "$tools/setup.pid" 2>/dev/null || true)
    if [ -n "$owner" ] && grep -qs setup.sh "/proc/$owner/cmdline"; then
      fail "another set-up of this folder is running (process $owner)" "Wait until it is done, then run the same command again."
    fi
    end_orphans
    flock -w 10 9 || fail "the lock $tools/setup.lock is held by another process" "End it, then run the same command again."
  fi
  echo $$ >"$tools/setup.pid"
  rm -rf "$tools"/*.partial "$tools"/*.old "$tools"/stamps/*.running
}

# The shells first: one whose npm is killed below it would report a failed part.
end_orphans() {
  local process lock pass
  lock=$(readlink -f "$tools/setup.lock")
  for pass in setup.sh ""; do
    for process in /proc/[0-9]*; do
      if [ "${process#/proc/}" != $$ ] && [ "$(readlink "$process/fd/9" 2>/dev/null)" = "$lock" ] &&
        grep -qs -- "$pass" "$process/cmdline"; then
        kill -KILL "${process#/proc/}" 2>/dev/null || true
      fi
    done
  done
}

# Ends what runs below this set-up, known by the same mark.
stop_lanes() {
  say "set-up: interrupted; the same command again goes on from here"
  end_orphans
}
