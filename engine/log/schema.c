#include "log/schema.h"

#include <inttypes.h>
#include <stdio.h>

#include "log/event_types.h"
#include "log/recompute.h"
#include "log/slots.h"

/* Migration i takes a store from version i to i + 1. Never change one that was released: add the
 * next. Whatever belongs to one user lies together (clustered by user), because an import
 * evaluates user by user. */
static const char *const migrations[] = {
    /* 1: definitions, the log, and the cells */
    "CREATE TABLE state(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "INSERT INTO state VALUES('generation', 1);"
    "CREATE TABLE names(name INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);"
    "CREATE TABLE definitions(experiment INTEGER NOT NULL REFERENCES names, version INTEGER NOT "
    "NULL, text BLOB NOT NULL, digest TEXT NOT NULL, ranges TEXT NOT NULL, applied_at INTEGER NOT "
    "NULL, PRIMARY KEY(experiment, version)) WITHOUT ROWID;"
    "CREATE TABLE users(user INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, zone TEXT, attributes "
    "TEXT);"
    "CREATE TABLE units(experiment INTEGER NOT NULL, unit TEXT NOT NULL, user INTEGER NOT NULL, "
    "PRIMARY KEY(experiment, unit, user)) WITHOUT ROWID;"
    "CREATE TABLE touches(user INTEGER NOT NULL REFERENCES users, id TEXT NOT NULL, experiment "
    "INTEGER NOT NULL, arm INTEGER NOT NULL, hook INTEGER, variant INTEGER, \"window\" INTEGER, "
    "channel INTEGER, operator INTEGER, step INTEGER, planned_at INTEGER, sent_at INTEGER, "
    "propensity TEXT, cost TEXT, PRIMARY KEY(user, id)) WITHOUT ROWID;"
    "CREATE TABLE touch_owners(key INTEGER PRIMARY KEY, user INTEGER NOT NULL);"
    "CREATE TABLE events(user INTEGER NOT NULL REFERENCES users, id TEXT NOT NULL, type INTEGER "
    "NOT NULL, at INTEGER NOT NULL, touch TEXT, value TEXT, PRIMARY KEY(user, id)) WITHOUT ROWID;"
    "CREATE TABLE event_owners(key INTEGER PRIMARY KEY, user INTEGER NOT NULL);"
    "CREATE TABLE costs(channel INTEGER NOT NULL, operator INTEGER NOT NULL, source INTEGER NOT "
    "NULL, \"from\" INTEGER NOT NULL, \"to\" INTEGER NOT NULL, amount TEXT NOT NULL, PRIMARY "
    "KEY(channel, operator, source, \"from\", \"to\")) WITHOUT ROWID;"
    "CREATE TABLE cells(experiment INTEGER NOT NULL, arm TEXT NOT NULL, dimension TEXT NOT NULL, "
    "value TEXT NOT NULL, day INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(experiment, arm, "
    "dimension, value, day)) WITHOUT ROWID;"
    "CREATE TABLE rejects(kind INTEGER NOT NULL, key INTEGER NOT NULL, experiment TEXT, source "
    "TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, raw BLOB NOT NULL, PRIMARY "
    "KEY(kind, key)) WITHOUT ROWID;"
    "CREATE TABLE imports(import INTEGER PRIMARY KEY, kind INTEGER NOT NULL, source TEXT NOT NULL, "
    "at INTEGER NOT NULL, finished INTEGER NOT NULL, rows INTEGER NOT NULL, added INTEGER NOT "
    "NULL, updated INTEGER NOT NULL, duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL);",
    /* 2: what plans have reserved; state 0 planned, 1 confirmed, 2 cancelled */
    "CREATE TABLE reservations(id TEXT PRIMARY KEY, user TEXT NOT NULL, experiment INTEGER NOT "
    "NULL, hook INTEGER NOT NULL, channel INTEGER NOT NULL, operator INTEGER NOT NULL, class "
    "INTEGER NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL, made_at INTEGER NOT NULL, "
    "changed_at INTEGER NOT NULL) WITHOUT ROWID;",
    /* 3: cells with the distributions of values and delays, computed anew from the log */
    "DELETE FROM cells;",
    /* 4: touches that found no slot, and what each arm's touches found */
    "CREATE TABLE refusals(id TEXT PRIMARY KEY, experiment INTEGER NOT NULL, arm INTEGER NOT NULL, "
    "binding TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE slots(experiment INTEGER NOT NULL, arm INTEGER NOT NULL, wished INTEGER NOT "
    "NULL, held INTEGER NOT NULL, pulled INTEGER NOT NULL, refused INTEGER NOT NULL, PRIMARY "
    "KEY(experiment, arm)) WITHOUT ROWID;",
    /* 5: cells with units that are not 0, cubes and units' sizes, computed anew from the log */
    "DELETE FROM cells;",
    /* 6: checksums of cells, which are computed anew with them, and of definitions */
    "DELETE FROM cells;"
    "CREATE TABLE IF NOT EXISTS cell_totals(experiment INTEGER PRIMARY KEY, cells INTEGER NOT "
    "NULL, "
    "checksum INTEGER NOT NULL);"
    "DELETE FROM cell_totals;"
    "CREATE TABLE IF NOT EXISTS definition_seals(experiment INTEGER NOT NULL, version INTEGER NOT "
    "NULL, seal INTEGER NOT NULL, PRIMARY KEY(experiment, version)) WITHOUT ROWID;",
    /* 7: what the list of experiments says is kept, and computed anew with the cells */
    "DELETE FROM cells;"
    "DROP TABLE cell_totals;"
    "CREATE TABLE cell_totals(experiment INTEGER PRIMARY KEY, cells INTEGER NOT NULL, checksum "
    "INTEGER NOT NULL, units INTEGER NOT NULL, touches INTEGER NOT NULL);",
    /* 8: checksums of what plans found, sealed as they stand */
    "CREATE TABLE slot_totals(experiment INTEGER PRIMARY KEY, arms INTEGER NOT NULL, checksum "
    "INTEGER NOT NULL);",
    /* 9: cells by days of the definition's zone, computed anew, and what its clock was */
    "DELETE FROM cells;"
    "DROP TABLE cell_totals;"
    "CREATE TABLE cell_totals(experiment INTEGER PRIMARY KEY, cells INTEGER NOT NULL, checksum "
    "INTEGER NOT NULL, units INTEGER NOT NULL, touches INTEGER NOT NULL, clock INTEGER NOT NULL);",
    /* 10: cells say which covariates are missing, and what was lost */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 11: of ratios, the distribution of values for each one of the denominator */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 12: whose rows were refused */
    "CREATE TABLE IF NOT EXISTS reject_owners(kind INTEGER NOT NULL, key INTEGER NOT NULL, user "
    "TEXT NOT NULL, id TEXT, PRIMARY KEY(kind, key)) WITHOUT ROWID;",
    /* 13: cells count the events whose value is asked for, and those that have none */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 14: of what type refused events were */
    "ALTER TABLE rejects ADD COLUMN type TEXT;",
    /* 15: how many events there are of each type, and of users whom nothing else has */
    "CREATE TABLE event_types(type INTEGER PRIMARY KEY, events INTEGER NOT NULL, strangers INTEGER "
    "NOT NULL);"
    "INSERT INTO event_types " HL_LOG_EVENT_TYPES_OF_LOG ";",
    /* 16: cells count units with events before their touch; how the values of a type are written */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;"
    "CREATE TABLE value_marks(type INTEGER PRIMARY KEY, percent INTEGER NOT NULL, currency INTEGER "
    "NOT NULL);",
    /* 17: a segment of which nobody knows whether it holds is neither in nor out */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 18: cells count units with events before their touch at any distance */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 19: which currency a value names (a letter as in value_marks, or a text that is no known
       currency's), and how the values of a type look (value_looks.c: 0 a currency, 1 a number that
       may stand for none, 2 and 3 the ends of the others). Values of before are of the currency
       that their type is known to be in. Cells count units whose events come behind the window. */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;"
    "ALTER TABLE events ADD COLUMN currency TEXT;"
    "UPDATE events SET currency = (SELECT char(m.currency) FROM value_marks m WHERE m.type = "
    "events.type AND m.currency > 0) WHERE value IS NOT NULL AND value <> '0';"
    "CREATE TABLE value_looks(type INTEGER NOT NULL, look INTEGER NOT NULL, text TEXT NOT NULL, "
    "PRIMARY KEY(type, look, text)) WITHOUT ROWID;"
    "INSERT INTO value_looks SELECT DISTINCT type, 0, coalesce(currency, '') FROM "
    "events WHERE value IS NOT NULL AND value <> '0';"
    /* as base/stand_in.c has it, nearly */
    "INSERT INTO value_looks SELECT DISTINCT type, 1, value FROM events WHERE (value IN ('-1', "
    "'2147483647', '-2147483648', '4294967295') OR (value LIKE '-9%' AND trim(substr(value, 2), "
    "'9') = '') OR (length(value) > 3 AND trim(replace(value, '.', ''), '9') = '' AND value NOT "
    "LIKE '99.%') OR (length(value) > 5 AND trim(value, substr(value, 1, 1)) = ''));"
    "INSERT INTO value_looks SELECT type, 2, value FROM (SELECT type, value, min(CAST(value AS "
    "REAL)) FROM events e WHERE value IS NOT NULL AND value <> '0' AND value NOT IN (SELECT text "
    "FROM value_looks v WHERE v.type = e.type AND v.look = 1) GROUP BY type);"
    "INSERT INTO value_looks SELECT type, 3, value FROM (SELECT type, value, max(CAST(value AS "
    "REAL)) FROM events e WHERE value IS NOT NULL AND value <> '0' AND value NOT IN (SELECT text "
    "FROM value_looks v WHERE v.type = e.type AND v.look = 1) GROUP BY type);",
    /* 20: what became of a message: bits, 1 it arrived, 2 it failed, 4 it was cancelled */
    "ALTER TABLE touches ADD COLUMN said INTEGER NOT NULL DEFAULT 0;",
    /* 21: an event that names what is no touch of its user belongs to the latest */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 22: what refused events were worth */
    "ALTER TABLE rejects ADD COLUMN value REAL;",
    /* 23: models of send times (experiment 0: those that have none of their own), and with what
       chance a plan has drawn the hour of a touch, by which policy and model */
    "CREATE TABLE timing_models(model INTEGER PRIMARY KEY, made_at INTEGER NOT NULL, outcome TEXT "
    "NOT NULL, digest TEXT NOT NULL, text BLOB NOT NULL);"
    "CREATE TABLE timing_models_of(experiment INTEGER NOT NULL, model INTEGER NOT NULL, PRIMARY "
    "KEY(experiment, model)) WITHOUT ROWID;"
    "ALTER TABLE reservations ADD COLUMN propensity TEXT;"
    "ALTER TABLE reservations ADD COLUMN policy TEXT;"
    "ALTER TABLE reservations ADD COLUMN model TEXT;",
    /* 24: cells count units with several events, and with two of one value; an order counts
       whatever message it names; arms that are sent nothing count */
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
    /* 25: by which policy the hour of a touch was drawn, as its log says; an event at the whole
       minute within which its touch was is after it; a touch of another arm behind all windows of a
       unit is no part of it */
    "ALTER TABLE touches ADD COLUMN policy TEXT;"
    "DELETE FROM cells;"
    "DELETE FROM cell_totals;",
};
/* Cells of older stores have a form that is no longer read. */
enum { CELLS_SINCE = 25, SLOT_TOTALS_SINCE = 8 };

enum { MIGRATIONS = sizeof migrations / sizeof migrations[0] };

static hl_status refuse_foreign(const hl_store *store, int64_t application, bool create,
                                hl_error *err)
{
    int64_t tables = 0;
    if (hl_log__query_int(store, "SELECT count(*) FROM sqlite_master", 0, &tables, err) != HL_OK)
        return HL_FAILED;
    if (application == 0 && tables == 0 && create)
        return HL_OK; /* an empty file: ours to fill */
    if (application == 0 && tables == 0)
        return hl_error_set(
            err, HL_FAILED,
            "%s: is empty, and so no store (hookline apply and hookline import make "
            "one; --db says where)",
            store->path);
    if (application == HL_LOG_APPLICATION_ID)
        return HL_OK;
    return hl_error_set(err, HL_FAILED,
                        "%s: is a database, but not a Hookline store (application_id %" PRId64
                        "): choose another file with --db",
                        store->path, application);
}

/* Its tables are not those of the version that it says it has. */
static hl_status other_version(const hl_store *store, int64_t version, hl_error *err)
{
    return hl_error_set(err, HL_FAILED,
                        "%s: is damaged: it says that its schema is version %" PRId64
                        ", which its tables are not (%s): its user_version was changed by other "
                        "means; restore a copy",
                        store->path, version, sqlite3_errmsg(store->db));
}

static hl_status migrate(hl_store *store, int64_t from, hl_error *err)
{
    char pragma[80];
    for (int64_t i = from; i < MIGRATIONS; i++) {
        int code = sqlite3_exec(store->db, migrations[i], NULL, NULL, NULL);
        if (code == SQLITE_ERROR) /* the text is ours, so the tables are not */
            return other_version(store, from, err);
        if (code != SQLITE_OK)
            return hl_log__db_error(store, code, "bringing the schema up to date", err);
    }
    (void)snprintf(pragma, sizeof pragma,
                   "PRAGMA application_id=%" PRId64 "; PRAGMA user_version=%d",
                   HL_LOG_APPLICATION_ID, (int)MIGRATIONS);
    return hl_log__exec(store, pragma, err);
}

static hl_status versions(const hl_store *store, int64_t *application, int64_t *version,
                          hl_error *err)
{
    if (hl_log__query_int(store, "PRAGMA application_id", 0, application, err) != HL_OK)
        return HL_FAILED;
    return hl_log__query_int(store, "PRAGMA user_version", 0, version, err);
}

bool hl_log__schema_is_older(const hl_store *store)
{
    int64_t application = 0;
    int64_t version = 0;
    return versions(store, &application, &version, NULL) == HL_OK &&
           application == HL_LOG_APPLICATION_ID && version > 0 && version < MIGRATIONS;
}

hl_status hl_log__schema_update(hl_store *store, bool create, hl_error *err)
{
    int64_t application = 0;
    int64_t version = 0;
    if (versions(store, &application, &version, err) != HL_OK ||
        refuse_foreign(store, application, create, err) != HL_OK)
        return HL_FAILED;
    if (version < 0)
        return hl_error_set(err, HL_FAILED,
                            "%s: is damaged, or not a Hookline store: its user_version is %" PRId64
                            ", which no store has; restore a copy",
                            store->path, version);
    if (version > MIGRATIONS)
        return hl_error_set(err, HL_FAILED,
                            "%s: was written by a newer Hookline (schema %" PRId64
                            ", this program knows %d): use that version",
                            store->path, version, (int)MIGRATIONS);
    if (version == MIGRATIONS)
        return HL_OK;
    if (hl_log__exec(store, "PRAGMA journal_mode=WAL", err) != HL_OK ||
        hl_log__begin(store, err) != HL_OK)
        return HL_FAILED;
    /* another process may have been faster while we waited for the lock */
    hl_status status = versions(store, &application, &version, err);
    if (status == HL_OK && version >= 0 && version < MIGRATIONS)
        status = migrate(store, version, err);
    if (status == HL_OK && version < SLOT_TOTALS_SINCE)
        status = hl_log__slots_seal_all(store, err);
    if (status == HL_OK && version > 0 && version < CELLS_SINCE)
        status = hl_log__recompute_all(store, err);
    if (status == HL_OK)
        status = hl_log__commit(store, err);
    if (status != HL_OK)
        hl_log__rollback(store);
    return status;
}
