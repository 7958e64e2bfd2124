/* A flat file behind the interface that all sources of cells have. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hookline/cells_source.h"
#include "hookline/scan.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

typedef struct file {
    char path[32];
    hl_cells_source *source;
    hl_problems *problems;
    hl_error err;
} file;

static const char *const metrics[] = {"x:mean"};

static hl_scan_spec open_text(file *f, const char *text)
{
    *f = (file){.path = "/tmp/hl-source-XXXXXX", .err = HL_ERROR_INIT};
    int fd = mkstemp(f->path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    f->problems = hl_problems_new();
    hl_scan_spec spec = hl_scan_spec_init();
    spec.path = f->path;
    spec.request.arm = "arm";
    spec.request.control = "c";
    spec.request.metrics = metrics;
    spec.request.metric_count = 1;
    return spec;
}

static hl_status read_file(file *f, const hl_scan_spec *spec, bool units)
{
    hl_cells_reading how = HL_CELLS_READING_INIT;
    how.units = units;
    assert_int_equal(hl_scan_cells_source(spec, &f->source, &f->err), HL_OK);
    return hl_cells_source_read(f->source, &how, f->problems, &f->err);
}

static void finish(file *f)
{
    hl_cells_source_close(f->source);
    hl_problems_free(f->problems);
    unlink(f->path);
}

static void a_file_gives_design_cells_and_what_to_record(void **state)
{
    (void)state;
    file f;
    hl_cells_taken taken;
    hl_scan_spec spec = open_text(&f, "arm,x,city\nc,1,a\nt,2,a\nc,oops,a\nt,4,b\nt,3,a\n");
    spec.request.where = "{\"city\": \"a\"}";
    spec.request.base_digest = "0123";
    assert_int_equal(read_file(&f, &spec, false), HL_OK);
    hl_cells_rows rows = hl_cells_source_rows(f.source);
    assert_int_equal(rows.read, 5);
    assert_int_equal(rows.rejected, 0);
    assert_int_equal(rows.unread, 1);
    assert_int_equal(rows.left_out, 1);
    assert_int_equal(hl_problems_count(f.problems), 1);
    assert_int_equal(hl_cells_source_count(f.source), 1);
    assert_int_equal(hl_cells_source_take(f.source, 0, &taken, &f.err), HL_OK);
    assert_int_equal(taken.design->arm_count, 2);
    assert_non_null(taken.cells);
    assert_null(taken.units);
    assert_string_equal(taken.definition_digest, "0123");
    assert_int_equal(taken.input_count, 3);
    assert_string_equal(taken.inputs[0].name, "data");
    assert_string_equal(taken.inputs[0].value, f.path);
    assert_string_equal(taken.inputs[1].value, spec.request.where);
    assert_string_equal(taken.inputs[2].name, "rows_left_out");
    assert_string_equal(taken.inputs[2].value, "1");
    hl_cells_taken again;
    assert_int_equal(hl_cells_source_take(f.source, 0, &again, &f.err), HL_OK);
    assert_ptr_equal(again.cells, taken.cells);
    assert_string_equal(again.design->arms[1].name, "t");
    finish(&f);
}

static void a_file_gives_its_units(void **state)
{
    (void)state;
    file f;
    hl_cells_taken taken;
    hl_scan_spec spec = open_text(&f, "arm,x\nc,1\nt,2\nt,3\n");
    assert_int_equal(read_file(&f, &spec, true), HL_OK);
    assert_int_equal(hl_cells_source_take(f.source, 0, &taken, &f.err), HL_OK);
    assert_int_equal(hl_unit_values_count(taken.units), 3);
    assert_int_equal(taken.input_count, 1);
    assert_null(taken.definition_digest);
    finish(&f);
}

/* An experiment that cannot be does not stop the others, and says its name. */
static void a_file_gives_many_experiments(void **state)
{
    (void)state;
    file f;
    hl_cells_taken taken;
    hl_scan_spec spec = open_text(&f, "arm,x,e\nc,1,one\nt,2,one\na,1,two\nb,1,two\nc,1,three\n");
    spec.request.experiment = "e";
    assert_int_equal(read_file(&f, &spec, false), HL_OK);
    assert_int_equal(hl_cells_source_count(f.source), 3);
    assert_int_equal(hl_cells_source_take(f.source, 0, &taken, &f.err), HL_OK);
    assert_string_equal(taken.design->experiment, "one");
    assert_int_equal(hl_cells_source_take(f.source, 2, &taken, &f.err), HL_REJECTED);
    assert_string_equal(taken.design->experiment, "two");
    finish(&f);
}

static void what_cannot_be_read_says_so(void **state)
{
    (void)state;
    file f;
    hl_scan_spec spec = open_text(&f, "arm,y\nc,1\n");
    assert_int_equal(read_file(&f, &spec, false), HL_REJECTED);
    assert_non_null(strstr(f.err.message, "there is no column 'x'"));
    finish(&f);
    hl_cells_source *none = NULL;
    hl_fail_alloc_at(0);
    assert_int_equal(hl_scan_cells_source(&spec, &none, NULL), HL_FAILED);
    assert_true(hl_fail_alloc_stop());
    assert_null(none);
    hl_cells_source_close(NULL);
}

/* ---- a source of one's own */

static hl_status never_read(void *context, const hl_cells_reading *how, hl_problems *problems,
                            hl_error *err)
{
    (void)context;
    (void)how;
    (void)problems;
    return hl_error_set(err, HL_FAILED, "was asked");
}

static void sources_of_other_versions_are_not_asked(void **state)
{
    (void)state;
    hl_cells_source source = {
        .version = HL_CELLS_SOURCE_VERSION + 1, .name = "tomorrow", .read = never_read};
    hl_cells_reading how = HL_CELLS_READING_INIT;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_cells_source_read(&source, &how, NULL, &err), HL_USAGE);
    assert_string_equal(err.message, "tomorrow: a source of cells of version 3; known is 2");
    source.version = HL_CELLS_SOURCE_VERSION;
    assert_int_equal(hl_cells_source_read(&source, &how, NULL, NULL), HL_FAILED);
    assert_int_equal(hl_cells_source_rows(&source).read, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_gives_design_cells_and_what_to_record),
        cmocka_unit_test(a_file_gives_its_units),
        cmocka_unit_test(a_file_gives_many_experiments),
        cmocka_unit_test(what_cannot_be_read_says_so),
        cmocka_unit_test(sources_of_other_versions_are_not_asked),
    };
    return cmocka_run_group_tests_name("sources of cells", tests, NULL, NULL);
}
