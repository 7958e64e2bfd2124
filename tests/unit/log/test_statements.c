/* Kept statements: what was bound is forgotten once they are done. */
#include <stdlib.h>
#include <string.h>

#include "hookline/init.h"
#include "log/db.h"
#include "tests/support/check.h"

static char *text_with_values(sqlite3_stmt *statement)
{
    char *text = sqlite3_expanded_sql(statement);
    assert_non_null(text);
    return text;
}

static void a_statement_that_is_done_holds_on_to_nothing(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_store *store = NULL;
    const hl_store_options options = {.create = true};
    assert_int_equal(hl_store_open(":memory:", &options, &store, &err), HL_OK);
    char *name = strdup("evening");
    sqlite3_stmt *add = NULL;
    assert_int_equal(hl_log__statement(store, HL_SQL_NAME_ADD, &add, &err), HL_OK);
    hl_log__bind_text(add, 1, name, strlen(name));
    char *before = text_with_values(add);
    assert_non_null(strstr(before, "evening"));
    sqlite3_free(before);
    assert_int_equal(hl_log__run(store, add, &err), HL_OK);
    free(name); /* the sanitizer sees whoever still reads it */
    char *after = text_with_values(add);
    assert_non_null(strstr(after, "NULL"));
    sqlite3_free(after);

    bool row = false;
    sqlite3_stmt *find = NULL;
    assert_int_equal(hl_log__statement(store, HL_SQL_NAME_FIND, &find, &err), HL_OK);
    hl_log__bind_text(find, 1, "evening", 7);
    assert_int_equal(hl_log__step(store, find, &row, &err), HL_OK);
    assert_true(row);
    hl_log__done(find);
    after = text_with_values(find);
    assert_non_null(strstr(after, "NULL"));
    sqlite3_free(after);
    hl_log__done(NULL);
    hl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_that_is_done_holds_on_to_nothing)};
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
