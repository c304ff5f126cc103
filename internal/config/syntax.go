package config

import (
	"regexp"
	"strings"
	"unicode"

	"banxin/internal/diag"
)

// explanations gives the decoder's messages in Chinese. The first pattern that
// matches counts; $1 and $2 are what it caught.
var explanations = []struct {
	pattern, zh string
}{
	{`^Key '(.*)' has already been defined`, `键 $1 写了两次`},
	{`^Key '(.*)' was already created`, `键 $1 前面已经写成另一种表`},
	{`^strings cannot contain newlines`, `字符串没有在本行结束`},
	{`^unexpected EOF; expected '(.*)'`, `文件在 $1 之前就结束了`},
	{`^unexpected EOF; expected key separator`, `键后面没有等号`},
	{`^unexpected EOF`, `文件没写完就结束了`},
	{`^expected value but found (.*) instead`, `等号后面应是值，却是 $1`},
	{`^expected '\.' or '=', but got (.*) instead`, `键后面应是等号，却是 $1`},
	{`^expected a top-level item to end with a newline, comment, or EOF, but got (.*) instead`, `值后面多出了 $1`},
	{`^expected a comma \(','\) or array terminator \('\]'\), but got (.*)`, `数组里应是逗号或 ]，却是 $1`},
	{`^expected a comma or an inline table terminator '\}', but got (.*) instead`, `行内表里应是逗号或 }，却是 $1`},
	{`^expected '\.' or '\]' to end table name, but got (.*) instead`, `表名应以 ] 结束，却是 $1`},
	{`^expected end of table array name delimiter '\]', but got (.*) instead`, `表名应以 ]] 结束，却是 $1`},
	{`table names cannot be empty`, `表名是空的`},
	{`^unexpected '=': key name appears blank`, `等号前面没有键`},
	{`^unexpected '(.)'`, `这里不该有 $1`},
	{`^unexpected comma`, `这里不该有逗号`},
	{`^invalid escape in string '(.*)'`, `字符串里的 $1 不是转义`},
	{`^invalid escape: '(.*)'`, `字符串里的 $1 不是转义`},
	{`^invalid datetime: (.*)`, `$1 不是日期`},
	{`^invalid UTF-8 byte: (.*)`, `不是 UTF-8：字节 $1`},
	{`^files cannot contain NULL bytes`, `文件不是 UTF-8（像是 UTF-16）`},
	{`cannot contain control characters: '(.*)'`, `有控制字符 $1`},
	{`^Invalid (?:integer|float) (".*"): cannot have leading zeroes`, `数字 $1 前面不能补零`},
	{`(?i)^invalid (?:integer|float)(?: value)?:? (.*?)(:.*)?$`, `$1 不是数字`},
	{`is out of range for`, `数字太大`},
}

// explain gives a decoder's message in both languages.
func explain(message string) diag.Text {
	zh := message
	for _, e := range explanations {
		pattern := regexp.MustCompile(e.pattern) // only for a broken file: not at every start
		if m := pattern.FindStringSubmatchIndex(message); m != nil {
			zh = string(pattern.ExpandString(nil, e.zh, message, m))
			break
		}
	}
	zh = strings.NewReplacer(`'\n'`, "换行", "end of file", "文件末尾").Replace(zh)
	return diag.Say("TOML 写法有误：%[1]s", "TOML syntax: %[2]s", zh, strings.TrimSuffix(message, "."))
}

// fullWidth are the marks a Chinese input method puts where TOML wants ASCII.
var fullWidth = strings.NewReplacer("＝", "=", "“", `"`, "”", `"`, "＂", `"`, "［", "[", "］", "]", "【", "[", "】", "]", "，", ",", "＃", "#", "｛", "{", "｝", "}", "．", ".", "　", " ")

// syntaxHints says what to write instead on the line at fault.
func syntaxHints(line, message string) []diag.Text {
	switch {
	case strings.Contains(message, "already been defined"):
		return []diag.Text{diag.Say("删去一处，或把两处并成一处", "remove one of the two, or join them")}
	case strings.Contains(message, "already created"):
		return []diag.Text{diag.Say("[x] 与 [[x]] 只能用一种：template、frame 等可以有几个的写 [[x]]", "use either [x] or [[x]]: what may stand several times, such as template, is [[x]]")}
	case strings.Contains(message, "UTF-8"):
		return []diag.Text{diag.Say("把文件另存为 UTF-8", "save the file as UTF-8")}
	case strings.Contains(message, "escape"):
		return []diag.Text{diag.Say(`反斜杠写成 \\，或用单引号 '…'；路径用 /`, `write \\ for a backslash, or use single quotes '…'; in paths use /`)}
	case strings.Contains(message, "datetime"):
		return []diag.Text{diag.Say("写成 2021-01-15 这样，月、日补足两位", "write it as 2021-01-15, month and day in two digits")}
	case strings.Contains(message, "leading zeroes"):
		return []diag.Text{diag.Say("去掉前面的零，或加引号写成字符串", "drop the zeros, or quote it as a string")}
	}
	outside, _, _ := strings.Cut(line, "#")
	if strings.Contains(message, "to end table name") || strings.Contains(message, "table array name") {
		return []diag.Text{diag.Say("表名写成 [page] 或 [[template]] 这样，括号成对，独占一行", "write [name] or [[name]] on a line of its own")}
	}
	if fixed := fullWidth.Replace(outside); fixed != outside {
		return []diag.Text{diag.Say("全角符号改用半角：%s", "use ASCII marks: %s", strings.TrimSpace(fixed))}
	}
	if key, value, ok := strings.Cut(outside, "="); ok {
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !strings.ContainsAny(key, `"'`) && strings.ContainsFunc(key, func(r rune) bool { return r > unicode.MaxASCII }) {
			return []diag.Text{diag.Say(`汉字的键加双引号："%[1]s" = %[2]s`, `quote a key that is not in ASCII: "%[1]s" = %[2]s`, key, value)}
		}
		return valueHint(key, value)
	}
	return []diag.Text{diag.Say(`写成 键 = 值，如 name = "报名"`, `write key = value, such as name = "Daily"`)}
}

// valueHint is for a line whose value toml could not read.
func valueHint(key, value string) []diag.Text {
	bare := strings.Trim(value, `"'`)
	switch {
	case value == "":
		return []diag.Text{diag.Say(`等号后写值，空的字符串写成 ""`, `write a value after the equals sign; an empty string is ""`)}
	case strings.EqualFold(bare, "true") || strings.EqualFold(bare, "false"):
		return []diag.Text{diag.Say("写成 %s = %s", "write %s = %s", key, strings.ToLower(bare))}
	case strings.HasPrefix(value, `"`) && strings.Count(value, `"`) > 1:
		return []diag.Text{diag.Say(`值后面只能是 # 注释；字符串里的双引号写成 \"`, `only a # comment may follow a value; a quote inside a string is \"`)}
	case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
		return []diag.Text{diag.Say(`元素之间用逗号，字符串加双引号，括号成对`, `part elements by commas, quote strings, close the bracket`)}
	}
	return []diag.Text{diag.Say(`字符串两头加双引号：%s = "%s"`, `quote strings on both sides: %s = "%s"`, key, bare)}
}
