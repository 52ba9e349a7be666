/*
 * format/xls: the parts of the reader of Excel workbooks, versions 5 to 2003.
 * Private to lib/format.
 *
 * A workbook is a list of records. Those of the book come first: fonts,
 * formats of cells, sheets, and (from 97 on) all strings; then the cells of
 * each sheet. Facts: [MS-XLS], and for versions 5 and 95 the Excel 97
 * Developer's Kit.
 */
#ifndef VB_FORMAT_XLS_H
#define VB_FORMAT_XLS_H

#include "base/arena.h"
#include "format/layout.h"
#include "format/ole.h"

#define VB_XLS_COLUMNS 256 /* of a sheet */
#define VB_XLS_ROWS 65536

/* Kinds of records that are looked at. */
enum {
	XLS_FORMULA = 0x0006,
	XLS_EOF = 0x000A,
	XLS_DATEMODE = 0x0022,
	XLS_FILEPASS = 0x002F,
	XLS_FONT = 0x0031,
	XLS_CONTINUE = 0x003C,
	XLS_BOUNDSHEET = 0x0085,
	XLS_MULRK = 0x00BD,
	XLS_RSTRING = 0x00D6,
	XLS_XF = 0x00E0,
	XLS_SST = 0x00FC,
	XLS_LABELSST = 0x00FD,
	XLS_TXO = 0x01B6,
	XLS_NUMBER = 0x0203,
	XLS_LABEL = 0x0204,
	XLS_BOOLERR = 0x0205,
	XLS_STRING = 0x0207,
	XLS_RK = 0x027E,
	XLS_FORMAT = 0x041E,
	XLS_BOF = 0x0809,
};

struct xls_record {
	unsigned kind;
	struct vb_str data;
	size_t next; /* where the one after begins */
};

/* From character `from` of its string on, another font. */
struct xls_run {
	uint32_t from;
	unsigned font;
};

/* UTF-16 text in xls.pool, and where its fonts change. */
struct xls_text {
	size_t from, to; /* bytes of the pool */
	size_t run, n_runs;
};

enum xls_kind { XLS_CELL_TEXT, XLS_CELL_NUMBER, XLS_CELL_BOOL };

struct xls_cell {
	uint32_t place; /* row * VB_XLS_COLUMNS + column */
	uint32_t order; /* in the file */
	unsigned format;
	enum xls_kind kind;
	struct xls_text text;
	double number;
};

/* What a cell's format says. */
struct xls_format {
	unsigned font, number;
};

struct xls {
	struct vb_str book; /* the stream */
	bool old;	    /* version 5 or 95: bytes, not UTF-16 */
	bool days_of_1904;
	struct vb_arena arena;
	struct vb_buf pool;   /* UTF-16 of all strings */
	struct vb_buf runs;   /* struct xls_run */
	struct vb_buf fonts;  /* struct vb_str, names */
	struct vb_buf xfs;    /* struct xls_format */
	struct vb_buf dates;  /* uint16_t: numbers of formats that are dates */
	struct vb_buf sheets; /* struct xls_sheet */
	struct vb_buf shared; /* struct xls_text: strings that cells name */
	struct vb_buf cells;  /* struct xls_cell, of the sheet at hand */
	struct vb_buf boxes;  /* struct xls_text, of the sheet at hand */
	vb_layout *layout;
	bool cut;
};

struct xls_sheet {
	size_t at;  /* where its records begin */
	bool plain; /* cells, not a chart or a program */
	struct vb_str name;
};

/* The record at `at`; false at the end. */
bool xls_next(struct xls_record *out, const struct xls *x, size_t at);

/* Read the strings of an SST record and the CONTINUE records after it. */
vb_status xls_read_shared(struct xls *x, const struct xls_record *sst);

/*
 * Take in a string at `at` of one record: its length in one byte or two
 * (`wide_length`), then the characters.
 */
vb_status xls_read_text(struct xls_text *out, struct xls *x, struct vb_str data,
			size_t at, bool wide_length);

/* A string as UTF-8 in the arena. */
vb_status xls_utf8(struct vb_str *out, struct xls *x,
		   const struct xls_text *text);

/* Put out the cells and boxes of a sheet, and forget them. */
vb_status xls_put_sheet(struct xls *x, const struct xls_sheet *sheet);

#endif
