# Runs PostgreSQL as its input orders, until that ends, and leaves nothing behind.
set -eu
if [ -z "${BASE:-}" ]; then
  BASE=${TMPDIR:-/tmp}
  # In memory where there is room.
  room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [ "${room:-0}" -gt 1000000 ]; then BASE=/dev/shm; fi
fi
dir=$(mktemp -d -p "$BASE")
server=

all() {
  # The server first, so that it starts no other process.
  echo "$server $(cat "/proc/$server/task/$server/children" 2>/dev/null || pgrep -P "$server" || :)"
}

end() {
  if [ -n "$server" ]; then
    kill -CONT $(all) 2>/dev/null || :
    kill "-$1" "$server" 2>/dev/null || :
    wait "$server" || :
    server=
  fi
}

start() {
  postgres -D "$dir/data" -k "$dir" -p "$PORT" -c listen_addresses=127.0.0.1 -c fsync=off -c autovacuum=off \
    $SETTINGS >>"$dir/log" 2>&1 </dev/null &
  server=$!
  until pg_isready -q -h "$dir" -p "$PORT"; do
    kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
    sleep 0.05
  done
}

trap 'end QUIT; rm -rf "$dir"' EXIT
trap '' INT HUP
initdb --pgdata "$dir/data" --username tests --auth trust --encoding UTF8 --locale C --no-sync \
  >"$dir/log" 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
while read -r order path; do
  case $order in
    start) start ;;
    fast) end INT ;;
    immediate) end QUIT ;;
    kill) processes=$(all); kill -KILL $processes || :; wait "$server" || :; server= ;;
    # The log goes on in a new file, for which there may be no room.
    switch) psql -qh "$dir" -p "$PORT" -U tests -c "SELECT pg_switch_wal()" postgres >>"$dir/log" 2>&1 || : ;;
    freeze) kill -STOP "$server"; kill -STOP $(all) ;;
    folder) mkdir -m 700 "$path" ;;
    thaw) kill -CONT $(all) ;;
  esac
  echo done
done
