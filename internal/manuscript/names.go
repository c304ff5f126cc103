package manuscript

import "strings"

// surnames are the Chinese family names of one character that cover nearly the
// whole population; compoundSurnames those of two. A word of two to four Han is
// read as a person's name only when it opens with one of them.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙戈伏鹿薄邸雍辜阿羊乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧由归"

const compoundSurnames = "欧阳 上官 司马 司徒 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 东方 南宫 端木 轩辕 独孤 第五 闻人 赫连 澹台 淳于 太史 申屠 呼延"

// isName tells a Chinese personal name by its form.
func isName(word []rune) bool {
	if len(word) < 2 || len(word) > 4 || !allHan(word) {
		return false
	}
	if len(word) >= 3 && strings.Contains(compoundSurnames, string(word[:2])) {
		return true
	}
	return len(word) <= 3 && strings.ContainsRune(surnames, word[0])
}

func allHan(word []rune) bool {
	for _, r := range word {
		if !isHan(r) {
			return false
		}
	}
	return len(word) > 0
}

// splitWords cuts text at the separators given. Two single characters side by
// side are one name set out to the width of three, 王　伟.
func splitWords(text []rune, separators string) [][]rune {
	var words [][]rune
	begin := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && !strings.ContainsRune(separators, text[i]) {
			continue
		}
		if i > begin {
			words = append(words, text[begin:i])
		}
		begin = i + 1
	}
	joined := words[:0]
	for i := 0; i < len(words); i++ {
		if w := words[i]; i+1 < len(words) && len(w) == 1 && len(words[i+1]) == 1 && isHan(w[0]) && isHan(words[i+1][0]) {
			joined = append(joined, []rune{w[0], words[i+1][0]})
			i++
			continue
		}
		joined = append(joined, words[i])
	}
	return joined
}

// countNames tells whether a line is nothing but names of persons and how many.
// Two or three words must all open with a surname; of more, one in three may be
// of another form, such as 阿依古丽 or 买买提·吐尔逊.
func countNames(text []rune) (int, bool) {
	for _, r := range text {
		if !isHan(r) && !strings.ContainsRune(" 、，·（）", r) {
			return 0, false
		}
	}
	words := splitWords(dropRemarks(text), " 、，")
	sure := 0
	for _, w := range words {
		switch {
		case isName(w):
			sure++
		case len(w) > 4 && !strings.ContainsRune(string(w), '·'), len(w) < 2, len(w) > 14:
			return 0, false
		}
	}
	n := len(words)
	return n, n > 0 && (sure == n || n > 3 && sure*3 >= n*2)
}

// dropRemarks takes out what stands in brackets after a name: （女）, （回族）.
func dropRemarks(text []rune) []rune {
	var rest []rune
	depth := 0
	for _, r := range text {
		switch {
		case r == '（':
			depth++
		case r == '）':
			depth--
		case depth == 0:
			rest = append(rest, r)
		}
	}
	return rest
}
