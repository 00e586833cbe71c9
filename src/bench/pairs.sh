# Two ways to import the same users, in turn, for the scripts beside this one: each is a job file WAY-STEP.yaml
# for each step, and has the database WAY.db. The best of each is compared, by the clock and by the processors' time.

project=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
rollcall=$project/target/rollcall/bin/rollcall

[ -x "$rollcall" ] || { echo "first: ./mvnw -q package -DskipTests" >&2; exit 1; }
[ -x /usr/bin/time ] || { echo "there is no /usr/bin/time" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# pairs ROUNDS WAY WAY STEP…; "prepare", if there is one, makes the databases of a round.
pairs() {
  rounds=$1 one=$2 other=$3
  shift 3
  round=0
  while [ "$round" -lt "$rounds" ]; do
    rm -f ./*.db*
    if command -v prepare >/dev/null; then prepare; fi
    for step in "$@"; do
      for way in "$one" "$other"; do
        /usr/bin/time -o time -f '%e %U %S' "$rollcall" run "$way-$step.yaml" --db "$way.db" --quiet
        awk -v of="$way $step" '{ print of, $1, $2 + $3 }' time >> times
      done
    done
    round=$((round + 1))
  done
  awk -v one="$one" -v other="$other" '
    { key = $1 " " $2
      if (!seen[$2]++) steps[++count] = $2
      if (!(key in wall) || $3 < wall[key]) wall[key] = $3
      if (!(key in work) || $4 < work[key]) work[key] = $4 }
    END {
      for (i = 1; i <= count; i++) {
        a = one " " steps[i]
        b = other " " steps[i]
        printf "%s: %s %.2f s, %s %.2f s: %.2f (processors %.2f s, %.2f s: %.2f)\n", steps[i],
          one, wall[a], other, wall[b], wall[b] / wall[a], work[a], work[b], work[b] / work[a]
      }
    }' times
}
