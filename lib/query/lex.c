#include "query/lex.h"

#include "query/field.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool is_paren(char c)
{
	return c == '(' || c == ')';
}

void vb_lexer_init(struct vb_lexer *lexer, struct vb_str text)
{
	*lexer = (struct vb_lexer){ .text = text };
}

enum vb_lex_kind vb_lex_operator(struct vb_str word)
{
	if (vb_str_eq(word, VB_STR("AND")))
		return VB_LEX_AND;
	if (vb_str_eq(word, VB_STR("OR")))
		return VB_LEX_OR;
	if (vb_str_eq(word, VB_STR("NOT")))
		return VB_LEX_NOT;
	return VB_LEX_WORDS;
}

size_t vb_lex_quote(struct vb_str s, size_t at)
{
	static const struct vb_str marks[] = {
		{ "\"", 1 },	       { "\xe2\x80\x9c", 3 }, /* “ */
		{ "\xe2\x80\x9d", 3 }, { "\xe2\x80\x9e", 3 }, /* ” „ */
		{ "\xe2\x80\x9f", 3 }, { "\xc2\xab", 2 },     /* ‟ « */
		{ "\xc2\xbb", 2 },			      /* » */
	};
	struct vb_str rest = vb_str_skip(s, at);
	size_t i;

	/* Nearly every byte is none of these three. */
	if (!rest.len ||
	    (*rest.ptr != '"' && *rest.ptr != '\xe2' && *rest.ptr != '\xc2'))
		return 0;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (vb_str_starts(rest, marks[i]))
			return marks[i].len;
	return 0;
}

/* The first quotation mark of any kind at or after `from`, or the end. */
static size_t any_quote(struct vb_str s, size_t from)
{
	while (from < s.len && !vb_lex_quote(s, from))
		from++;
	return from;
}

/*
 * The body of the quotation that opens at `at`; moves on to after it. A
 * straight mark is closed by a straight one, so that “…” may stand inside;
 * anything else by any mark, since people mix them. That a straight mark has
 * no partner happens once in a text, so the time stays linear.
 */
static struct vb_str quoted(struct vb_lexer *lexer)
{
	struct vb_str s = lexer->text;
	size_t open = vb_lex_quote(s, lexer->at);
	size_t from = lexer->at + open, to = VB_NPOS;

	if (open == 1)
		to = vb_str_find(s, VB_STR("\""), from);
	if (to == VB_NPOS)
		to = any_quote(s, from);
	if (to == s.len)
		lexer->ignored |= VB_QUERY_NOTE_QUOTE;
	lexer->at = to + vb_lex_quote(s, to);
	return vb_str_sub(s, from, to);
}

/* The end of the run that white space, a quote or a parenthesis ends. */
static size_t run_end(struct vb_str s, size_t at)
{
	while (at < s.len && !is_space(s.ptr[at]) && !is_paren(s.ptr[at]) &&
	       !vb_lex_quote(s, at))
		at++;
	return at;
}

/* Without the punctuation of the sentence around it; ".." belongs to it. */
static struct vb_str trim_value(struct vb_str value)
{
	while (value.len) {
		char c = value.ptr[value.len - 1];
		bool range = value.len > 1 && value.ptr[value.len - 2] == '.';

		if (!strchr(",;!?.", c) || (c == '.' && range))
			break;
		value.len--;
	}
	return value;
}

static bool lex_field(struct vb_lexeme *out, struct vb_lexer *lexer)
{
	struct vb_str s = lexer->text;
	size_t start = lexer->at, at = start;
	size_t limit = start + VB_QUERY_NAME_BYTES;
	size_t end;

	while (at < s.len && at < limit && s.ptr[at] != ':' &&
	       !is_space(s.ptr[at]) && !is_paren(s.ptr[at]))
		at++;
	if (at == start || at >= s.len || s.ptr[at] != ':' ||
	    !vb_query_field_find(&out->field, vb_str_sub(s, start, at)))
		return false;
	at++;
	if (vb_lex_quote(s, at)) {
		lexer->at = at;
		out->body = vb_str_trim(quoted(lexer));
	} else {
		end = run_end(s, at);
		lexer->at = end;
		out->body = trim_value(vb_str_sub(s, at, end));
	}
	out->kind = VB_LEX_FIELD;
	return true;
}

/* A minus excludes only at the start of a token, and if one follows. */
static bool is_minus(const struct vb_lexer *lexer)
{
	struct vb_str s = lexer->text;
	size_t at = lexer->at;
	char after = at + 1 < s.len ? s.ptr[at + 1] : ' ';

	if (s.ptr[at] != '-' || is_space(after) || after == '-' || after == ')')
		return false;
	return !at || is_space(s.ptr[at - 1]) || s.ptr[at - 1] == '(';
}

static void lex_run(struct vb_lexeme *out, struct vb_lexer *lexer)
{
	size_t start = lexer->at;

	if (is_minus(lexer)) {
		lexer->at++;
		lexer->after_minus = true;
		out->kind = VB_LEX_NOT;
		return;
	}
	if (vb_lex_quote(lexer->text, start)) {
		out->kind = VB_LEX_PHRASE;
		out->body = quoted(lexer);
	} else if (!lex_field(out, lexer)) {
		lexer->at = run_end(lexer->text, start);
		out->kind = VB_LEX_WORDS;
		if (!lexer->after_minus)
			out->kind = vb_lex_operator(
				vb_str_sub(lexer->text, start, lexer->at));
	}
	lexer->after_minus = false;
}

/* One parenthesis; false if it is to be ignored. */
static bool lex_paren(struct vb_lexeme *out, struct vb_lexer *lexer)
{
	bool open = lexer->text.ptr[lexer->at++] == '(';

	out->kind = open ? VB_LEX_OPEN : VB_LEX_CLOSE;
	if (open && lexer->depth == VB_QUERY_DEPTH) {
		lexer->dropped++;
		lexer->ignored |= VB_QUERY_NOTE_DEPTH;
		return false;
	}
	if (!open && lexer->dropped) {
		lexer->dropped--;
		return false;
	}
	if (!open && !lexer->depth) {
		lexer->ignored |= VB_QUERY_NOTE_PARENTHESIS;
		return false;
	}
	lexer->depth += open ? 1 : -1;
	return true;
}

void vb_lexer_next(struct vb_lexeme *out, struct vb_lexer *lexer)
{
	struct vb_str s = lexer->text;
	size_t start;

	*out = (struct vb_lexeme){ .kind = VB_LEX_END };
	for (;;) {
		while (lexer->at < s.len && is_space(s.ptr[lexer->at]))
			lexer->at++;
		start = lexer->at;
		if (start == s.len)
			break;
		if (!is_paren(s.ptr[start])) {
			lex_run(out, lexer);
			break;
		}
		if (lex_paren(out, lexer)) {
			lexer->after_minus = false;
			break;
		}
		out->kind = VB_LEX_END;
	}
	if (start == s.len && (lexer->depth || lexer->dropped))
		lexer->ignored |= VB_QUERY_NOTE_PARENTHESIS;
	out->text = vb_str_sub(s, start, lexer->at);
}
