# Completion of kubectl's command lines in bash:
#   source <(kubectl completion bash)
# Everything is asked of "kubectl __complete WORD...", whose last line is a colon and a sum of
# 1 an error, 2 no space after the word, 4 no files, 8 the candidates are extensions of files.

# The words up to the cursor. Bash takes = and : for the ends of words; kubectl does not.
__kubectl_words() {
    local line=${COMP_LINE:0:COMP_POINT} index piece blank
    kubectl_words=()
    for ((index = 0; index <= COMP_CWORD; index++)); do
        blank=${line%%[![:blank:]]*}
        line=${line:${#blank}}
        piece=${COMP_WORDS[index]}
        if ((index == COMP_CWORD)); then
            piece=$line
        fi
        line=${line:${#piece}}
        if ((index == 0)) || [[ -n $blank ]]; then
            kubectl_words+=("$piece")
        else
            kubectl_words[${#kubectl_words[@]} - 1]+=$piece
        fi
    done
}

__kubectl_files() {
    local extension path
    compopt -o filenames 2>/dev/null
    while IFS= read -r path; do
        COMPREPLY+=("$path")
    done < <(
        compgen -d -- "$1"
        for extension in "${@:2}"; do compgen -f -X "!*.$extension" -- "$1"; done
    )
}

__kubectl_complete() {
    local kubectl_words candidates=() line directive=0 word value
    __kubectl_words
    word=${kubectl_words[${#kubectl_words[@]} - 1]}
    while IFS= read -r line; do
        candidates+=("$line")
    done < <("${kubectl_words[0]/#\~/$HOME}" __complete "${kubectl_words[@]:1}" 2>/dev/null)
    COMPREPLY=()
    if ((${#candidates[@]} == 0)); then
        return
    fi
    directive=${candidates[${#candidates[@]} - 1]#:}
    unset "candidates[${#candidates[@]} - 1]"
    if ((directive & 1)); then
        return
    fi
    ((directive & 2)) && compopt -o nospace 2>/dev/null
    ((directive & 4)) && compopt +o default +o bashdefault 2>/dev/null
    value=$word
    [[ $word == -*=* ]] && value=${word#*=}
    if ((directive & 8)); then
        __kubectl_files "$value" "${candidates[@]}"
        return
    fi
    # A second tab lists, with descriptions; the first one inserts, without.
    for line in "${candidates[@]}"; do
        if ((${#candidates[@]} > 1)) && [[ ${COMP_TYPE:-} == 63 && $line == *$'\t'* ]]; then
            COMPREPLY+=("${line%%$'\t'*}  (${line#*$'\t'})")
        else
            COMPREPLY+=("${line%%$'\t'*}")
        fi
    done
    # Bash replaces what follows the last colon only.
    if [[ $value == *:* && $COMP_WORDBREAKS == *:* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${value%"${value##*:}"}"}")
    fi
}

complete -o default -F __kubectl_complete kubectl
