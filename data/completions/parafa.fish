# fish completion of parafa(1)
# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later

function __parafa_profiles
    parafa profiles --names 2>/dev/null
end

# whether the words so far are parafa and these
function __parafa_is
    set -l words (commandline -opc)
    test (count $words) -gt (count $argv); or return 1
    for i in (seq (count $argv))
        set -l next (math $i + 1)
        test "$words[$next]" = "$argv[$i]"; or return 1
    end
end

function __parafa_wants_word
    test (count (commandline -opc)) -eq $argv[1]
end

complete -c parafa -f
complete -c parafa -n '__parafa_wants_word 1' -a window -d 'Open the window'
complete -c parafa -n '__parafa_wants_word 1' -a token -d 'Print a valid access token'
complete -c parafa -n '__parafa_wants_word 1' -a profiles -d 'List the profiles'
complete -c parafa -n '__parafa_wants_word 1' -a doctor -d 'Look at everything that a login needs'
complete -c parafa -n '__parafa_wants_word 1' -a decode -d 'Show what is in a token'
complete -c parafa -n '__parafa_wants_word 1' -a etransport -d 'e-Transport declarations'
complete -c parafa -n '__parafa_wants_word 1' -l help -d 'Show the usage'
complete -c parafa -n '__parafa_wants_word 1' -l version -d 'Show the version'

complete -c parafa -n '__parafa_is token' -l profile -x -a '(__parafa_profiles)' -d 'The profile'
complete -c parafa -n '__parafa_is token' -l format -x -a 'raw header env json curl' -d 'How it is printed'
complete -c parafa -n '__parafa_is token' -l no-refresh -d 'Do not ask the server'
complete -c parafa -n '__parafa_is token' -l interactive -d 'Let the keyring ask'
complete -c parafa -n '__parafa_is token' -l show -d 'Print to a terminal, too'

complete -c parafa -n '__parafa_is profiles' -l json -d 'Write JSON'
complete -c parafa -n '__parafa_is profiles' -l names -d 'The names alone'

complete -c parafa -n '__parafa_is doctor' -l json -d 'Write JSON'
complete -c parafa -n '__parafa_is doctor' -l offline -d 'Ask no server'
complete -c parafa -n '__parafa_is doctor' -l profile -x -a '(__parafa_profiles)' -d 'The profile'

complete -c parafa -n '__parafa_is decode' -l json -d 'Write JSON'
complete -c parafa -n '__parafa_is decode' -F

complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a check -d 'Judge declarations, offline'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a upload -d 'File declarations'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a status -d 'What became of them'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a list -d 'ANAF’s list and the archive'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a info -d 'The transports one carries'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a download -d 'Save all of a filing'
complete -c parafa -n '__parafa_wants_word 2; and __parafa_is etransport' -a slip -d 'The driver’s slip as PDF'

for command in upload list info
    complete -c parafa -n "__parafa_is etransport $command" -l test -d 'ANAF’s test'
    complete -c parafa -n "__parafa_is etransport $command" -l production -d 'ANAF'
    complete -c parafa -n "__parafa_is etransport $command" -l practice -d 'The practice server'
    complete -c parafa -n "__parafa_is etransport $command" -l cif -x -d 'The company'
end
for command in check upload status list info download slip
    complete -c parafa -n "__parafa_is etransport $command" -l json -d 'Write JSON'
end
for command in upload status
    complete -c parafa -n "__parafa_is etransport $command" -l wait -d 'For the outcome'
end
for command in status list download
    complete -c parafa -n "__parafa_is etransport $command" -l offline -d 'Ask no server'
end
for command in upload status list info download
    complete -c parafa -n "__parafa_is etransport $command" -l interactive -d 'The keyring may ask'
end
for command in download slip
    complete -c parafa -n "__parafa_is etransport $command" -l output -r -F -d 'Where to'
end
complete -c parafa -n '__parafa_is etransport check' -F
complete -c parafa -n '__parafa_is etransport upload' -F
for command in upload list info
    complete -c parafa -n "__parafa_is etransport $command" -l profile -x -a '(__parafa_profiles)' -d 'The profile'
end
complete -c parafa -n '__parafa_is etransport list' -l format -x -a 'text json csv' -d 'How it is written'
complete -c parafa -n '__parafa_is etransport info' -l uit -x -d 'The UIT'
complete -c parafa -n '__parafa_is etransport info' -l declarant -x -d 'Who declared it'
complete -c parafa -n '__parafa_is etransport upload' -l yes -d 'Do not ask'
complete -c parafa -n '__parafa_is etransport upload' -l again -d 'Although it was filed'
complete -c parafa -n '__parafa_is etransport list' -l days -x -d 'How far back'
complete -c parafa -n '__parafa_is etransport list' -l search -x -d 'Words'
complete -c parafa -n '__parafa_is etransport slip' -l a5 -d 'Half a page'
