#!/bin/sh
#
# How long reports of many users take beside the sqlite3 shell, on this machine:
#
#     src/bench/report.sh [ROWS [ROUNDS]]        default: 5000000 rows, 5 rounds
#
# Needs the packaged program (./mvnw -q package -DskipTests), the sqlite3 shell and GNU time. Both write the
# same SELECT to a file, taking turns; start-up is in the figures. Ratios below 1 are quicker than the shell.
#
# ROLLCALL_JAVA_OPTS  options for Java (default: -Xmx64m)
# BENCH_FOLDER        where the database is made, about 70 MB per million rows (default: a temporary folder)

set -eu

rows=${1:-5000000}
rounds=${2:-5}
project=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
rollcall=$project/target/rollcall/bin/rollcall
export ROLLCALL_JAVA_OPTS="${ROLLCALL_JAVA_OPTS:--Xmx64m}"

[ -x "$rollcall" ] || { echo "first: ./mvnw -q package -DskipTests" >&2; exit 1; }
command -v sqlite3 >/dev/null || { echo "there is no sqlite3 shell" >&2; exit 1; }
[ -x /usr/bin/time ] || { echo "there is no /usr/bin/time" >&2; exit 1; }

if [ -n "${BENCH_FOLDER:-}" ]; then
  mkdir -p "$BENCH_FOLDER"
  work=$BENCH_FOLDER
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
cd "$work"

# One user by import, so that the schema is the program's own; the others by SQL, which is quicker.
database=users-$rows.db
if [ ! -e "$database" ]; then
  echo "making $rows users" >&2
  printf 'username\nfirst\n' >first.csv
  "$rollcall" import first.csv --db "$database" --quiet
  sqlite3 "$database" "
    with recursive n(i) as (select 1 union all select i + 1 from n where i < $rows - 1)
    insert into users
    select i + 1, printf('user.%09d', i * 7919 % 1000000007),
      case when i % 9 = 0 then null else printf('user.%09d@example.com', i * 7919 % 1000000007) end, i % 10
    from n"
fi

# Seconds and resident kilobytes of a command, into the file of that name; what it writes goes to "out".
timed() {
  name=$1
  shift
  /usr/bin/time -f '%e %M' -o measured "$@" >out
  cat measured >>"$name"
}

query='select id, username, email, level from users order by id'
sorted='select id, username, email, level from users order by level, id'
echo "$sorted" >sorted.sql
rm -f shell csv jsonl shell-sorted sorted
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "round $round" >&2
  timed shell sqlite3 -csv -header "$database" "$query"
  timed csv "$rollcall" report users --db "$database" --no-progress
  timed jsonl "$rollcall" report users --db "$database" --no-progress --format jsonl
  timed shell-sorted sqlite3 -csv -header "$database" "$sorted"
  timed sorted "$rollcall" report --sql sorted.sql --db "$database" --no-progress
done

median() {
  sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# The median of the ratios of each round, not the ratio of medians: what disturbs one disturbs its neighbour.
show() {
  ratio=$(paste -d ' ' "$2" "$3" | awk '{ print $1 / $3 }' | median)
  printf '%-28s %6.2f s  %6.2f of %s  %5.0f MB\n' \
    "$1" "$(median <"$2")" "$ratio" "$4" "$(awk '{ print $2 / 1024 }' "$2" | median)"
}

printf '%s rows, median of %s rounds\n' "$rows" "$rounds"
printf '%-28s %6.2f s\n' 'sqlite3 -csv -header' "$(median <shell)"
show 'report users, CSV' csv shell shell
show 'report users, JSON Lines' jsonl csv CSV
printf '%-28s %6.2f s\n' 'the shell, sorted by level' "$(median <shell-sorted)"
show 'the same by --sql, CSV' sorted shell-sorted shell
