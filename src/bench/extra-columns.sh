#!/bin/sh
#
# What four extra columns cost beside none: an import of new users, and one after it that changes a tenth.
#
#     src/bench/extra-columns.sh [ROWS [ROUNDS]]        default: 1000000 rows, 3 rounds
#
# Needs the packaged program (./mvnw -q package -DskipTests) and GNU time. Both take turns; the best of
# each is compared, by the clock and by the processors' time.

set -eu

rows=${1:-1000000}
rounds=${2:-3}
project=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
rollcall=$project/target/rollcall/bin/rollcall

[ -x "$rollcall" ] || { echo "first: ./mvnw -q package -DskipTests" >&2; exit 1; }
[ -x /usr/bin/time ] || { echo "there is no /usr/bin/time" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

users() {
  awk -v rows="$rows" -v changed="$1" 'BEGIN {
    print "username,email,level,full_name,department,badge,active"
    for (i = 0; i < rows; i++) {
      other = changed && i % 10 == 0
      printf "user%07d,user%07d@example.com,%d,Given%d Family%d,%s,%d,1\n", i, i, i % 50,
        i % 977, i % 1999 + other, i % 3 ? "Engineering" : "Operations", 100000 + i
    }
  }'
}

users 0 > first.csv
users 1 > second.csv
for file in first second; do
  cut -d, -f1-3 $file.csv | awk -F, -v OFS=, -v f=$file '
    NR > 1 && f == "second" && NR % 10 == 2 { $3 = $3 + 1 } { print }' > plain-$file.csv
  printf 'import:\n  name: extra\n  from: %s.csv\n  extra: { full_name: full_name, department: department, badge: badge, active: active }\n' \
    $file > extra-$file.yaml
  printf 'import:\n  name: plain\n  from: plain-%s.csv\n' $file > plain-$file.yaml
done

run() {
  /usr/bin/time -o time -f '%e %U %S' "$rollcall" run "$1-$2.yaml" --db "$1.db" --quiet
  awk -v of="$1 $2" '{ print of, $1, $2 + $3 }' time >> times
}

round=0
while [ $round -lt "$rounds" ]; do
  rm -f ./*.db*
  "$rollcall" schema migrate --db plain.db --quiet
  for column in 'full_name text' 'department text' 'badge integer' 'active integer'; do
    # shellcheck disable=SC2086
    "$rollcall" schema add-column $column --db extra.db --quiet
  done
  for file in first second; do
    run plain $file
    run extra $file
  done
  round=$((round + 1))
done

awk '
  { key = $1 " " $2
    if (!(key in wall) || $3 < wall[key]) wall[key] = $3
    if (!(key in work) || $4 < work[key]) work[key] = $4 }
  END {
    for (i = split("first second", files); i > 0; i--) {
      f = files[3 - i]
      printf "%s: plain %.2f s, four extra columns %.2f s: %.2f (processors %.2f s, %.2f s: %.2f)\n", f,
        wall["plain " f], wall["extra " f], wall["extra " f] / wall["plain " f],
        work["plain " f], work["extra " f], work["extra " f] / work["plain " f]
    }
  }' times
