#!/bin/sh
# What the page of a document says to machines: JSON-LD, meta tags, links.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 25

index <<-'END'
{"id": "nq-05", "title": "Nghị quyết về giá đất </script><script>alert(1)</script><!-- &amp;", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "effective_date": "2023-08-01", "text": "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;\nĐiều 1. Thông qua bảng giá đất.\nĐiều 2. Bãi bỏ Nghị quyết số 10/2019/NQ-HĐND ngày 01 tháng 7 năm 2019."}
{"id": "nq-10", "title": "Nghị quyết cũ", "number": "10/2019/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2019-07-01", "text": "Điều 1. Bảng giá."}
{"id": "bai", "kind": "article", "title": "Giá đất sau một năm", "date": "2024-01-02", "origin": "Báo mẫu", "topic": "Đất đai", "text": "Theo Nghị quyết số 05/NQ-HĐND.", "url": "https://tin.example/bai"}
END
serve

# ld PATH: what a JSON-LD processor makes of the page's data, expanded, and
# the head's links and meta tags, into $out.
ld()
{
	get "$1"
	printf '%s' "$out" >"$tmp/page"
	/usr/bin/python3 - "$tmp/page" >"$tmp/ld" <<-'END'
		import json, sys
		from html.parser import HTMLParser
		from pyld import jsonld

		class Head(HTMLParser):
		    inside, data, links, meta, scripts = False, "", {}, {}, 0
		    def handle_starttag(self, tag, attrs):
		        a = dict(attrs)
		        if tag == "script":
		            self.inside = a.get("type") == "application/ld+json"
		            self.scripts += "src" not in a
		        if tag == "link":
		            self.links[a["rel"] + " " + a.get("type", "-")] = a["href"]
		        if tag == "meta" and "name" in a:
		            self.meta[a["name"]] = a["content"]
		    def handle_endtag(self, tag):
		        self.inside = self.inside and tag != "script"
		    def handle_data(self, data):
		        if self.inside:
		            self.data += data

		def loader(url, options):
		    # Nothing is fetched: every name is one of schema.org.
		    assert url == "https://schema.org", url
		    return {"contextUrl": None, "documentUrl": url, "document":
		            {"@context": {"@vocab": "https://schema.org/"}}}

		head = Head()
		head.feed(open(sys.argv[1], encoding="utf-8").read())
		plain = json.loads(head.data)
		full = jsonld.expand(plain, {"documentLoader": loader})
		print(json.dumps({"plain": plain, "full": full, "links": head.links,
		                  "meta": head.meta, "scripts": head.scripts}))
	END
	out=$(cat "$tmp/ld")
}

field()
{
	printf %s "$out" | jq -c "$1"
}

ld /documents/nq-05
is "$code" 200 'a page'
is "$(field .scripts)" 1 'its title ends no script'
is "$(field '.full|length')" 1 'one thing'
is "$(field '.full[0]["@type"]')" '["https://schema.org/Legislation"]' 'a Legislation'
is "$(field '.full[0]["@id"]')" '"http://x/documents/nq-05"' 'its address'
is "$(field .plain.name)" '"Nghị quyết về giá đất </script><script>alert(1)</script><!-- &amp;"' \
	'its title, every character'
is "$(field '.plain|[.legislationIdentifier,.legislationType,.legislationDate,.inLanguage]')" \
	'["05/NQ-HĐND","Nghị quyết","2023-07-14","vi"]' 'number, type, day, language'
is "$(field .plain.legislationPassedBy)" \
	'{"@type":"Organization","name":"Hội đồng nhân dân tỉnh Hà Tĩnh"}' 'who passed it'
is "$(field .plain.legislationJurisdiction)" \
	'{"@type":"AdministrativeArea","name":"Hà Tĩnh"}' 'where it holds'
is "$(field .plain.temporalCoverage)" '"2023-08-01/.."' 'from when'
is "$(field .plain.legislationLegalForce)" '"https://schema.org/InForce"' 'that it is in force'
is "$(field .plain.legislationRepeals)" \
	'[{"@type":"Legislation","@id":"http://x/documents/nq-10","legislationIdentifier":"10/2019/NQ-HĐND","name":"Nghị quyết cũ","legislationDate":"2019-07-01"}]' \
	'what it repeals, which is held'
is "$(field '.plain.isBasedOn|map(.legislationIdentifier)')" '["Luật Đất đai 2013"]' \
	'what it rests on'
is "$(field '.plain.encoding|map([.encodingFormat,.contentUrl])')" \
	'[["text/html","http://x/documents/nq-05"],["application/json","http://x/api/v1/documents/nq-05"],["application/akn+xml","http://x/api/v1/documents/nq-05/akn"]]' \
	'its forms'
is "$(field '.links["canonical -"]')" '"http://x/documents/nq-05"' 'its one address'
is "$(field '.links["alternate application/json"]')" '"/api/v1/documents/nq-05"' 'as JSON'
is "$(field '.links["alternate application/akn+xml"]')" '"/api/v1/documents/nq-05/akn"' 'as Akoma Ntoso'
is "$(field '.meta|[.["dcterms.identifier"],.["dcterms.issued"],.["dcterms.publisher"],.["dcterms.type"],.["dcterms.valid"]]')" \
	'["05/NQ-HĐND","2023-07-14","Hội đồng nhân dân tỉnh Hà Tĩnh","Nghị quyết","2023-08-01"]' 'Dublin Core'
is "$(field '.meta|[.citation_title[:22],.citation_publication_date,.citation_technical_report_number]')" \
	'["Nghị quyết về giá đất ","2023-07-14","05/NQ-HĐND"]' 'for reference managers'

ld /documents/nq-10
is "$(field .plain.legislationLegalForce)" '"https://schema.org/NotInForce"' 'one that was repealed'

ld /documents/bai
is "$(field '.full[0]["@type"]')" '["https://schema.org/Article"]' 'an article'
is "$(field '.plain|[.headline,.datePublished,.publisher.name,.articleSection,.sameAs]')" \
	'["Giá đất sau một năm","2024-01-02","Báo mẫu","Đất đai","https://tin.example/bai"]' 'and what it is'
is "$(field '.plain.citation|map([.legislationIdentifier,.["@id"]])')" \
	'[["05/NQ-HĐND","http://x/documents/nq-05"]]' 'what it cites'
ld '/documents/bai?lang=en&q=x'
is "$(field '.links["canonical -"]')" '"http://x/documents/bai"' 'one address in both languages'
get '/search?q=gia'
unlike "$out" 'application/ld\+json' 'a list of results has none'
