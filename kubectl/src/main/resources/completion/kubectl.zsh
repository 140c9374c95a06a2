#compdef kubectl
compdef _kubectl kubectl
# Completion of kubectl's command lines in zsh:
#   source <(kubectl completion zsh)
# or as a file _kubectl in a folder of $fpath. Everything is asked of "kubectl __complete WORD...",
# whose last line is a colon and a sum of 1 an error, 2 no space after the word, 4 no files,
# 8 the candidates are extensions of files.

_kubectl() {
    local -a lines candidates space
    local line directive
    lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    directive=${lines[-1]#:}
    lines=("${(@)lines[1,-2]}")
    if [[ -z $directive ]] || (( directive & 1 )); then
        return 1
    fi
    # what a flag's value begins with stays where it is
    [[ $PREFIX == -*=* ]] && compset -P '*='
    if (( directive & 8 )); then
        _files -g "*.(${(j:|:)lines})(-.)"
        return
    fi
    # colons divide names from descriptions
    for line in "${(@)lines}"; do
        if [[ $line == *$'\t'* ]]; then
            candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        elif [[ -n $line ]]; then
            candidates+=("${line//:/\\:}")
        fi
    done
    (( directive & 2 )) && space=(-S '')
    if (( ${#candidates} )) && _describe kubectl candidates "${(@)space}"; then
        return 0
    fi
    (( directive & 4 )) || _files
}

# A file of $fpath is run as the function itself at first; a sourced script only defines it.
if [[ ${funcstack[1]} == _kubectl ]]; then
    _kubectl "$@"
fi
