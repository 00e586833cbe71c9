# Makes the start-up archive, for bin/rollcall, which reads this in and has set: java major quick_java
# options jar home own_home cache name kind, and trusted and usable. It is a folder: classes.jsa, and what the program's own rehearsal adds.

# From 25 on an archive also remembers which methods were compiled, and how they were used. The rehearsal ends
# with a large import, so that the thorough compiler knows from the first row on what it else learns in half a
# million. In a short run it would only be in the way: it gets what is called tens of thousands of times.
rehearse() {
  if [ "$rc_major" -ge "$rc_quick_java" ]; then
    rc_output=-XX:AOTCacheOutput=$rc_work/classes.jsa
    rc_compilers="-XX:Tier4InvocationThreshold=60000 -XX:Tier4MinInvocationThreshold=20000
      -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=200000"
    rc_rows=500000
  else
    rc_output=-XX:ArchiveClassesAtExit=$rc_work/classes.jsa
    rc_compilers=-XX:TieredStopAtLevel=1
    rc_rows=0
  fi
  # shellcheck disable=SC2086 # the options are several words
  (unset ROLLCALL_DB ROLLCALL_PING && cd "$rc_work/stage" && "$rc_java" $rc_options -cp "$rc_jar" dev.rollcall.Supplies "$rc_work" $rc_rows "$rc_kind" &&
    "$rc_java" $rc_options $rc_compilers "$rc_output" "-Dorg.sqlite.lib.path=$rc_work" "-Drollcall.template=$rc_work/template.db" \
      -Drollcall.stdout.terminal=true -Drollcall.stderr.terminal=true -cp "$rc_jar" dev.rollcall.Rehearsal "$rc_kind") </dev/null >"$rc_work/log" 2>&1
}

# A link is made by one process only, and its target says by which. One is enough for all kinds: behind
# somebody's back, two processors are to be busy with one of them at most.
locked() {
  ln -s $$ "$rc_lock" 2>/dev/null && return 0
  kill -0 "$(readlink "$rc_lock")" 2>/dev/null && return 1
  rm -f "$rc_lock"
  ln -s $$ "$rc_lock" 2>/dev/null
}

# In the folder given, which can be written. A Java that makes no class archive gets a folder without.
make_archive_in() {
  rc_lock=$1/making.lock
  rc_work=$1/$rc_name.$$
  locked || die "the start-up archive is being made by process $(readlink "$rc_lock"): wait for it"
  trap 'rm -rf "$rc_work" "$rc_lock"' EXIT
  trap 'exit 1' HUP INT TERM
  mkdir "$rc_work" "$rc_work/stage" || exit 1
  if ! rehearse; then
    cat "$rc_work/log" >&2
    die "no start-up archive, as the rehearsal failed"
  fi
  rm -rf "$rc_work/stage" "$rc_work/log"
  # It holds nobody's data, and may be for all users of this machine.
  chmod -R a+rX "$rc_work"
  # Half a file, which a power cut may leave, can crash Java.
  sync "$rc_work"/* 2>/dev/null || sync
  [ -e "$1/$rc_name" ] || mv "$rc_work" "$1/$rc_name"
  discard_old "$1"
}

# Those of jars and Javas of the past, mostly: by the names that archives have, and only the caller's.
discard_old() {
  for rc_old in "$1"/[0-9]*-[0-9]*; do
    case ${rc_old##*/} in *[!0-9-]* | *-*-*) continue ;; esac
    case "$rc_in_use " in *" ${rc_old##*/} "*) continue ;; esac
    if [ -d "$rc_old" ] && [ ! -L "$rc_old" ] && [ -O "$rc_old" ] &&
      [ -n "$(find "$rc_old" -prune -mtime +30)" ]; then
      rm -rf "$rc_old"
    fi
  done
}

# Archives may be old, and are in use, whatever their kind.
rc_wanted_kind=$rc_kind
rc_in_use=
for rc_kind in file server report; do
  find_archive || :
  rc_in_use="$rc_in_use $rc_name"
done
rc_kind=$rc_wanted_kind
find_archive || :

for rc_folder in "$rc_home/archive" "$rc_cache"; do
  usable "$rc_folder/$rc_name" && exit 0
  # In a folder of somebody else's, or behind a link, somebody could later have Java load what they like.
  case $rc_folder in /nowhere/*) continue ;; esac
  [ ! -L "$rc_folder" ] && [ ! -e "$rc_folder/$rc_name" ] && mkdir -p "$rc_folder" 2>/dev/null && [ -w "$rc_folder" ] &&
    trusted "$rc_folder" || continue
  make_archive_in "$rc_folder"
  exit 0
done
die "no start-up archive: neither $rc_home/archive nor $rc_cache can be written"
