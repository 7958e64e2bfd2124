/* What conditions could not be compared: texts of attributes where a number, true or false, or a
 * date was asked for. Such a comparison does not hold, nor does its opposite; whoever it left out
 * for that can be told. Beside it: how many matches of patterns were given up. The list is the
 * caller's: name it in the options of what judges conditions, of as many of them as are to be told
 * of together, and read it when they are done.
 *
 *   hl_unread *unread = hl_unread_new();
 *   hl_unread_value value;
 *   hl_scan_spec spec = hl_scan_spec_init();
 *   hl_scan *scan = NULL;
 *   spec.unread = unread;
 *   status = hl_scan_file(&spec, problems, &scan, &err);
 *   for (size_t i = 0; hl_unread_get(unread, HL_UNREAD_NUMBER, i, &value); i++)
 *       printf("%s: '%s' is no number\n", value.attribute, value.example);
 *   hl_scan_free(scan);
 *   hl_unread_free(unread);
 *
 * A list belongs to one thread at a time. What is in it does not depend on how many threads a
 * reading has. */
#ifndef HOOKLINE_UNREAD_H
#define HOOKLINE_UNREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_unread hl_unread;

/* What the text was compared with. */
typedef enum hl_unread_kind {
    HL_UNREAD_NUMBER,  /* it is none, or "1,299", where 1299 and 1.299 do not answer alike */
    HL_UNREAD_BOOLEAN, /* it is neither yes nor no */
    HL_UNREAD_DATE     /* it is none, or may be two ("3/1/2026") */
} hl_unread_kind;

typedef struct hl_unread_value {
    const char *attribute; /* "..." at the end: all further ones, where there are very many */
    const char *example;   /* the least such text, cut to some characters */
    uint64_t comparisons;  /* one value may be in several */
} hl_unread_value;

/* NULL when out of memory. The caller frees. */
HL_API hl_unread *hl_unread_new(void);
HL_API void hl_unread_free(hl_unread *list);

/* The one of that index, from 0, by attribute; false when there are no more. Texts are borrowed
 * from the list until more is put into it. list may be NULL: there is none. */
HL_API bool hl_unread_get(const hl_unread *list, hl_unread_kind kind, size_t index,
                          hl_unread_value *out);
/* How many matches of patterns ($regex) were given up, because they would have taken too many
 * steps; each counted as no match. list may be NULL: none. */
HL_API uint64_t hl_unread_given_up(const hl_unread *list);

#ifdef __cplusplus
}
#endif
#endif
