package pinyin

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKey(t *testing.T) {
	t.Parallel()
	names := Names{"单晓丽": "shan xiaoli", "晓丽": "wrong", "视力": "shi li", "Ｇ20": "gtwenty"}
	for text, want := range map[string]string{
		"":                 "",
		"《》——……":           "",
		"《崇川两会专刊》2021年第1期": "chong chuan liang hui zhuan kan 2021 nian di 001 qi",
		"重庆银行行长谈会计":        "chong qing yin hang hang zhang tan kuai ji",
		"长江日报":             "chang jiang ri bao",
		"外交部长期关注":          "wai jiao bu chang qi guan zhu",
		"两百人参加董事会计划":       "liang bai ren can jia dong shi hui ji hua",
		"区长调研成长期企业":        "qu zhang diao yan cheng zhang qi qi ye",
		"Café\u3000ＡＢＣ峰会":  "cafe abc feng hui",
		"5G与第0012号，１２３４":   "005g yu di 012 hao 1234",
		"女儿绿策略":            "nyu er lyu ce lyue",
		"访单晓丽":             "fang shan xiaoli",
		"视力通讯":             "shi li tong xun",
		"看g20":             "kan gtwenty",
		"〇年\u200b々":        "ling nian",
	} {
		if got := Key(text, names); got != want {
			t.Errorf("Key(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestIssueKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		year   int
		number string
		want   string
	}{
		{"《崇川两会专刊》", 2021, "1", "chong chuan liang hui zhuan kan 2021-001"},
		{"示例通讯", 2026, "12", "shi li tong xun 2026-012"},
		{"示例通讯", 2026, "12—13", "shi li tong xun 2026-012-013"},
		{"示例通讯", 2026, "增刊", "shi li tong xun 2026-zeng-kan"},
		{"示例通讯", 2026, "", "shi li tong xun 2026"},
		{"", 2026, "1", "2026-001"},
	} {
		if got := IssueKey(c.name, c.year, c.number, nil); got != c.want {
			t.Errorf("IssueKey(%q, %d, %q) = %q, want %q", c.name, c.year, c.number, got, c.want)
		}
	}
	if got := IssueKey("乐报", 2026, "1", Names{"乐报": "yue bao"}); got != "yue bao 2026-001" {
		t.Errorf("with the editor's key: %q", got)
	}
}

func TestPerson(t *testing.T) {
	t.Parallel()
	names := Names{"隗明": "kui ming"}
	for name, want := range map[string]string{
		"单晓丽": "shan xiaoli", "曾　明": "zeng ming", "解 放": "xie fang", "仇英": "qiu ying", "区新": "ou xin",
		"查良镛": "zha liangyong", "朴树": "piao shu", "盖叫天": "ge jiaotian", "乐嘉": "yue jia", "任乐": "ren le",
		"华罗庚": "hua luogeng", "宁静": "ning jing", "员瑞虎": "yun ruihu", "缪荣": "miao rong", "翟俊杰": "zhai junjie",
		"覃辉": "qin hui", "谌龙": "chen long", "逄先知": "pang xianzhi", "隗喜": "wei xi", "隗明": "kui ming",
		"尉迟恭": "yuchi gong", "万俟卨": "moqi xie", "长孙无忌": "zhangsun wuji", "令狐冲": "linghu chong", "令狐": "ling hu",
		"欧阳明": "ouyang ming", "吕略": "lyu lyue", "张重庆": "zhang chongqing",
		"买买提·吐尔逊": "maimaiti tuerxun", "区融媒体中心": "qu rong mei ti zhong xin", "编辑部": "bian ji bu",
		"John Smith": "john smith", "": "", "·": "",
	} {
		if got := Person(name, names); got != want {
			t.Errorf("Person(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestTables: every entry of the tables is a word and the key of one.
func TestTables(t *testing.T) {
	t.Parallel()
	sound := regexp.MustCompile(`^[a-z]+$`)
	for name, reading := range surnames() {
		if n := len([]rune(name)); n > 2 || !allHan([]rune(name)) || !sound.MatchString(reading) {
			t.Errorf("surname %q is read %q", name, reading)
		}
	}
	for character, reading := range common() {
		if n := len([]rune(character)); n != 1 || !sound.MatchString(reading) {
			t.Errorf("%q is read %q", character, reading)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(wordReadings), "\n") {
		fields := strings.Fields(line)
		for _, word := range fields[2:] {
			if !strings.Contains(word, fields[0]) || !strings.Contains(" "+Key(word, nil)+" ", " "+fields[1]+" ") {
				t.Errorf("%q in line %q is read %q", word, fields[0], Key(word, nil))
			}
		}
	}
}

// TestKeysAreSortable: whatever the text, its key is what the configuration allows
// as one.
func TestKeysAreSortable(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^([a-z0-9]+( [a-z0-9]+)*)?$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("长重行会乐单 a9·《"), nil...))).Draw(t, "text")
		for _, key := range []string{Key(text, nil), Person(text, nil)} {
			if !form.MatchString(key) {
				t.Errorf("key of %q is %q", text, key)
			}
		}
	})
}
