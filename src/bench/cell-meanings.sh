#!/bin/sh
#
# What cells cost that mean more than they say: all ways to read them at once, beside the same users in
# a file that says them plainly. An import of new users, and one after it that changes a tenth.
#
#     src/bench/cell-meanings.sh [ROWS [ROUNDS]]        default: 1000000 rows, 3 rounds
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
    print "username,email,level" > "plain-" changed ".csv"
    print "login,mail,Tier" > "meant-" changed ".csv"
    split("bronze silver gold", words)
    for (i = 0; i < rows; i++) {
      tier = (i + (changed && i % 10 == 0)) % 3
      printf "user%07d,user%07d@example.com,%d\n", i, i, 10 * (1 + tier) > "plain-" changed ".csv"
      printf "USER%07d@corp,User%07d@Example.com,%s\n", i, i, words[1 + tier] > "meant-" changed ".csv"
    }
  }'
}

for changed in 0 1; do
  users $changed
  printf 'import:\n  name: plain\n  from: plain-%s.csv\n' $changed > plain-$changed.yaml
  cat > meant-$changed.yaml <<JOB
import:
  name: meant
  from: meant-$changed.csv
  empty: ["NULL", "-"]
  columns:
    username: { from: login, replace: { "@.*$": "" }, case: lower }
    email: { from: mail, case: lower, default: nobody@example.com }
    level: { from: Tier, values: { gold: 30, silver: 20, bronze: 10, "*": reject }, default: 5 }
JOB
done

run() {
  /usr/bin/time -o time -f '%e %U %S' "$rollcall" run "$1-$2.yaml" --db "$1.db" --quiet
  awk -v of="$1 $2" '{ print of, $1, $2 + $3 }' time >> times
}

round=0
while [ $round -lt "$rounds" ]; do
  rm -f ./*.db*
  for changed in 0 1; do
    run plain $changed
    run meant $changed
  done
  round=$((round + 1))
done

awk '
  { key = $1 " " $2
    if (!(key in wall) || $3 < wall[key]) wall[key] = $3
    if (!(key in work) || $4 < work[key]) work[key] = $4 }
  END {
    for (f = 0; f < 2; f++) {
      printf "%s: plain %.2f s, meant %.2f s: %.2f (processors %.2f s, %.2f s: %.2f)\n", f ? "changed" : "new",
        wall["plain " f], wall["meant " f], wall["meant " f] / wall["plain " f],
        work["plain " f], work["meant " f], work["meant " f] / work["plain " f]
    }
  }' times
