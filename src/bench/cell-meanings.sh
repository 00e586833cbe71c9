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
. "$(dirname -- "$0")/pairs.sh"

users() {
  awk -v rows="$rows" -v step="$1" 'BEGIN {
    print "username,email,level" > "plain-" step ".csv"
    print "login,mail,Tier" > "meant-" step ".csv"
    split("bronze silver gold", words)
    for (i = 0; i < rows; i++) {
      tier = (i + (step == "changed" && i % 10 == 0)) % 3
      printf "user%07d,user%07d@example.com,%d\n", i, i, 10 * (1 + tier) > "plain-" step ".csv"
      printf "USER%07d@corp,User%07d@Example.com,%s\n", i, i, words[1 + tier] > "meant-" step ".csv"
    }
  }'
}

for step in new changed; do
  users $step
  printf 'import:\n  name: plain\n  from: plain-%s.csv\n' $step > plain-$step.yaml
  cat > meant-$step.yaml <<JOB
import:
  name: meant
  from: meant-$step.csv
  empty: ["NULL", "-"]
  columns:
    username: { from: login, replace: { "@.*$": "" }, case: lower }
    email: { from: mail, case: lower, default: nobody@example.com }
    level: { from: Tier, values: { gold: 30, silver: 20, bronze: 10, "*": reject }, default: 5 }
JOB
done

pairs "$rounds" plain meant new changed
