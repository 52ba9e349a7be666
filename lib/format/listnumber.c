#include "format/listnumber.h"

static vb_status put_roman(struct vb_buf *out, unsigned n, char base)
{
	static const struct {
		unsigned value;
		char text[3];
	} parts[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" },
		{ 100, "c" },  { 90, "xc" },  { 50, "l" },  { 40, "xl" },
		{ 10, "x" },   { 9, "ix" },   { 5, "v" },   { 4, "iv" },
		{ 1, "i" },
	};
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		for (; n >= parts[i].value && !st; n -= parts[i].value)
			for (const char *c = parts[i].text; *c && !st; c++)
				st = vb_buf_append_char(
					out, (char)(*c - 'a' + base));
	}
	return st;
}

static vb_status put_letters(struct vb_buf *out, unsigned n, char base)
{
	vb_status st = VB_OK;

	for (unsigned k = 0; k <= (n - 1) / 26 && !st; k++)
		st = vb_buf_append_char(out, (char)(base + (n - 1) % 26));
	return st;
}

vb_status vb_list_number(struct vb_buf *out, unsigned n, char format)
{
	if ((format == 'a' || format == 'A') && n && n <= 26 * 8)
		return put_letters(out, n, format);
	if ((format == 'i' || format == 'I') && n && n < 4000)
		return put_roman(out, n, format == 'I' ? 'A' : 'a');
	return vb_buf_printf(out, "%u", n);
}
