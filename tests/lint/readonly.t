#!/bin/sh
# check-readonly: a program that reads holds nothing that writes.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 7
: "${CC:=cc}" "${CXX:=c++}"

# linked NAME COMPILER...: the program from standard input
linked()
{
	name=$1 language=$2
	shift 2
	"$@" -x "$language" -o "$tmp/$name" - || diag "cannot compile $name"
	run tools/check-readonly.sh "$tmp/$name"
}

linked good c "$CC" <<'END'
int vb_index_update_time(void);
int vb_index_update_time(void) { return 0; }
int main(void) { return vb_index_update_time(); }
END
is "$status $out" '0 ' 'a name that only begins so'

linked bad c "$CC" <<'END'
int vb_xapian_writer_open(void);
int vb_xapian_writer_open(void) { return 0; }
int main(void) { return vb_xapian_writer_open(); }
END
is "$status $out" "1 $tmp/bad:1: can write: vb_xapian_writer_open" 'our writer'

linked update c "$CC" <<'END'
int vb_index_update(void);
int vb_index_update(void) { return 0; }
int main(void) { return vb_index_update(); }
END
is "$status $out" "1 $tmp/update:1: can write: vb_index_update" 'the update'

linked xapian c++ "$CXX" <<'END'
namespace Xapian { class WritableDatabase { public: void commit(); }; }
void Xapian::WritableDatabase::commit() {}
int main() { Xapian::WritableDatabase d; d.commit(); }
END
is "$status $out" \
	"1 $tmp/xapian:1: can write: Xapian::WritableDatabase::commit()" \
	"Xapian's own"

echo 'no program' >"$tmp/text"
run tools/check-readonly.sh "$tmp/text"
is "$status" 2 'no symbols are trouble'

run tools/check-readonly.sh --index "$VB_BIN/vanban"
is "$status $out" '0 ' 'vanban never writes the index'
run tools/check-readonly.sh "$VB_BIN/vanban-indexer"
is "$status" 1 'vanban-indexer writes'
