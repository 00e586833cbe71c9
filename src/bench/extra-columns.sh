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
. "$(dirname -- "$0")/pairs.sh"

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

users 0 > new.csv
users 1 > changed.csv
for step in new changed; do
  cut -d, -f1-3 $step.csv | awk -F, -v OFS=, -v step=$step '
    NR > 1 && step == "changed" && NR % 10 == 2 { $3 = $3 + 1 } { print }' > plain-$step.csv
  printf 'import:\n  name: extra\n  from: %s.csv\n  extra: { full_name: full_name, department: department, badge: badge, active: active }\n' \
    $step > extra-$step.yaml
  printf 'import:\n  name: plain\n  from: plain-%s.csv\n' $step > plain-$step.yaml
done

prepare() {
  "$rollcall" schema migrate --db plain.db --quiet
  for column in 'full_name text' 'department text' 'badge integer' 'active integer'; do
    # shellcheck disable=SC2086
    "$rollcall" schema add-column $column --db extra.db --quiet
  done
}

pairs "$rounds" plain extra new changed
