#include "log/sql.h"

/* Rows of rejects r, of owners o that are users u, that did not come again in order. */
#define NOT_TAKEN_SINCE                                                                            \
    "NOT EXISTS (SELECT 1 FROM events e WHERE e.user = u.user AND e.id = o.id) AND NOT EXISTS "    \
    "(SELECT 1 FROM touches t WHERE t.user = u.user AND t.id = o.id)"

/* Of users u: a users file or a touch has them; they came among the first or last ?1. */
#define IS_KNOWN                                                                                   \
    "(u.attributes IS NOT NULL OR EXISTS (SELECT 1 FROM touches t WHERE t.user = u.user))"
#define AT_EITHER_END "(u.user <= ?1 OR u.user > (SELECT max(user) FROM users) - ?1)"

static const char *const texts[HL_SQL_COUNT] = {
    [HL_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [HL_SQL_COMMIT] = "COMMIT",
    [HL_SQL_GENERATION] = "SELECT value FROM state WHERE key = 'generation'",
    [HL_SQL_NEXT_GENERATION] = "UPDATE state SET value = value + 1 WHERE key = 'generation'",
    [HL_SQL_NAME_FIND] = "SELECT name FROM names WHERE text = ?1",
    [HL_SQL_NAME_ADD] = "INSERT INTO names(text) VALUES(?1)",
    [HL_SQL_NAME_TEXT] = "SELECT text FROM names WHERE name = ?1",
    [HL_SQL_USER_FIND] = "SELECT user FROM users WHERE id = ?1",
    [HL_SQL_USER_ADD] = "INSERT INTO users(id) VALUES(?1)",
    [HL_SQL_USER_ATTRIBUTES] = "SELECT id, zone, attributes FROM users WHERE user = ?1",
    [HL_SQL_USER_SET] = "UPDATE users SET zone = ?2, attributes = ?3 WHERE user = ?1",
    [HL_SQL_USER_ALL] = "SELECT user, attributes FROM users ORDER BY user",
    [HL_SQL_PEOPLE] =
        "SELECT id, zone, attributes FROM users WHERE attributes IS NOT NULL ORDER BY user",
    [HL_SQL_PERSON] =
        "SELECT id, zone, attributes FROM users WHERE id = ?1 AND attributes IS NOT NULL",
    [HL_SQL_UNIT_ADD] = "INSERT OR IGNORE INTO units VALUES(?1, ?2, ?3)",
    [HL_SQL_UNIT_REMOVE] = "DELETE FROM units WHERE experiment = ?1 AND unit = ?2 AND user = ?3",
    [HL_SQL_UNIT_USERS] =
        "SELECT user FROM units WHERE experiment = ?1 AND unit = ?2 ORDER BY user",
    [HL_SQL_UNIT_CLEAR] = "DELETE FROM units WHERE experiment = ?1",
    [HL_SQL_TOUCH_CLAIMANT] = "SELECT user FROM touch_owners WHERE key = ?1",
    [HL_SQL_TOUCH_CLAIM] = "INSERT OR IGNORE INTO touch_owners VALUES(?1, ?2)",
    [HL_SQL_TOUCH_ADD] =
        "INSERT OR REPLACE INTO touches VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,"
        "?15,?16)",
    [HL_SQL_TOUCH_GET] =
        "SELECT experiment, arm, hook, variant, \"window\", channel, operator, step, "
        "planned_at, sent_at, propensity, cost, said, policy FROM touches WHERE user = ?1 AND id = "
        "?2",
    [HL_SQL_TOUCHES_OF_USER] =
        "SELECT id, experiment, arm, planned_at, sent_at FROM touches WHERE user = ?1 ORDER BY id",
    [HL_SQL_TOUCHES_TOLD] =
        "SELECT t.id, t.hook, coalesce(t.propensity, r.propensity), t.said, r.at, "
        "coalesce(t.policy, r.policy) FROM touches t LEFT JOIN reservations r ON r.id = t.id WHERE "
        "t.user = ?1 ORDER BY t.id",
    [HL_SQL_TOUCHED_USERS] = "SELECT DISTINCT user FROM touches ORDER BY user",
    [HL_SQL_EVENT_CLAIMANT] = "SELECT user FROM event_owners WHERE key = ?1",
    [HL_SQL_EVENT_CLAIM] = "INSERT OR IGNORE INTO event_owners VALUES(?1, ?2)",
    [HL_SQL_EVENT_ADD] = "INSERT OR REPLACE INTO events VALUES(?1,?2,?3,?4,?5,?6,?7)",
    [HL_SQL_EVENT_GET] = "SELECT type, at, touch, value FROM events WHERE user = ?1 AND id = "
                         "?2",
    [HL_SQL_EVENTS_OF_USER] =
        "SELECT id, type, at, touch, value, currency FROM events WHERE user = "
        "?1",
    [HL_SQL_USER_IS_KNOWN] = "SELECT attributes IS NOT NULL FROM users WHERE user = ?1",
    [HL_SQL_EVENT_TYPE_ADD] = "INSERT INTO event_types VALUES(?1, ?2, ?3) ON CONFLICT(type) DO "
                              "UPDATE SET events = events + ?2, strangers = strangers + ?3",
    [HL_SQL_EVENT_TYPES] = "SELECT t.type, n.text, t.events, t.strangers FROM event_types t JOIN "
                           "names n ON n.name = t.type ORDER BY n.text",
    [HL_SQL_TYPE_BY_ARM] =
        "SELECT arm, count(*), total(max(value, 0)), total(max(-value, 0)) FROM (SELECT (SELECT "
        "arm FROM touches t WHERE t.user = e.user AND t.experiment = ?1 AND t.sent_at <= e.at "
        "ORDER BY t.sent_at, t.id LIMIT 1) AS arm, CAST(value AS REAL) AS value FROM events e "
        "WHERE e.type = ?2) WHERE arm IS NOT NULL GROUP BY arm",
    [HL_SQL_TYPES_BY_ARM] =
        "SELECT arm, type, count(*), total(value > 0), total(max(value, 0)) FROM (SELECT (SELECT "
        "arm FROM touches t WHERE t.user = e.user AND t.experiment = ?1 AND t.sent_at <= e.at "
        "ORDER BY t.sent_at, t.id LIMIT 1) AS arm, e.type AS type, CAST(value AS REAL) AS value "
        "FROM events e WHERE e.type IN (SELECT type FROM event_types WHERE events BETWEEN ?2 AND "
        "?3)) WHERE arm IS NOT NULL GROUP BY type, arm",
    /* ?3: the types that are read, each between commas */
    [HL_SQL_TYPE_USERS] =
        "SELECT arm, count(*), total(NOT EXISTS (SELECT 1 FROM events o WHERE o.user = u.user AND "
        "o.at >= (SELECT min(sent_at) FROM touches t WHERE t.user = u.user AND t.experiment = ?1) "
        "AND instr(?3, ',' || o.type || ',') > 0)) FROM (SELECT DISTINCT e.user AS user, (SELECT "
        "arm FROM touches t WHERE t.user = e.user AND t.experiment = ?1 AND t.sent_at <= e.at "
        "ORDER BY t.sent_at, t.id LIMIT 1) AS arm FROM events e WHERE e.type = ?2) u WHERE arm IS "
        "NOT NULL GROUP BY arm",
    /* ?2: the types that are read, each between commas */
    [HL_SQL_NAMED_TOUCHES] =
        "SELECT touch, arm, count(*), count(DISTINCT user) FROM (SELECT e.touch AS touch, e.user "
        "AS user, (SELECT arm FROM touches t WHERE t.user = e.user AND t.experiment = ?1 AND "
        "t.sent_at <= e.at ORDER BY t.sent_at, t.id LIMIT 1) AS arm FROM events e WHERE e.touch IS "
        "NOT NULL AND instr(?2, ',' || e.type || ',') > 0 AND NOT EXISTS (SELECT 1 FROM touches t "
        "WHERE t.user = e.user AND t.id = e.touch)) GROUP BY touch, arm ORDER BY touch",
    [HL_SQL_EVENTS_BY_TYPE] =
        "SELECT type, count(*), total(max(CAST(value AS REAL), 0)), total(max(-CAST(value AS "
        "REAL), 0)) FROM events WHERE user = ?1 GROUP BY type",
    [HL_SQL_EVENTS_BY_ARM] =
        "SELECT type, arm, count(*) FROM (SELECT type, (SELECT arm FROM touches t WHERE t.user = "
        "?2 AND t.experiment = ?1 AND t.sent_at <= e.at ORDER BY t.sent_at, t.id LIMIT 1) AS arm "
        "FROM events e WHERE e.user = ?3) WHERE arm IS NOT NULL GROUP BY type, arm",
    [HL_SQL_EVENT_TIMES] = "SELECT type, at FROM events WHERE user = ?1",
    [HL_SQL_VALUE_MARKS] = "SELECT type, percent, currency FROM value_marks",
    [HL_SQL_VALUE_MARK_SET] = "INSERT OR REPLACE INTO value_marks VALUES(?1, ?2, ?3)",
    [HL_SQL_VALUE_LOOKS] = "SELECT type, look, text FROM value_looks ORDER BY type, look, text",
    [HL_SQL_VALUE_LOOK_ADD] = "INSERT OR IGNORE INTO value_looks VALUES(?1, ?2, ?3)",
    [HL_SQL_VALUE_LOOK_CLEAR] = "DELETE FROM value_looks WHERE type = ?1 AND look = ?2",
    [HL_SQL_CURRENCIES_BY_ARM] =
        "SELECT arm, currency, count(*) FROM (SELECT (SELECT arm FROM touches t WHERE t.user = "
        "e.user AND t.experiment = ?1 AND t.sent_at <= e.at ORDER BY t.sent_at, t.id LIMIT 1) AS "
        "arm, e.currency FROM events e WHERE e.type = ?2 AND e.value IS NOT NULL AND e.value <> "
        "'0') WHERE arm IS NOT NULL GROUP BY arm, currency",
    [HL_SQL_VALUE_BY_ARM] =
        "SELECT arm, is_it, count(*) FROM (SELECT (SELECT arm FROM touches t WHERE t.user = e.user "
        "AND t.experiment = ?1 AND t.sent_at <= e.at ORDER BY t.sent_at, t.id LIMIT 1) AS arm, "
        "e.value = ?3 AS is_it FROM events e WHERE e.type = ?2 AND e.value IS NOT NULL AND e.value "
        "<> '0') WHERE arm IS NOT NULL GROUP BY arm, is_it",
    [HL_SQL_AMOUNTS_BY_ARM] =
        "SELECT arm, value, count(*) FROM (SELECT (SELECT arm FROM touches t WHERE t.user = e.user "
        "AND t.experiment = ?1 AND t.sent_at <= e.at ORDER BY t.sent_at, t.id LIMIT 1) AS arm, "
        "CAST(e.value AS REAL) AS value FROM events e WHERE e.type = ?2 AND e.value IS NOT NULL "
        "AND "
        "e.value <> '0') WHERE arm IS NOT NULL GROUP BY arm, value ORDER BY arm, value",
    [HL_SQL_STRANGERS] =
        "SELECT u.user, u.id, EXISTS (SELECT 1 FROM events e WHERE e.user = u.user LIMIT 1 OFFSET "
        "19) FROM users u WHERE NOT " IS_KNOWN " AND " AT_EITHER_END,
    [HL_SQL_KNOWN] = "SELECT u.user, u.id, 0 FROM users u WHERE " IS_KNOWN " AND " AT_EITHER_END,
    [HL_SQL_COST_GET] = "SELECT amount FROM costs WHERE channel = ?1 AND operator = ?2 AND "
                        "source = ?3 AND \"from\" = ?4 AND \"to\" = ?5",
    [HL_SQL_COST_ADD] = "INSERT INTO costs VALUES(?1,?2,?3,?4,?5,?6)",
    [HL_SQL_CELL_GET] = "SELECT data FROM cells WHERE experiment = ?1 AND arm = ?2 AND "
                        "dimension = ?3 AND value = ?4 AND day = ?5",
    [HL_SQL_CELL_SET] = "INSERT OR REPLACE INTO cells VALUES(?1,?2,?3,?4,?5,?6)",
    [HL_SQL_CELL_REMOVE] = "DELETE FROM cells WHERE experiment = ?1 AND arm = ?2 AND "
                           "dimension = ?3 AND value = ?4 AND day = ?5",
    [HL_SQL_CELLS_OF] = "SELECT arm, dimension, value, day, data FROM cells WHERE experiment = "
                        "?1 ORDER BY arm, dimension, value, day",
    [HL_SQL_CELLS_CLEAR] = "DELETE FROM cells WHERE experiment = ?1",
    [HL_SQL_CELL_TOTAL_GET] =
        "SELECT cells, checksum, units, touches, clock FROM cell_totals WHERE experiment = ?1",
    [HL_SQL_CELL_TOTAL_SET] = "INSERT OR REPLACE INTO cell_totals VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [HL_SQL_REJECT_ADD] = "INSERT OR REPLACE INTO rejects VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
    [HL_SQL_REJECT_OWNER] = "INSERT OR REPLACE INTO reject_owners VALUES(?1,?2,?3,?4)",
    [HL_SQL_REJECT_REMOVE] = "DELETE FROM rejects WHERE kind = ?1 AND key = ?2",
    [HL_SQL_REJECT_KEYS] = "SELECT key FROM rejects WHERE kind = ?1 ORDER BY key",
    [HL_SQL_REJECTS] =
        "SELECT r.kind, r.experiment, r.type, o.user IS NOT NULL, (SELECT arm FROM touches t WHERE "
        "t.user = u.user AND t.experiment = ?1 ORDER BY t.sent_at IS NULL, t.sent_at, t.id LIMIT "
        "1), r.reason = 'is empty', r.value, r.reason = ?2 FROM rejects r LEFT JOIN reject_owners "
        "o ON o.kind = "
        "r.kind AND "
        "o.key = r.key LEFT "
        "JOIN users u ON u.id = o.user WHERE " NOT_TAKEN_SINCE,
    [HL_SQL_REJECTED_EVENTS] =
        "SELECT o.user, r.type, ?1 FROM rejects r JOIN reject_owners o ON o.kind = r.kind AND "
        "o.key = r.key LEFT JOIN users u ON u.id = o.user WHERE r.kind = 2 AND r.type IS NOT NULL "
        "AND " NOT_TAKEN_SINCE,
    [HL_SQL_ROW_COUNTS] = "SELECT kind, sum(added) FROM imports GROUP BY kind",
    [HL_SQL_LAST_IMPORT] = "SELECT max(at) FROM imports",
    [HL_SQL_IMPORT_ADD] = "INSERT INTO imports(kind, source, at, finished, rows, added, "
                          "updated, duplicates, rejected) VALUES(?1, ?2, ?3, 0, 0, 0, 0, 0, 0)",
    [HL_SQL_IMPORT_SET] = "UPDATE imports SET finished = ?2, rows = ?3, added = ?4, updated = "
                          "?5, duplicates = ?6, rejected = ?7 WHERE import = ?1",
    [HL_SQL_DEFINITIONS] =
        "SELECT d.experiment, n.text, d.version, d.text, d.digest, d.ranges, d.applied_at, s.seal "
        "FROM definitions d JOIN names n ON n.name = d.experiment LEFT JOIN definition_seals s ON "
        "s.experiment = d.experiment AND s.version = d.version WHERE d.version = (SELECT "
        "max(version) FROM definitions WHERE experiment = d.experiment) ORDER BY n.text",
    [HL_SQL_VERSIONS] =
        "SELECT d.text, d.ranges, d.applied_at, d.version, s.seal FROM definitions d LEFT JOIN "
        "definition_seals s ON s.experiment = d.experiment AND s.version = d.version WHERE "
        "d.experiment = ?1 AND d.version < ?2 ORDER BY d.version",
    [HL_SQL_RESERVE_ADD] =
        "INSERT INTO reservations VALUES(?1,?2,?3,?4,?5,?6,?7,?8,0,?9,?9,?11,?12,?13) ON "
        "CONFLICT(id) DO UPDATE SET channel = ?5, operator = ?6, class = ?7, at = ?8, state = 0, "
        "changed_at = ?9, propensity = ?11, policy = ?12, model = ?13 WHERE ?10",
    [HL_SQL_REFUSE_ADD] = "INSERT OR IGNORE INTO refusals VALUES(?1, ?2, ?3, ?4, ?5)",
    [HL_SQL_REFUSE_REMOVE] = "DELETE FROM refusals WHERE id = ?1",
    [HL_SQL_REFUSED_ANY] = "SELECT EXISTS(SELECT 1 FROM refusals)",
    [HL_SQL_SLOTS_GET] =
        "SELECT wished, held, pulled, refused FROM slots WHERE experiment = ?1 AND arm = ?2",
    [HL_SQL_SLOTS_SET] = "INSERT OR REPLACE INTO slots VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [HL_SQL_SLOTS_OF] = "SELECT s.wished, s.held, s.pulled, s.refused, n.text FROM slots s LEFT "
                        "JOIN names n ON n.name = s.arm WHERE s.experiment = ?1",
    [HL_SQL_SLOTS_ALL] = "SELECT s.wished, s.held, s.pulled, s.refused, n.text, s.experiment FROM "
                         "slots s LEFT JOIN names n ON n.name = s.arm",
    [HL_SQL_SLOT_TOTAL_GET] = "SELECT arms, checksum FROM slot_totals WHERE experiment = ?1",
    [HL_SQL_SLOT_TOTAL_SET] = "INSERT OR REPLACE INTO slot_totals VALUES(?1, ?2, ?3)",
    [HL_SQL_SENT_SINCE] =
        "SELECT t.id, u.id, e.text, h.text, c.text, o.text, coalesce(t.sent_at, t.planned_at), "
        "-1, coalesce(t.said, 0) FROM touches t CROSS JOIN users u ON u.user = t.user LEFT JOIN "
        "names e ON e.name = "
        "t.experiment LEFT JOIN names h ON h.name = t.hook LEFT JOIN names c ON c.name = "
        "t.channel LEFT JOIN names o ON o.name = t.operator WHERE coalesce(t.sent_at, "
        "t.planned_at) >= ?1 ORDER BY coalesce(t.sent_at, t.planned_at), t.user, t.id",
    [HL_SQL_RESERVED_SINCE] =
        "SELECT r.id, r.user, e.text, h.text, c.text, o.text, r.at, r.class, r.state FROM "
        "reservations r LEFT JOIN names e ON e.name = r.experiment LEFT JOIN names h ON h.name "
        "= r.hook LEFT JOIN names c ON c.name = r.channel LEFT JOIN names o ON o.name = "
        "r.operator WHERE r.at >= ?1 ORDER BY r.id",
    [HL_SQL_EVENTS_SINCE] = "SELECT u.id, n.text, e.at FROM events e JOIN users u ON u.user = "
                            "e.user JOIN names n ON n.name = e.type WHERE e.at >= ?1",
    [HL_SQL_CONFIRM] = "UPDATE reservations SET state = 1, changed_at = ?2 WHERE id = ?1 AND "
                       "state = 0",
    [HL_SQL_CONFIRM_ALL] =
        "UPDATE reservations SET state = 1, changed_at = ?2 WHERE state = 0 AND experiment = "
        "(SELECT name FROM names WHERE text = ?1)",
    [HL_SQL_CANCEL] =
        "UPDATE reservations SET state = 2, changed_at = ?2 WHERE id = ?1 AND state < 2 AND "
        "NOT "
        "EXISTS(SELECT 1 FROM users u JOIN touches t ON t.user = u.user WHERE u.id = "
        "reservations.user AND t.id = reservations.id AND t.sent_at IS NOT NULL AND t.said & 3 <> "
        "2)",
    [HL_SQL_CANCEL_ALL] =
        "UPDATE reservations SET state = 2, changed_at = ?2 WHERE state < 2 AND experiment = "
        "(SELECT name FROM names WHERE text = ?1) AND NOT EXISTS(SELECT 1 FROM users u JOIN "
        "touches t ON t.user = u.user WHERE u.id = reservations.user AND t.id = "
        "reservations.id AND t.sent_at IS NOT NULL AND t.said & 3 <> 2)",
    [HL_SQL_MODEL_ADD] = "INSERT INTO timing_models(made_at, outcome, digest, text) VALUES(?1, ?2, "
                         "?3, ?4)",
    [HL_SQL_MODEL_OF_ADD] = "INSERT INTO timing_models_of VALUES(?1, ?2)",
    /* ?1: the number of the experiment's name, or 0: those that have none of their own */
    [HL_SQL_MODEL_IN_FORCE] =
        "SELECT m.model, o.experiment, m.made_at, m.outcome, m.digest, m.text FROM "
        "timing_models_of o JOIN timing_models m ON m.model = o.model WHERE o.experiment IN (0, "
        "?1) ORDER BY o.experiment DESC, o.model DESC LIMIT 1",
    [HL_SQL_MODELS] = "SELECT model, 0, made_at, outcome, digest, text FROM timing_models ORDER BY "
                      "model",
    [HL_SQL_DEFINITION_ADD] = "INSERT INTO definitions VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [HL_SQL_DEFINITION_SEAL] = "INSERT OR REPLACE INTO definition_seals VALUES(?1, ?2, ?3)",
};

const char *hl_log__sql_text(hl_log_sql which)
{
    return texts[which];
}
