/* Events straight into a store, from wherever they are: a row source of one's own. This one makes
 * its rows up; a database cursor or a queue looks the same.
 *
 *   stream_import shop.db */
#include <hookline.h>
#include <stdio.h>
#include <string.h>

typedef struct queue {
    int64_t sent, length;
    char id[32], user[32];
    hl_field fields[4];
} queue;

static hl_status next(void *context, hl_row *row, bool *got, hl_error *err)
{
    (void)err; /* a queue that breaks says so here, and nothing of its last batch counts */
    queue *q = context;
    *got = q->sent < q->length;
    if (!*got)
        return HL_OK;
    q->sent++;
    (void)snprintf(q->id, sizeof q->id, "e%lld", (long long)q->sent);
    (void)snprintf(q->user, sizeof q->user, "u%lld", (long long)(q->sent % 100));
    q->fields[0] = hl_field_text(q->id);
    q->fields[1] = hl_field_text(q->user);
    q->fields[2] = hl_field_text("reply");
    q->fields[3] = hl_field_text("2026-03-03T20:05:00+08:00");
    *row = (hl_row){.line = q->sent, .fields = q->fields};
    return HL_OK;
}

int main(int argc, char **argv)
{
    static const char *const columns[] = {"event_id", "user_id", "type", "at"};
    queue q = {.length = 1000};
    hl_row_source source = {HL_ROW_SOURCE_VERSION, "queue", columns, 4, &q, next, NULL, NULL, NULL};
    hl_store_options open = HL_STORE_OPTIONS_INIT;
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary done = {0};
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_init();
    open.create = true;
    hl_status status = hl_store_open(argc > 1 ? argv[1] : "shop.db", &open, &store, &err);
    if (status == HL_OK)
        status =
            hl_store_import_rows(store, HL_IMPORT_EVENTS, &source, &options, NULL, &done, &err);
    if (status == HL_OK)
        printf("rows %lld, new %lld, known already %lld, refused %lld\n", (long long)done.rows,
               (long long)done.added, (long long)done.duplicates, (long long)done.rejected);
    else
        fprintf(stderr, "%s\n", err.message);
    hl_store_close(store);
    return (int)status;
}
