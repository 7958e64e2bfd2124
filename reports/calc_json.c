/* The methods of `calc`, as JSON; and what its lines of JSON answer, in Chinese too. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "hookline/calc_report.h"
#include "hookline/messages.h"
#include "json/json.h"
#include "json/writer.h"

static const char *const kinds[] = {
    [HL_CALC_NUMBER] = "number", [HL_CALC_LIST] = "list", [HL_CALC_TEXT] = "text"};

static void add_input(hl_json_writer *json, const hl_calc_input *input)
{
    hl_json__open_object(json);
    hl_json__string_member(json, "name", input->name);
    hl_json__string_member(json, "kind", kinds[input->kind]);
    hl_json__key(json, "optional");
    hl_json__add_bool(json, input->optional);
    hl_json__key(json, "default");
    hl_json__add_number_or_inf(json, input->optional ? input->otherwise : (double)NAN);
    hl_json__string_member(json, "about", input->about);
    hl_json__close_object(json);
}

static void add_output(hl_json_writer *json, const hl_calc_output *output)
{
    hl_json__open_object(json);
    hl_json__string_member(json, "name", output->name);
    hl_json__string_member(json, "kind", kinds[output->kind]);
    hl_json__string_member(json, "about", output->about);
    hl_json__close_object(json);
}

static void add_method(hl_json_writer *json, const hl_calc_method *method)
{
    hl_json__open_object(json);
    hl_json__string_member(json, "method", method->name);
    hl_json__string_member(json, "family", method->family);
    hl_json__string_member(json, "title", method->title);
    hl_json__string_member(json, "reference", method->reference);
    hl_json__key(json, "in");
    hl_json__open_array(json);
    for (size_t i = 0; i < method->input_count; i++)
        add_input(json, &method->inputs[i]);
    hl_json__close_array(json);
    hl_json__key(json, "out");
    hl_json__open_array(json);
    for (size_t i = 0; i < method->output_count; i++)
        add_output(json, &method->outputs[i]);
    hl_json__close_array(json);
    hl_json__close_object(json);
}

hl_status hl_calc_methods_json(char **out, hl_error *err)
{
    hl_text text = {0};
    hl_calc_method method;
    hl_json_writer json = hl_json__writer(&text, 2);
    hl_json__open_object(&json);
    hl_json__string_member(&json, "format", "hookline-methods/1");
    hl_json__key(&json, "methods");
    hl_json__open_array(&json);
    for (size_t i = 0; hl_calc_method_at(i, &method); i++)
        add_method(&json, &method);
    hl_json__close_array(&json);
    hl_json__close_object(&json);
    hl_base__text_add(&text, "\n");
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}

/* The last member of the answer is its error; another one ends with a brace or a bracket more. */
static hl_status read_error(const char *answer, hl_arena *arena, const char **out, hl_error *err)
{
    const hl_value *root = NULL;
    hl_status status = hl_json__parse("answer", answer, strlen(answer), 1, arena, NULL, &root, err);
    const hl_value *error = root == NULL ? NULL : hl_base__value_get(root, "error");
    *out = error == NULL ? NULL : error->text;
    return status;
}

static hl_status write_both(const char *answer, const char *error, char **out, hl_error *err)
{
    char said[HL_MESSAGE_SIZE];
    hl_text text = {0};
    hl_json_writer json = hl_json__writer(&text, 0);
    hl_base__text_add_bytes(&text, answer, strlen(answer) - 1);
    hl_base__text_add(&text, ",\"error_zh\":");
    hl_json__add_string(&json, hl_message_in(HL_LANG_ZH, error, said, sizeof said));
    hl_base__text_add(&text, "}");
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}

hl_status hl_calc_error_said(const char *answer, char **out, hl_error *err)
{
    hl_arena arena = {0};
    const char *error = NULL;
    *out = NULL;
    if (strstr(answer, ",\"error\":") == NULL)
        return HL_OK;
    hl_status status = read_error(answer, &arena, &error, err);
    if (status == HL_OK && error != NULL)
        status = write_both(answer, error, out, err);
    hl_base__arena_free(&arena);
    return status;
}
