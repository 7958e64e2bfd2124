/* What send logs call the state of a message. One that failed reached nobody: it is no message that
 * was sent, and takes no room of a cap. */
#include "plan/reading.h"

typedef struct state_word {
    const char *word;
    hl_sent_state is;
} state_word;

static const state_word states[] = {{"planned", HL_SENT_STATE_GOES},
                                    {"reserved", HL_SENT_STATE_GOES},
                                    {"confirmed", HL_SENT_STATE_GOES},
                                    {"scheduled", HL_SENT_STATE_GOES},
                                    {"queued", HL_SENT_STATE_GOES},
                                    {"pending", HL_SENT_STATE_GOES},
                                    {"accepted", HL_SENT_STATE_GOES},
                                    {"submitted", HL_SENT_STATE_GOES},
                                    {"processed", HL_SENT_STATE_GOES},
                                    {"sending", HL_SENT_STATE_GOES},
                                    {"sent", HL_SENT_STATE_GOES},
                                    {"delivered", HL_SENT_STATE_GOES},
                                    {"success", HL_SENT_STATE_GOES},
                                    {"succeeded", HL_SENT_STATE_GOES},
                                    {"ok", HL_SENT_STATE_GOES},
                                    {"done", HL_SENT_STATE_GOES},
                                    {"completed", HL_SENT_STATE_GOES},
                                    {"read", HL_SENT_STATE_GOES},
                                    {"seen", HL_SENT_STATE_GOES},
                                    {"opened", HL_SENT_STATE_GOES},
                                    {"clicked", HL_SENT_STATE_GOES},
                                    {"replied", HL_SENT_STATE_GOES},
                                    {"待发送", HL_SENT_STATE_GOES},
                                    {"发送中", HL_SENT_STATE_GOES},
                                    {"已排", HL_SENT_STATE_GOES},
                                    {"已发送", HL_SENT_STATE_GOES},
                                    {"已发", HL_SENT_STATE_GOES},
                                    {"成功", HL_SENT_STATE_GOES},
                                    {"发送成功", HL_SENT_STATE_GOES},
                                    {"已送达", HL_SENT_STATE_GOES},
                                    {"送达", HL_SENT_STATE_GOES},
                                    {"已读", HL_SENT_STATE_GOES},
                                    {"已回复", HL_SENT_STATE_GOES},
                                    {"cancelled", HL_SENT_STATE_CANCELLED},
                                    {"canceled", HL_SENT_STATE_CANCELLED},
                                    {"已取消", HL_SENT_STATE_CANCELLED},
                                    {"取消", HL_SENT_STATE_CANCELLED},
                                    {"failed", HL_SENT_STATE_FAILED},
                                    {"fail", HL_SENT_STATE_FAILED},
                                    {"failure", HL_SENT_STATE_FAILED},
                                    {"bounced", HL_SENT_STATE_FAILED},
                                    {"bounce", HL_SENT_STATE_FAILED},
                                    {"hard_bounce", HL_SENT_STATE_FAILED},
                                    {"soft_bounce", HL_SENT_STATE_FAILED},
                                    {"rejected", HL_SENT_STATE_FAILED},
                                    {"reject", HL_SENT_STATE_FAILED},
                                    {"refused", HL_SENT_STATE_FAILED},
                                    {"skipped", HL_SENT_STATE_FAILED},
                                    {"suppressed", HL_SENT_STATE_FAILED},
                                    {"error", HL_SENT_STATE_FAILED},
                                    {"errored", HL_SENT_STATE_FAILED},
                                    {"undelivered", HL_SENT_STATE_FAILED},
                                    {"undeliverable", HL_SENT_STATE_FAILED},
                                    {"not_sent", HL_SENT_STATE_FAILED},
                                    {"unsent", HL_SENT_STATE_FAILED},
                                    {"expired", HL_SENT_STATE_FAILED},
                                    {"timeout", HL_SENT_STATE_FAILED},
                                    {"失败", HL_SENT_STATE_FAILED},
                                    {"发送失败", HL_SENT_STATE_FAILED},
                                    {"已失败", HL_SENT_STATE_FAILED},
                                    {"未发送", HL_SENT_STATE_FAILED},
                                    {"未送达", HL_SENT_STATE_FAILED},
                                    {"退回", HL_SENT_STATE_FAILED},
                                    {"被拒", HL_SENT_STATE_FAILED},
                                    {"被拒绝", HL_SENT_STATE_FAILED},
                                    {"已拒绝", HL_SENT_STATE_FAILED},
                                    {"错误", HL_SENT_STATE_FAILED},
                                    {"跳过", HL_SENT_STATE_FAILED},
                                    {"已跳过", HL_SENT_STATE_FAILED}};

hl_sent_state hl_plan__sent_state(const hl_field *state)
{
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (hl_plan__field_is_like(state, states[i].word))
            return states[i].is;
    return state->length == 0 ? HL_SENT_STATE_GOES : HL_SENT_STATE_UNKNOWN;
}
