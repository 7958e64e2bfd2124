/* Titles in place of names. A document that knows the design shows a name of it (of an arm, a
 * metric, a segment, an event, a level: the very string of the design) by its title in the language
 * of the report, and with the name beside it where it stands first. JSON and CSV keep names. */
#ifndef HL_REPORTS_TITLES_H
#define HL_REPORTS_TITLES_H

#include "hookline/design.h"
#include "reports/document.h"

/* The title in the language, else one that is of no language; NULL: the name stands. */
const char *hl_reports__title_in(const hl_localized *texts, hl_lang lang);
/* From now on the document shows titles. */
void hl_reports__take_titles(hl_document *document, const hl_design *design);
/* A title of an arm or a segment as a sentence says it: in marks where it holds one that would
 * divide the sentence. The titles of metrics stand in marks in Chinese anyway. */
const char *hl_reports__marked(hl_document *document, const char *title);
/* Which names have stood beside their titles, and back to that: what was made and is not said has
 * not stood anywhere. NULL: no titles. */
const bool *hl_reports__titles_stood(hl_document *document);
void hl_reports__titles_back(hl_document *document, const bool *stood);
/* What stands for the text: its title when it is a name that has one, else itself. document may be
 * NULL: names stay. */
const char *hl_reports__titled(hl_document *document, const char *text);
/* The control where it stands among arms: "daytime (control)"; one that is called so says it
 * itself.
 */
const char *hl_reports__control(hl_document *document, const char *arm);
/* Of a name that may be another string than the design's; also of windows, hooks and channels that
 * are no factors. */
const char *hl_reports__titled_as(hl_document *document, hl_titled of, const char *name);
/* "the evening coupon (coupon-evening)" */
const char *hl_reports__experiment_titled(hl_document *document, const hl_design *design);
/* "variant" in words, and its level by its title; also of factors that are crossed ("variant ×
 * window"). */
const char *hl_reports__factor(hl_document *document, const char *factor);
const char *hl_reports__level_of(hl_document *document, const char *factor, const char *level);
/* The value of a segment in words: "in", "out" of a condition, "(blank)". */
const char *hl_reports__part_value(const char *value, bool of_condition, hl_lang lang);
/* "city = Wuhan", "those in office"; by is the title, or the name. */
const char *hl_reports__part(hl_document *document, const char *by, const char *value,
                             bool of_condition);

#endif
