# Sourced by the launcher: answers "rollcall seed FOLDER" without Java where the same was made before.
#
# The key, and what of the cache may be used, is the same as in SeedKey and FileCache. Whatever
# is out of the ordinary, such as a tool that is missing, an option that is not known here or a database
# that somebody has open, is left to the program: then this returns 1, and nothing has happened.

# Sets "key".
seed_key() {
  digest=$(sha256sum <"$jar") || return 1
  # What fails says so beside the key, which then is none.
  key=$(
    {
      {
        printf 'rollcall seed 1\0%s\0%s\0' "${digest%% *}" "${SOURCE_DATE_EPOCH:-}"
        export LC_ALL=C
        CDPATH='' cd -- "$folder" || echo failed >&3
        { find -L . -type f -exec sha256sum -z {} + || echo failed >&3; } |
          sort -z || echo failed >&3
      } | sha256sum
    } 3>&1
  ) || return 1
  key=${key%  -}
  case $key in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#key} -eq 64 ]
}

# Sets "entry" and "note" to what the cache has of the key, if it is the caller's and as it was made.
seed_entry() {
  seeds=${XDG_CACHE_HOME:-$own_home/.cache}/rollcall/seeds
  entry=$seeds/$key.db
  note=$seeds/$key.ok
  for each in "$seeds" "$entry" "$note"; do
    [ -O "$each" ] && [ ! -L "$each" ] || return 1
  done
  [ -f "$entry" ] && [ -f "$note" ] && ! [ "$entry" -nt "$note" ] || return 1
  read -r size digest <"$note" && [ "$(wc -c <"$entry")" -eq "$size" ]
}

# Whether the database may be replaced: there is none, or an empty file, or a seed that nobody has open.
seed_target() {
  case $db in
    */*) place=${db%/*}/ name=${db##*/} ;;
    *) place=./ name=$db ;;
  esac
  [ -n "$name" ] && [ -d "$place" ] && [ ! -L "$db" ] || return 1
  case $(CDPATH='' cd -P -- "$place" && pwd -P)/ in
    "$(CDPATH='' cd -P -- "$folder" && pwd -P)"/*) return 1 ;;
  esac
  for each in "$place.$name."*.part; do
    # What the program has left when it died, it alone may delete.
    [ ! -e "$each" ] || return 1
  done
  [ -e "$db" ] || return 0
  [ -f "$db" ] && [ -O "$db" ] && [ ! -e "$db-wal" ] && [ ! -e "$db-journal" ] || return 1
  [ ! -s "$db" ] || [ "$(dd if="$db" bs=4 skip=17 count=1)" = rcSd ]
}

# Copies it under another name, so that the database is there whole or not at all. The copy is known by its
# descriptor: whatever others put under its name meanwhile is neither written, nor given modes, nor renamed.
seed_copy() {
  part=$place.$name.seed-
  for old in "$part"*; do
    # What a process that died has left.
    case ${old#"$part"} in '' | *[!0-9]*) continue ;; esac
    [ -L "$old" ] || ! [ -O "$old" ] || kill -0 "${old##*-}" || rm -f -- "$old"
  done
  part=$part$$
  (
    umask 077
    set -C
    exec 3>"$part" || exit
    copy=/proc/self/fd/3
    if [ -f $copy ] && cp --reflink=auto -- "$entry" $copy &&
      { [ ! -e "$db" ] || chmod --reference="$db" -- $copy; } &&
      [ ! -L "$part" ] && [ "$part" -ef $copy ]; then
      mv -fT -- "$part" "$db"
      exit
    fi
    rm -f -- "$part"
    exit 1
  ) || return 1
  touch -c -- "$note" &
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
    seed_key || return 1
    [ -n "$only_key" ] || { seed_entry && seed_target && seed_copy; } || return 1
  } 2>/dev/null
  if [ -n "$only_key" ]; then
    printf '%s\n' "$key"
  elif [ -z "$quiet" ]; then
    printf '%s: seeded from %s\n' "$db" "$folder"
  fi
}
