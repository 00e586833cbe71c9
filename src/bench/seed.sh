#!/bin/sh
#
# How long seeds and made-up users take beside what else gives a test its users, on this machine:
#
#     src/bench/seed.sh [ROUNDS [ROWS]]        default: 7 rounds; generate is measured with 10000000 rows
#
# Needs the packaged program (./mvnw -q package -DskipTests), the sqlite3 shell and GNU's date; SQLAlchemy is
# measured where it is installed. All take turns; the start of every process is in the figures. What is short
# is repeated in each round, every time into a new file. Ratios are to cp of the database; below 1 is quicker.
#
# BENCH_FOLDER  where files are made, some 500 MB (default: a temporary folder)
# PYTHON        a Python with SQLAlchemy (default: python3)

set -eu

rounds=${1:-7}
rows=${2:-10000000}
project=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
rollcall=$project/target/rollcall/bin/rollcall
python=${PYTHON:-python3}

[ -x "$rollcall" ] || { echo "first: ./mvnw -q package -DskipTests" >&2; exit 1; }
command -v sqlite3 >/dev/null || { echo "there is no sqlite3 shell" >&2; exit 1; }

work=${BENCH_FOLDER:-$(mktemp -d)}
mkdir -p "$work"
[ -n "${BENCH_FOLDER:-}" ] || trap 'rm -rf "$work"' EXIT
cd "$work"
export XDG_CACHE_HOME="$work/cache"
rm -rf cache cache-* ./*.times users-* ./*over.db

has_python=false
"$python" -c 'import sqlalchemy' 2>/dev/null && has_python=true

# Seconds of a command that is given a new file each time, into the file of that name: timed NAME TIMES COMMAND…
timed() {
  name=$1 times=$2
  shift 2
  rm -rf new-*
  begin=$(date +%s%N)
  turn=0
  while [ "$turn" -lt "$times" ]; do
    turn=$((turn + 1))
    "$@" "new-$turn.db" >/dev/null
  done
  end=$(date +%s%N)
  echo "$begin $end $times" | awk '{ printf "%.6f\n", ($2 - $1) / $3 / 1e9 }' >>"$name.times"
}

hit() { "$rollcall" seed "users-$users" --db "$1"; }
touched() { touch "users-$users/users.csv" && hit "$1"; }
miss() { XDG_CACHE_HOME=$work/cache-$1 "$rollcall" seed "users-$users" --db "$1"; }
over() { hit over.db; }
copy() { cp "$kept" "$1"; }
copy_over() { cp "$kept" copy-over.db; }
restore() { sqlite3 "$1" ".restore $kept"; }
sessions() { "$python" "$project/src/bench/sessions.py" "users-$users/users.csv" "$1" add; }

for users in 100 100000; do
  echo "$users users" >&2
  mkdir "users-$users"
  "$rollcall" generate "$users" --out "users-$users/users.csv"
  hit first.db >/dev/null
  # What was changed within two seconds is hashed again.
  sleep 3
  hit first.db >/dev/null
  kept=cache/rollcall/seeds/$("$rollcall" seed "users-$users" --print-key).db
  many=20 few=1
  [ "$users" -gt 1000 ] || few=3
  round=0
  while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    timed "$users.copy" "$many" copy
    timed "$users.hit" "$many" hit
    timed "$users.copy-over" "$many" copy_over
    timed "$users.over" "$many" over
    timed "$users.restore" "$many" restore
    timed "$users.touched" "$many" touched
    sleep 3
    hit first.db >/dev/null
    [ "$round" -le 3 ] || continue
    timed "$users.miss" "$few" miss
    rm -rf cache-*
    [ "$has_python" = false ] || timed "$users.sessions" "$few" sessions
  done
done

bytes=$("$rollcall" generate "$rows" | wc -c)
plain() { "$rollcall" generate "$rows" >"$1"; }
packed() { "$rollcall" generate "$rows" --gzip >"$1"; }
yes_gzip() { yes | head -c "$bytes" | gzip -1 >"$1"; }
gzip_same() { gzip -1 <plain.csv >"$1"; }
round=0
while [ "$round" -lt 3 ]; do
  round=$((round + 1))
  timed yes 1 yes_gzip
  timed plain 1 plain
  mv new-1.db plain.csv
  timed gzip 1 gzip_same
  timed packed 1 packed
done
rm -rf new-*

median() {
  sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# The median of the ratios of each round, not the ratio of medians: what disturbs one disturbs its neighbour.
show() {
  [ -e "$2.times" ] && [ -e "$3.times" ] || return 0
  ratio=$(paste -d ' ' "$2.times" "$3.times" | awk 'NF == 2 { print $1 / $2 }' | median)
  awk -v name="$1" -v time="$(median <"$2.times")" -v ratio="$ratio" -v peer="$4" \
    'BEGIN { printf "%-38s %9.1f ms  %7.3g of %s\n", name, time * 1000, ratio, peer }'
}

for users in 100 100000; do
  show "$users users: cp" "$users.copy" "$users.copy" cp
  show "$users users: seed, from the cache" "$users.hit" "$users.copy" cp
  show "$users users: seed over an old one" "$users.over" "$users.copy-over" "cp over an old one"
  show "$users users: seed, after a touch" "$users.touched" "$users.copy" cp
  show "$users users: sqlite3 .restore" "$users.restore" "$users.copy" cp
  show "$users users: seed, made anew" "$users.miss" "$users.copy" cp
  show "$users users: SQLAlchemy's sessions" "$users.sessions" "$users.copy" cp
  show "$users users: seed, from the cache" "$users.hit" "$users.sessions" SQLAlchemy
  show "$users users: seed, made anew" "$users.miss" "$users.sessions" SQLAlchemy
done
show "generate $rows" plain yes "yes | gzip -1"
show "generate $rows --gzip" packed gzip "gzip -1 of the same"
