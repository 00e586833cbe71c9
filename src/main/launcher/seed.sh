# Sourced by the launcher: answers "rollcall seed FOLDER" without Java where the same was made before.
#
# The key, and what of the cache may be used, is the same as in SeedKey and FileCache. Whatever
# is out of the ordinary, such as a tool that is missing, an option that is not known here or a database
# that somebody has open, is left to the program: then this returns 1, and nothing has happened.
#
# To hash the files takes longer than to copy the database. So the cache has a list of how all of them were
# when they were hashed, and the key; while they are still so, it is taken from there.

newline='
'

# Sets "seeds" to the cache, and "list" to the list of this folder in it.
seed_places() {
  seeds=${XDG_CACHE_HOME:-$own_home/.cache}/rollcall/seeds
  case $folder in
    /*) list=$folder ;;
    *) list=$PWD/$folder ;;
  esac
  set -f
  IFS=/
  # shellcheck disable=SC2086 # it is to be split
  set -- $list
  IFS=%
  list="$seeds/$*.files"
  unset IFS
  set +f
  # Nobody else makes files of this name, at whatever moment and on whatever machine.
  read -r unique </proc/sys/kernel/random/uuid
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

# Sets "entry" to what the cache has of the key, and "line" to the line of its note.
seed_entry() {
  entry=$seeds/$key.db
  note=$seeds/$key.ok
  seed_own "$seeds" && seed_own "$entry" && seed_own "$note" && [ -f "$entry" ] && [ -f "$note" ] &&
    IFS= read -r line <"$note"
}

# Whether all files are as they are listed, and what was made of them too; then "key" is known. To start "cmp"
# takes longer than to read a short list; a long one the shell reads slowly, as it does so byte by byte.
seed_listed() {
  seed_own "$list" && read -r key _ <"$list" && seed_entry && now=$(seed_state "$jar" "$folder" "$entry") || return 1
  now="$key ${SOURCE_DATE_EPOCH:-}$newline$now$newline"
  if [ ${#now} -gt 4000 ]; then
    printf '%s' "$now" | cmp -s - "$list"
    return
  fi
  listed=
  while IFS= read -r each; do
    listed=$listed$each$newline
  done <"$list"
  [ "$now" = "$listed" ]
}

# Sets "key" by hashing all files, and "state" to how they were just before.
seed_key() {
  state=$(seed_state "$jar" "$folder") || state=changing
  # What fails says so beside the key, which then is none.
  key=$(
    {
      export LC_ALL=C
      {
        CDPATH='' cd -- "$folder" || echo failed >&3
        find -L . -type f -exec sha256sum -z {} + || echo failed >&3
      } | { sort -z || echo failed >&3; } | {
        digest=$(sha256sum <"$jar") || echo failed >&3
        printf 'rollcall seed 1\0%s\0%s\0' "${digest%% *}" "${SOURCE_DATE_EPOCH:-}"
        cat || echo failed >&3
      } | sha256sum
    } 3>&1
  ) || return 1
  key=${key%  -}
  case $key in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#key} -eq 64 ]
}

# Whether the entry is as it was made; then sets "made" to how it is now.
seed_sound() {
  seed_entry && ! [ "$entry" -nt "$note" ] && made=$(seed_state "$entry") || return 1
  # shellcheck disable=SC2086 # its fourth word is its size
  set -- $made
  [ "$4" -eq "${line%% *}" ]
}

# Lists for the next time what is known now.
seed_list() {
  case $state$made in
    *changing*) return 0 ;;
  esac
  (umask 077 && printf '%s %s\n%s\n%s\n' "$key" "${SOURCE_DATE_EPOCH:-}" "$state" "$made" >"$list.$unique") &&
    mv -f -- "$list.$unique" "$list"
  # Of folders that are not there any more, mostly.
  find "$seeds" -maxdepth 1 -name '*.files*' -mtime +7 -delete &
}

# Whether the database may be replaced: there is none, or an empty file, or a seed that nobody has open.
seed_target() {
  case $db in
    */*) place=${db%/*}/ name=${db##*/} ;;
    *) place=./ name=$db ;;
  esac
  [ -n "$name" ] && [ -d "$place" ] && [ ! -L "$db" ] || return 1
  at=$place
  until [ "$at" -ef / ]; do
    # Among its files the database would change the key.
    [ -d "$at" ] && ! [ "$at" -ef "$folder" ] || return 1
    at=$at/..
  done
  for each in "$place.$name."????????-????-????-????-????????????.part; do
    # What a process has left when it died, the program deletes.
    [ ! -e "$each" ] || return 1
  done
  [ -e "$db" ] || return 0
  [ -f "$db" ] && [ -O "$db" ] && [ ! -e "$db-wal" ] && [ ! -e "$db-journal" ] || return 1
  # What says that it is a seed is in all of them at the same place.
  [ ! -s "$db" ] || cmp -s -n 4 -i 68 -- "$db" "$entry"
}

# Copies it under another name, so that the database is there whole or not at all. The copy is known by its
# descriptor: whatever others put under its name meanwhile is neither written, nor given modes, nor renamed.
# Where the file system can, "cat" has it share the blocks; and unlike "cp" it does not empty the file before,
# after which some file systems write it to the disk at once.
seed_copy() {
  part=$place.$name.$unique.part
  (
    umask 077
    set -C
    exec 3>"$part" || exit 2
    copy=/proc/self/fd/3
    cat -- "$entry" >&3 &&
      { [ ! -e "$db" ] || chmod --reference="$db" -- $copy; } &&
      [ ! -L "$part" ] && [ "$part" -ef $copy ] && exec mv -fT -- "$part" "$db"
    exit 1
  ) || {
    # Of 2, nothing was made.
    [ $? -eq 2 ] || rm -f -- "$part"
    return 1
  }
  # The same again, so that the time of the note says when it was used last.
  printf '%s\n' "$line" 1<>"$note"
}

seed() {
  folder=
  db=${ROLLCALL_DB:-users.db}
  only_key=
  quiet=
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --db=*) db=${1#--db=} ;;
      --db)
        [ $# -gt 1 ] || return 1
        shift
        db=$1
        ;;
      --print-key) only_key=yes ;;
      -q | --quiet) quiet=yes ;;
      -*) return 1 ;;
      *)
        [ -z "$folder" ] || return 1
        folder=$1
        ;;
    esac
    shift
  done
  # Addresses, and what can't be shown as it is.
  case $folder$db in
    *[![:print:]]* | *:* | *//*) return 1 ;;
  esac
  case ${SOURCE_DATE_EPOCH:-} in
    *[!0-9]* | ????????????*) return 1 ;;
  esac
  case $db in
    *[![:space:]]*) ;;
    *) return 1 ;;
  esac
  folder=${folder%/}
  [ -n "$folder" ] && [ -d "$folder" ] && [ -r "$jar" ] || return 1
  {
    seed_places || return 1
    if ! seed_listed; then
      seed_key || return 1
      if seed_sound; then seed_list; else [ -n "$only_key" ] || return 1; fi
    fi
    [ -n "$only_key" ] || { seed_target && seed_copy; } || return 1
  } 2>/dev/null
  if [ -n "$only_key" ]; then
    printf '%s\n' "$key"
  elif [ -z "$quiet" ]; then
    printf '%s: seeded from %s (copied)\n' "$db" "$folder"
  fi
}
