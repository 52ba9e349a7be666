#!/bin/sh
# make install puts all below DESTDIR, what it put works, and make uninstall
# leaves nothing behind.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 14
out_dir=${VB_BIN#"$root"/}
out_dir=${out_dir%/bin}
dest="$tmp/a root"

# made TARGET [VARIABLE=VALUE...]; MAKEFLAGS of a make around us would turn
# -k or -j on here.
made()
{
	run env -u MAKEFLAGS -u MAKELEVEL make -s O="$out_dir" DESTDIR="$dest" "$@"
}

made install PREFIX=/usr
is "$status" 0 'make install'
[ "$status" -eq 0 ] || diag "$err"
for program in vanban vanban-indexer vanban-searchd; do
	is "$("$dest/usr/bin/$program" --version)" \
		"$program $(sed -nE 's/^VERSION[ \t]*= //p' config.mk)" \
		"$program tells its version"
done
ok 'pages' test -f "$dest/usr/share/man/man1/vanban.1" -a \
	-f "$dest/usr/share/man/man1/vanban-indexer.1"
ok 'completions, one for each program' \
	test -f "$dest/usr/share/bash-completion/completions/vanban" -a \
	-f "$dest/usr/share/bash-completion/completions/vanban-indexer" -a \
	-f "$dest/usr/share/bash-completion/completions/vanban-searchd"
ok 'documents' test -f "$dest/usr/share/doc/vanban/schema.md" -a \
	-f "$dest/usr/share/doc/vanban/README.md" -a \
	-f "$dest/usr/share/doc/vanban/LICENSE"
is "$(find "$dest" -type f -perm /022)" '' 'nothing is writable by others'
is "$(find "$dest" -type f ! -path "$dest/usr/*")" '' 'nothing beside PREFIX'

unit=lib/systemd/system/vanban-searchd.service
ok 'the unit starts what was installed' \
	grep -q '^ExecStart=/usr/bin/vanban-searchd ' "$dest/usr/$unit"

made uninstall PREFIX=/usr
is "$status" 0 'make uninstall'
is "$(find "$dest" -type f)" '' 'nothing is left'

made install BINDIR=/opt/bin MANDIR=/opt/man
ok 'and so does the unit of another folder' \
	grep -q '^ExecStart=/opt/bin/vanban-searchd ' "$dest/usr/local/$unit"
ok 'the folders can be chosen' test -x "$dest/opt/bin/vanban" -a \
	-f "$dest/opt/man/man1/vanban.1"
