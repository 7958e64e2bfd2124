/* The methods of `calc`, as JSON. */
#include <math.h>

#include "base/text.h"
#include "hookline/calc_report.h"
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
