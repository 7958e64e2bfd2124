/* Two passes: the lexer refuses and notes places, cJSON builds the tree, and both are joined into
 * hl_value. The lexer has seen every byte, so cJSON can only fail for memory. */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/c_locale.h"
#include "base/map.h"
#include "base/text.h"
#include "json/lexer.h"

typedef struct path {
    const struct path *parent;
    const char *key; /* NULL: the index */
    size_t index;
} path;

typedef struct reader {
    hl_json_lexer lexer;
    hl_arena *arena;
    size_t next; /* place of the next value in document order */
} reader;

static void add_path(hl_text *out, const path *at)
{
    if (at->parent == NULL)
        return;
    add_path(out, at->parent);
    hl_json__pointer_add(out, at->key, at->index);
}

static void refuse_duplicate(reader *r, const hl_json_place *place, const path *at, int32_t line)
{
    hl_text pointer = {0};
    add_path(&pointer, at);
    char message[96];
    (void)snprintf(message, sizeof message, "the key stands twice (first on line %d)", line);
    hl_json__refuse(&r->lexer, place->key_line, place->key_column, hl_base__text_string(&pointer),
                    message, NULL);
    r->lexer.no_memory = r->lexer.no_memory || pointer.failed;
    hl_base__text_free(&pointer);
}

enum { FEW_KEYS = 12 };

/* The earlier member of the same name, or NULL. Many keys go through the map; map may be NULL. */
static const hl_value *earlier(hl_map *map, const hl_value *items, size_t count, bool *no_memory)
{
    const char *key = items[count].key;
    if (map == NULL) {
        for (size_t i = 0; i < count; i++)
            if (strcmp(items[i].key, key) == 0)
                return &items[i];
        return NULL;
    }
    uint32_t before = map->count;
    uint32_t index = hl_base__map_intern(map, key, strlen(key));
    *no_memory = *no_memory || index == HL_MAP_NONE;
    return index < before ? &items[index] : NULL;
}

static bool convert(reader *r, const cJSON *node, hl_value *out, const path *at);

static bool convert_items(reader *r, const cJSON *node, hl_value *out, const path *at)
{
    size_t count = 0;
    for (const cJSON *child = node->child; child != NULL; child = child->next)
        count++;
    hl_value *items = hl_base__arena_array(r->arena, count, sizeof *items);
    if (items == NULL)
        return false;
    bool object = cJSON_IsObject(node) != 0;
    hl_map map = {0};
    bool no_memory = false;
    size_t i = 0;
    for (const cJSON *child = node->child; child != NULL && !no_memory; child = child->next, i++) {
        const hl_json_place *place = &r->lexer.places[r->next];
        path here = {at, object ? child->string : NULL, i};
        if (!convert(r, child, &items[i], &here)) {
            no_memory = true;
            break;
        }
        const hl_value *first =
            object ? earlier(count > FEW_KEYS ? &map : NULL, items, i, &no_memory) : NULL;
        if (first != NULL)
            refuse_duplicate(r, place, &here, first->line);
    }
    hl_base__map_free(&map);
    out->items = items;
    out->count = count;
    return !no_memory;
}

static hl_value_type type_of(const cJSON *node)
{
    static const struct {
        int from;
        hl_value_type to;
    } types[] = {{cJSON_String, HL_VALUE_STRING}, {cJSON_Number, HL_VALUE_NUMBER},
                 {cJSON_Object, HL_VALUE_OBJECT}, {cJSON_Array, HL_VALUE_ARRAY},
                 {cJSON_True, HL_VALUE_BOOL},     {cJSON_False, HL_VALUE_BOOL}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if ((node->type & 0xFF) == types[i].from)
            return types[i].to;
    return HL_VALUE_NULL;
}

/* False when out of memory. */
static bool convert(reader *r, const cJSON *node, hl_value *out, const path *at)
{
    const hl_json_place *place = &r->lexer.places[r->next++];
    out->type = type_of(node);
    out->line = place->line;
    out->column = place->column;
    if (node->string != NULL) {
        out->key = hl_base__arena_string(r->arena, node->string);
        if (out->key == NULL)
            return false;
    }
    if (out->type == HL_VALUE_OBJECT || out->type == HL_VALUE_ARRAY)
        return convert_items(r, node, out, at);
    if (out->type == HL_VALUE_BOOL)
        out->boolean = cJSON_IsTrue(node) != 0;
    if (out->type == HL_VALUE_NUMBER) {
        out->number = node->valuedouble;
        out->length = place->length;
        out->text = hl_base__arena_bytes(r->arena, r->lexer.text + place->offset, place->length);
        return out->text != NULL;
    }
    if (out->type == HL_VALUE_STRING) {
        out->length = strlen(node->valuestring);
        out->text = hl_base__arena_bytes(r->arena, node->valuestring, out->length);
        return out->text != NULL;
    }
    return true;
}

/* NULL when out of memory. */
static const hl_value *build(reader *r)
{
    /* cJSON passes over a byte-order mark by itself, but not before a text of one byte */
    locale_t before = hl_base__c_locale_enter(); /* it reads numbers with strtod */
    cJSON *root = cJSON_ParseWithLengthOpts(r->lexer.text + r->lexer.start,
                                            r->lexer.length - r->lexer.start, NULL, 0);
    hl_base__c_locale_leave(before);
    hl_value *value = root == NULL ? NULL : hl_base__arena_alloc(r->arena, sizeof *value);
    const path top = {NULL, NULL, 0};
    if (value != NULL && !convert(r, root, value, &top))
        value = NULL;
    cJSON_Delete(root);
    return value;
}

hl_status hl_json__recover(const char *file, const char *text, size_t length, int32_t first_line,
                           hl_arena *arena, hl_problems *problems, const hl_value **out,
                           hl_error *err)
{
    reader r;
    r.arena = arena;
    r.next = 0;
    *out = NULL;
    hl_json__lex(&r.lexer, file, text, length, first_line, problems);
    if (!r.lexer.unclear && !r.lexer.no_memory) {
        *out = build(&r);
        r.lexer.no_memory = r.lexer.no_memory || *out == NULL;
    }
    hl_status status = hl_json__lex_status(&r.lexer, err);
    hl_json__lex_close(&r.lexer);
    if (status == HL_FAILED)
        *out = NULL;
    return status;
}

hl_status hl_json__parse(const char *file, const char *text, size_t length, int32_t first_line,
                         hl_arena *arena, hl_problems *problems, const hl_value **out,
                         hl_error *err)
{
    hl_status status = hl_json__recover(file, text, length, first_line, arena, problems, out, err);
    if (status != HL_OK)
        *out = NULL;
    return status;
}

void hl_json__pointer_add(hl_text *out, const char *key, size_t index)
{
    hl_base__text_add_char(out, '/');
    if (key == NULL) {
        hl_base__text_addf(out, "%zu", index);
        return;
    }
    for (; *key != '\0'; key++) {
        if (*key == '~')
            hl_base__text_add(out, "~0");
        else if (*key == '/')
            hl_base__text_add(out, "~1");
        else
            hl_base__text_add_char(out, *key);
    }
}
