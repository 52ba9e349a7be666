/*
 * query/lex: clean text -> lexemes. Internal to lib/query.
 *
 * Parentheses come out balanced but for the end (END closes all that are
 * open) and never deeper than VB_QUERY_DEPTH. Linear time, no allocation.
 */
#ifndef VB_QUERY_LEX_H
#define VB_QUERY_LEX_H

#include "query/query.h"

enum vb_lex_kind {
	VB_LEX_END,
	VB_LEX_WORDS,  /* text: a run without white space, "20-CT/TU" */
	VB_LEX_PHRASE, /* body: between the quotation marks */
	VB_LEX_FIELD,  /* field; body: the value, trimmed, may be empty */
	VB_LEX_OPEN,
	VB_LEX_CLOSE,
	VB_LEX_AND,
	VB_LEX_OR,
	VB_LEX_NOT,
};

struct vb_lexeme {
	enum vb_lex_kind kind;
	struct vb_str text; /* all of it */
	struct vb_str body;
	enum vb_query_field field;
};

struct vb_lexer {
	struct vb_str text; /* clean */
	size_t at;
	unsigned depth;	  /* open parentheses that were given out */
	size_t dropped;	  /* open ones past VB_QUERY_DEPTH */
	bool after_minus; /* the word that follows is no operator */
	unsigned ignored; /* enum vb_query_note */
};

/* Begin at the start of `text`, clean, which must outlive the use. */
void vb_lexer_init(struct vb_lexer *lexer, struct vb_str text);

/* The next lexeme; VB_LEX_END at the end, as often as asked. */
void vb_lexer_next(struct vb_lexeme *out, struct vb_lexer *lexer);

/* "AND", "OR" or "NOT" in capitals; VB_LEX_WORDS for anything else. */
enum vb_lex_kind vb_lex_operator(struct vb_str word);

/* The bytes of the quotation mark at `s.ptr[at]`; 0 if there is none. */
size_t vb_lex_quote(struct vb_str s, size_t at);

#endif
