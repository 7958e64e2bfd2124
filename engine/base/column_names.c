#include "base/column_names.h"

#include <string.h>

/* Words for the same thing, folded and joined. */
static const struct {
    const char *name;
    const char *words[28];
} others[] = {
    {"user_id",
     {"user",      "uid",          "userno",   "customer", "customerid",     "customerno",
      "member",    "memberid",     "memberno", "client",   "clientid",       "contact",
      "contactid", "subscriberid", "openid",   "unionid",  "externaluserid", "用户",
      "用户id",    "用户编号",     "客户",     "客户id",   "客户编号",       "会员",
      "会员id",    "会员编号",     "顾客id"}},
    {"touch_id",
     {"id", "touch", "messageid", "msgid", "sendid", "deliveryid", "触达", "触达id", "触达编号",
      "消息id", "消息编号"}},
    {"trigger_id",
     {"id", "triggerno", "occurrenceid", "触发id", "触发编号", "触发事件id", "事件id"}},
    {"event_id", {"id", "eventno", "事件id", "事件编号"}},
    {"hook",
     {"hookname", "trigger", "triggername", "reason", "scenario", "scene", "触达理由", "理由",
      "场景", "触发事件", "触发"}},
    {"type",
     {"event", "eventtype", "eventname", "action", "actiontype", "类型", "事件", "事件类型",
      "事件名", "事件名称", "行为"}},
    {"at", {"time",       "timestamp",  "ts",         "date",      "datetime",    "when",
            "occurredat", "eventtime",  "eventat",    "eventdate", "triggeredat", "triggertime",
            "createdat",  "createtime", "happenedat", "时间",      "日期",        "时刻",
            "发生时间",   "触发时间",   "事件时间",   "创建时间"}},
    {"sent_at", {"sent",        "senttime",     "sendtime", "sendat",        "sentdate",
                 "senddate",    "senton",       "sentts",   "senttimestamp", "delivered",
                 "deliveredat", "deliverytime", "time",     "timestamp",     "ts",
                 "date",        "datetime",     "发送时间", "发出时间",      "发送日期",
                 "送达时间",    "触达时间",     "时间",     "日期"}},
    {"planned_at",
     {"planned", "plannedtime", "plantime", "planat", "scheduled", "scheduledat", "scheduledfor",
      "scheduledtime", "scheduletime", "dueat", "计划时间", "排期时间", "计划发送时间",
      "预定时间"}},
    {"channel", {"channelname", "medium", "via", "sendchannel", "渠道", "通道", "发送渠道"}},
    {"operator", {"operatorid", "operatorname", "agent",  "agentid", "staff", "staffid", "employee",
                  "employeeid", "salesperson",  "seller", "advisor", "owner", "handler", "操作员",
                  "员工",       "客服",         "导购",   "顾问",    "坐席",  "负责人",  "经办人"}},
    {"experiment",
     {"experimentid", "experimentname", "exp", "campaign", "campaignid", "campaignname", "实验",
      "实验名", "实验名称", "活动"}},
    {"state",
     {"status", "sendstatus", "deliverystatus", "messagestatus", "msgstatus", "smsstatus",
      "emailstatus", "deliverystate", "messagestate", "sendresult", "状态", "发送状态", "发送结果",
      "送达状态", "触达状态", "投递状态", "回执状态"}},
    {"class", {"category", "messageclass", "消息类别", "类别"}},
    {"zone", {"timezone", "tz", "tzid", "timezoneid", "tzname", "usertimezone", "时区"}},
    {"last_message_at", {"lastmessage", "lastmessagetime", "最近消息时间"}},
    {"last_active_at",
     {"lastactive", "lastactivetime", "lastactivity", "lastactivityat", "lastseen", "lastseenat",
      "lastlogin", "lastloginat", "最近活跃时间", "最后活跃时间", "最近登录时间"}},
};

static const char joints[] = "_-. \"'";

bool hl_base__column_joined(const char *name, char *out)
{
    size_t to = 0;
    size_t length = strlen(name);
    if (length >= HL_COLUMN_MOST)
        return false;
    length = hl_base__fold(name, length, out);
    for (size_t i = 0; i < length; i++)
        if (strchr(joints, out[i]) == NULL)
            out[to++] = out[i];
    out[to] = '\0';
    return true;
}

static bool is_other(const char *column, const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        for (size_t w = 0; strcmp(others[i].name, name) == 0 && others[i].words[w] != NULL; w++)
            if (strcmp(others[i].words[w], column) == 0)
                return true;
    return false;
}

/* The first letter, where it is of ASCII; 0: it is not, and anything may be. */
static char initial(const char *name)
{
    char c = name[strspn(name, joints)];
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
}

bool hl_base__column_is_spelt(const char *column, const char *name)
{
    char a = initial(column);
    char b = initial(name);
    return (a == '\0' || b == '\0' || a == b) &&
           hl_base__column_match(column, name) == HL_COLUMN_SPELT;
}

hl_column_match hl_base__column_match(const char *column, const char *name)
{
    char a[HL_COLUMN_ROOM];
    char b[HL_COLUMN_ROOM];
    if (strcmp(column, name) == 0)
        return HL_COLUMN_NAMED;
    if (!hl_base__column_joined(column, a) || !hl_base__column_joined(name, b))
        return HL_COLUMN_NONE;
    if (strcmp(a, b) == 0)
        return HL_COLUMN_SPELT;
    return is_other(a, name) ? HL_COLUMN_OTHER : HL_COLUMN_NONE;
}

/* The better of what was found and what is; two that are spelt so are told of. */
static hl_column_match join(hl_column_match found, hl_column_match one, size_t i, size_t *at,
                            size_t *other)
{
    static const int rank[] = {[HL_COLUMN_NONE] = 0,
                               [HL_COLUMN_OTHER] = 1,
                               [HL_COLUMN_SPELT] = 2,
                               [HL_COLUMN_TWICE] = 2,
                               [HL_COLUMN_NAMED] = 3};
    if (rank[one] > rank[found]) {
        *at = i;
        return one;
    }
    if (one != HL_COLUMN_SPELT || rank[found] != rank[one])
        return found;
    *other = i;
    return HL_COLUMN_TWICE;
}

hl_column_match hl_base__column_find(const char *const *columns, size_t count, const char *name,
                                     size_t *at, size_t *other)
{
    hl_column_match found = HL_COLUMN_NONE;
    for (size_t i = 0; i < count; i++)
        found = join(found, hl_base__column_match(columns[i], name), i, at, other);
    return found;
}

static const char *const currencies[] = {"currency", "ccy",  "moneyunit", "币种",
                                         "货币",     "币别", "金额单位",  NULL};

bool hl_base__column_names_currency(const char *column)
{
    char name[HL_COLUMN_ROOM];
    if (!hl_base__column_joined(column, name))
        return false;
    for (size_t i = 0; currencies[i] != NULL; i++)
        if (strstr(name, currencies[i]) != NULL)
            return true;
    return false;
}
