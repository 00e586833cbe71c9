# Sourced by the launcher: answers "rollcall seed FOLDER" without Java where the same was made before.
#
# The key, and what of the cache may be used, is the same as in SeedKey and FileCache. Whatever
# is out of the ordinary, such as a tool that is missing, an option that is not known here or a database
# that somebody has open, is left to the program: then this returns 1, and nothing has happened.
#
# To hash the files takes longer than to copy the database. So the cache has a list of how all of them were
# when they were hashed, and the key; while they are still so, it is taken from there.

rc_newline='
'

# Sets "rc_seeds" to the cache, and "rc_list" to the list of this folder in it.
seed_places() {
  rc_seeds=${XDG_CACHE_HOME:-$rc_own_home/.cache}/rollcall/seeds
  case $rc_folder in
    /*) rc_list=$rc_folder ;;
    *) rc_list=$PWD/$rc_folder ;;
  esac
  set -f
  IFS=/
  # shellcheck disable=SC2086 # it is to be split
  set -- $rc_list
  IFS=%
  rc_list="$rc_seeds/$*.files"
  unset IFS
  set +f
  # Nobody else makes files of this name, at whatever moment and on whatever machine.
  read -r rc_unique </proc/sys/kernel/random/uuid
}

seed_own() {
  [ -O "$1" ] && [ ! -L "$1" ]
}

# Tells of each file which it is and when it was changed last; the later of the two times nobody can set.
# "changing" says that a later change might not show: the next one could have the same time, or what is
# behind a link is not looked at. It takes the place of the shell that calls it.
seed_state() {
  exec find -H "$@" -printf '%D %i %y %s %T@ %C@ %P\n' \
    \( -type l -o -newerct '2 seconds ago' \) -printf 'changing\n'
}

# Sets "rc_entry" to what the cache has of the key, and "rc_line" to the line of its note.
seed_entry() {
  rc_entry=$rc_seeds/$rc_key.db
  rc_note=$rc_seeds/$rc_key.ok
  seed_own "$rc_seeds" && seed_own "$rc_entry" && seed_own "$rc_note" && [ -f "$rc_entry" ] && [ -f "$rc_note" ] &&
    IFS= read -r rc_line <"$rc_note"
}

# Whether all files are as they are listed, and what was made of them too; then "rc_key" is known. To start "cmp"
# takes longer than to read a short list; a long one the shell reads slowly, as it does so byte by byte.
seed_listed() {
  seed_own "$rc_list" && read -r rc_key _ <"$rc_list" && seed_entry && rc_now=$(seed_state "$rc_jar" "$rc_folder" "$rc_entry") || return 1
  rc_now="$rc_key ${SOURCE_DATE_EPOCH:-}$rc_newline$rc_now$rc_newline"
  if [ ${#rc_now} -gt 4000 ]; then
    printf '%s' "$rc_now" | cmp -s - "$rc_list"
    return
  fi
  rc_listed=
  while IFS= read -r rc_each; do
    rc_listed=$rc_listed$rc_each$rc_newline
  done <"$rc_list"
  [ "$rc_now" = "$rc_listed" ]
}

# Sets "rc_key" by hashing all files, and "rc_state" to how they were just before.
seed_key() {
  rc_state=$(seed_state "$rc_jar" "$rc_folder") || rc_state=changing
  # What fails says so beside the key, which then is none.
  rc_key=$(
    {
      export LC_ALL=C
      {
        CDPATH='' cd -- "$rc_folder" || echo failed >&3
        find -L . -type f -exec sha256sum -z {} + || echo failed >&3
      } | { sort -z || echo failed >&3; } | {
        rc_digest=$(sha256sum <"$rc_jar") || echo failed >&3
        printf 'rollcall seed 1\0%s\0%s\0' "${rc_digest%% *}" "${SOURCE_DATE_EPOCH:-}"
        cat || echo failed >&3
      } | sha256sum
    } 3>&1
  ) || return 1
  rc_key=${rc_key%  -}
  case $rc_key in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#rc_key} -eq 64 ]
}

# Whether the entry is as it was made; then sets "rc_made" to how it is now.
seed_sound() {
  seed_entry && ! [ "$rc_entry" -nt "$rc_note" ] && rc_made=$(seed_state "$rc_entry") || return 1
  # shellcheck disable=SC2086 # its fourth word is its size
  set -- $rc_made
  [ "$4" -eq "${rc_line%% *}" ]
}

# Lists for the next time what is known now.
seed_list() {
  case $rc_state$rc_made in
    *changing*) return 0 ;;
  esac
  (umask 077 && printf '%s %s\n%s\n%s\n' "$rc_key" "${SOURCE_DATE_EPOCH:-}" "$rc_state" "$rc_made" >"$rc_list.$rc_unique") &&
    mv -f -- "$rc_list.$rc_unique" "$rc_list"
  # Of folders that are not there any more, mostly.
  find "$rc_seeds" -maxdepth 1 -name '*.files*' -mtime +7 -delete &
}

# Whether the database may be replaced: there is none, or an empty file, or a seed that nobody has open.
seed_target() {
  case $rc_db in
    */*) rc_place=${rc_db%/*}/ rc_name=${rc_db##*/} ;;
    *) rc_place=./ rc_name=$rc_db ;;
  esac
  [ -n "$rc_name" ] && [ -d "$rc_place" ] && [ ! -L "$rc_db" ] || return 1
  rc_at=$rc_place
  until [ "$rc_at" -ef / ]; do
    # Among its files the database would change the key.
    [ -d "$rc_at" ] && ! [ "$rc_at" -ef "$rc_folder" ] || return 1
    rc_at=$rc_at/..
  done
  for rc_each in "$rc_place.$rc_name."????????-????-????-????-????????????.part; do
    # What a process has left when it died, the program deletes.
    [ ! -e "$rc_each" ] || return 1
  done
  [ -e "$rc_db" ] || return 0
  [ -f "$rc_db" ] && [ -O "$rc_db" ] && [ ! -e "$rc_db-wal" ] && [ ! -e "$rc_db-journal" ] || return 1
  # What says that it is a seed is in all of them at the same place.
  [ ! -s "$rc_db" ] || cmp -s -n 4 -i 68 -- "$rc_db" "$rc_entry"
}

# Copies it under another name, so that the database is there whole or not at all. The copy is known by its
# descriptor: whatever others put under its name meanwhile is neither written, nor given modes, nor renamed.
# Where the file system can, "cat" has it share the blocks; and unlike "cp" it does not empty the file before,
# after which some file systems write it to the disk at once.
seed_copy() {
  rc_part=$rc_place.$rc_name.$rc_unique.part
  (
    umask 077
    set -C
    exec 3>"$rc_part" || exit 2
    rc_copy=/proc/self/fd/3
    cat -- "$rc_entry" >&3 &&
      { [ ! -e "$rc_db" ] || chmod --reference="$rc_db" -- $rc_copy; } &&
      [ ! -L "$rc_part" ] && [ "$rc_part" -ef $rc_copy ] && exec mv -fT -- "$rc_part" "$rc_db"
    exit 1
  ) || {
    # Of 2, nothing was made.
    [ $? -eq 2 ] || rm -f -- "$rc_part"
    return 1
  }
  # The same again, so that the time of the note says when it was used last.
  printf '%s\n' "$rc_line" 1<>"$rc_note"
}

seed() {
  rc_folder=
  rc_db=${ROLLCALL_DB:-users.db}
  rc_only_key=
  rc_quiet=
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --db=*) rc_db=${1#--db=} ;;
      --db)
        [ $# -gt 1 ] || return 1
        shift
        rc_db=$1
        ;;
      --print-key) rc_only_key=yes ;;
      -q | --quiet) rc_quiet=yes ;;
      -*) return 1 ;;
      *)
        [ -z "$rc_folder" ] || return 1
        rc_folder=$1
        ;;
    esac
    shift
  done
  # Addresses, and what can't be shown as it is.
  case $rc_folder$rc_db in
    *[![:print:]]* | *:* | *//*) return 1 ;;
  esac
  case ${SOURCE_DATE_EPOCH:-} in
    *[!0-9]* | ????????????*) return 1 ;;
  esac
  case $rc_db in
    *[![:space:]]*) ;;
    *) return 1 ;;
  esac
  rc_folder=${rc_folder%/}
  [ -n "$rc_folder" ] && [ -d "$rc_folder" ] && [ -r "$rc_jar" ] || return 1
  {
    seed_places || return 1
    if ! seed_listed; then
      seed_key || return 1
      if seed_sound; then seed_list; else [ -n "$rc_only_key" ] || return 1; fi
    fi
    [ -n "$rc_only_key" ] || { seed_target && seed_copy; } || return 1
  } 2>/dev/null
  if [ -n "$rc_only_key" ]; then
    printf '%s\n' "$rc_key"
  elif [ -z "$rc_quiet" ]; then
    printf '%s: seeded from %s (copied)\n' "$rc_db" "$rc_folder"
  fi
}
