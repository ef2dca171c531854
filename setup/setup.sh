#!/usr/bin/env bash
# Fetches everything the project needs into .sbr/, each part from its lock with hashes. A part that is
# complete and whose lock did not change is left alone, so the second run takes a second. Every part is
# built beside its place and renamed: a run may be killed at any point and started again.
#
# Needs bash, coreutils, flock, python3 ≥ 3.11 and npm. Registries are the ones npm and pip are configured
# with. Exit codes: 0 all there; 2 something failed, with its cause and what to do on stderr.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
tools="$root/.sbr"
source "$root/setup/report.sh"
source "$root/setup/machine.sh"
source "$root/setup/lock.sh"
source "$root/setup/parts.sh"

find_python
find_node
if all_parts_fresh; then
  link_node_modules
  exit 0
fi
mkdir -p "$tools/stamps" "$tools/logs"
lock_setup
require_space
began=$(date +%s)
say "Setting up in .sbr/ (about 8 GB at its peak, 7 GB in the end; minutes, by your connection)"
read_python_index

run_lane node npm engines inference &
lanes=($!)
run_lane uv assets python trainer &
lanes+=($!)
trap 'stop_lanes; exit 130' INT TERM
show_progress "${lanes[@]}"
failed=0
for lane in "${lanes[@]}"; do wait "$lane" || failed=1; done
[ "$failed" = 0 ] || exit 2

link_node_modules
"$python" "$root/setup/record.py" "$root" "$python_index_name"
rm -rf "$tools/cache"
say "Set-up complete in $(($(date +%s) - began)) s, $(size_of "$tools")"
