#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hookline/output.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static char place[] = "/tmp/hl-output-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(place) != NULL && chdir(place) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    static const char *const made[] = {"a", "b", "link", "dangling", "db", "db-wal"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        (void)unlink(made[i]);
    return chdir("/") == 0 && rmdir(place) == 0 ? 0 : -1; /* so nothing was left beside */
}

static void put(const char *path, const char *text, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text)
{
    char held[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    held[fread(held, 1, sizeof held - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    assert_string_equal(held, text);
}

static hl_output *begin(const char *path)
{
    hl_output *output = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_output_open(path, NULL, 0, &output, &err), HL_OK);
    assert_true(fputs("new", hl_output_file(output)) >= 0);
    return output;
}

static void a_file_is_there_when_it_is_whole(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_output *output = begin("a");
    assert_int_equal(access("a", F_OK), -1);
    assert_int_equal(hl_output_close(output, HL_OK, &err), HL_OK);
    assert_holds("a", "new");
}

static void a_failure_leaves_what_was_there(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    put("a", "old", 3);
    assert_int_equal(hl_output_close(begin("a"), HL_REJECTED, &err), HL_REJECTED);
    assert_holds("a", "old");
    (void)unlink("a");
    assert_int_equal(hl_output_close(begin("a"), HL_FAILED, &err), HL_FAILED);
    assert_int_equal(access("a", F_OK), -1);
    assert_int_equal(hl_output_close(NULL, HL_USAGE, &err), HL_USAGE);
}

static void a_link_stays_and_permissions_too(void **state)
{
    (void)state;
    struct stat about;
    hl_error err = HL_ERROR_INIT;
    put("a", "old", 3);
    assert_int_equal(chmod("a", 0604), 0);
    assert_int_equal(symlink("a", "link"), 0);
    assert_int_equal(hl_output_close(begin("link"), HL_OK, &err), HL_OK);
    assert_holds("a", "new");
    assert_int_equal(lstat("link", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat("a", &about), 0);
    assert_int_equal(about.st_mode & 07777, 0604);
}

static void assert_refused(const char *path, const char *input, const char *says)
{
    hl_error err = HL_ERROR_INIT;
    hl_error again = HL_ERROR_INIT;
    hl_output *output = NULL;
    const char *const inputs[] = {NULL, "-", input};
    assert_int_equal(hl_output_check(path, inputs, 3, &err), HL_USAGE);
    assert_non_null(strstr(err.message, says));
    assert_int_equal(hl_output_open(path, inputs, 3, &output, &again), HL_USAGE);
    assert_null(output);
    assert_string_equal(again.message, err.message);
}

static void what_is_read_is_never_written_over(void **state)
{
    (void)state;
    put("a", "old", 3);
    (void)unlink("b");
    (void)unlink("link");
    assert_int_equal(link("a", "b"), 0);
    assert_int_equal(symlink("b", "link"), 0);
    assert_refused("a", "a", "is also read (as a)");
    assert_refused("./a", "a", "is also read");
    assert_refused("b", "a", "is also read");
    assert_refused("a", "link", "is also read");
    assert_refused("link", "a", "is also read");
    assert_refused("not-yet", "not-yet", "is also read");
    assert_refused("", "a", "is empty");
    assert_refused(".", "a", "is a directory");
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_refused("dangling", "a", "a link to what is not there");
    assert_holds("a", "old");
    assert_int_equal(hl_output_check("/dev/null", (const char *const[]){"/dev/null"}, 1, NULL),
                     HL_OK);
}

static void a_database_is_never_written_over(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    put("db", "SQLite format 3\0and pages", 25);
    put("db-wal", "frames", 6);
    assert_refused("db", NULL, "is a database");
    assert_refused("db-wal", NULL, "a part of a database");
    assert_refused("db-journal", NULL, "a part of a database");
    (void)unlink("db");
    assert_int_equal(hl_output_check("db-wal", NULL, 0, &err), HL_OK);
    /* nor one that comes to be while the output is written */
    hl_output *output = begin("db");
    put("db", "SQLite format 3\0and pages", 25);
    assert_int_equal(hl_output_close(output, HL_OK, &err), HL_USAGE);
    assert_holds("db", "SQLite format 3");
}

static void a_directory_must_be_there(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_output_check("no/such/a", NULL, 0, &err), HL_FAILED);
    assert_non_null(strstr(err.message, "no/such/a"));
    assert_non_null(strstr(err.message, "No such file or directory"));
}

/* Every allocation fails once: then nothing is written, or all. */
static void without_memory_nothing_is_lost(void **state)
{
    (void)state;
    for (long n = 0;; n++) {
        hl_error err = HL_ERROR_INIT;
        hl_output *output = NULL;
        put("a", "old", 3);
        hl_fail_alloc_at(n);
        hl_status status = hl_output_open("a", (const char *const[]){"other"}, 1, &output, &err);
        if (status == HL_OK)
            (void)fputs("new", hl_output_file(output));
        status = hl_output_close(output, status, &err);
        bool failed = hl_fail_alloc_stop();
        assert_true(status == HL_OK || hl_error_is_memory(&err));
        assert_holds("a", status == HL_OK ? "new" : "old");
        if (!failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_there_when_it_is_whole),
        cmocka_unit_test(a_failure_leaves_what_was_there),
        cmocka_unit_test(a_link_stays_and_permissions_too),
        cmocka_unit_test(what_is_read_is_never_written_over),
        cmocka_unit_test(a_database_is_never_written_over),
        cmocka_unit_test(a_directory_must_be_there),
        cmocka_unit_test(without_memory_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
