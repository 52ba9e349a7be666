/*
 * params: a request's parameters -> a search. The names are those of the
 * options of `vanban search`.
 */
#ifndef VB_SEARCHD_PARAMS_H
#define VB_SEARCHD_PARAMS_H

#include "index/search.h"
#include "url.h"

/*
 * Fill `out` from the parameters; those of no meaning here are ignored, and
 * empty ones are as absent (a form sends them). Views into the parameters.
 * Returns VB_OK, or VB_BAD_INPUT when a value is impossible (err names it).
 */
vb_status params_search(struct vb_request *out, const struct url *url,
			struct vb_error *err);

/* A whole number from 0 to `max`; `*out` stays when absent. Likewise. */
vb_status params_number(size_t *out, const struct url *url, const char *name,
			unsigned long max, struct vb_error *err);

/* The parameter's name of a filter: "type". */
const char *params_filter(enum vb_filter filter);

/* The values of `sort`, in the order of enum vb_sort; NULL ends them. */
extern const char *const params_sorts[];

#endif
