#compdef rollcall
# Completes rollcall's command lines: eval "$(rollcall completion zsh)", after compinit; or, as the file
# _rollcall, in a folder of $fpath.
_rollcall() {
  local -a found
  # An error says that any file may be meant.
  found=("${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}") || {
    _files
    return
  }
  # A folder is not the end of a path.
  local -a folders=("${(@M)found:#*/}")
  found=("${(@)found:#*/}")
  [[ -n "${found[1]}" ]] && compadd -V rollcall -- "${found[@]}"
  [[ -n "${folders[1]}" ]] && compadd -V rollcall -S '' -- "${folders[@]}"
}
if [[ "${funcstack[1]}" = _rollcall ]]; then
  _rollcall "$@"
else
  compdef _rollcall rollcall
fi
