# Completes rollcall's command lines: eval "$(rollcall completion bash)"
_rollcall() {
  local found
  COMPREPLY=()
  while IFS= read -r found; do
    COMPREPLY+=("$(printf '%q' "$found")")
  done < <("${1/#\~/$HOME}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
# Where there is nothing of rollcall's to say, a file may be meant.
complete -o default -o nosort -F _rollcall rollcall 2>/dev/null || complete -o default -F _rollcall rollcall
