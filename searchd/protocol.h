/*
 * protocol: what the answers of the libraries' protocols, OAI-PMH and SRU,
 * share. They say what is wrong in their own words, with status 200.
 */
#ifndef VB_SEARCHD_PROTOCOL_H
#define VB_SEARCHD_PROTOCOL_H

#include "http.h"

/* Printed into the arena; empty without memory. */
struct vb_str protocol_text(struct vb_arena *arena, const char *format, ...)
	VB_PRINTF(2, 3);

/*
 * Say `detail`, why the request as such is refused, as the protocol of its
 * path does. False when the path is of no protocol, or without memory.
 */
bool protocol_refuse(struct request *r, const char *detail);

/* oai.c, sru.c: the same of one of them. */
vb_status oai_refuse(struct request *r, const char *detail);
vb_status sru_refuse(struct request *r, const char *detail);

#endif
