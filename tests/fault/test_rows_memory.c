/* Every allocation of looking through the records of NDJSON for their keys fails once, of a text, a
 * pipe and a file: the call says so, and what it gives with memory is all keys. Nothing of it is
 * kept on a disk: what comes once is held in memory. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hookline/rows.h"
#include "rows/rows.h"
#include "tests/support/fail_alloc.h"

enum { KEYS = 40, RECORDS = 60, ROOM = 1 << 14 };

/* Records of which each has one key of its own, and the first only `id`. */
static size_t write_records(char *text)
{
    size_t length = (size_t)snprintf(text, ROOM, "{\"id\":1}\n");
    for (int i = 0; i < RECORDS; i++)
        length += (size_t)snprintf(text + length, ROOM - length,
                                   "{\"id\":%d,\"a key, the %dth\":\"%d\"}\n", i, i % KEYS, i);
    return length;
}

/* True when an allocation failed. */
static bool want_once(const char *text, size_t length, bool all_matter, long n)
{
    hl_error err = HL_ERROR_INIT;
    hl_row_source *source = NULL;
    const hl_rows_file_options how = {.format = HL_ROWS_NDJSON};
    hl_fail_alloc_at(n);
    hl_status status = hl_rows_open_text("users.ndjson", text, length, &how, &source, &err);
    if (status == HL_OK)
        status = hl_rows_want_all(source, all_matter, &err);
    bool failed = hl_fail_alloc_stop();
    assert_int_equal(status, failed ? HL_FAILED : HL_OK);
    if (failed)
        assert_string_equal(err.message, "out of memory");
    else
        assert_int_equal(source->column_count, KEYS + 1);
    hl_rows_close(source);
    return failed;
}

static void keys_of_a_text(void **state)
{
    (void)state;
    char text[ROOM];
    size_t length = write_records(text);
    for (int matter = 0; matter < 2; matter++)
        for (long n = 0; want_once(text, length, matter == 1, n); n++)
            ;
}

static void write_file(const char *path, const char *text, size_t length)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* Of standard input, which is read once: the same file for every run. */
static bool look_once(const char *path, bool piped, bool all, long n)
{
    hl_error err = HL_ERROR_INIT;
    hl_rows *rows = NULL;
    const hl_rows_options options = {.path = piped ? "-" : path, .format = HL_ROWS_NDJSON};
    if (piped)
        assert_non_null(freopen(path, "r", stdin));
    hl_fail_alloc_at(n);
    hl_status status = hl_rows__open(&options, &rows, &err);
    if (status == HL_OK)
        status =
            all ? hl_rows__add_all_keys(rows, true, &err) : hl_rows__add_first_keys(rows, &err);
    bool failed = hl_fail_alloc_stop();
    if (status == HL_OK && rows != NULL) {
        assert_int_equal(hl_rows__column_count(rows), KEYS + 1);
        assert_int_equal(hl_rows__column(rows, "a key, the 39th") >= 0, true);
    }
    hl_status closed = hl_rows__close(rows, &err);
    assert_int_equal(status == HL_OK ? closed : status, failed ? HL_FAILED : HL_OK);
    return failed;
}

static void keys_of_files(void **state)
{
    (void)state;
    char text[ROOM], path[64];
    size_t length = write_records(text);
    (void)snprintf(path, sizeof path, "/tmp/hl-fault-%d-keys", (int)getpid());
    write_file(path, text, length);
    for (int how = 0; how < 4; how++)
        for (long n = 0; look_once(path, how % 2 == 1, how / 2 == 1, n); n++)
            ;
    (void)unlink(path);
}

/* A record that cannot be read is told when it is read; those behind it have their keys. */
static void keys_behind_damage(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_row_source *source = NULL;
    static const char text[] = "{\"id\":1}\n{\"id\":2,\n{\"id\":3,\"late\":1}\n";
    const hl_rows_file_options how = {.format = HL_ROWS_NDJSON};
    assert_int_equal(hl_rows_open_text("u", text, sizeof text - 1, &how, &source, &err), HL_OK);
    assert_int_equal(hl_rows_want_all(source, true, &err), HL_OK);
    assert_int_equal(source->column_count, 2);
    assert_string_equal(source->columns[1], "late");
    hl_rows_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_a_text),
        cmocka_unit_test(keys_of_files),
        cmocka_unit_test(keys_behind_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
