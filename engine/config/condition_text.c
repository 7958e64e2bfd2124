/* A condition that stands alone, as an option of the command line: checked like one of a
 * definition. */
#include <string.h>

#include "base/zone.h"
#include "config/condition.h"
#include "config/decode.h"
#include "json/json.h"

hl_status hl_config__condition_text(const char *name, const char *text, hl_arena *arena,
                                    hl_problems *problems, const hl_condition **out, hl_error *err)
{
    const hl_value *document = NULL;
    *out = NULL;
    hl_error why = HL_ERROR_INIT; /* what is wrong is among the problems */
    hl_status status =
        hl_json__parse(name, text, strlen(text), 1, arena, problems, &document, &why);
    if (status == HL_REJECTED)
        return hl_error_set(err, HL_REJECTED,
                            "'%.200s' is no condition, which is JSON: {\"city\": \"Suzhou\"}",
                            text);
    if (status != HL_OK)
        return hl_error_set(err, status, "%s", why.message);
    hl_decoder decoder = {.file = name, .problems = problems, .arena = arena, .root = document};
    size_t before = hl_problems_errors(problems);
    hl_config__check_condition(&decoder, document);
    hl_base__zones_free(decoder.zones);
    hl_condition *condition = hl_config__alloc(&decoder, 1, sizeof *condition);
    if (decoder.no_memory || hl_problems_status(problems, NULL) != HL_OK)
        return hl_error_memory(err);
    if (hl_problems_errors(problems) > before)
        return hl_error_set(err, HL_REJECTED, "'%s' is no condition", text);
    *condition = (hl_condition){document, NULL};
    *out = condition;
    return HL_OK;
}
