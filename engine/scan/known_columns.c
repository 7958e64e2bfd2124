#include "scan/known_columns.h"

#include <string.h>

#include "base/column_names.h"

enum { MOST_COLUMNS = 1000 };

/* Persons before their devices, both before orders: of a table with all of them the first says
 * whose a row is. A name is one of the words, alone or with one of the ends. */
static const char *const persons[] = {
    "user", "customer", "cust", "client", "member", "account", "acct", "buyer", "shopper",
    "subscriber", "profile", "contact", "person", "login", "party", "用户", "客户", "会员", "顾客",
    "买家", "账户", "账号", "帐号", "学员", "读者",
    /* further English, and what exporters prefix */
    "participant", "learner", "student", "player", "rider", "leadid", "enduser", "externaluser",
    "externalid", "brazeuser", "brazeid", "amplitudeid", "klaviyoid", "shopifycustomer",
    "stripecustomer", "hsobjectid", "appuser", "crmcustomer", "wechatuser", "粉丝id", "fansid",
    "消费者", "使用者",
    /* German, Dutch */
    "kunde", "kunden", "nutzer", "benutzer", "mitglied", "mitglieds", "käufer", "kaeufer",
    "teilnehmer", "konto", "abonnent", "klant", "klanten", "gebruiker", "koper", "lid", "abonnee",
    /* French, Spanish, Portuguese, Italian */
    "utilisateur", "abonné", "abonne", "acheteur", "membre", "adhérent", "adherent", "compte",
    "cliente", "usuario", "usuária", "usuário", "comprador", "miembro", "socio", "suscriptor",
    "cuenta", "contacto", "membro", "assinante", "conta", "contato", "pessoa", "utente",
    "acquirente", "abbonato", "iscritto", "contatto",
    /* Japanese, Korean, traditional Chinese */
    "ユーザー", "ユーザ", "顧客", "会員", "お客様", "購入者", "利用者", "사용자", "고객", "회원",
    "유저", "구매자", "가입자", "用戶", "客戶", "會員", "買家", "帳戶", "帳號", "學員", "讀者",
    NULL};
static const char *const reached[] = {"uid",
                                      "uuid",
                                      "guid",
                                      "openid",
                                      "unionid",
                                      "distinctid",
                                      "email",
                                      "mail",
                                      "phone",
                                      "mobile",
                                      "$distinctid",
                                      "$deviceid",
                                      "wid",
                                      "yzopenid",
                                      "cid",
                                      "courriel",
                                      "correo",
                                      "correoelectronico",
                                      "correoelectrónico",
                                      "téléphone",
                                      "teléfono",
                                      "telefono",
                                      "telefon",
                                      "telefone",
                                      "handynummer",
                                      "メールアドレス",
                                      "電話番号",
                                      "이메일",
                                      "전화",
                                      "휴대폰",
                                      "手機",
                                      "電話",
                                      "郵箱",
                                      "電子郵件",
                                      "tel",
                                      "telephone",
                                      "card",
                                      "手机",
                                      "电话",
                                      "邮箱",
                                      "电子邮箱",
                                      "卡",
                                      NULL};
static const char *const devices[] = {"device",      "visitor", "anonymous", "cookie", "userpseudo",
                                      "fullvisitor", "设备",    "访客",      NULL};
static const char *const orders[] = {"order", "transaction", "name", "订单",
                                     "交易",  "单",          "流水", NULL};
static const char *const any[] = {"id", "key", "编", NULL};
static const char *const ends[] = {
    "",       "id",     "no",     "nr",     "num",    "number",  "key",       "code",
    "sn",     "sk",     "pk",     "hash",   "guid",   "uid",     "uuid",      "address",
    "email",  "name",   "编号",   "号",     "号码",   "编码",    "码",        "标识",
    "名",     "昵称",   "代码",   "手机号", "nummer", "kennung", "schlüssel", "schluessel",
    "numéro", "numero", "número", "código", "codigo", "codice",  "番号",      "コード",
    "번호",   "아이디", "코드",   "編號",   "號",     "號碼",    "編碼",      "代碼",
    "識別碼", "名稱",   "暱稱",   "帳號",   NULL};
/* "id_cliente", "numéro de client": what stands before the word, alone or with one of the links. */
static const char *const starts[] = {"id",  "numéro", "numero",    "número", "num",
                                     "n°",  "código", "codigo",    "codice", "code",
                                     "cod", "nº",     "nr",        "nummer", "identifiant",
                                     "no",  "clave",  "matricola", NULL};
static const char *const links[] = {"",   "de", "du",  "d",   "del", "do",
                                    "da", "di", "des", "der", NULL};

/* Which row of the export; and of what it is a part. */
static const char *const numbers_rows[] = {
    "row",        "rowid",     "rowno",     "rownum",   "rownumber", "rowindex",      "rn",
    "index",      "idx",       "no",        "nr",       "num",       "number",        "seq",
    "seqno",      "sequence",  "serial",    "serialno", "line",      "lineno",        "recordno",
    "linenumber", "unnamed:0", "column1",   "",         "序号",      "行号",          "序列号",
    "编号",       "编码",      "file",      "filename", "page",      "filepath",      "sheet",
    "sourcefile", "pageno",    "sheetname", "chunk",    "part",      "partno",        "partition",
    "offset",     "jobid",     "runid",     "asof",     "asofdate",  "reportdate",    "文件",
    "文件名",     "来源文件",  "页码",      "工作表",   "统计时间",  "查询时间",      "采集时间",
    "修改时间",   "dt",        "ds",        "pt",       "pdate",     "partitiondate", "分区",
    "分区日期",   "数据日期",  "统计日期",  NULL};
/* When, or in which batch: what a name begins with. */
static const char *const exports[] = {
    "export",     "extract",     "ingest",      "importe",  "importt",   "importd",  "importb",
    "importi",    "sync",        "updatet",     "updated",  "lastupdat", "modified", "lastmodif",
    "refresh",    "etl",         "snapshot",    "download", "dump",      "insert",   "batch",
    "loaded",     "loadt",       "loadd",       "loadi",    "loadb",     "queried",  "queryt",
    "fetched",    "generatedat", "dwload",      "dwupdat",  "fivetran",  "airbyte",  "sdcbatch",
    "sdcextract", "sdcreceiv",   "sdcsequence", "导出",     "更新时间",  "更新日期", "同步",
    "入库",       "加载",        "抽取",        "下载",     "导入",      "批次",     NULL};

/* Whether somebody bought, or how often; how much. What may stand before and behind such a word. */
static const char *const whether[] = {
    "bought",      "purchased",  "purchase",     "purchases", "converted", "conversion",
    "conversions", "ordered",    "order",        "orders",    "paid",      "buyer",
    "payer",       "transacted", "transactions", "deals",     "checkout",  "购买",
    "下单",        "成交",       "转化",         "付费",      "支付",      "购买次数",
    "下单数",      "下单次数",   "订单数",       "订单量",    "转化数",    "成交数",
    "购买数",      "購買",       "下單",         "成交數",    "轉化",      "訂單數",
    "購入",        "구매",       "gekauft",      "käufe",     "bestellt",  "bestellungen",
    "achat",       "achats",     "commandes",    "acheté",    "compra",    "compras",
    "comprou",     "pedidos",    "ordini",       "acquisti",  NULL};
static const char *const how_much[] = {"revenue",
                                       "revenues",
                                       "gmv",
                                       "sales",
                                       "amount",
                                       "amounts",
                                       "orderamount",
                                       "ordervalue",
                                       "ordertotal",
                                       "spend",
                                       "spent",
                                       "spending",
                                       "paidamount",
                                       "amountpaid",
                                       "payment",
                                       "payments",
                                       "income",
                                       "turnover",
                                       "totalprice",
                                       "purchasevalue",
                                       "purchaseamount",
                                       "salesamount",
                                       "conversionvalue",
                                       "basketvalue",
                                       "cartvalue",
                                       "money",
                                       "金额",
                                       "收入",
                                       "销售额",
                                       "成交额",
                                       "成交金额",
                                       "支付金额",
                                       "付款金额",
                                       "订单金额",
                                       "实付金额",
                                       "实付",
                                       "消费金额",
                                       "营收",
                                       "营业额",
                                       "购买金额",
                                       "金額",
                                       "銷售額",
                                       "營收",
                                       "付款金額",
                                       "売上",
                                       "売上金額",
                                       "購入金額",
                                       "매출",
                                       "구매금액",
                                       "umsatz",
                                       "erlös",
                                       "chiffredaffaires",
                                       "ca",
                                       "ingresos",
                                       "receita",
                                       "faturamento",
                                       "ricavi",
                                       "montant",
                                       "importe",
                                       "valor",
                                       "importo",
                                       NULL};
static const char *const before_deal[] = {"",    "is",    "has", "had",  "did",   "was", "total",
                                          "sum", "gross", "net", "user", "first", "any", "n",
                                          "num", "是否",  "总",  "累计", NULL};
static const char *const behind_deal[] = {"",    "flag", "count", "cnt", "num", "total",
                                          "usd", "eur",  "gbp",   "cny", "rmb", "cents",
                                          "sum", "数",   "元",    NULL};

/* "30d", "7", "d14", "14天": for how long. */
static bool is_span(const char *text)
{
    static const char digits[] = "0123456789";
    text += *text == 'd';
    size_t count = strspn(text, digits);
    text += count;
    return count > 0 && count < 4 &&
           (*text == '\0' || strcmp(text, "d") == 0 || strcmp(text, "day") == 0 ||
            strcmp(text, "days") == 0 || strcmp(text, "天") == 0 || strcmp(text, "日") == 0);
}

static bool is_deal(const char *name, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; before_deal[i] != NULL; i++) {
        size_t size = strlen(before_deal[i]);
        if (strncmp(name, before_deal[i], size) != 0 || strncmp(name + size, word, length) != 0)
            continue;
        const char *rest = name + size + length;
        for (size_t k = 0; behind_deal[k] != NULL; k++)
            if (strcmp(rest, behind_deal[k]) == 0)
                return true;
        if (is_span(rest))
            return true;
    }
    return false;
}

/* A name that begins with a word and goes on with one of the ends. */
static bool is_word_with_end(const char *name, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(name, word, length) != 0)
        return false;
    for (size_t i = 0; ends[i] != NULL; i++)
        if (strcmp(name + length, ends[i]) == 0)
            return true;
    return false;
}

static bool is_link_and_word(const char *rest, const char *word)
{
    for (size_t i = 0; links[i] != NULL; i++) {
        size_t size = strlen(links[i]);
        if (strncmp(rest, links[i], size) == 0 && strcmp(rest + size, word) == 0)
            return true;
    }
    return false;
}

static bool is_of_word(const char *name, const char *word)
{
    for (size_t i = 0; starts[i] != NULL; i++)
        if (strncmp(name, starts[i], strlen(starts[i])) == 0 &&
            is_link_and_word(name + strlen(starts[i]), word))
            return true;
    return is_word_with_end(name, word);
}

static bool is_word(const char *name, const char *word)
{
    return strcmp(name, word) == 0;
}

static bool begins_with(const char *name, const char *word)
{
    return strncmp(name, word, strlen(word)) == 0;
}

static bool has_word(const char *name, const char *word)
{
    return strstr(name, word) != NULL;
}

static bool is_among(const char *column, const char *const *words,
                     bool (*is)(const char *name, const char *word))
{
    char name[HL_COLUMN_ROOM];
    bool found = false;
    if (!hl_base__column_joined(column, name))
        return false;
    for (size_t i = 0; words[i] != NULL && !found; i++)
        found = is(name, words[i]);
    return found;
}

static int column_called(const hl_rows *rows, const char *const *words,
                         bool (*is)(const char *name, const char *word))
{
    size_t count = hl_rows__column_count(rows);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++)
        if (is_among(hl_rows__column_name(rows, i), words, is))
            return (int)i;
    return -1;
}

int hl_scan__id_column(const hl_rows *rows)
{
    static const char *const user_id[] = {"userid", NULL};
    const char *const *const lists[] = {persons, reached, devices, orders, any};
    int found = column_called(rows, user_id, is_word);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && found < 0; i++)
        found = column_called(rows, lists[i], lists[i] == persons ? is_of_word : is_word_with_end);
    return found;
}

bool hl_scan__names_order(const char *column)
{
    static const char *const words[] = {
        "order",    "orders", "transaction", "invoice", "receipt", "bestellung",
        "commande", "pedido", "ordine",      "订单",    "訂單",    "交易",
        "单",       "流水",   "注文",        "주문",    NULL};
    return is_among(column, words, is_word_with_end);
}

bool hl_scan__is_of_export(const char *column)
{
    return is_among(column, numbers_rows, is_word) || is_among(column, exports, begins_with);
}

bool hl_scan__is_of_outcome(const char *column)
{
    static const char *const words[] = {
        "last",   "latest", "updat", "modif", "order", "paid", "payment", "purchas", "bought",
        "conver", "click",  "open",  "login", "visit", "seen", "activ",   "churn",   "unsub",
        "最后",   "最近",   "更新",  "下单",  "支付",  "付款", "购买",    "成交",    "转化",
        "点击",   "打开",   "登录",  "活跃",  "退订",  NULL};
    return is_among(column, words, has_word);
}

bool hl_scan__is_currency(const char *column)
{
    return hl_base__column_names_currency(column);
}

bool hl_scan__asks_whether(const char *column)
{
    static const char *const words[] = {
        "bought",    "purchased",    "converted", "ordered",  "paid",      "buyer",
        "payer",     "gekauft",      "bestellt",  "acheté",   "comprou",   "clicked",
        "opened",    "churned",      "retained",  "returned", "responded", "subscribed",
        "activated", "renewed",      "won",       "visited",  "redeemed",  "registered",
        "signedup",  "unsubscribed", "answered",  "点击",     "打开",      "流失",
        "留存",      "复购",         NULL};
    static const char *const asking[] = {"is_", "has_", "did_", "was_", "是否"};
    for (size_t i = 0; i < sizeof asking / sizeof asking[0]; i++)
        if (strncmp(column, asking[i], strlen(asking[i])) == 0)
            return true;
    return is_among(column, words, is_word);
}

bool hl_scan__says_whether(const char *column)
{
    return is_among(column, whether, is_deal);
}

bool hl_scan__says_how_much(const char *column)
{
    return is_among(column, how_much, is_deal);
}

bool hl_scan__counts_people(const char *column)
{
    static const char *const words[] = {"users",
                                        "visitors",
                                        "uniquevisitors",
                                        "uniqueusers",
                                        "activeusers",
                                        "totalusers",
                                        "customers",
                                        "members",
                                        "subscribers",
                                        "recipients",
                                        "people",
                                        "persons",
                                        "participants",
                                        "subjects",
                                        "accounts",
                                        "sessions",
                                        "visits",
                                        "sends",
                                        "sent",
                                        "delivered",
                                        "impressions",
                                        "exposures",
                                        "views",
                                        "pageviews",
                                        "units",
                                        "samples",
                                        "samplesize",
                                        "n",
                                        "userscount",
                                        "usercount",
                                        "numusers",
                                        "nusers",
                                        "人数",
                                        "总人数",
                                        "用户数",
                                        "访客数",
                                        "会员数",
                                        "客户数",
                                        "触达人数",
                                        "发送人数",
                                        "进组人数",
                                        "样本量",
                                        "样本数",
                                        "发送数",
                                        "发送量",
                                        "送达数",
                                        "曝光",
                                        "曝光数",
                                        "曝光量",
                                        "曝光人数",
                                        "访问数",
                                        "会话数",
                                        "uv",
                                        "pv",
                                        NULL};
    return is_among(column, words, is_word);
}
