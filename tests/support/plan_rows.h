/* Plans of rows in memory, for tests. */
#ifndef HL_TESTS_PLAN_ROWS_H
#define HL_TESTS_PLAN_ROWS_H

#include "hookline.h"

/* One table of a test: rows of cells, ended by a row whose first cell is NULL. */
enum { HL_TEST_COLUMNS = 5 };
typedef const char *const hl_test_row[HL_TEST_COLUMNS];

typedef struct hl_test_rows {
    const hl_test_row *users;    /* user_id, zone, operator, expires, house */
    const hl_test_row *triggers; /* trigger_id, user_id, hook, at, operator */
    const hl_test_row *events;   /* user_id, type, at; NULL: none */
    const hl_test_row *touches;  /* touch_id, user_id, experiment, hook, sent_at; NULL: none */
} hl_test_rows;

/* Sunday 2026-11-22 00:00 UTC: eight in the morning in Shanghai, nine in Tokyo. */
#define HL_TEST_NOW INT64_C(1795305600000)

/* A journey of two steps, "a" (trigger "go") and "b" (an hour later), in working hours, at most one
 * touch a day; an anchored hook "c" (attribute "expires", a day before). Arm "only" has all. */
hl_definition *hl_test_plan_definition(void);
/* options.rows is filled from the rows, and now is HL_TEST_NOW when it is 0. The plan's counts are
 * those of one run. Problems are dropped. */
hl_status hl_test_plan(const hl_definition *definition, const hl_test_rows *rows,
                       hl_plan_options options, hl_plan **out, hl_error *err);

#endif
