/* Users made attribute by attribute get the arms that the same users get from a file, under
 * audiences with every operator; and the builder keeps what it says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"
#include "json/writer.h"

enum { USERS = 400 };

/* Each holds for some of the users and not for others. */
static const char *const audiences[] = {
    "{\"city\":\"杭州\"}",
    "{\"orders\":3}",
    "{\"vip\":true}",
    "{\"vip\":null}",
    "{\"tags\":[\"night\",\"vip\"]}",
    "{\"orders\":{\"$eq\":3}}",
    "{\"city\":{\"$ne\":\"杭州\"}}",
    "{\"orders\":{\"$lt\":2}}",
    "{\"orders\":{\"$lte\":2}}",
    "{\"spend\":{\"$gt\":10.5}}",
    "{\"spend\":{\"$gte\":10.5}}",
    "{\"zone\":{\"$exists\":true}}",
    "{\"city\":{\"$in\":[\"上海\",\"x\"]}}",
    "{\"tags\":{\"$in\":[\"night\"]}}",
    "{\"orders\":{\"$nin\":[1,2]}}",
    "{\"version\":{\"$ini\":[\"V2.0.0\"]}}",
    "{\"version\":{\"$nini\":[\"V2.0.0\"]}}",
    "{\"city\":{\"$inGroup\":\"near\"}}",
    "{\"city\":{\"$notInGroup\":\"near\"}}",
    "{\"orders\":{\"$not\":{\"$gt\":2}}}",
    "{\"tags\":{\"$size\":2}}",
    "{\"tags\":{\"$size\":{\"$gt\":1}}}",
    "{\"sizes\":{\"$elemMatch\":{\"$gte\":40}}}",
    "{\"orders_of\":{\"$elemMatch\":{\"shop\":\"a\",\"n\":{\"$gt\":1}}}}",
    "{\"tags\":{\"$all\":[\"night\",\"vip\"]}}",
    "{\"tags\":{\"$alli\":[\"NIGHT\"]}}",
    "{\"version\":{\"$regex\":\"^v?1\\\\.\"}}",
    "{\"version\":{\"$regexi\":\"^V1\"}}",
    "{\"code\":{\"$type\":\"number\"}}",
    "{\"code\":{\"$type\":\"string\"}}",
    "{\"version\":{\"$veq\":\"2.0.0\"}}",
    "{\"version\":{\"$vne\":\"2.0.0\"}}",
    "{\"version\":{\"$vgt\":\"1.9.0\"}}",
    "{\"version\":{\"$vgte\":\"1.10.0\"}}",
    "{\"version\":{\"$vlt\":\"1.10.0\"}}",
    "{\"version\":{\"$vlte\":\"1.10.0\"}}",
    "{\"address.city\":\"杭州\"}",
    "{\"$and\":[{\"vip\":true},{\"orders\":{\"$gt\":1}}]}",
    "{\"$or\":[{\"vip\":true},{\"orders\":{\"$gt\":2}}]}",
    "{\"$nor\":[{\"vip\":true},{\"orders\":{\"$gt\":2}}]}",
    "{\"$not\":{\"city\":\"杭州\"}}",
};

static hl_definition *definition_of(const char *audience)
{
    hl_text text = {0};
    hl_definition *definition = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    hl_base__text_addf(
        &text,
        "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"unit\":\"user\","
        "\"arms\":[{\"arm\":\"a\",\"weight\":1},{\"arm\":\"b\",\"weight\":2}],\"control\":\"a\","
        "\"groups\":{\"near\":[\"杭州\",\"苏州\"]},\"audience\":%s,"
        "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\","
        "\"within\":\"PT24H\",\"role\":\"primary\"}]}",
        audience);
    if (hl_definition_parse("x.json", hl_base__text_string(&text), text.length, problems,
                            &definition, &err) != HL_OK)
        fail_msg("%s: %s", audience, hl_problems_line(problems, 0));
    hl_problems_free(problems);
    hl_base__text_free(&text);
    return definition;
}

/* ---- one user, as attributes and as a line of NDJSON at once */

typedef struct making {
    hl_random random;
    hl_attributes *attributes;
    hl_json_writer json;
    hl_error err;
} making;

static size_t any(making *m, size_t bound)
{
    return hl_base__random_below(&m->random, bound);
}

static void add_text(making *m, const char *name, const char *text)
{
    if (text == NULL)
        return;
    hl_json__key(&m->json, name);
    hl_json__add_string(&m->json, text);
    assert_int_equal(hl_attributes_set_text(m->attributes, name, text, &m->err), HL_OK);
}

static void add_number(making *m, const char *name, double number)
{
    hl_json__key(&m->json, name);
    hl_json__add_number(&m->json, number);
    assert_int_equal(hl_attributes_set_number(m->attributes, name, number, &m->err), HL_OK);
}

static void add_lists(making *m)
{
    static const char *const tags[] = {"night", "vip", "new"};
    const double sizes[] = {36 + (double)any(m, 3), 41.5};
    size_t tag_count = any(m, 4);
    size_t size_count = any(m, 3);
    hl_json__key(&m->json, "tags");
    hl_json__open_array(&m->json);
    for (size_t i = 0; i < tag_count; i++)
        hl_json__add_string(&m->json, tags[i]);
    hl_json__close_array(&m->json);
    hl_json__key(&m->json, "sizes");
    hl_json__open_array(&m->json);
    for (size_t i = 0; i < size_count; i++)
        hl_json__add_number(&m->json, sizes[i]);
    hl_json__close_array(&m->json);
    assert_int_equal(hl_attributes_set_texts(m->attributes, "tags", tags, tag_count, &m->err),
                     HL_OK);
    assert_int_equal(hl_attributes_set_numbers(m->attributes, "sizes", sizes, size_count, &m->err),
                     HL_OK);
}

static void add_json(making *m, const char *name, const char *json)
{
    const hl_field field = {json, strlen(json), HL_FIELD_JSON};
    hl_json__key(&m->json, name);
    hl_json__add_number_as_written(&m->json, json, field.length);
    assert_int_equal(hl_attributes_set_field(m->attributes, name, &field, &m->err), HL_OK);
}

static void make_user(making *m, const char *id)
{
    static const char *const cities[] = {"杭州", "上海", "苏州", NULL};
    static const char *const versions[] = {"1.2.0", "v1.10.0", "v2.0.0", "2.0.0", NULL};
    static const char *const orders[] = {"[{\"shop\":\"a\",\"n\":2},{\"shop\":\"b\",\"n\":5}]",
                                         "[{\"shop\":\"a\",\"n\":1}]", "[]"};
    hl_json__open_object(&m->json);
    add_text(m, "user_id", id);
    add_text(m, "city", cities[any(m, 4)]);
    add_text(m, "version", versions[any(m, 5)]);
    add_text(m, "zone", any(m, 2) == 0 ? "Asia/Shanghai" : NULL);
    add_number(m, "orders", (double)any(m, 5));
    add_number(m, "spend", (double)any(m, 80) / 4);
    if (any(m, 3) > 0) {
        bool vip = any(m, 2) == 0;
        hl_json__key(&m->json, "vip");
        hl_json__add_bool(&m->json, vip);
        assert_int_equal(hl_attributes_set_bool(m->attributes, "vip", vip, &m->err), HL_OK);
    }
    if (any(m, 2) == 0)
        add_number(m, "code", 7);
    else
        add_text(m, "code", "7");
    add_lists(m);
    add_json(m, "orders_of", orders[any(m, 3)]);
    add_json(m, "address", any(m, 2) == 0 ? "{\"city\":\"杭州\"}" : "{\"city\":null}");
    hl_json__close_object(&m->json);
}

static const char *arm_of(const hl_assigner *assigner, const hl_experiment *x, const char *id,
                          const hl_attributes *attributes, hl_text *out)
{
    hl_assignment a;
    assert_int_equal(hl_assigner_decide(assigner, id, strlen(id), attributes, 0, NULL, &a, NULL),
                     HL_OK);
    const char *arm = a.arm == SIZE_MAX ? "" : x->arms[a.arm].name;
    hl_base__text_addf(out, "%s,%s,%llu,%s\n", id, arm, (unsigned long long)a.bucket,
                       hl_assign_reason_name(a.reason));
    return arm;
}

static hl_status add_piece(void *context, const char *data, size_t length, hl_error *err)
{
    (void)err;
    hl_base__text_add_bytes(context, data, length);
    return HL_OK;
}

static void assign_file(const hl_assigner *assigner, const hl_text *file, hl_text *out)
{
    hl_row_source *rows = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_assign_counts counts = {0};
    const hl_assign_options options = {.write = add_piece, .context = out};
    assert_int_equal(
        hl_rows_open_text("u.ndjson", hl_base__text_string(file), file->length, NULL, &rows, &err),
        HL_OK);
    assert_int_equal(hl_assign_rows(assigner, rows, &options, NULL, &counts, &err), HL_OK);
    assert_int_equal(counts.users, USERS);
    hl_rows_close(rows);
}

/* How many of the users get an arm. */
static size_t compare_with_file(const char *audience)
{
    hl_definition *definition = definition_of(audience);
    const hl_experiment *x = hl_definition_experiment(definition);
    hl_assigner *assigner = NULL;
    hl_text file = {0};
    hl_text made = {0};
    hl_text from_file = {0};
    size_t assigned = 0;
    making m = {.random = hl_base__random_seed(5, 0), .attributes = hl_attributes_new()};
    assert_int_equal(hl_assigner_new(x, NULL, &assigner, NULL), HL_OK);
    hl_base__text_add(&made, "user_id,arm,bucket,reason\n");
    for (int i = 0; i < USERS; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "u%d", i);
        m.json = hl_json__writer(&file, 0);
        hl_attributes_clear(m.attributes);
        make_user(&m, id);
        hl_base__text_add_char(&file, '\n');
        assigned += arm_of(assigner, x, id, m.attributes, &made)[0] != '\0';
    }
    assign_file(assigner, &file, &from_file);
    if (strcmp(hl_base__text_string(&made), hl_base__text_string(&from_file)) != 0)
        fail_msg("%s: not the arms that the file gives", audience);
    hl_base__text_free(&file);
    hl_base__text_free(&made);
    hl_base__text_free(&from_file);
    hl_attributes_free(m.attributes);
    hl_assigner_free(assigner);
    hl_definition_free(definition);
    return assigned;
}

static void users_made_here_get_the_arms_of_those_in_a_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof audiences / sizeof audiences[0]; i++) {
        size_t assigned = compare_with_file(audiences[i]);
        if (assigned == 0 || assigned == USERS)
            fail_msg("%s: %zu of %d users get an arm", audiences[i], assigned, USERS);
    }
}

/* ---- the builder */

static bool holds(const char *audience, const hl_attributes *attributes)
{
    hl_definition *definition = definition_of(audience);
    hl_assigner *assigner = NULL;
    assert_int_equal(hl_assigner_new(hl_definition_experiment(definition), NULL, &assigner, NULL),
                     HL_OK);
    hl_assignment a;
    assert_int_equal(hl_assigner_decide(assigner, "u1", 2, attributes, 0, NULL, &a, NULL), HL_OK);
    hl_assigner_free(assigner);
    hl_definition_free(definition);
    return a.reason == HL_ASSIGN_ASSIGNED;
}

static void setting_again_replaces_and_null_takes_away(void **state)
{
    (void)state;
    hl_attributes *user = hl_attributes_new();
    assert_int_equal(hl_attributes_set_number(user, "orders", 1, NULL), HL_OK);
    assert_int_equal(hl_attributes_set_text(user, "city", "x", NULL), HL_OK);
    assert_int_equal(hl_attributes_set_number(user, "orders", 3, NULL), HL_OK);
    assert_true(holds("{\"orders\":3,\"city\":\"x\"}", user));
    assert_int_equal(hl_attributes_set_text(user, "orders", NULL, NULL), HL_OK);
    assert_true(holds("{\"orders\":{\"$exists\":false},\"city\":\"x\"}", user));
    hl_attributes_clear(user);
    assert_true(holds("{\"city\":{\"$exists\":false}}", user));
    hl_attributes_free(user);
    hl_attributes_free(NULL);
    assert_false(holds("{\"city\":\"x\"}", NULL));
}

static void fields_keep_their_kind(void **state)
{
    (void)state;
    hl_attributes *user = hl_attributes_new();
    const hl_field untyped = hl_field_untyped("3");
    const hl_field text = hl_field_text("3");
    const hl_field null = {"", 0, HL_FIELD_NULL};
    assert_int_equal(hl_attributes_set_field(user, "a", &untyped, NULL), HL_OK);
    assert_int_equal(hl_attributes_set_field(user, "b", &text, NULL), HL_OK);
    assert_int_equal(hl_attributes_set_field(user, "c", &null, NULL), HL_OK);
    assert_true(holds("{\"a\":{\"$eq\":3}}", user));
    assert_true(holds("{\"a\":{\"$eq\":\"3\"}}", user));
    assert_false(holds("{\"b\":{\"$eq\":3}}", user));
    assert_true(holds("{\"c\":null}", user));
    hl_attributes_free(user);
}

static void what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"fine", "\xC3"};
    static const double numbers[] = {1, (double)INFINITY};
    static const hl_field wrong[] = {{"[1,", 3, HL_FIELD_JSON},
                                     {"one", 3, HL_FIELD_NUMBER},
                                     {"yes", 3, HL_FIELD_BOOL},
                                     {"a\0b", 3, HL_FIELD_UNTYPED}};
    hl_attributes *user = hl_attributes_new();
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_attributes_set_number(user, "n", 3, NULL), HL_OK);
    assert_int_equal(hl_attributes_set_number(user, "n", (double)NAN, &err), HL_REJECTED);
    assert_string_equal(err.message, "n: the number is not finite");
    assert_int_equal(hl_attributes_set_text(user, "n", "\xFF", NULL), HL_REJECTED);
    assert_int_equal(hl_attributes_set_texts(user, "n", texts, 2, NULL), HL_REJECTED);
    assert_int_equal(hl_attributes_set_numbers(user, "n", numbers, 2, NULL), HL_REJECTED);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(hl_attributes_set_field(user, "n", &wrong[i], NULL), HL_REJECTED);
    assert_true(holds("{\"n\":3}", user));
    hl_attributes_free(user);
}

static hl_status set_everything(hl_attributes *user, hl_error *err)
{
    static const char *const texts[] = {"a", "b"};
    static const double numbers[] = {1, 2};
    const hl_field json = {"{\"a\":[1]}", 9, HL_FIELD_JSON};
    hl_status status = hl_attributes_set_text(user, "text", "x", err);
    if (status == HL_OK)
        status = hl_attributes_set_texts(user, "texts", texts, 2, err);
    if (status == HL_OK)
        status = hl_attributes_set_numbers(user, "numbers", numbers, 2, err);
    return status == HL_OK ? hl_attributes_set_field(user, "json", &json, err) : status;
}

static void every_failed_allocation_is_said(void **state)
{
    (void)state;
    bool again = true;
    for (long n = 0; again; n++) {
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_attributes *user = hl_attributes_new();
        hl_status status = user == NULL ? HL_FAILED : set_everything(user, &err);
        again = hl_fail_alloc_stop();
        assert_int_equal(status, again ? HL_FAILED : HL_OK);
        if (again && user != NULL)
            assert_string_equal(err.message, "out of memory");
        hl_attributes_free(user);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_made_here_get_the_arms_of_those_in_a_file),
        cmocka_unit_test(setting_again_replaces_and_null_takes_away),
        cmocka_unit_test(fields_keep_their_kind),
        cmocka_unit_test(what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(every_failed_allocation_is_said),
    };
    return cmocka_run_group_tests_name("attributes", tests, NULL, NULL);
}
