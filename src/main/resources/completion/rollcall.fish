# Completes rollcall's command lines: rollcall completion fish | source
function __rollcall_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    if test $status -eq 0
        test (count $found) -gt 0 && printf '%s\n' $found
    else
        # An error says that any file may be meant.
        __fish_complete_path "$current"
    end
end
complete -c rollcall -f -k -a '(__rollcall_complete)'
