/* Plans and assignments: users, triggers, calendars. */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    /* rows */
    {"user_id is empty", "user_id 是空的"},
    {"trigger_id is empty", "trigger_id 是空的"},
    {"'%s' is before 2000 or after 2100: was it read as it is meant?",
     "“{1}”早于 2000 年或晚于 2100 年：读得对吗？"},
    {"'%s' is before 1900 or after 2100: was it read as it is meant?",
     "“{1}”早于 1900 年或晚于 2100 年：读得对吗？"},
    {"%s: it does not count", "{1*}：不予采用"},
    {"there is no channel '%s'; did you mean '%s'? the touch counts for no cap of it",
     "没有渠道“{1}”；是不是“{2}”？这次触达不计入任何渠道上限"},
    {"the user has no zone, and none stands in: held", "用户没有时区，也没有可代替的：暂不排期"},
    {"unknown zone '%s'; did you mean %s?: the user is held",
     "无法识别的时区“{1}”；是不是 {2?}？该用户暂不排期"},
    {"unknown zone '%s'; did you mean %s?: the user is planned in %s",
     "无法识别的时区“{1}”；是不是 {2?}？该用户按 {3} 排期"},
    {"unknown zone '%s': the user is held", "无法识别的时区“{1}”：该用户暂不排期"},
    {"unknown zone '%s': the user is planned in %s", "无法识别的时区“{1}”：该用户按 {2} 排期"},
    {"this user stands twice: the first row counts", "这个用户出现两次：以第一行为准"},
    {"%lld users have a zone that nobody knows", "有 {1} 个用户的时区无法识别"},
    {"no zone anywhere: neither the definition (\"zone\": \"Asia/Shanghai\") nor --zone nor any "
     "user "
     "(column zone) names one that is understood",
     "哪里都没有可识别的时区：定义（\"zone\": \"Asia/Shanghai\"）、--zone、用户的 zone 列都没有"},
    {"users have '%s', and the column that the planner reads is called '%s': rename it",
     "用户有“{1}”列，而排期读的列叫 {2}：请改列名"},
    {"%s: '%s' and '%s' may both be the column '%s': call one of them so",
     "{1}：“{2}”和“{3}”都可能是列“{4}”：请把其中一个改成这个列名"},
    {"%s: there is no column '%s'; '%s' may be it: rename it",
     "{1}：没有列“{2}”；可能是“{3}”：请改列名"},
    {"%s: there is no column '%s', and a cap of the definition counts touches by it; columns: %s",
     "{1}：没有列“{2}”，而定义里有上限按它计数；现有列：{3}"},
    {"%s: there is no column 'sent_at' or 'planned_at', and when a touch went out is what caps "
     "count "
     "by; columns: %s",
     "{1}：没有 sent_at 或 planned_at 列，而上限要按触达发出的时间计；现有列：{2}"},
    {"%s: there is no column 'sent_at' or 'planned_at'; '%s' may be it: rename it",
     "{1}：没有 sent_at 或 planned_at 列；可能是“{2}”：请改列名"},
    {"the column '%s' is not read; if it is what the planner calls '%s', rename it",
     "没有读“{1}”列；如果它就是排期所说的 {2}，请改列名"},
    {"the column '%s' is read as '%s'", "“{1}”列按 {2} 读取"},
    {"there is no column 'channel': all of these touches count as on '%s', the only channel of the "
     "definition",
     "没有列“channel”：这些触达都算作定义中唯一的渠道“{1}”的触达"},
    {"there is no column '%s': these touches count for no cap or cool-down that asks for it",
     "没有列“{1}”：这些触达不计入按它计数的上限或冷却"},
    {"%s: none of its touches has a 'sent_at' or 'planned_at', and when a touch went out is what "
     "caps "
     "count by",
     "{1}：里面没有一次触达写了 sent_at 或 planned_at，而上限要按触达发出的时间计"},
    {"the touch has neither 'sent_at' nor 'planned_at': it counts for no cap",
     "这次触达既没有 sent_at 也没有 planned_at：不计入任何上限"},
    {"'%s' was twice in %s, whose clocks went back then: the first is meant",
     "“{1}”在 {2} 出现两次（当时拨慢时钟）：按第一次读取"},
    {"the event is to be after now, and so ends no journey yet: was its date read as it is meant?",
     "事件写在现在之后，因此还不结束旅程：日期读对了吗？"},
    {"the event is to be in the hours ahead (of another zone?), and ends journeys: it ends them "
     "now",
     "事件写在未来几小时（是不是别的时区？），而它会结束旅程：现在就结束"},
    {"the event ends journeys: as nobody knows since when, it ends them now",
     "这个事件会结束旅程：既然不知道从何时起，现在就结束"},
    {"'%s' and another attribute of the user are two zones: the one that is the user's is called "
     "'zone'",
     "“{1}”与这个用户的另一个属性是两个时区：属于用户本人的请命名为“zone”"},
    {"the zone of users is read from '%s', by what it says", "按内容认出用户的时区，读自“{1}”"},
    {"users without a zone, for whom %s stands in: %lld of %lld",
     "没有时区、以 {1} 替代的用户：{3} 人中的 {2} 人"},
    {"events of type '%s', which is a farewell and ends no journey: %lld; 'stop_on' does not name "
     "it",
     "有 {2} 个类型为“{1}”的事件表示告别，却不结束任何旅程：stop_on 里没有它"},
    {"users have '%s', and no condition of the audience asks for it: do messages go to those who "
     "left?",
     "用户有属性“{1}”，受众条件却没有用到它：会不会发给已经离开的人？"},
    {"the trigger is a date without a time of day: planned from its midnight on, as if it had "
     "happened "
     "then",
     "触发事件只有日期没有时刻：从那天零点起排期，当作那时发生"},
    {"an import refused an event '%s' of '%s': it ends journeys of theirs all the same",
     "导入时拒收过“{2}”的“{1}”事件：仍然结束其旅程"},
    {"promotions that do not go to people who said farewell: %lld, such as for '%s'; an event of "
     "coming back (resubscribe, opt_in) would let them",
     "有 {1} 次推广因用户已经告别（退订、拉黑、投诉）而不发，如“{2}”；之后若有回来的事件"
     "（resubscribe、opt_in、重新订阅），就会照常发"},
    {"events of type '%s', which is a farewell that 'stop_on' does not name: %lld; they end "
     "promotions and nothing else",
     "有 {2} 个类型为“{1}”的事件表示告别，而 stop_on 里没有它：只结束推广，不结束别的"},
    {"'%s' is '%s' of some users and '%s' of %lld: conditions compare values as they are written",
     "“{1}”有的用户写作“{2}”，另有 {4} 位写作“{3}”：条件按原样比较"},
    {"no user's '%s' is '%s', but '%s': conditions compare values as they are written",
     "没有用户的“{1}”是“{2}”，却有“{3}”：条件按原样比较"},
    {"'%s' holds dates ('%s'), and the condition compares them with the text '%s', letter by "
     "letter: write a date, 2026-03-01",
     "“{1}”是日期（“{2}”），条件却拿它和文字“{3}”逐个字母比较：请写日期，如 2026-03-01"},
    {"'%s' holds numbers ('%s'), and the condition compares them with the text '%s', letter by "
     "letter: write a number, without quotes",
     "“{1}”是数字（“{2}”），条件却拿它和文字“{3}”逐个字母比较：请写数字，不加引号"},
    {"triggers of one user, hook and instant under several ids, of which one message goes: %lld "
     "more, such as '%s' beside '%s'",
     "有 {1} 条触发与另一条的用户、理由和时刻都相同，只是 id 不同（如“{2}”与“{3}”）：只发一条"},
    {"triggers beside one of the same user, hook and instant that was planned before: %lld; they "
     "are not planned again",
     "有 {1} 条触发与以前已排期的一条在用户、理由和时刻上都相同：不再排期"},
    {"messages of transactions or service of one user, hook and instant under several ids: %lld "
     "more; each goes",
     "有 {1} 条交易类或服务类消息与另一条的用户、理由和时刻都相同，只是 id 不同：每条都会发"},
    {"begins more than a year from now, and nobody enters before: is the year right?",
     "一年多以后才开始，在那之前没有人进入：年份写对了吗？"},
    {"the zone of users is read from '%s'", "用户的时区读自“{1}”"},
    {"'%s' may be a zone, and is not read: if it is the user's, call it 'zone'",
     "“{1}”可能是时区，但没有读：若是用户的时区，请把列名改为 zone"},
    {"users with a zone that names no place, such as '%s', for whom another of theirs counts: %lld "
     "of %lld",
     "{3} 位用户中有 {2} 位的某个时区说不出在哪里（如“{1}”）：以他们的另一个时区为准"},
    {"names no place, and stands in for users without a zone: '%s' is a channel of one country; "
     "name its zone, such as \"%s\"",
     "说不出在哪里，却要替代没有时区的用户：“{1}”是一国的渠道，请写那里的时区，如“{2}”"},
    {"users for whom %s stands in, while no clock of the country that '%s' reaches is that: %lld "
     "of %lld",
     "{4} 位用户中有 {3} 位以 {1} 替代，而“{2}”所到达的国家没有这样的时钟"},
    {"stands in for users without a zone, and no clock of the country that '%s' reaches is that "
     "of %s",
     "要替代没有时区的用户，而“{1}”所到达的国家没有与 {2} 相同的时钟"},
    {"users whose zone names no place, such as '%s', and who are planned by it: %lld of %lld; "
     "databases write it where nobody said any: is it theirs?",
     "{3} 位用户中有 {2} 位的时区说不出在哪里（如“{1}”），仍按它安排：没有填写时数据库常写成这样，"
     "确实是用户的时区吗？"},
    {"users whose zone names no place, such as '%s', and who are held, as none stands in: %lld of "
     "%lld",
     "{3} 位用户中有 {2} 位的时区说不出在哪里（如“{1}”），又没有时区可替代：暂不排期"},
    {"users whose zone names no place, such as '%s', and for whom %s stands in: %lld of %lld",
     "{4} 位用户中有 {3} 位的时区说不出在哪里（如“{1}”）：以 {2} 替代"},
    {"no user has a zone: %s stands in for all %lld", "没有用户带时区：{2} 位用户都以 {1} 替代"},
    {"zones of users that are not understood: %lld; the first %d are shown",
     "有 {1} 个用户时区看不懂，只列出前 {2} 个"},
    {"users with a zone whose '%s' is of another clock: %lld of %lld, such as '%s' beside %s; is "
     "the zone theirs, or the shop's?",
     "{3} 位有时区的用户中，有 {2} 位的“{1}”属于另一个时区，如“{4}”与 "
     "{5}：这是用户的时区，还是店铺的时区？"},
    {"users whose zone is the offset of %s with its sign turned round: %lld of %lld (%s); "
     "JavaScript's getTimezoneOffset and Etc/GMT+8 count to the west: write +08:00 for eight hours "
     "east of UTC",
     "{3} 位用户中有 {2} 位的时区恰好是 {1} 反了符号的偏移（{4}）：JavaScript 的 getTimezoneOffset "
     "和 Etc/GMT+8 以西为正，东八区请写 +08:00"},
    {"dates '%s' that stand in for none (1900-01-01, 1970-01-01): %lld, such as of '%s'; they do "
     "not count",
     "“{1}”里有 {2} 个日期只是占位（1900-01-01、1970-01-01），如“{3}”的：不算数"},
    {"users whose '%s' says no to advertising: %lld, such as '%s'; promotions to them are "
     "dropped; the audience would leave them out with %s",
     "有 {2} 位用户的“{1}”表明不接收推广，如“{3}”：不给他们排推广；在 audience 里写 {4} "
     "可把他们排除在外"},
    {"users whose '%s' says no to advertising by a channel that this plan does not use: %lld, such "
     "as '%s'; promotions go to them; the audience would leave them out with %s",
     "有 {2} 位用户的“{1}”表明不接收另一渠道（本计划不用）的推广，如“{3}”：推广照发；在 audience "
     "里写 {4} 可把他们排除在外"},
    {"users whose '%s' may say no to advertising: %lld, such as '%s'; promotions go to them "
     "all the same; the audience would leave them out with %s",
     "有 {2} 位用户的“{1}”可能表示不接收推广，如“{3}”：推广照样会发；在 audience 里写 {4} "
     "可把他们排除在外"},
    {"farewells of users who are not listed: %lld, such as '%s'; they hold back nobody",
     "有 {1} 个告别事件的用户不在名单里，如“{2}”：不拦下任何人的消息"},
    {"farewells of users who are not listed: %lld, such as '%s', and none of one who is: are their "
     "ids of another kind? they hold back nobody",
     "有 {1} 个告别事件的用户不在名单里，如“{2}”，而名单里没有一个人告别：是不是用了另一种 "
     "id？它们不拦下任何人的消息"},
    {"quiet hours and the channel's hours leave next to nothing of it: %lld of %lld minutes a week",
     "免打扰和渠道的可发时间几乎把它占完：一周 {2} 分钟里只剩 {1} 分钟"},
    {"touches whose id has gone to a message by another hook, as the steps stood in another order: "
     "%lld; they are not planned: put new steps behind the others",
     "有 {1} 次触达的 id "
     "已用于另一触达理由的消息，因为当时各步的顺序不同：不再排；新的步骤请加在后面"},
    {"no event ends a journey of the hook '%s': '%s' of its 'stop_on' is none of the types there "
     "are (%s)",
     "没有事件会结束触达理由“{1}”的旅程：其 stop_on 里的“{2}”不在现有的事件类型中（{3}）"},
    {"no order ends a journey of the hook '%s': '%s' of its 'stop_on' is none of the types there "
     "are (%s)",
     "没有订单会结束触达理由“{1}”的旅程：其 stop_on 里的“{2}”不在现有的事件类型中（{3}）"},
    {"touches that go on a later day than their hook's 'lead' says, as it has no 'expiry': %lld, "
     "such as that of the trigger '%s'",
     "有 {1} 次触达因触达理由没有写 expiry，比 lead 所说的晚了至少一天，如触发“{2}”的那次"},
    {"users without a zone, for whom %s stands in, and whose '%s' is of another clock: %lld, such "
     "as '%s'; give them a 'zone'",
     "没有时区、改用 {1} 的用户里，有 {3} 人的“{2}”属于另一时区，如“{4}”：请给他们写上 zone"},
    {"promotions between 22:00 and 08:00 by the clock of those to whom they go: %lld, such as for "
     "'%s' at %s (%s)",
     "按用户当地时间，有 {1} 次推广排在 22:00 至 08:00 之间，如发给“{2}”的在 {3}（{4}）"},
    {"promotions between 22:00 and 08:00 by the clock of those to whom they go: %lld, such as for "
     "'%s' at %s (%s); the hours of the window '%s' are those of %s",
     "按用户当地时间，有 {1} 次推广排在 22:00 至 08:00 之间，如发给“{2}”的在 {3}（{4}）；时段“{5}”"
     "按 {6} 的时钟"},
    {"touches that were due more than a week ago and go now, as their hook has no 'expiry': %lld, "
     "such as that of the trigger '%s'",
     "有 {1} 次触达原定在一周以前，因触达理由没有写 expiry 而现在发出，如触发“{2}”的那次"},
    {"touches of before that failed, as their state says: %lld, such as '%s'; they count as not "
     "sent, and for no cap",
     "有 {1} 次以前的触达按其状态没有发成，如“{2}”：不算已发，也不计入上限"},
    {"touches of before of a state that nobody knows: %lld, such as '%s'; they count as sent",
     "有 {1} 次以前的触达状态无人认识，如“{2}”：按已发计"},
    {"transactional touches that may have gone to their user by the same hook since, under an id "
     "of "
     "another kind: %lld; they go, as nobody can tell: let the send log have the touch_id of the "
     "plan",
     "有 {1} 次交易类触达可能已在触发之后发给该用户，只是记录用了别的 id：无从判断，仍然会发；请让"
     "发送记录写上排期给出的 touch_id"},
    {"touches that went to their user by the same hook since, under an id of another kind: %lld, "
     "such as '%s' as '%s'; they are not planned again",
     "有 {1} 次触达在触发之后已按同一理由发给该用户，只是记录用了别的 id（如“{2}”记为“{3}”）："
     "不再排期"},
    {"goes in the same minute as the step with the hook '%s': its user gets two messages at once",
     "与触达理由为“{1}”的步骤同一分钟发出：用户会同时收到两条"},
    {"an earlier step has this hook too, in the same window and by the same channel: its user gets "
     "two messages in one minute",
     "前面已有一步用同一触达理由、同一时段、同一渠道：用户会在同一分钟收到两条"},
    {"a hook of its own with \"after\" and a delay, another window or channel, or a \"cooldown\" "
     "of "
     "the hook",
     "给它单独的触达理由并写 after 和 delay，或换时段、换渠道，或给该理由写 cooldown"},
    {"an earlier step has this hook too, by the same channel: where their windows meet, its user "
     "gets two messages in one minute",
     "前面已有一步用同一触达理由和渠道：两个时段重叠时，用户会在同一分钟收到两条"},
    {"an earlier step has this hook and this text too: the same message goes again as soon as caps "
     "let it",
     "前面已有一步用同一触达理由和文案：一旦上限允许，同一条消息会再发一次"},
    {"a promotion that nothing limits: a user gets one for each trigger, also several a day "
     "(\"caps\", or a \"cooldown\" here)",
     "这是推广触达，却没有任何上限：每次触发都会发一条，一天可能几条（写 caps，或在这里写 "
     "cooldown）"},
    {"white space around the id '%s' is passed over", "id“{1}”两端的空白不计"},
    {"'%s' was no time in %s, whose clocks went forward then: it is read as %s",
     "“{1}”在 {2} 不存在：那时时钟拨快；按 {3} 读取"},
    {"touches of before by channels that nobody knows: %lld, such as '%s'; they count for no cap "
     "of "
     "another channel",
     "此前的触达里有 {1} 次用的渠道无法识别，如“{2}”；不计入其他渠道的上限"},
    {"touches of before that name no channel: %lld; they count for no cap of one",
     "此前的触达里有 {1} 次没有写渠道；不计入任何渠道的上限"},
    {"touches of before of no class that there is: %lld, such as '%s' (transactional, service, "
     "promotion); they count as if none were said",
     "此前的触达里有 {1} 次的类别不存在，如“{2}”（应为 transactional、service 或 "
     "promotion）；按没有写类别计"},
    {"rows that name operators without a shift: %lld, such as '%s'; their touches go at any hour",
     "有 {1} 行的操作员没有班次，如“{2}”；他们的触达不受班次限制"},
    {"rows that name operators without a shift: %lld, such as '%s'; their touches go at any hour; "
     "did you mean '%s'?",
     "有 {1} 行的操作员没有班次，如“{2}”；他们的触达不受班次限制；是不是“{3}”？"},
    {"triggers of hooks that this definition does not have: %lld, such as '%s'; it has '%s'",
     "有 {1} 条触发事件的触达理由不在这份定义里，如“{2}”；定义里有“{3}”"},
    {"no activity of any user is known (last_active_at, events): hooks with 'silent' set nobody "
     "off",
     "没有任何用户的活跃时间（last_active_at、事件）：带 silent 的触达理由不会触发任何人"},
    {"events of type '%s', which ends no journey: %lld; did you mean '%s', of 'stop_on'?",
     "有 {2} 个事件的类型是“{1}”，它不结束任何旅程；是不是 stop_on 里的“{3}”？"},
    {"there is no user '%s', but '%s': the event ends journeys of theirs",
     "没有用户“{1}”，但有“{2}”：这个事件结束其旅程"},
    {"there is no user '%s', but '%s': the event counts for nobody",
     "没有用户“{1}”，但有“{2}”：这个事件不计入任何人"},
    {"there is no user '%s', but '%s': the touch counts for theirs",
     "没有用户“{1}”，但有“{2}”：这次触达计入其上限"},
    {"no user has '%s'; did you mean '%s'?", "没有用户有属性“{1}”；是不是“{2}”？"},
    {"no user has '%s'", "没有用户有属性“{1}”"},
    {"no hook or trigger of the definition is called '%s': did you mean %s",
     "定义里没有叫“{1}”的触达理由或触发事件：是不是 {2}"},
    {"user '%s' is not among the users: not planned", "用户“{1}”不在用户名单里：不排期"},
    {"touches of before of this experiment, by hooks that its definition does not have: %lld, such "
     "as '%s'; they count for no cool-down or cap of a hook (has it another name now?)",
     "本实验以前有 {1} "
     "次触达用的触达理由定义里没有，如“{2}”：不计入任何触达理由的冷却和上限（是不是改名了？）"},
    {"trigger_id '%s' is that of another user's trigger: it names one trigger (an order, and no "
     "campaign), so write one of its own for each",
     "trigger_id“{1}"
     "”已是另一位用户的触发：它指一次触发（如一张订单），不是活动名；请为每次触发写各自的 "
     "id"},
    {"trigger '%s' stands twice: it is planned once", "触发“{1}”出现两次：只排一次"},
    {"the trigger lies in the future: planned from its instant on", "触发时间在未来：从那时起排期"},
    {"users whose triggers name the hook '%s', while their arm has '%s' of the same trigger: %lld; "
     "nothing is sent to them: name the trigger, '%s', in place of the hook",
     "有 {3} 位用户的触发写的是 "
     "hook“{1}”，而他们的组用的是同一触发的“{2}”：什么也不会发给他们；请写触发名“{4}”，"
     "不要写 hook 名"},
    {"%s: no arm has a hook, so nothing is ever sent: name in each arm that is to get messages "
     "what "
     "sets them off (\"hook\": \"NAME\", of 'hooks')",
     "{1}：没有一个组有 hook，因此什么也不会发：请在要发消息的组里写明由什么触发（\"hook\": "
     "\"NAME\"，NAME 出自 hooks）"},
    {"ends before the next time at which arm '%s' may be sent to: of a week's triggers %d %% lapse "
     "there, such as those from %s to %s, and other ones in arm '%s': who is counted depends on "
     "the "
     "arm",
     "在“{1}”组下一次可发之前就到期：一周的触发中有 {2} % 在该组作废（如 {3} 至 "
     "{4}），在“{5}”组作废的是另一些：谁被计入取决于组别"},
    {"arms lose their messages unequally: of %lld users of '%s' %lld have a slot, of %lld of '%s' "
     "%lld (chance does so less than once in 1,000); what leaves most of '%s' without one is '%s': "
     "the comparison ends as invalid, for who is counted depends on the arm",
     "各组丢失消息的比例不同：“{2}”的 {1} 位用户中 {3} 位排得上，“{5}”的 {4} 位中 {6} "
     "位（纯属偶然的可能不到千分之一）；“{7}”多数因“{8}”排不上：谁被计入取决于组别，比较会无效"},
    {"confounded: %lld of %lld touches of the hook '%s' would go on another day in another arm (in "
     "the "
     "mean %s days before the anchor in '%s', %s in '%s'): what differs may be the day, not the "
     "arm",
     "混杂：触达理由“{3}”的 {2} 次触达里有 {1} 次换一个组就会换一天发送（“{5}”平均在锚点前 {4} "
     "天，“{7}”前 {6} 天）：差异可能来自日期，而不是分组"},
    /* the plan */
    {"a plan needs a definition, or the name of one and its store",
     "排期需要一份定义，或库中定义的名称和这个库"},
    {"the plan holds no store: it is a dry run, or reserved already",
     "这份计划没有占用库：是试算，或已经预留"},
    {"quiet hours", "免打扰时段"},
    {"a session", "会话"},
    {"a channel", "渠道"},
    /* calendars */
    {"%s: is over %d MiB, and so no calendar", "{1}：超过 {2} MiB，不是日历"},
    {"%s: the calendar cannot be read", "{1}：日历无法读取"},
    {"not a list of dates", "不是日期的列表"},
    {"not a date", "不是日期"},
    {"a date such as \"2026-10-01\"", "日期，如 \"2026-10-01\""},
    {"not a calendar", "不是日历"},
    {"an object, or an iCalendar file", "对象，或 iCalendar 文件"},
    {"unknown key", "未知的键"},
    {"EXDATE is not a whole day", "EXDATE 不是整天"},
    {"a date such as 20261001", "日期，如 20261001"},
    {"this repetition of an event is not understood", "看不懂事件的重复规则"},
    {"RRULE:FREQ=YEARLY with INTERVAL, COUNT or UNTIL, and BYMONTH=11;BYDAY=4TH for a weekday",
     "RRULE:FREQ=YEARLY，可带 INTERVAL、COUNT 或 UNTIL；按星期几的用 BYMONTH=11;BYDAY=4TH"},
    {"DTSTART is not a whole day", "DTSTART 不是整天"},
    {"DTEND is not a whole day", "DTEND 不是整天"},
    {"a date such as 20261008 (exclusive)", "日期，如 20261008（不含当天）"},
    {"DURATION is not in whole days", "DURATION 不是整天"},
    {"RDATE is not understood", "看不懂 RDATE"},
    {"one event a day, or RRULE:FREQ=YEARLY", "每天写一个事件，或 RRULE:FREQ=YEARLY"},
    {"an event of less than a day or more than a year", "事件不足一天或超过一年"},
    {"an event without DTSTART", "事件没有 DTSTART"},
    {"whole days: DTSTART;VALUE=DATE:20261001", "整天：DTSTART;VALUE=DATE:20261001"},
    {"END of something that was not begun", "END 没有对应的 BEGIN"},
    {"the file ends inside an event", "文件在事件中间就结束了"},
    {"not text", "不是文本"},
    {"an iCalendar file", "iCalendar 文件"},
    {"not an iCalendar file", "不是 iCalendar 文件"},
    {"BEGIN:VCALENDAR in its first line", "第一行是 BEGIN:VCALENDAR"},
    {"the file ends inside the calendar", "文件在日历中间就结束了"},
    {"something behind the end of the calendar", "日历结束之后还有内容"},
    {"another BEGIN:VCALENDAR", "另一个 BEGIN:VCALENDAR"},
    {"the calendar is in UTF-16", "日历是 UTF-16 编码"},
    {"a byte that is not UTF-8: the calendar may be in GB18030",
     "有字节不是 UTF-8：日历可能是 GB18030 编码"},
    {"a text in UTF-8", "UTF-8 文本"},
    {"RECURRENCE-ID is not understood", "看不懂 RECURRENCE-ID"},
    {"the summary speaks of a holiday and of work: which is the day?",
     "摘要里又说放假又说上班：这天到底是哪种？"},
    {"one of them, or X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY",
     "只写一种，或加 X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"},
    {"observances of the calendar that are no days off: %lld, left out",
     "日历中有 {1} 个事件不放假，只是纪念日：不计"},
    {"the file of the calendar cannot be opened: '%s'", "打不开日历文件“{1}”"},
    {"%s is a holiday and a working day of the calendar: it counts as a working day",
     "{1} 在日历中既是节假日又是工作日：按工作日算"},
    {"working days of the calendar that are Monday to Friday, and work anyway: %lld, such as %s; "
     "are they "
     "holidays?",
     "日历中有 {1} 个补班日本来就是周一至周五（如 {2}）：是不是节假日？"},
    {"the calendar's %s is before 2000 or after 2100", "日历中的 {1} 早于 2000 年或晚于 2100 年"},
    {"the calendar ends %s, and %d is asked of it: its holidays are taken for working days",
     "日历到 {1} 为止，而用到 {2} 年：那一年的节假日会当成工作日"},
    {"the calendar begins %s, and %d is asked of it: its holidays are taken for working days",
     "日历从 {1} 开始，而用到 {2} 年：那一年的节假日会当成工作日"},
    {"the calendar has no day of %d: its holidays are taken for working days",
     "日历中没有 {1} 年的日子：那一年的节假日会当成工作日"},
    {"the calendar has no day: Monday to Friday are working days",
     "日历中没有任何日子：周一至周五算工作日"},
    /* assignment */
    {"%s: there is no user '%s'", "{1}：没有用户“{2}”"},
    {"the unit is the attribute '%s': a users file is needed to know it",
     "分流单位是属性“{1}”：要有用户文件才能知道"},
    {"arm '%s' has a negative weight", "组“{1}”的权重为负"},
    {"all weights are 0: nobody could be assigned", "所有权重都是 0：没有人能分组"},
    {"bucket ranges '%s' do not cover 0 to 2^53 once, arm by arm",
     "分桶范围“{1}”没有按组恰好覆盖 0 至 2^53 一次"},
    {"%s: the text is not UTF-8, or has a NUL in it", "{1}：文本不是 UTF-8，或含有 NUL"},
    {"%s: the number is not finite", "{1}：数字不是有限值"},
    /* where the rules of channels stand */
    {"no rule known", "没有已知的规定"},
    {"practice of the field", "行业惯例"},
    {"provider rule for France", "运营商对法国的规定"},
    {"provider rule for the hours; Regulation 31 of 2015 (administration of short message "
     "services) "
     "for consent and opt-out",
     "时段：运营商规定；同意与退订：《通信短信息服务管理规定》（2015 年第 31 号令）"},
    {"bulk sender requirements of the large mailbox providers (RFC 8058 for one-click unsubscribe)",
     "各大邮箱服务商对批量发件人的要求（一键退订见 RFC 8058）"},
    {"WeChat customer service documentation", "微信客服文档"},
    {"WeChat official accounts documentation: mass sending", "微信公众号文档：群发"},
    {"WeCom developer documentation, document 92135 (customer contact, mass sending), as of "
     "2025-11",
     "企业微信开发者文档 92135（客户联系，群发），2025-11 版"},
    {"WeCom developer documentation: welcome message of a new customer",
     "企业微信开发者文档：新客户欢迎语"},
    {"WhatsApp Business Platform documentation: customer service windows",
     "WhatsApp Business Platform 文档：客户服务会话期"},
    {"WhatsApp Business Platform documentation: messaging limits",
     "WhatsApp Business Platform 文档：发送上限"},
    {"Florida Statutes 501.616(6)", "《佛罗里达州法典》501.616(6)"},
};
const hl_said_table hl_reports__said_plan = {rows, sizeof rows / sizeof rows[0]};
