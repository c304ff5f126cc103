package han

import "strings"

// commonSurnames are the family names that open nearly all names in the news and
// hardly open another word.
const commonSurnames = "丁万严乔习于仇任伍何余侯俞倪傅储兰关冒冯凌刘卓单卞卢史叶吉向吕吴周唐喻夏姚姜娄孔孙孟季宁安宋宗宣尤尹" +
	"岳崔左庄庞康廖张彭徐成戚戴方施易曲曹曾朱李杜束杨林柏查柯柳桂梁梅樊欧武段殷毕毛江池汤汪沈洪涂温游潘焦" +
	"熊牛王甘田申盛瞿石祁祝秦程窦章童管纪缪罗翁翟耿聂胡臧艾芦苏苗范茅萧葛董蒋蒲蓝蔡薛袁裴褚覃解詹许谢谭费" +
	"贺贾赖赵路车邓邢邬邱邵邹郁郑郝郭金钟钱镇闵阎阮陆陈陶隋雷霍靳韦韩项顾颜马骆魏鲁鲍黄黎齐龙龚"

// rareSurnames are family names too, but as Han of running text most of them are
// something else.
const rareSurnames = "高肖付白闫莫常文包尚符舒谷冉辛柴蒙华房滕屈饶牟阳时穆农司古简连麦岑景党宫卜冷晏席卫米全佟应苟边姬师和" +
	"栾商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘麻苑迟邝官封谈匡鞠惠荆乐冀胥南班原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位" +
	"厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索晋相初门云容敬来扈晁芮都普阙戈伏鹿薄邸雍" +
	"辜阿羊乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾利於呼居揭干但尉冶斯元檀衣信展阴昝" +
	"智幸奉植衡富尧由归"

// The family names of two Han, likewise.
const (
	commonCompounds = "上官 东方 令狐 公孙 司徒 司马 夏侯 尉迟 慕容 欧阳 皇甫 端木 诸葛"
	rareCompounds   = "长孙 宇文 南宫 轩辕 独孤 第五 闻人 赫连 澹台 淳于 太史 申屠 呼延"
)

// IsSurname tells a Chinese family name of one or two Han. Together they cover
// nearly the whole population.
func IsSurname(s string) bool {
	return IsCommonSurname(s) || among(s, rareSurnames, rareCompounds)
}

// IsCommonSurname tells a family name by which a personal name may be guessed in
// running text.
func IsCommonSurname(s string) bool { return among(s, commonSurnames, commonCompounds) }

// among looks for a name of one Han in singles and for one of two in compounds,
// which blanks part.
func among(s, singles, compounds string) bool {
	switch len([]rune(s)) {
	case 1:
		return strings.Contains(singles, s)
	case 2:
		return strings.Contains(compounds, s) && !strings.Contains(s, " ")
	}
	return false
}
