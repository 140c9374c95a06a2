# Completion of kubectl's command lines in fish:
#   kubectl completion fish | source
# Everything is asked of "kubectl __complete WORD...", whose last line is a colon and a sum of
# 1 an error, 2 no space after the word, 4 no files, 8 the candidates are extensions of files.

function __kubectl_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    set -l program $before[1]
    set -e before[1]
    set -l lines ($program __complete $before "$word" 2>/dev/null)
    if test (count $lines) -eq 0
        return
    end
    set -l directive (string sub -s 2 -- $lines[-1])
    set -e lines[-1]
    if test (math "$directive % 2") -eq 1
        return
    end
    # fish replaces the whole word, a flag before = too
    set -l flag (string match -r -- '^-.*?=' "$word")
    set -l value (string replace -r -- '^-.*?=' '' "$word")
    if test $directive -ge 8
        for extension in $lines
            __fish_complete_suffix "$value" .$extension
        end
        return
    end
    for line in $lines
        printf '%s%s\n' "$flag" $line
    end
    if test (count $lines) -eq 0 -a (math "floor($directive / 4) % 2") -eq 0
        for path in (__fish_complete_path "$value")
            printf '%s%s\n' "$flag" $path
        end
    end
end

complete -c kubectl -e
complete -c kubectl -f -k -a '(__kubectl_complete)'
