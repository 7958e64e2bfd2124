# usage: zsh -f complete.zsh DIRECTORY LINE...: a shell of its own, in a pseudo-terminal, whose completion functions lie in
# DIRECTORY/zsh, is given each line and a tab; prints "== LINE" and what was offered, one a line.
emulate zsh
zmodload zsh/zpty
cd $1
shift
zpty shell zsh -f -i
say() { zpty -w shell "$1" }
say 'PS1= PS2= RPS1=; stty -echo; unset zle_bracketed_paste'
say "fpath=($PWD/zsh \$fpath); autoload -Uz compinit; compinit -u -d $PWD/zcompdump; LISTMAX=10000; setopt no_beep"
# whatever would be offered passes through compadd, which tells it
say 'compadd() { local -a found; local word; if [[ " $* " != *" -[OAD] "* ]]; then builtin compadd -O found "$@"; for word in $found; do print -r -- "offer"ed:$word; done; fi; builtin compadd "$@"; }'
say 'end-of-it() { print -r -- "the"-end; BUFFER=; CURSOR=0 }; zle -N end-of-it; bindkey "^I" complete-word; bindkey "^G" end-of-it'
say 'print -r -- "rea"dy'
until_line() {
    local line
    while zpty -r shell line; do
        [[ $line == *offered:* ]] && print -r -- ${${line#*offered:}%%$'\r'*}
        [[ $line == *$1* ]] && return
    done
}
until_line ready
for words in "$@"; do
    print -r -- "== $words"
    zpty -w -n shell "$words"$'\t\a'
    until_line the-end
done
zpty -d shell
