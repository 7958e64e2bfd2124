/* Which arm is this customer in? No file of users and no store: what is known of one customer goes
 * in, an arm comes out, the same one everywhere.
 *
 *   assign_one_user experiments/coupon-expiry-evening/coupon-expiry-evening.json */
#include <hookline.h>
#include <stdio.h>
#include <string.h>

static hl_status decide(const hl_assigner *assigner, const char *user, double orders,
                        hl_assignment *out, hl_error *err)
{
    const int64_t now_utc_ms = 1772524800000; /* 2026-03-03T08:00:00Z */
    hl_attributes *known = hl_attributes_new();
    hl_status status = known == NULL ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK)
        status = hl_attributes_set_number(known, "orders", orders, err);
    if (status == HL_OK)
        status = hl_attributes_set_bool(known, "blocked", false, err);
    if (status == HL_OK)
        status =
            hl_assigner_decide(assigner, user, strlen(user), known, now_utc_ms, NULL, out, err);
    hl_attributes_free(known);
    return status;
}

int main(int argc, char **argv)
{
    static const char *const users[] = {"u1", "u2", "u3"};
    static const double orders[] = {3, 1, 0};
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_assigner *assigner = NULL;
    hl_init();
    hl_problems *problems = hl_problems_new();
    hl_status status = problems == NULL ? hl_error_memory(&err) : HL_OK;
    if (status == HL_OK)
        status = hl_definition_load(argc > 1 ? argv[1] : "-", problems, &definition, &err);
    const hl_experiment *x = status == HL_OK ? hl_definition_experiment(definition) : NULL;
    if (status == HL_OK)
        status = hl_assigner_new(x, NULL, &assigner, &err);
    for (size_t i = 0; status == HL_OK && i < 3; i++) {
        hl_assignment a;
        status = decide(assigner, users[i], orders[i], &a, &err);
        if (status == HL_OK && a.reason == HL_ASSIGN_ASSIGNED)
            printf("%s: %s\n", users[i], x->arms[a.arm].name);
        else if (status == HL_OK)
            printf("%s: in no arm (%s)\n", users[i], hl_assign_reason_name(a.reason));
    }
    if (status != HL_OK)
        fprintf(stderr, "%s\n", err.message);
    hl_assigner_free(assigner);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return (int)status;
}
