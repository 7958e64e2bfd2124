#include "reports/messages/timing.h"

const hl_message hl_reports__timing_words[HL_TIMING_WORDS] = {
    [HL_TIMING_WORD_TITLE] = {"Send times · {outcome}", "发送时间 · {outcome}"},
    [HL_TIMING_WORD_SHOWN] = {"Better hours are shown for {n} of {all} segments",
                              "{all} 个分群中，有 {n} 个已证明存在更好的发送时段"},
    [HL_TIMING_WORD_NOTHING_SHOWN] =
        {"Not enough data: no hour is shown to be better than what is done now",
         "数据不足：尚未证明哪个时段比现在更好"},
    [HL_TIMING_WORD_NO_DIFFERENCE] =
        {"No difference worth it: whatever the hour, at most {worth} would be gained",
         "没有值得改动的差别：无论何时发送，提升至多 {worth}"},
    [HL_TIMING_WORD_SHOWN_IN] =
        {"{segment}: send {days} from {from} to {to}. {rate} against {usual} now: {gain}.",
         "{segment}：请在{days} {from}–{to} 发送。该时段 {rate}，目前 {usual}：{gain}。"},
    [HL_TIMING_WORD_REALISED] =
        {"Realised gain: {gain}. {rate} per touch at the model's hours, {held} at the usual hours "
         "of the holdout ({touches} touches to {users} users, and {held_touches} to {held_users}). "
         "This is the number to trust: chance decided what was held out, and the model has no say "
         "in it.",
         "实际提升：{gain}。按模型的时段发送，每次触达 {rate}；对照组按原来的时段发送，{held}"
         "（{touches} 次触达、{users} 名用户，对照 {held_touches} 次、{held_users} 名）。"
         "最可信的是这个数字：哪些留作对照由随机决定，与模型的判断无关。"},
    [HL_TIMING_WORD_REALISED_NO_HOLDOUT] =
        {"Realised gain: not known, as nothing was held out from the model. It would be the number "
         "to trust: keep a holdout.",
         "实际提升：未知，因为没有留出不按模型发送的对照。那才是最可信的数字：请保留对照。"},
    [HL_TIMING_WORD_REALISED_TOO_FEW] =
        {"Realised gain: not known yet, as {touches} touches to {users} users at the model's hours "
         "and {held_touches} to {held_users} held out are too few to compare. It will be the "
         "number to trust.",
         "实际提升：尚不清楚，按模型发送的 {touches} 次触达（{users} 名用户）与留作对照的 "
         "{held_touches} 次（{held_users} 名）太少，无法比较。那将是最可信的数字。"},
    [HL_TIMING_WORD_OBSERVATIONAL] =
        {"Observational: nobody drew the hours of these touches, so who was sent to when may "
         "explain what follows. Nothing here is shown, whatever it looks like.",
         "观察性数据：这些触达的发送时间不是随机抽取的，下面的差别可能只是“谁在何时收到”造成的。"
         "无论看上去如何，都不能算已证明。"},
    [HL_TIMING_WORD_MIXED] =
        {"Observational in part: of {share} of these touches the hour was drawn, of the others it "
         "was not. Nothing is called shown before it is nine tenths.",
         "部分为观察性数据：只有 {share} "
         "的触达是随机抽取时间发送的。达到九成之前，不把任何结论称为已证明。"},
    [HL_TIMING_WORD_HOW_TO_KNOW] =
        {"To know: send {n} touches at hours drawn evenly from those that are allowed (choose: "
         "explore), at the pace of this log about {weeks} weeks.",
         "要弄清楚：在允许的时段内随机抽取时间发送 {n} 次触达（choose: "
         "explore），按目前的节奏约需 {weeks} 周。"},
    [HL_TIMING_WORD_HOW_TO_KNOW_ANY] =
        {"To know: send at hours drawn from a wider range than the best window itself.",
         "要弄清楚：请在比最佳时段更宽的范围内随机抽取发送时间。"},
    [HL_TIMING_WORD_DATA] =
        {"{touches} touches to {users} users from {from} to {to}; of {randomised} the hour was "
         "drawn.",
         "{from} 至 {to}，共 {touches} 次触达、{users} 名用户；其中 {randomised} "
         "次的发送时间是随机抽取的。"},
    [HL_TIMING_WORD_LEFT_OUT] =
        {"Left out of {rows} rows: {unsent} not sent, {future} of the future, {zoneless} of no "
         "known zone.",
         "{rows} 行中未计入：{unsent} 行未发送，{future} 行在未来，{zoneless} 行时区不明。"},
    [HL_TIMING_WORD_WINSORIZED] =
        {"{n} values above {most} count as {most}, so that a few large ones do not pass for a good "
         "hour.",
         "{n} 个高于 {most} 的数值按 {most} 计，以免个别大额被当成好时段。"},
    [HL_TIMING_WORD_YOUNG] =
        {"Outcomes count within {within}: half of them come within {median}, nine tenths within "
         "{late}. {n} touches are younger; those that brought nothing yet count by how many "
         "outcomes come so soon.",
         "触达后 {within} 内的结果才算：其中一半在 {median} 内、九成在 {late} 内发生。{n} "
         "次触达尚未满此时长，暂无结果的按同等时长内已发生的比例折算。"},
    [HL_TIMING_WORD_DELAYS] = {"Outcomes count within {within}: half of them come within "
                               "{median}, nine tenths within {late}.",
                               "触达后 {within} 内的结果才算：其中一半在 {median} 内、九成在 "
                               "{late} 内发生。"},
    [HL_TIMING_WORD_TOO_YOUNG] =
        {"Left out: {n} touches younger than {within}, as their outcome may still come and too "
         "little is known of how long outcomes take.",
         "未计入：{n} 次触达未满 {within}，其结果可能尚未发生，而结果通常需要多久还所知太少。"},
    [HL_TIMING_WORD_IN_MINUTES] = {"{n} min", "{n} 分钟"},
    [HL_TIMING_WORD_IN_HOURS] = {"{n} h", "{n} 小时"},
    [HL_TIMING_WORD_IN_DAYS] = {"{n} days", "{n} 天"},
    [HL_TIMING_WORD_ARMS] = {"The experiment's own windows", "实验自身的时段"},
    [HL_TIMING_WORD_GUARD_BARRED_IN] =
        {"{segment}: not {days} from {from} to {to}, where it would gain most ({gain}): {name} is "
         "shown to rise there, by {difference}.",
         "{segment}：不选提升最多的{days} {from}–{to}（{gain}），因为已证明该时段的 {name} "
         "会上升：{difference}。"},
    [HL_TIMING_WORD_GUARD_OPEN_IN] =
        {"{segment}: not known is whether {name} rises by {worth} or more there: {rate} against "
         "{usual} now, {difference}.",
         "{segment}：尚不清楚该时段的 {name} 是否会上升 {worth} 或更多：该时段 {rate}，目前 "
         "{usual}，{difference}。"},
    [HL_TIMING_WORD_GUARD_HARM_IN] =
        {"{segment}: {name} is shown to rise in every window that is allowed; {days} from {from} "
         "to {to} it rises least: {rate} against {usual} now, {difference}.",
         "{segment}：已证明所有允许时段的 {name} 都会上升；{days} {from}–{to} 上升最少：该时段 "
         "{rate}，目前 {usual}，{difference}。"},
    [HL_TIMING_WORD_GUARDRAIL] = {"Guardrail · {name}", "护栏指标 · {name}"},
    [HL_TIMING_WORD_GUARD_RATE] = {"best window", "最佳时段"},
    [HL_TIMING_WORD_GUARD_USUAL] = {"now", "目前"},
    [HL_TIMING_WORD_GUARD_DIFFERENCE] = {"difference", "差值"},
    [HL_TIMING_WORD_GUARD_BARRED] = {"windows barred", "排除的时段"},
    [HL_TIMING_WORD_GUARD_STATE] = {"there", "结论"},
    [HL_TIMING_WORD_GUARD_HOLDS] = {"does not rise", "不会上升"},
    [HL_TIMING_WORD_GUARD_OPEN] = {"not known", "尚不清楚"},
    [HL_TIMING_WORD_GUARD_HARM] = {"rises", "上升"},
    [HL_TIMING_WORD_GUARD_OF] = {"{barred} of {windows}", "{barred}/{windows}"},
    [HL_TIMING_WORD_GUARD_NOTE] =
        {"{events} of {touches} touches of which it is known. Barred: windows that are shown (95 "
         "%) "
         "to raise it above what it is now, by {worth} of that or more in the mean; they are never "
         "the best, and timing choose does not choose their hours. Does not rise: by {worth} or "
         "more, at 95 %.",
         "在已知结果的 {touches} 次触达中有 {events} 次。排除：已证明（95%）会使其高于目前、且平均"
         "上升达目前的 {worth} 的时段；它们不会成为最佳时段，timing choose 的模型也不会选用。"
         "不会上升：以 95% 的把握，上升不到 {worth}。"},
    [HL_TIMING_WORD_GUARD_UNKNOWN] =
        {"Guardrail {name}: nothing is known of it yet, as of every touch it may still come; no "
         "window is barred.",
         "护栏指标 {name}：尚无已知结果（每次触达都还可能发生），因此没有排除任何时段。"},
    [HL_TIMING_WORD_GUARD_REALISED] =
        {"Realised: {rate} per touch at the model's hours, {held} at the usual hours of the "
         "holdout: {difference}.",
         "实际：按模型的时段发送，每次触达 {rate}；对照组按原来的时段发送，{held}：{difference}。"},
    [HL_TIMING_WORD_ARM] = {"arm against control", "组别对比"},
    [HL_TIMING_WORD_ARM_FOUND] = {"by the experiment", "实验结果"},
    [HL_TIMING_WORD_ARM_BELIEVED] = {"by the model", "模型估计"},
    [HL_TIMING_WORD_ARM_NOT_FOUND] = {"not told", "无结论"},
    [HL_TIMING_WORD_ARMS_NOTE] =
        {"By the experiment: users of the arm against users of the control, as hookline report has "
         "it; this is the one to trust. By the model: touches in the one window against touches in "
         "the other, as it was fitted; where the two are far apart, the model is wrong about these "
         "hours.",
         "实验结果：该组用户与对照组用户之差，与 hookline report 相同，应以它为准。模型估计："
         "按拟合的模型，两个时段内每次触达之差。若两者相去甚远，说明模型对这些时段判断有误。"},
    [HL_TIMING_WORD_SEGMENTS] = {"Segments", "分群"},
    [HL_TIMING_WORD_SEGMENT] = {"segment", "分群"},
    [HL_TIMING_WORD_NO_SEGMENT] = {"(all)", "（全部）"},
    [HL_TIMING_WORD_TOUCHES] = {"touches", "触达次数"},
    [HL_TIMING_WORD_BEST] = {"best window", "最佳时段"},
    [HL_TIMING_WORD_USUAL] = {"now", "目前"},
    [HL_TIMING_WORD_GAIN] = {"gain (95 %)", "提升（95%）"},
    [HL_TIMING_WORD_P_BEST] = {"P(best)", "最佳概率"},
    [HL_TIMING_WORD_LOSS] = {"if wrong", "若选错"},
    [HL_TIMING_WORD_DECISION] = {"what to do", "怎么做"},
    [HL_TIMING_WORD_WINDOW] = {"{days} {from}–{to}", "{days} {from}–{to} 时"},
    [HL_TIMING_WORD_SHORT_EVERY_DAY] = {"daily", "每天"},
    [HL_TIMING_WORD_SHORT_WORKING_DAYS] = {"workdays", "工作日"},
    [HL_TIMING_WORD_SHORT_DAYS_OFF] = {"days off", "休息日"},
    [HL_TIMING_WORD_EVERY_DAY] = {"every day", "每天"},
    [HL_TIMING_WORD_WORKING_DAYS] = {"on working days", "工作日"},
    [HL_TIMING_WORD_DAYS_OFF] = {"on days off", "休息日"},
    [HL_TIMING_WORD_USE] = {"use it", "采用"},
    [HL_TIMING_WORD_NOT_ENOUGH] = {"learn", "再学"},
    [HL_TIMING_WORD_NOT_WORTH] = {"nothing", "不必改动"},
    [HL_TIMING_WORD_NEEDS] = {"learn: {n}", "再学：{n} 次"},
    [HL_TIMING_WORD_TABLE_NOTE] =
        {"Gain: of the best window over the hours at which touches go out now (\"now\"), with its "
         "95 % "
         "interval. P(best): that no window at other hours is better. If wrong: what is given away "
         "on average because another window may be the best. Learn: not enough data; so many more "
         "touches at drawn hours would most likely show it. Nothing: no window gains {worth} of "
         "the "
         "present rate, which is what is worth it (--worth).",
         "提升：最佳时段相对目前发送时段（“目前”）的差值及 95% 区间。最佳概率：其他时段都不比它更好"
         "的概率。若选错：因为最佳时段可能另有其一，平均会少得多少。再学：数据不足；再以随机抽取的"
         "时"
         "间发送这么多次，多半能见分晓。不必改动：没有哪个时段能比目前提升 {worth}，即不值得（--"
         "worth）。"},
    [HL_TIMING_WORD_MAP] = {"Hours · {segment}", "各时段 · {segment}"},
    [HL_TIMING_WORD_MAP_NOTE] =
        {"{light} about {low}, {dark} about {high}; blank: no touch may go out. Estimates, drawn "
         "towards each other where touches are few.",
         "{light} 约 {low}，{dark} 约 {high}；空白：不允许发送。数值为估计，触达少处已相互收缩。"},
    [HL_TIMING_WORD_MORE_MAPS] = {"{n} more segments: --format json has all of their hours.",
                                  "还有 {n} 个分群：--format json 有其全部时段。"},
    [HL_TIMING_WORD_MONDAY] = {"Mon", "周一"},
    {"Tue", "周二"},
    {"Wed", "周三"},
    {"Thu", "周四"},
    {"Fri", "周五"},
    {"Sat", "周六"},
    {"Sun", "周日"},
    [HL_TIMING_WORD_METHOD] = {"How far to trust this", "可信程度"},
    [HL_TIMING_WORD_CALENDAR] =
        {"Working days and days off are those of the calendar '{file}'; the map has an ordinary "
         "week.",
         "工作日与休息日以日历“{file}”为准；图中是普通的一周。"},
    [HL_TIMING_WORD_STALE] =
        {"Old touches count for half after {days} days: so the recent weeks are told best before "
         "they come.",
         "旧触达每 {days} 天减半计入：这样对最近几周的事前预测最准。"},
    [HL_TIMING_WORD_NOT_STALE] =
        {"Old touches count in full: no half-life tells the recent weeks better.",
         "旧触达全额计入：任何半衰期都不能更好地预测最近几周。"},
    [HL_TIMING_WORD_STALE_SAID] = {"Old touches count for half after {days} days, as was asked.",
                                   "按要求，旧触达每 {days} 天减半计入。"},
    [HL_TIMING_WORD_MOVES] =
        {"Hours move faster than touches tell: no window is claimed for the weeks that "
         "come. What stands above is of the hours as they were.",
         "各时段的效果变化太快，触达数据来不及反映：因此不对今后几周的任何窗口下结论。以上数字只说"
         "明过去的时段。"},
    [HL_TIMING_WORD_REPEATED] =
        {"Repeated touches of one user are counted as such: rates are {level} times as uncertain "
         "in "
         "variance as touches say, differences of hours {hours} times.",
         "同一用户的多次触达已按聚类处理：比例的方差为独立触达的 {level} 倍，时段间差异为 {hours} "
         "倍。"},
    [HL_TIMING_WORD_USUAL_ALL] = {"\"Now\" is at the hours of all these touches.",
                                  "“目前”指上述全部触达的时段。"},
    [HL_TIMING_WORD_USUAL_UNDRAWN] =
        {"\"Now\" is at the hours of the touches whose hour nobody drew.",
         "“目前”指未经随机抽取的触达所在的时段。"},
    [HL_TIMING_WORD_USUAL_HELD_OUT] =
        {"\"Now\" is at the hours of the touches that were held out from the model, and of those "
         "whose hour nobody drew: what a model chose says nothing of it.",
         "“目前”指留作对照的触达及未经抽取的触达所在的时段；由模型选定的时段不算在内。"},
    [HL_TIMING_WORD_USUAL_UNLEARNT] =
        {"\"Now\" is at the hours of the touches that no model drew, as none was held out.",
         "“目前”指不由模型选定的触达所在的时段，因为没有留出对照。"},
    [HL_TIMING_WORD_TRUST] =
        {"The number to trust is not in here: it is what the model's hours bring against a holdout "
         "that is sent to as now. Keep one (timing choose --holdout), log the policy of every "
         "touch and name it here (timing fit --policy).",
         "最可信的数字不在这里，而是按模型发送与维持现状的对照之差：请保留对照（timing choose "
         "--holdout），记录每次触达的 policy，学习时给出（timing fit --policy）。"},
    [HL_TIMING_WORD_POLICY] = {"A policy of send times · {policy}", "发送时间策略 · {policy}"},
    [HL_TIMING_WORD_POLICY_BETTER] = {"Better than what is done now: {gain} per touch, to {value}",
                                      "比现在的做法好：每次触达 {gain}，达到 {value}"},
    [HL_TIMING_WORD_POLICY_WORSE] = {"Worse than what is done now: {gain} per touch, to {value}",
                                     "比现在的做法差：每次触达 {gain}，降至 {value}"},
    [HL_TIMING_WORD_POLICY_OPEN] = {"Not shown to differ from what is done now: {gain} per touch",
                                    "未能证明与现在的做法有差别：每次触达 {gain}"},
    [HL_TIMING_WORD_POLICY_BELIEVED] =
        {"The model expects {gain} per touch over what is done now, to {value}. That is what it "
         "believes; touches at drawn hours show what is so (timing evaluate FILE).",
         "模型预计每次触达比现在 {gain}，达到 "
         "{value}。这是模型的判断；是否属实要看随机抽取时间发送的触达（timing evaluate FILE）。"},
    [HL_TIMING_WORD_NOT_TRIED] =
        {"Not said: only {share} of what this policy does was ever tried in these touches. What "
         "was not tried cannot be weighed: let the hours be drawn from all that are allowed "
         "(choose: explore) first.",
         "不能评估：该策略的做法只有 {share} "
         "在这些触达中出现过。没有试过的无从评估：请先让发送时间在所有允许的时段中随机抽取（choose:"
         " "
         "explore）。"},
    [HL_TIMING_WORD_TOO_FEW] =
        {"Not said: what was done as this policy would have done it is worth only {effective} "
         "touches; 30 are the least.",
         "不能评估：与该策略做法一致的触达只相当于 {effective} 次，至少需要 30 次。"},
    [HL_TIMING_WORD_NOT_DRAWN] =
        {"Not said: of no touch that this policy is for the hour was drawn with a known chance "
         "(--propensity).",
         "不能评估：该策略所涉及的触达中，没有一次的发送时间是以已知概率抽取的（--propensity）。"},
    [HL_TIMING_WORD_OWN_DATA] =
        {"The policy is a model that was fitted to these same touches: this flatters it. Evaluate "
         "it on touches that came later.",
         "该策略的模型正是用这些触达拟合的：结果偏高。请用之后的触达来评估。"},
    [HL_TIMING_WORD_WEIGHED] =
        {"{touches} touches to {users} users were weighed; as they are, "
         "{logged} of them brought it about.",
         "评估用了 {touches} 次触达、{users} 名用户；现在的比例为 {logged}。"},
    [HL_TIMING_WORD_IN_MODEL] =
        {"The model is made of {touches} touches to {users} users; at the hours of now it expects "
         "{logged}.",
         "该模型来自 {touches} 次触达、{users} 名用户；按现在的时段，预计为 {logged}。"},
    [HL_TIMING_WORD_WEIGHED_VALUE] =
        {"{touches} touches to {users} users were weighed; as they are, they brought {logged} "
         "each.",
         "评估了 {touches} 次触达、{users} 名用户；实际平均每次 {logged}。"},
    [HL_TIMING_WORD_IN_MODEL_VALUE] = {"The model was made of {touches} touches to {users} users; "
                                       "at the hours at which they went "
                                       "out they bring {logged} each by it.",
                                       "模型由 {touches} 次触达、{users} "
                                       "名用户得出；按其估计，照现在的时段发送平均每次 {logged}。"},
    [HL_TIMING_WORD_BY_DAY] = {"Hours were drawn within their day: the propensities bear that out.",
                               "发送时间是在当天之内抽取的：抽中概率与此相符。"},
    [HL_TIMING_WORD_BY_WEEK] =
        {"Hours were drawn within their week: the propensities bear that out.",
         "发送时间是在一周之内抽取的：抽中概率与此相符。"},
    [HL_TIMING_WORD_ELSEWHERE] =
        {"Left out: {undrawn} touches whose hour nobody drew, {elsewhere} of other segments or of "
         "days on which this policy does not send.",
         "未计入：{undrawn} 次不是随机抽取时间的触达，{elsewhere} "
         "次属于其他分群或该策略不发送的日子。"},
    [HL_TIMING_WORD_YOUNG_LEFT_OUT] = {"Left out: {n} touches whose outcome may still come.",
                                       "未计入：{n} 次结果可能尚未发生的触达。"},
    [HL_TIMING_WORD_EFFECTIVE] =
        {"They tell as much as {effective} touches chosen by the policy itself would; the "
         "heaviest one is {largest} of all.",
         "其信息量相当于由该策略自己选择的 {effective} 次触达；权重最大的一次占 {largest}。"},
    [HL_TIMING_WORD_ESTIMATOR] = {"estimator", "估计方法"},
    [HL_TIMING_WORD_PER_TOUCH] = {"per touch (95 %)", "每次触达（95%）"},
    [HL_TIMING_WORD_FOR] = {"holds", "适用"},
    [HL_TIMING_WORD_DR] = {"doubly robust", "双重稳健"},
    [HL_TIMING_WORD_ADAPTIVE] = {"adaptively weighted", "自适应加权"},
    [HL_TIMING_WORD_ANYTIME] = {"always valid", "序贯区间（可随时查看）"},
    [HL_TIMING_WORD_SNIPS] = {"self-normalised (SNIPS)", "自归一化（SNIPS）"},
    [HL_TIMING_WORD_IPS] = {"inverse propensity (IPS)", "逆概率加权（IPS）"},
    [HL_TIMING_WORD_DR_FOR] = {"one look; the number above", "看一次；即上面的数值"},
    [HL_TIMING_WORD_ADAPTIVE_FOR] = {"hours chosen from earlier outcomes", "时段依先前结果选择时"},
    [HL_TIMING_WORD_ANYTIME_FOR] = {"however often it is looked at", "无论看多少次"},
    [HL_TIMING_WORD_SNIPS_FOR] = {"a check: without any model", "核对：不用任何模型"},
    [HL_TIMING_WORD_IPS_FOR] = {"a check: propensities alone", "核对：只用抽中概率"},
};
