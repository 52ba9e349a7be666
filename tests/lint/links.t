#!/bin/sh
# check-links: pages that point to nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 6
mkdir -p "$tmp/docs"

# page NAME: its text from standard input
page()
{
	rm -f "$tmp"/*.md "$tmp"/docs/*.md
	printf '# A title, to link to\n' >"$tmp/docs/there.md"
	cat >"$tmp/$1"
	run tools/check-links.sh "$tmp"
}

page a.md <<'END'
See [this](docs/there.md), [part](docs/there.md#a-title-to-link-to),
the [folder](docs) and [the net](https://example.org/x).
END
is "$status $out" '0 ' 'all there'
page a.md <<'END'

One [good](docs/there.md) and one [bad](docs/gone.md).
END
is "$status $out" '1 a.md:2: docs/gone.md is not there' 'a page that is gone'
page docs/a.md <<'END'
[up](docs/there.md)
END
is "$status $out" '1 docs/a.md:1: docs/there.md is not there' \
	'links are relative to their page'
page a.md <<'END'
[part](docs/there.md#another)
END
is "$status $out" '1 a.md:1: docs/there.md#another: no such heading' \
	'a heading that is gone'
page a.md <<'END'
# Self
[up](#self) and [down](#other)
END
is "$status $out" '1 a.md:2: #other: no such heading' 'within the page'
page a.md <<'END'
`[code](x)`
```
[code](y)
```
    [code](z)
END
is "$status $out" '0 ' 'code is no link'
