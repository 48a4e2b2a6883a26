"""What `sh` does on a server, be it that of Debian, Alpine, FreeBSD or macOS.

Each script follows `ssh.IN_FOLDER` or `ssh.IN_NEW_FOLDER`, gets its paths as arguments, answers by
the exit codes of `ssh`, and may run twice: after a cut nobody knows whether it has run.
"""

from ssg.deploy.model import NEW

# A connection that is cut looks like the end of the input: a small file is whole by its size only.
_HAS_SIZE = '[ $(wc -c <"$1") -eq "$2" ]'
READ = '[ -f "$1" ] || exit 66; cat "$1"'
WRITE = (
    f'to=$1; set -- "$1{NEW}" "$2"; mkdir -p "${{to%/*}}" && cat >"$1" && {_HAS_SIZE}'
    ' && mv -f "$1" "$to" || exit 1'
)
CREATE = (
    '(set -C; : >"$1") || { [ -e "$1" ] && exit 73; exit 1; }; '
    f'cat >"$1" && {_HAS_SIZE} || {{ rm -f "$1"; exit 1; }}'
)
NAMES = (
    'for name in * .*; do if [ -e "$name" ] || [ -L "$name" ]; '
    "then printf '%s\\000' \"$name\"; fi; done"
)
READ_LINK = '[ -L "$1" ] && { readlink "$1"; exit; }; [ -e "$1" ] && exit 65; exit 66'
COPY = (
    'rm -rf "$2"; mkdir -p "$2" || exit 1; cp -al "$1/." "$2/" 2>/dev/null && exit 0; '
    'rm -rf "$2"; mkdir -p "$2" && cp -pR "$1/." "$2/"'
)
RENAME = (
    '[ -e "$1" ] || { [ -e "$2" ] && exit 0; }; [ -e "$2" ] && exit 73; '
    'mkdir -p "${2%/*}" && mv "$1" "$2"'
)
# GNU and busybox know -T, BSDs and macOS -h: both replace the link itself, in one moment.
POINT = (
    f'rm -f "$1{NEW}"; ln -s "$2" "$1{NEW}" || {{ [ -w . ] && exit 65; exit 1; }}; '
    f'mv -fT "$1{NEW}" "$1" 2>/dev/null || mv -fh "$1{NEW}" "$1" 2>/dev/null || '
    f'{{ rm -f "$1{NEW}"; ln -sfn "$2" "$1"; }}'
)
DELETE = "xargs -0 rm -f --"
DELETE_EMPTY = "xargs -0 rmdir -- 2>/dev/null; exit 0"
DELETE_FOLDER = 'rm -rf "$1"'
