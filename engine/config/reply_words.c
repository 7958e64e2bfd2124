#include "config/reply_words.h"

#include <stddef.h>
#include <string.h>

#include "config/name_words.h"

/* Somewhere in the name. */
static const char *const answers[] = {"reply",
                                      "replies",
                                      "replied",
                                      "answer",
                                      "answered",
                                      "answers",
                                      "inbound",
                                      "incoming",
                                      "responded",
                                      "message_received",
                                      "received_message",
                                      "user_message",
                                      "customer_message",
                                      "contact_message",
                                      "message_from_user",
                                      "message_from_customer",
                                      "sms_mo",
                                      "回复",
                                      "回信",
                                      "应答",
                                      "用户消息",
                                      "客户消息",
                                      "收到消息",
                                      "上行短信",
                                      "上行消息",
                                      "客户来信",
                                      "返信",
                                      "respuesta",
                                      "antwort",
                                      "réponse"};
/* The whole name. */
static const char *const whole[] = {"message", "messages", "mo",   "response",
                                    "msg_in",  "in_msg",   "chat", "上行",
                                    "来信",    "发言",     "消息", "client_message"};
/* Then it is ours, or none. */
static const char *const others[] = {
    "no",       "not",      "never",   "auto",    "automatic", "automated", "bot",      "agent",
    "staff",    "operator", "support", "we",      "our",       "outbound",  "outgoing", "sent",
    "send",     "failed",   "failure", "error",   "rate",      "quick",     "template", "expected",
    "awaiting", "pending",  "page",    "button",  "survey",    "quiz",      "call",     "suggested",
    "ai",       "stop",     "out",     "without", "request",   "requested", "未",       "没",
    "无",       "自动",     "客服",    "员工",    "坐席",      "机器人",    "系统",     "发送",
    "失败",     "待",       "评论",    "催"};

bool hl_config__is_reply(const char *type)
{
    char name[HL_WORDS_ROOM];
    size_t length = strlen(type);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(type, length, name);
    return HL_WORDS_IS(name, whole) || (HL_WORDS_HAS(name, answers) && !HL_WORDS_HAS(name, others));
}
