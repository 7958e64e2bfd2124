// The words of Chinese that no line divides: reports/messages/line_words.inc, made of all Chinese that the program may
// say (the literals of reports/ and cli/), divided into words as ICU does (Intl.Segmenter), and of the project's own
// terms, which no dictionary has. Run by `make docs` where there is node; `--check` says how much of the text the file
// that stands there covers.
import fs from "node:fs";

const FILE = "reports/messages/line_words.inc";
const FOLDERS = ["reports/messages", "reports", "cli"];
const HAN = /[\u4e00-\u9fff]+/g;
const LITERALS = /"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*/g;
const COLUMNS = 100;

// Longer than the words of a dictionary, or none of them.
const TERMS = `
固定样本 护栏 护栏指标 主要指标 次要指标 细分人群 对照组 实验组 全局对照组 一组 两组 各组 同组 跨组 原组 换组 入组 已入组 成组序贯 分流比例 流量层
随机盐 哈希 分桶 桶号 放量 权重 受众 触达 次触达 触达理由 触达次数 触发事件 锚点 观察期 归因观察期 序贯 序贯区间 可信区间 置信区间
置信水平 显著性 显著性水平 双侧 单侧 备择 容许范围 允许变差 变差 相对变化 相对于 百分点 个百分点 千分位 中位数 分位 分位数 标准差
标准误 方差 设计效应 样本量 检验功效 误报 误报率 误判 拉黑率 点击率 回复率 复购率 下单率 打开率 退订率 投诉率 人均消费 上班族 转化率 期望损失 收缩估计 部分池化 优势比 随机种子 种子数 协变量 差值
零差值 占比 取值 均值 比率 偏度 正态 后验 卡方 聚类 维度 二项 舍入 四舍五入 阈值 上界 下界 判读 汇总 孰优孰劣 未分高下 无效果
数据库 表格文件 拒收文件 实验名 实验定义 定义文件 文件名 列名 组名 键名 表头 行号 行数 天数 列数 线程数 序号 退出码 时间戳
制表符 分隔符 通配符 环境变量 布尔值 数组 字段 字节 引号 双引号 转义 换行 嵌套 文档 链接 账号 币种 时区 时段 时点 时长 免打扰
占位 顺延 排期 未排 试排 班次 当班 空档 错峰 名额 配额 频次 渠道 群发 群聊 文案 话术 点击 送达 营销 节假日 调休 微信 企业微信
服务号 订阅号 朋友圈 欢迎语 模板消息 发件人 写入 读取 读入 计入 导出 拒收 撤回 拆分 校验 补全 预留 缺失值 截尾 首末 漏记 多记
漏算 入库 出处 手动 内置 逐个 逐行 逐位 给出 写出 可选 仅限 更优 偏大 过快 待定 尚无 小于 大于 早于 晚于 不短于 随时间
两个 每个 每人 每天 每行 每列 每组 每次 每条 每一步 人次 人均 均分 负值 正值 零值 各层 各项 分层 同层 跨层 此处 基线 幂次 乘积
未检测出 检测出 未超出 无从比较 停发 弃用 停滞 无新增 可上线 改回
定时任务 确定性 一键 不可信 同一天 同一组 同一种 另一组 另一行 另一种 另一份 不可以 另一个 同一个 有一半 未满足 不足以 所占比例 非零个数
`.trim().split(/\s+/);
// What a dictionary takes for words and is none here, or need not be kept.
const NOT = /的|^(会计|号令|件名|名和|位处|人中|中有|时报|快得|排到|出差|各人|天内|人为|其实|也不|都不|不为|只在|但在|在此|有权|另一|同一|有一)$/;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

function* chinese() {
    for (const folder of FOLDERS)
        for (const name of fs.readdirSync(folder).sort())
            if (/\.(c|inc)$/.test(name) && !FILE.endsWith(name)) {
                const text = fs.readFileSync(`${folder}/${name}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
                for (const [literal] of text.matchAll(LITERALS))
                    for (const [run] of literal.replace(/"\s*"/g, "").matchAll(HAN))
                        yield run;
            }
}

function words() {
    const found = new Set(TERMS);
    for (const run of chinese())
        for (const { segment } of segmenter.segment(run))
            if (segment.length > 1 && !NOT.test(segment))
                found.add(segment);
    return [...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function written(list) {
    const lines = [`/* Made by tools/line_words.mjs (make docs) of what the program may say, by ICU ${process.versions.icu}. */`];
    let line = "", columns = 0;
    for (const word of list) {
        const wide = 2 * word.length + 4;
        if (columns + wide > COLUMNS) {
            lines.push(line.trimEnd());
            line = "", columns = 0;
        }
        line += `"${word}", `;
        columns += wide;
    }
    return [...lines, line.trimEnd(), ""].join("\n");
}

function check() {
    const known = new Set((fs.readFileSync(FILE, "utf8").match(HAN) ?? []));
    let all = 0, missing = new Map();
    for (const run of chinese())
        for (const { segment } of segmenter.segment(run))
            if (segment.length > 1 && !NOT.test(segment)) {
                all++;
                if (!known.has(segment))
                    missing.set(segment, (missing.get(segment) ?? 0) + 1);
            }
    const lost = [...missing.values()].reduce((a, b) => a + b, 0);
    console.log(`${all} ${lost} ${[...missing.keys()].join(" ")}`);
}

if (process.argv[2] === "--check")
    check();
else
    fs.writeFileSync(FILE, written(words()));
