# Makes the start-up archive, for bin/rollcall, which reads this in and has set: java major quick_java
# options jar home own_home cache name kind, and trusted and usable. It is a folder: classes.jsa, and what the program's own rehearsal adds.

# From 25 on an archive also remembers which methods were compiled, and how they were used. The rehearsal ends
# with a large import, so that the thorough compiler knows from the first row on what it else learns in half a
# million. In a short run it would only be in the way: it gets what is called tens of thousands of times.
rehearse() {
  if [ "$major" -ge "$quick_java" ]; then
    output=-XX:AOTCacheOutput=$work/classes.jsa
    compilers="-XX:Tier4InvocationThreshold=60000 -XX:Tier4MinInvocationThreshold=20000
      -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=200000"
    rows=500000
  else
    output=-XX:ArchiveClassesAtExit=$work/classes.jsa
    compilers=-XX:TieredStopAtLevel=1
    rows=0
  fi
  # shellcheck disable=SC2086 # the options are several words
  (unset ROLLCALL_DB && cd "$work/stage" && "$java" $options -cp "$jar" dev.rollcall.Supplies "$work" $rows &&
    "$java" $options $compilers "$output" "-Dorg.sqlite.lib.path=$work" "-Drollcall.template=$work/template.db" \
      -Drollcall.stdout.terminal=true -Drollcall.stderr.terminal=true -cp "$jar" dev.rollcall.Rehearsal "$kind") </dev/null >"$work/log" 2>&1
}

# A link is made by one process only, and its target says by which.
locked() {
  ln -s $$ "$lock" 2>/dev/null && return 0
  kill -0 "$(readlink "$lock")" 2>/dev/null && return 1
  rm -f "$lock"
  ln -s $$ "$lock" 2>/dev/null
}

# In the folder given, which can be written. A Java that makes no class archive gets a folder without.
make_archive_in() {
  lock=$1/$name.lock
  work=$1/$name.$$
  locked || die "the start-up archive is being made by process $(readlink "$lock"): wait for it"
  trap 'rm -rf "$work" "$lock"' EXIT
  trap 'exit 1' HUP INT TERM
  mkdir "$work" "$work/stage" || exit 1
  if ! rehearse; then
    cat "$work/log" >&2
    die "no start-up archive, as the rehearsal failed"
  fi
  rm -rf "$work/stage" "$work/log"
  # It holds nobody's data, and may be for all users of this machine.
  chmod -R a+rX "$work"
  # Half a file, which a power cut may leave, can crash Java.
  sync "$work"/* 2>/dev/null || sync
  [ -e "$1/$name" ] || mv "$work" "$1/$name"
  discard_old "$1"
}

# Those of jars and Javas of the past, mostly: by the names that archives have, and only the caller's.
discard_old() {
  for old in "$1"/[0-9]*-[0-9]*; do
    case ${old##*/} in *[!0-9-]* | *-*-*) continue ;; esac
    if [ -d "$old" ] && [ ! -L "$old" ] && [ -O "$old" ] && [ "$old" != "$1/$name" ] &&
      [ -n "$(find "$old" -prune -mtime +30)" ]; then
      rm -rf "$old"
    fi
  done
}

for folder in "$home/archive" "$cache"; do
  usable "$folder/$name" && exit 0
  # In a folder of somebody else's, or behind a link, somebody could later have Java load what they like.
  case $folder in /nowhere/*) continue ;; esac
  [ ! -L "$folder" ] && [ ! -e "$folder/$name" ] && mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] &&
    trusted "$folder" || continue
  make_archive_in "$folder"
  exit 0
done
die "no start-up archive: neither $home/archive nor $cache can be written"
