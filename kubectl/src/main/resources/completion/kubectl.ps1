# Completion of kubectl's command lines in PowerShell:
#   kubectl completion powershell | Out-String | Invoke-Expression
# Everything is asked of "kubectl __complete WORD...", whose last line is a colon and a sum of
# 1 an error, 2 no space after the word, 4 no files, 8 the candidates are extensions of files.

Register-ArgumentCompleter -Native -CommandName kubectl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or
            ($_.Extent.EndOffset -eq $cursorPosition -and "$wordToComplete" -eq '') } |
        ForEach-Object { "$_" })
    # an empty last argument has to be seen; older versions drop it without the quotes
    $last = if ("$wordToComplete" -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { "$wordToComplete" }
    $program = $words[0]
    $rest = @($words | Select-Object -Skip 1)
    $lines = @(& $program __complete @rest $last 2>$null)
    if ($lines.Count -eq 0) { return }

    $directive = [int]($lines[-1].Substring(1))
    $candidates = @($lines | Select-Object -SkipLast 1)
    if (($directive -band 1) -ne 0) { return }
    $flag = if ("$wordToComplete" -match '^(-.*?=)') { $Matches[1] } else { '' }
    if (($directive -band 8) -ne 0) {
        $value = "$wordToComplete".Substring($flag.Length)
        $candidates = @(Get-ChildItem "$value*" |
            Where-Object { $_.PSIsContainer -or $candidates -contains $_.Extension.TrimStart('.') } |
            ForEach-Object { Resolve-Path -Relative $_ })
    } elseif ($candidates.Count -eq 0 -and ($directive -band 4) -ne 0) {
        return '' # keeps PowerShell from offering files
    }
    $space = if (($directive -band 2) -ne 0) { '' } else { ' ' }
    foreach ($candidate in $candidates) {
        $parts = "$candidate" -split "`t", 2
        $description = if ($parts.Count -gt 1) { $parts[1] } else { $parts[0] }
        [System.Management.Automation.CompletionResult]::new(
            $flag + $parts[0] + $space, $parts[0], 'ParameterValue', $description)
    }
}
