#!/bin/sh
#
# How long imports take beside the sqlite3 shell and, where it is installed, SQLAlchemy's sessions:
#
#     src/bench/import.sh [ROWS [ROUNDS]]        default: 1000000 rows, 3 rounds
#
# Needs the packaged program (./mvnw -q package -DskipTests), the sqlite3 shell and GNU time. All take turns
# on the same files; start-up is in the figures. Ratios below 1 are quicker than the shell, which checks
# nothing, keeps no changes and can't be resumed. SQLAlchemy gets a hundredth of the rows.
#
# BENCH_FOLDER  where files are made, some 500 MB per million rows (default: a temporary folder)
# PYTHON        a Python with SQLAlchemy (default: python3)

set -eu

rows=${1:-1000000}
rounds=${2:-3}
project=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
rollcall=$project/target/rollcall/bin/rollcall
python=${PYTHON:-python3}

[ -x "$rollcall" ] || { echo "first: ./mvnw -q package -DskipTests" >&2; exit 1; }
command -v sqlite3 >/dev/null || { echo "there is no sqlite3 shell" >&2; exit 1; }
[ -x /usr/bin/time ] || { echo "there is no /usr/bin/time" >&2; exit 1; }

work=${BENCH_FOLDER:-$(mktemp -d)}
mkdir -p "$work"
[ -n "${BENCH_FOLDER:-}" ] || trap 'rm -rf "$work"' EXIT
cd "$work"

. "$project/src/bench/users.sh"

echo "making files of $rows users" >&2
users 1 "$rows" 0 >fresh.csv
users 1 "$rows" 30 >changed30.csv
users 1 "$rows" 1 >changed1.csv
users "$((rows + 1))" "$((rows / 5))" 0 >more.csv
head -n 101 fresh.csv >hundred.csv
head -n "$((rows / 100 + 1))" fresh.csv >hundredth.csv

shell_import() {
  sqlite3 "$2" <<SQL >/dev/null
pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -262144; pragma temp_store = memory;
create table if not exists users (id integer primary key, username varchar(50) unique not null,
  email varchar(100), level integer default 1);
create temp table staging (username text, email text, level integer);
.import --csv --skip 1 "$1" staging
insert into users (username, email, level) select username, email, level from staging where true order by username
  on conflict (username) do update set email = excluded.email, level = excluded.level;
SQL
}


# Seconds and resident kilobytes of a command, into the file of that name.
timed() {
  name=$1
  shift
  /usr/bin/time -f '%e %M' -o measured "$@" >out
  cat measured >>"$name"
}

# $1: name, $2: file, $3: name of the databases to begin with, or "" for none
pair() {
  rm -f ours.db* shell.db*
  if [ -n "$3" ]; then
    cp "ours-$3.db" ours.db
    cp "shell-$3.db" shell.db
    sync
  fi
  timed "$1.ours" "$rollcall" import "$2" --db ours.db --quiet --no-progress --max-rejects 20%
  timed "$1.shell" sh import.sh "$2" shell.db
}

{
  echo 'set -eu'
  sed -n '/^shell_import() {$/,/^}$/p' "$project/src/bench/import.sh"
  echo 'shell_import "$1" "$2"'
} >import.sh

rm -f ./*.ours ./*.shell ./*.python ./*-base.db*
"$rollcall" import fresh.csv --db ours-base.db --quiet
sh import.sh fresh.csv shell-base.db
has_python=false
"$python" -c 'import sqlalchemy' 2>/dev/null && has_python=true

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "round $round" >&2
  pair fresh fresh.csv ""
  pair changed30 changed30.csv base
  pair changed1 changed1.csv base
  pair more more.csv base
  pair same fresh.csv base
  rm -f ours.db* shell.db*
  timed hundred.ours "$rollcall" import hundred.csv --db ours.db --quiet
  rm -f ours.db*
  timed hundredth.ours "$rollcall" import hundredth.csv --db ours.db --quiet
  if "$has_python"; then
    rm -f python.db
    timed hundred.python "$python" "$project/src/bench/sessions.py" hundred.csv python.db
    rm -f python.db
    timed hundredth.python "$python" "$project/src/bench/sessions.py" hundredth.csv python.db
  fi
done

median() {
  sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# The median of the ratios of each round, not the ratio of medians: what disturbs one disturbs its neighbour.
show() {
  [ -e "$2" ] && [ -e "$3" ] || return 0
  ratio=$(paste -d ' ' "$2" "$3" | awk '{ print $1 / $3 }' | median)
  printf '%-34s %7.2f s  %6.3f of %-11s %5.0f MB\n' \
    "$1" "$(median <"$2")" "$ratio" "$4" "$(awk '{ print $2 / 1024 }' "$2" | median)"
}

show "$rows users, new database" fresh.ours fresh.shell "the shell"
show "again, 30 % changed" changed30.ours changed30.shell "the shell"
show "again, 1 % changed" changed1.ours changed1.shell "the shell"
show "$((rows / 5)) more users" more.ours more.shell "the shell"
show "again, the same content" same.ours same.shell "the shell"
show "$((rows / 100)) users, new database" hundredth.ours hundredth.python SQLAlchemy
show "100 users, new database" hundred.ours hundred.python SQLAlchemy
