package pinyin

import (
	"strings"
	"sync"
)

// surnameReadings are the family names of two Han, and those of one Han that are
// read in another way than the character mostly is or whose reading is often
// mistaken.
const surnameReadings = `
单 shan 曾 zeng 解 xie 仇 qiu 区 ou 查 zha 朴 piao 盖 ge 乐 yue 任 ren 华 hua 宁 ning 员 yun 贠 yun 缪 miao 翟 zhai 覃 qin 谌 chen
逄 pang 隗 wei 曲 qu 尹 yin 种 chong 秘 bi 冼 xian 洗 xian 折 she 黑 he 召 shao 尉 wei 繁 po 卜 bu 石 shi 柏 bai 葛 ge 臧 zang 燕 yan
纪 ji 应 ying 於 yu 牟 mou 车 che 幺 yao 么 yao 晁 chao 过 guo 哈 ha 那 na 能 nai 宓 mi 佴 nai 眭 sui 郇 xun 郗 xi 郄 qie 郏 jia
祭 zhai 殷 yin 恽 yun 行 xing 相 xiang 万 wan 阚 kan 瞿 qu 句 gou 勾 gou 贾 jia 费 fei 薄 bo 沈 shen 叶 ye 撒 sa 夏 xia 冯 feng 仉 zhang
乜 nie 亓 qi 亢 kang 占 zhan 庞 pang 訾 zi 都 du 阙 que 鲜 xian 褚 chu 贲 ben 强 qiang 干 gan 和 he 颉 xie 降 jiang
省 xing 盛 sheng 莘 shen 汤 tang 弥 mi 朝 chao 俞 yu 呙 guo 宿 su 炅 gui 蔚 yu 角 jue 隽 juan 雒 luo 长 chang 奇 qi 适 kuo
藏 zang 陆 lu 洪 hong 卢 lu 吕 lyu 屈 qu 余 yu 佘 she 重 chong 参 shen 广 guang 厘 xi 圈 juan 粘 nian 澹 tan 大 da 系 xi
载 zai 沙 sha 说 yue 谷 gu 南 nan 倪 ni 景 jing 合 he 调 diao 畜 xu 兴 xing 校 jiao 数 shu 铅 qian 佛 fo 术 zhu
欧阳 ouyang 上官 shangguan 司马 sima 诸葛 zhuge 尉迟 yuchi 万俟 moqi 长孙 zhangsun 令狐 linghu 单于 chanyu 澹台 tantai
宇文 yuwen 慕容 murong 皇甫 huangfu 夏侯 xiahou 东方 dongfang 公孙 gongsun 司徒 situ 司空 sikong 端木 duanmu 南宫 nangong
轩辕 xuanyuan 独孤 dugu 第五 diwu 闻人 wenren 赫连 helian 淳于 chunyu 太史 taishi 太叔 taishu 申屠 shentu 呼延 huyan
钟离 zhongli 濮阳 puyang 百里 baili 东郭 dongguo 西门 ximen 闾丘 lyuqiu 公冶 gongye 宗政 zongzheng 仲孙 zhongsun
鲜于 xianyu 亓官 qiguan 子车 ziju 颛孙 zhuansun 巫马 wuma 公西 gongxi 漆雕 qidiao 乐正 yuezheng 壤驷 rangsi 公良 gongliang
拓跋 tuoba 夹谷 jiagu 宰父 zaifu 谷梁 guliang 段干 duangan 左丘 zuoqiu 微生 weisheng 梁丘 liangqiu 羊舌 yangshe
完颜 wanyan 纳兰 nalan 贺兰 helan`

// surnames gives the readings of surnameReadings.
var surnames = sync.OnceValue(func() map[string]string { return pairs(surnameReadings) })

// wordReadings are words in which a character is read in another way than it mostly
// is, one line for a character and its reading there. The other characters of a
// word are read as they are by themselves or as another line has it. Only words of
// headlines and of names of papers, offices and places.
const wordReadings = `
重 chong 重庆 重新 重复 重建 重返 重逢 重阳 重温 重组 重启 重塑 重申 重生 重现 重构 重修 重播 重演 重叠 重重 双重 多重 三重
行 hang 银行 行业 行长 行情 行家 行列 排行 央行 分行 支行 总行 农行 工行 建行 商行 各行各业 内行 外行 同行业 三百六十行 行当 车行 琴行 洋行
会 kuai 会计 财会 会稽
长 zhang 校长 市长 区长 县长 镇长 乡长 村长 部长 局长 院长 会长 所长 处长 科长 站长 馆长 厂长 社长 台长 组长 队长 班长 董事长 秘书长 成长 增长 生长
长 zhang 长大 长辈 家长 首长 省长 州长 司长 厅长 团长 连长 军长 师长 学长 长者 河长 林长 田长 链长 街长 楼长 行长 园长 店长 船长 机长 列车长 护士长
长 zhang 滋长 助长 见长 年长 兄长 酋长 警长 关长 组织部长 委员长 议长 长子 长孙 成长期 生长期 长女
乐 yue 音乐 乐曲 乐团 乐队 乐器 奏乐 民乐 声乐 乐章 乐清 国乐 器乐 交响乐 乐坛 乐谱 弦乐 管乐 打击乐 礼乐
还 huan 归还 偿还 还款 还债 还贷 还原 还乡 还林 还田 还湿 还草 还湖 还海 退还 返还 还给 还清 还地 还水 还绿 还路
都 du 首都 成都 古都 都市 江都 都会 京都 都城 花都 故都 武都 于都 都江堰 都匀 国都 之都 名都
调 diao 调查 调研 调动 调度 强调 基调 曲调 声调 论调 单调 格调 低调 高调 步调 调任 调离 抽调 调派 调令 调运 调入 选调 借调 外调 对调 调取 调阅 水调 主调 情调
传 zhuan 传记 自传 评传 列传 水浒传 小传 外传 别传 正传 左传 立传
率 shuai 率先 率领 表率 率队 率团 草率 坦率 轻率 统率 率军 率众 直率 率性 率真
降 xiang 投降 降服 受降 劝降
参 shen 人参 海参 党参 丹参 西洋参
差 chai 出差 差旅 邮差 差遣 差使 交差 钦差
朝 zhao 今朝 朝气 朝霞 朝夕 朝晖 朝花 朝朝暮暮 一朝一夕 朝露
角 jue 角色 主角 配角 角逐 名角 丑角 旦角
觉 jiao 睡觉 午觉
没 mo 淹没 没收 埋没 沉没 没落 出没
模 mu 模样 模具 模板 装模作样
省 xing 反省 自省 省察 内省 省悟
提 di 提防
校 jiao 校对 校样 校正 校核 校准 校订 校勘 审校 校阅 校注
着 zhuo 着力 着手 着眼 着重 着想 着陆 执着 着实 衣着 沉着 穿着 附着 着装 着墨 着笔 胶着 着意 着色
着 zhao 着急 着火 着迷 着凉
藏 zang 西藏 藏族 宝藏 青藏 川藏 藏区 藏文 藏医 援藏 进藏 滇藏 藏北 藏南 藏语 藏历 藏戏 大藏经 道藏
厦 xia 厦门
蚌 beng 蚌埠
六 lu 六安 六合区
番 pan 番禺
阿 e 东阿 阿房宫 阿胶 阿谀
房 pang 阿房宫
洞 tong 洪洞
铅 yan 铅山
尉 yu 尉犁 尉迟
单 shan 单县
解 xie 解州
大 dai 大夫 大城县
大 da 士大夫
泌 bi 泌阳
牟 mu 中牟
浚 xun 浚县
柏 bo 柏林
蕃 bo 吐蕃
蔚 yu 蔚县
稽 ji 会稽
龟 qiu 龟兹
兹 ci 龟兹
氏 zhi 月氏
乐 lao 乐亭
给 ji 给予 给养 供给 补给 自给 配给 给付 给排水 给水
劲 jing 强劲 刚劲 劲旅 劲敌 苍劲 疾风劲草
卡 qia 关卡 卡脖子 卡子
壳 qiao 地壳 金蝉脱壳
绿 lu 鸭绿江 绿林好汉
弄 long 里弄 弄堂
纤 qian 纤夫 拉纤
塞 se 堵塞 闭塞 阻塞 交通阻塞 茅塞
拓 ta 拓片 碑拓 拓本
包 bao 包扎
扎 za 包扎 结扎
的 di 目的 的确 标的 有的放矢 众矢之的 端的
了 liao 了解 了不起 一目了然 了然 了结 了却 了断 未了 明了 了事 终了 不了情
便 pian 便宜 大腹便便
称 chen 对称 称职 匀称 相称 称心 称心如意
畜 xu 畜牧 畜产 畜养
弹 tan 弹性 弹琴 评弹 弹奏 弹唱 反弹 弹劾 弹拨 弹力
恶 wu 厌恶 可恶 深恶痛绝 憎恶
佛 fu 仿佛
俩 liang 伎俩
参 cen 参差
差 ci 参差
屏 bing 屏弃 屏气 屏住
似 shi 似的
宿 xiu 星宿 二十八宿
吓 he 恐吓 恫吓
系 ji 系鞋带 系好
沓 ta 纷至沓来
轧 zha 轧钢 冷轧 热轧
识 zhi 标识 博闻强识
亲 qing 亲家
泊 bo 停泊 漂泊 飘泊
仔 zi 仔细
茄 jia 雪茄
刹 cha 刹那
埔 bu 大埔
`

// keptWords are words that begin with a character which often ends one of
// wordReadings: 人参加 is 参加, not 人参.
const keptWords = `参加 参与 参会 参赛 参观 参展 参选 参考 参建 参保 计划 计算 计入 计时 计生 业务 业绩 业态 业主 业者
长期 长江 长远 长效 长三角 长城 长征 长度 长跑 长廊 长沙 长春 长安 长治 长假 长久 长足 长线 长桥 长卷
重要 重点 重大 重视 重任 重心 动力 动员 会议 会场 会见 会员 查处 研究 市场 市民 市区 力量 新闻 建设`

// commonReadings are characters of which the dictionary does not name the most common
// reading first.
const commonReadings = `
长 chang 调 tiao 翟 zhai 佛 fo 薄 bo 似 si 曝 bao 琢 zhuo 椎 zhui 辗 zhan 柞 zuo 囤 tun 藉 jie 炔 que 茄 qie 勒 le 地 di 圳 zhen 晟 sheng 茜 qian`

// common gives the readings of commonReadings.
var common = sync.OnceValue(func() map[string]string { return pairs(commonReadings) })

// pairs reads a table of words and readings.
func pairs(table string) map[string]string {
	fields := strings.Fields(table)
	out := make(map[string]string, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		out[fields[i]] = fields[i+1]
	}
	return out
}

// words is the lexicon of wordReadings and keptWords. Instead of the key of a word it
// has the changes to it, "重 chong"; nothing for a word that is read as its
// characters are.
var words = sync.OnceValue(func() lexicon {
	l := lexicon{keys: map[string]string{}}
	for _, word := range strings.Fields(keptWords) {
		l.add([]rune(word), "")
	}
	for _, line := range strings.Split(strings.TrimSpace(wordReadings), "\n") {
		fields := strings.Fields(line)
		for _, word := range fields[2:] {
			l.add([]rune(word), l.keys[word]+fields[0]+" "+fields[1]+" ")
		}
	}
	return l
})

// wordKey gives the key of a word with its changes.
func wordKey(word []rune, changes string) string {
	changed := pairs(changes)
	key := make([]string, len(word))
	for i, r := range word {
		reading, ok := changed[string(r)]
		if !ok {
			reading = syllable(r)
		}
		key[i] = reading
	}
	return strings.Join(key, " ")
}
