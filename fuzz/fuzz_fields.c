/*
 * fuzz_fields: header fields that proxies and browsers write. What is read
 * prints and reads back to itself; who is not trusted is never believed.
 */
#include "../searchd/address.h"
#include "../searchd/field.h"
#include "must.h"

static void check_address(struct vb_str text)
{
	struct address a, again;
	char print[ADDRESS_TEXT];

	if (!address_parse(&a, text)) {
		MUST(a.kind == ADDRESS_NONE);
		return;
	}
	address_print(print, &a);
	MUST(address_parse(&again, vb_str_from(print)));
	MUST(!memcmp(a.bytes, again.bytes, sizeof(a.bytes)));
}

static void check_client(struct vb_str text)
{
	struct network list[2];
	struct networks trusted = { list, 2 }, nobody = { list, 0 };
	struct address peer, got;

	MUST(network_parse(&list[0], VB_STR("10.0.0.0/8")));
	MUST(network_parse(&list[1], VB_STR("fd00::/8")));
	MUST(address_parse(&peer, VB_STR("10.0.0.1")));
	address_by_list(&got, &peer, text, &nobody);
	MUST(!memcmp(&got, &peer, sizeof(got)));
	address_by_forwarded(&got, &peer, text, &nobody);
	MUST(!memcmp(&got, &peer, sizeof(got)));
	address_by_list(&got, &peer, text, &trusted);
	MUST(got.kind == ADDRESS_IP);
	address_by_forwarded(&got, &peer, text, &trusted);
	MUST(got.kind == ADDRESS_IP);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str text = vb_str_of((const char *)data, size);
	struct network net;
	char print[FIELD_DATE];
	time_t when;

	if (size > 20000)
		return 0;
	check_address(text);
	check_client(text);
	network_parse(&net, text);
	field_wants_gzip(text);
	if (field_is_id(text))
		MUST(!memchr(text.ptr, '\r', size) && size <= FIELD_ID);
	if (field_is_origin(text))
		MUST(!memchr(text.ptr, '\n', size) &&
		     !memchr(text.ptr, ' ', size));
	if (field_parse_date(&when, text)) {
		field_print_date(print, when);
		MUST(vb_str_eq(vb_str_from(print), text));
	}
	return 0;
}
