# Completes rollcall's command lines: eval "$(rollcall completion bash)"
_rollcall() {
  local found each
  COMPREPLY=()
  # An error says that any file may be meant, which bash completes itself.
  found=$("${1/#\~/$HOME}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null) ||
    compopt -o default 2>/dev/null
  [ -n "$found" ] || return 0
  while IFS= read -r each; do
    case $each in
      # A folder is not the end of a path.
      */) compopt -o nospace 2>/dev/null ;;
    esac
    COMPREPLY+=("$(printf '%q' "$each")")
  done <<<"$found"
}
# An old bash can't be told whether a file may be meant.
complete -o nosort -F _rollcall rollcall 2>/dev/null || complete -o default -F _rollcall rollcall
