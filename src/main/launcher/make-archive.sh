# Makes the class archive, for bin/rollcall, which reads this in and has set: java major quick_java options
# jar home cache name. What a short import loads is what the archive gets: it is made by one, of a few
# made-up users, into a database that is thrown away.

# One user for each thing that can become of a row. The database is named, as ROLLCALL_DB may name another.
train() {
  cat >"$work/users.csv" <<'EOF'
username,email,level,action,reason
ada,ada@example.com,3,,
bob,,,create,new
ada,ada@example.org,+2,update,promoted
cyd,cyd@example.net,many,,
bob,\N,,delete,left
EOF
  cat >"$work/job.yaml" <<'EOF'
import:
  name: archive
  from: users.csv
EOF
  if [ "$major" -ge "$quick_java" ]; then
    output=-XX:AOTCacheOutput=$work/archive
  else
    output=-XX:ArchiveClassesAtExit=$work/archive
  fi
  # shellcheck disable=SC2086 # the options are several words
  (cd "$work" && "$java" $options "$output" -cp "$jar" dev.rollcall.Main run job.yaml --db users.db) \
    </dev/null >"$work/log" 2>&1
}

# A link is made by one process only, and its target says by which.
locked() {
  ln -s $$ "$lock" 2>/dev/null && return 0
  kill -0 "$(readlink "$lock")" 2>/dev/null && return 1
  rm -f "$lock"
  ln -s $$ "$lock" 2>/dev/null
}

# In the folder given, which can be written.
make_archive_in() {
  lock=$1/$name.lock
  work=$1/$name.$$
  locked || return 0
  trap 'rm -rf "$work" "$lock"' EXIT
  trap 'exit 1' HUP INT TERM
  mkdir "$work" || exit 1
  train
  code=$?
  # 3: one of the rows is a reject.
  if [ $code -ne 0 ] && [ $code -ne 3 ]; then
    cat "$work/log" >&2
    die "no class archive: the import that makes it ended with $code"
  fi
  # An empty one keeps later starts from trying again with a Java that makes none.
  [ -e "$work/archive" ] || : >"$work/archive"
  # Half of one, which a power cut may leave, can bring Java down.
  sync "$work/archive" 2>/dev/null || sync
  mv -f "$work/archive" "$1/$name"
  # Those of jars and Javas of the past, mostly.
  find "$1" -name '*.jsa' -mtime +30 -exec rm -f {} +
}

for folder in "$home/archive" "$cache"; do
  [ -e "$folder/$name" ] && exit 0
  if mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ]; then
    make_archive_in "$folder"
    exit 0
  fi
done
die "no class archive: neither $home/archive nor $cache can be written"
