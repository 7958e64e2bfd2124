/* Send times: touches that cannot be learnt from, models that are none, who cannot be chosen for.
 */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    /* touches */
    {"%s (%lld more rows)", "{1*}（还有 {2} 行）"},
    {"the row cannot be read", "该行无法读取"},
    {"no time of day", "没有时刻"},
    {"a time without offset, and nothing says its zone", "未写时差的时间，也没有说明属于哪个时区"},
    {"--zone COL or --zone Asia/Shanghai", "--zone 列名，或 --zone Asia/Shanghai"},
    {"neither 0 nor 1", "既不是 0 也不是 1"},
    {"0, 1, yes, no, true, false", "0 或 1，yes 或 no，true 或 false"},
    {"no propensity", "不是抽中概率"},
    {"a number above 0, at most 1; blank where the hour was not drawn",
     "大于 0、不超过 1 的数；时段不是抽取的则留空"},
    {"no id any more", "已不再是 id"},
    {"not sent: left out", "未发送：不计入"},
    {"after --now: left out", "晚于 --now：不计入"},
    {"no known zone: left out", "时区不明：不计入"},
    {"Asia/Shanghai, +08:00", "如 Asia/Shanghai、+08:00"},
    {"%s: %lld faults in %lld rows: no model was made", "{1}：{3} 行中有 {2} 处错误：没有生成模型"},
    {"%s: there is no touch to learn from (%lld rows)", "{1}：没有可供学习的触达（共 {2} 行）"},
    /* models */
    {"%s is no send-time model", "{1} 不是发送时间模型"},
    {"is a model of another format: '%s'", "是另一种格式的模型：“{1}”"},
    {"'%s' is not known", "“{1}”不是已知的值"},
    {"64 hexadecimal digits", "64 位十六进制数字"},
    {"is no digest", "不是摘要"},
    {"how long outcomes take", "结果所需的时长"},
    {"a half-life", "半衰期"},
    {"a send-time model", "发送时间模型"},
    {"design effects", "设计效应"},
    {"the data", "数据"},
    {"variances", "方差"},
    {"a segment of a model", "模型中的分群"},
    {"a place has an effect that there is not: %u", "有一格的效应不存在：{1}"},
    {"has %zu numbers, not %zu", "有 {1} 个数，应为 {2} 个"},
    {"hours from 0 to 23", "0 到 23 的小时"},
    {"names no hour", "没有给出任何小时"},
    {"is no row of %zu numbers in their ranges", "不是 {1} 个在取值范围内的数"},
    {"places are not in their order", "各格的次序不对"},
    {"there is no touch to learn from", "没有可供学习的触达"},
    {"undrawn, all", "undrawn 或 all"},
    /* reports */
    {"a window is 1 to 24 hours wide, not %d", "时段长 1 到 24 小时，不能是 {1}"},
    {"no window of %d hours lies in the hours in which touches may go",
     "允许发送的时间里放不下 {1} 小时的时段"},
    /* choices */
    {"explore and holdout are shares of the users: each at least 0, both together at most 1",
     "explore 和 holdout 是用户的占比：各自不小于 0，合计不超过 1"},
    {"no zone that is known: left out", "时区不明：不安排"},
    {"the model has not seen this segment: chosen by what all have in common",
     "模型没有见过这个分群：按各分群的共性安排"},
    {"the time to send in ends before it begins", "发送时间的结束早于开始"},
    {"the user stands here twice: chosen once", "该用户出现了两次：只安排一次"},
    /* what is asked for */
    {"there is no 'timing %s'; did you mean 'timing %s'?",
     "没有“timing {1}”；是不是“timing {2}”？"},
    {"there is no 'timing %s'; there are fit, report, choose and evaluate",
     "没有“timing {1}”；有 fit、report、choose 和 evaluate"},
    {"'%s' is no policy; a policy is even, \"most engaged hour\", a window of whole hours as "
     "19:00-21:00, \"19:00-21:00 working days\" or SEGMENT=19:00-21:00, or the file of a model",
     "“{1}”不是策略；策略可以是 even、\"most engaged hour\"、整小时的时段如 "
     "19:00-21:00、\"19:00-21:00 working days\" 或 分群=19:00-21:00，或模型文件"},
    {"--%s is of a table of touches; %s is a model", "--{1} 用于触达表；{2} 是模型"},
    {"--policy POLICY is needed: which hours would be sent at? even, \"most engaged hour\", "
     "19:00-21:00, or a model",
     "需要 --policy：会在哪些时段发送？even、\"most engaged hour\"、19:00-21:00 或模型"},
    {"--propensity COL is needed: with what chance was each hour drawn? Touches whose hour nobody "
     "drew cannot be weighed",
     "需要 --propensity 列：各时段是以多大概率抽中的？发送时间不是抽取的触达无法用来评估"},
    {"--hours takes whole hours as 08:00-23:00, from one to another, not '%s'",
     "--hours 取整小时，如 08:00-23:00，从一个到另一个，不能是“{1}”"},
    {"%lld users: %lld by the model, %lld explored, %lld held out; left out: %lld of no known "
     "zone, "
     "%lld without an allowed hour, %lld twice",
     "{1} 名用户：{2} 名按模型，{3} 名随机探索，{4} 名维持现状；未安排：时区不明 {5} "
     "名，没有允许的时段 "
     "{6} 名，重复 {7} 名"},
    {"--%s TIME is needed, e.g. 2026-03-09T00:00", "需要 --{1} 时间，如 2026-03-09T00:00"},
    {"--%s takes a time, with an offset or by each user's clock (2026-03-09T00:00), not '%s'",
     "--{1} 取时间，可带时差，也可按各用户当地时间（2026-03-09T00:00），不能是“{2}”"},
    {"--users FILE is needed: who is to be sent to?", "需要 --users FILE：发给谁？"},
    {"--%s COL is needed: which column is it?", "需要 --{1} COL：是哪一列？"},
    {"--outcome, --outcome-at and --value each say what came of a touch: give one of them",
     "--outcome、--outcome-at 与 --value 都说明触达的结果：请只给一个"},
    {"no number", "不是数字"},
    {"--winsorize is of values: give --value COL", "--winsorize 用于数值：请给出 --value COL"},
    {"12.50; 0 where nothing came of the touch", "12.50；没有结果的写 0"},
    {"%s: the mean of '%s' is not above 0: its hours cannot be compared as shares of it",
     "{1}：'{2}' 的均值不大于 0：无法按比例比较各时段"},
    {"a measure of values", "数值的尺度"},
    {"there are %zu dispersions of %zu segments", "{2} 个分群却有 {1} 个离散度"},
    {"a place has more outcomes than touches", "某处的结果数多于触达数"},
    {"within is a time to wait of days, hours or minutes, as PT6H or P3D, not '%.40s'",
     "within 是以天、小时或分钟计的等待时长，如 PT6H 或 P3D，而不是 '{1}'"},
    {"%s: all touches are younger than %s, and too little came of them to know how long outcomes "
     "take",
     "{1}：所有触达都未满 {2}，且结果太少，无从得知结果通常需要多久"},
    {"%s: %lld of %lld outcomes lie before their touch: are the times of '%s' and '%s' of one "
     "zone?",
     "{1}：{3} 个结果中有 {2} 个早于其触达：'{4}' 与 '{5}' 的时间是否属于同一时区？"},
    {"before the touch went out: nothing that came of it", "早于触达发出的时刻：不算它的结果"},
    {"2026-03-02T20:15:00+08:00; blank where nothing came of the touch",
     "2026-03-02T20:15:00+08:00；没有结果的留空"},
    {"--half-life takes auto, none, or days as P30D, not '%s'",
     "--half-life 取 auto、none 或天数（如 P30D），不能是“{1}”"},
    {"--width takes whole hours from PT1H to PT24H, not '%s'",
     "--width 取 PT1H 到 PT24H 的整小时，不能是“{1}”"},
};
const hl_said_table hl_reports__said_timing = {rows, sizeof rows / sizeof rows[0]};
