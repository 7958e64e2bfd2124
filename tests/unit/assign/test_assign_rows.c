/* Assigning rows of users: the same lines wherever they come from, refused rows with their place,
 * and a source that breaks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static const char *const definition_text =
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"unit\":\"house\","
    "\"arms\":[{\"arm\":\"a\",\"weight\":1},{\"arm\":\"b\",\"weight\":2}],\"control\":\"a\","
    "\"audience\":{\"orders\":{\"$gte\":2},\"tags\":{\"$ne\":\"no\"}},"
    "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\","
    "\"within\":\"PT24H\",\"role\":\"primary\"}]}";

static const char *const columns[] = {"user_id", "house", "orders", "tags"};
enum { COLUMNS = 4, ROWS = 5 };
static const char *const cells[] = {
    "u1", "h1",  "3", "",   "u2", "h1",  "1",  "",   "u3", "",
    "4",  "yes", "",  "h3", "4",  "yes", "u5", "h4", "2",  "no",
};

typedef struct fixture {
    hl_definition *definition;
    hl_assigner *assigner;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    *state = &f;
    assert_int_equal(hl_definition_parse("x.json", definition_text, strlen(definition_text),
                                         problems, &f.definition, &err),
                     HL_OK);
    hl_problems_free(problems);
    return (int)hl_assigner_new(hl_definition_experiment(f.definition), NULL, &f.assigner, &err);
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hl_assigner_free(f->assigner);
    hl_definition_free(f->definition);
    return 0;
}

static hl_status add_piece(void *context, const char *data, size_t length, hl_error *err)
{
    (void)err;
    hl_base__text_add_bytes(context, data, length);
    return HL_OK;
}

/* The lines, then the problems, then the error that ended them. Closes the source. */
static char *assign(const fixture *f, hl_row_source *source)
{
    hl_text out = {0};
    hl_error err = HL_ERROR_INIT;
    hl_assign_counts counts = {0};
    hl_problems *problems = hl_problems_new();
    const hl_assign_options options = {.write = add_piece, .context = &out};
    hl_status status = hl_assign_rows(f->assigner, source, &options, problems, &counts, &err);
    for (size_t i = 0; i < hl_problems_count(problems); i++)
        hl_base__text_addf(&out, "%s\n", hl_problems_line(problems, i));
    if (status != HL_OK)
        hl_base__text_addf(&out, "%d %s\n", (int)status, err.message);
    hl_problems_free(problems);
    hl_rows_close(source);
    return hl_base__text_take(&out);
}

static hl_row_source *from_text(const char *text)
{
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_rows_open_text("memory", text, strlen(text), NULL, &source, &err) != HL_OK)
        fail_msg("%s", err.message);
    return source;
}

static hl_row_source *from_memory(void)
{
    hl_row_source *source = NULL;
    assert_int_equal(hl_rows_from_memory(columns, COLUMNS, cells, ROWS, &source, NULL), HL_OK);
    return source;
}

static void expect(const fixture *f, hl_row_source *source, const char *wanted)
{
    char *got = assign(f, source);
    assert_string_equal(got, wanted);
    free(got);
}

static void the_same_users_get_the_same_lines(void **state)
{
    const fixture *f = *state;
    char *wanted = assign(f, from_memory());
    assert_non_null(strstr(wanted, "user_id,arm,bucket,reason\nu1,"));
    assert_non_null(strstr(wanted, ",assigned\nu2,,"));
    assert_non_null(strstr(wanted, "\nu3,,,no_unit\n"));
    assert_non_null(strstr(wanted, "\nmemory:4: error: user_id is empty\n"));
    expect(f,
           from_text("{\"user_id\":\"u1\",\"house\":\"h1\",\"orders\":3}\n"
                     "{\"orders\":\"1\",\"house\":\"h1\",\"user_id\":\"u2\"}\n"
                     "{\"user_id\":\"u3\",\"orders\":4.0,\"tags\":[\"yes\"]}\n"
                     "{\"house\":\"h3\",\"orders\":4,\"tags\":\"yes\"}\n"
                     "{\"user_id\":\"u5\",\"house\":\"h4\",\"orders\":2,\"tags\":\"no\"}\n"),
           wanted);
    hl_row_source *csv = from_text("user_id,house,orders,tags,more\n\"u1\",h1,\"3\",,x\nu2,h1,1,,\n"
                                   "u3,,4,yes,\n\"\",h3,4,yes,\nu5,h4,2,no,\n");
    char *got = assign(f, csv);
    assert_memory_equal(got, wanted, (size_t)(strstr(wanted, "memory:4") - wanted));
    assert_non_null(strstr(got, "\nmemory:5: error: user_id is empty\n"));
    free(got);
    free(wanted);
}

static void fields_that_are_not_what_they_say_refuse_their_row(void **state)
{
    const fixture *f = *state;
    const hl_field fields[] = {hl_field_text("u1"),           hl_field_text("h1"),
                               {"three", 5, HL_FIELD_NUMBER}, hl_field_text(NULL),
                               hl_field_text("u2"),           hl_field_text("h1"),
                               hl_field_untyped("3"),         {"[1", 2, HL_FIELD_JSON}};
    hl_row_source *source = NULL;
    assert_int_equal(hl_rows_from_fields(columns, COLUMNS, fields, 2, &source, NULL), HL_OK);
    char *got = assign(f, source);
    assert_non_null(strstr(got, "memory:1: error: orders: is not a number: 'three'\n"));
    assert_non_null(strstr(got, "memory:2: error: tags:1:3: "));
    free(got);
}

static void rows_without_the_unit_cannot_be_used(void **state)
{
    expect(*state, from_text("user_id,city\nu1,x\n"),
           "3 memory: there is no column 'house'; columns: user_id, city\n");
    expect(*state, from_text("house,city\nh1,x\n"),
           "3 memory: there is no column 'user_id'; columns: house, city\n");
}

static hl_status break_at_once(void *context, hl_row *row, bool *got, hl_error *err)
{
    (void)context;
    (void)row;
    *got = false;
    return hl_error_set(err, HL_FAILED, "the cursor is gone");
}

static void a_source_that_breaks_ends_the_run_with_its_status(void **state)
{
    hl_row_source broken = {.version = HL_ROW_SOURCE_VERSION,
                            .name = "users",
                            .columns = columns,
                            .column_count = COLUMNS,
                            .next = break_at_once};
    expect(*state, &broken, "1 the cursor is gone\n");
}

static void one_user_is_explained_from_any_source(void **state)
{
    const fixture *f = *state;
    hl_assign_explanation *e = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_row_source *users = from_memory();
    assert_int_equal(hl_assign_explain_rows(f->assigner, users, "u2", 0, NULL, &e, &err), HL_OK);
    const hl_assign_clause *clause = &e->steps[0].clauses[0];
    assert_string_equal(clause->condition, "{\"orders\":{\"$gte\":2}}");
    assert_string_equal(clause->actual, "\"1\"");
    assert_false(clause->holds);
    hl_assign_explanation_free(e);
    hl_rows_close(users);
    users = from_memory();
    assert_int_equal(hl_assign_explain_rows(f->assigner, users, "u9", 0, NULL, &e, &err),
                     HL_REJECTED);
    assert_string_equal(err.message, "memory: there is no user 'u9'");
    assert_null(e);
    hl_rows_close(users);
}

static hl_status take_none(void *context, const char *data, size_t length, hl_error *err)
{
    (void)context;
    (void)data;
    (void)length;
    (void)err;
    return HL_OK;
}

static void each_run_has_what_it_could_not_compare(void **state)
{
    static const char dated[] =
        "{\"format\":\"hookline-experiment/1\",\"experiment\":\"y\",\"arms\":[{\"arm\":\"a\","
        "\"weight\":1},{\"arm\":\"b\",\"weight\":2}],\"control\":\"a\","
        "\"audience\":{\"seen\":{\"$gte\":\"2026-01-01\"}},\"metrics\":[{\"metric\":\"click\","
        "\"kind\":\"proportion\",\"event\":\"click\",\"within\":\"PT24H\","
        "\"role\":\"primary\"}]}";
    static const char *const texts[] = {"user_id,seen\nu1,soon\nu2,2026-02-01\n",
                                        "user_id,seen\nu1,late\nu2,once\n"};
    static const char *const examples[] = {"soon", "late"};
    (void)state;
    hl_definition *definition = NULL;
    hl_assigner *assigner = NULL;
    hl_problems *problems = hl_problems_new();
    assert_int_equal(
        hl_definition_parse("y.json", dated, sizeof dated - 1, problems, &definition, NULL), HL_OK);
    assert_int_equal(hl_assigner_new(hl_definition_experiment(definition), NULL, &assigner, NULL),
                     HL_OK);
    for (uint64_t i = 0; i < 2; i++) {
        hl_unread *unread = hl_unread_new();
        hl_assign_counts counts = {0};
        hl_row_source *source = NULL;
        hl_unread_value value;
        const hl_assign_options options = {.write = take_none, .unread = unread};
        assert_non_null(unread);
        assert_int_equal(
            hl_rows_open_text("u.csv", texts[i], strlen(texts[i]), NULL, &source, NULL), HL_OK);
        assert_int_equal(hl_assign_rows(assigner, source, &options, NULL, &counts, NULL), HL_OK);
        assert_true(hl_unread_get(unread, HL_UNREAD_DATE, 0, &value));
        assert_string_equal(value.attribute, "seen");
        assert_string_equal(value.example, examples[i]);
        assert_int_equal(value.comparisons, i + 1);
        assert_false(hl_unread_get(unread, HL_UNREAD_DATE, 1, &value));
        hl_rows_close(source);
        hl_unread_free(unread);
    }
    hl_assigner_free(assigner);
    hl_definition_free(definition);
    hl_problems_free(problems);
}

static hl_status count_bytes(void *context, const char *data, size_t length, hl_error *err)
{
    (void)data;
    (void)err;
    *(size_t *)context += length;
    return HL_OK;
}

static hl_status whole_job(const fixture *f, hl_error *err)
{
    static const char json[] =
        "{\"user_id\":\"u1\",\"house\":\"h1\",\"orders\":3,\"tags\":[\"a\"]}\n"
        "{\"user_id\":\"u2\",\"house\":\"\\u4f60\",\"orders\":3,\"x\":{}}\n";
    const hl_rows_file_options how = {.check_nested = true};
    size_t length = 0;
    hl_assign_counts counts = {0};
    hl_row_source *source = NULL;
    const hl_assign_options options = {.write = count_bytes, .context = &length};
    hl_status status = hl_rows_open_text("u.ndjson", json, sizeof json - 1, &how, &source, err);
    if (status == HL_OK)
        status = hl_assign_rows(f->assigner, source, &options, NULL, &counts, err);
    hl_rows_close(source);
    source = NULL;
    if (status == HL_OK)
        status = hl_rows_from_memory(columns, COLUMNS, cells, ROWS, &source, err);
    if (status == HL_OK)
        status = hl_assign_rows(f->assigner, source, &options, NULL, &counts, err);
    hl_rows_close(source);
    if (status == HL_OK)
        assert_true(counts.users == 6 && length > 0);
    return status;
}

static void every_failed_allocation_is_said(void **state)
{
    bool again = true;
    for (long n = 0; again; n++) {
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = whole_job(*state, &err);
        again = hl_fail_alloc_stop();
        assert_int_equal(status, again ? HL_FAILED : HL_OK);
        if (again)
            assert_string_equal(err.message, "out of memory");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_users_get_the_same_lines),
        cmocka_unit_test(fields_that_are_not_what_they_say_refuse_their_row),
        cmocka_unit_test(rows_without_the_unit_cannot_be_used),
        cmocka_unit_test(a_source_that_breaks_ends_the_run_with_its_status),
        cmocka_unit_test(one_user_is_explained_from_any_source),
        cmocka_unit_test(each_run_has_what_it_could_not_compare),
        cmocka_unit_test(every_failed_allocation_is_said),
    };
    return cmocka_run_group_tests_name("assigning rows", tests, set_up, tear_down);
}
