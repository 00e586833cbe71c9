#compdef rollcall
# Completes rollcall's command lines: eval "$(rollcall completion zsh)", after compinit; or, as the file
# _rollcall, in a folder of $fpath.
_rollcall() {
  local -a found
  found=("${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
  if [[ -n "${found[1]}" ]]; then
    compadd -V rollcall -- "${found[@]}"
  else
    # Nothing of rollcall's to say: a file may be meant.
    _files
  fi
}
if [[ "${funcstack[1]}" = _rollcall ]]; then
  _rollcall "$@"
else
  compdef _rollcall rollcall
fi
