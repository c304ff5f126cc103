package config

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"banxin/internal/diag"
)

// want names a type in both languages.
type want struct{ kind, zh, en string }

var (
	wantString = want{"string", "字符串", "a string"}
	wantLength = want{"length", "带单位的长度", "a length with its unit"}
	wantBool   = want{"bool", " true 或 false", "true or false"}
	wantInt    = want{"int", "整数", "an integer"}
	wantNumber = want{"number", "数", "a number"}
	wantDate   = want{"date", "日期", "a date"}
	wantTable  = want{"table", "表", "a table"}
	wantArray  = want{"array", "数组", "an array"}
	wantInts   = want{"ints", "整数的数组", "an array of integers"}
	wantTables = want{"tables", "表的数组", "an array of tables"}
)

// wrongType reports a value of another type than its key takes.
func (b *binder) wrongType(n *node, path string, w want) {
	b.bad[path] = true
	zh, en := describe(n)
	b.list.Add(n.at, diag.Error, "wrong-type",
		diag.Text{
			Zh: fmt.Sprintf("%s 应是%s，写的是%s", path, w.zh, zh),
			En: fmt.Sprintf("%s must be %s, found %s", path, w.en, en),
		}, rewrite(n, path, w))
}

// describe says what was found.
func describe(n *node) (zh, en string) {
	switch v := n.value.(type) {
	case string:
		return fmt.Sprintf("字符串 %q", v), fmt.Sprintf("the string %q", v)
	case bool:
		return fmt.Sprintf(" %t", v), strconv.FormatBool(v)
	case int64:
		return fmt.Sprintf("整数 %d", v), fmt.Sprintf("the integer %d", v)
	case float64:
		return fmt.Sprintf("小数 %v", v), fmt.Sprintf("the decimal %v", v)
	case time.Time:
		if v.Location().String() == localTime {
			return "时刻 " + v.Format("15:04:05"), "the time " + v.Format("15:04:05")
		}
		return "日期 " + v.Format("2006-01-02"), "the date " + v.Format("2006-01-02")
	}
	if n.table != nil {
		return "表", "a table"
	}
	return "数组", "an array"
}

// localTime is toml's name for the zone of a time without a date.
const localTime = "time-local"

// rewrite says what to write instead.
func rewrite(n *node, path string, w want) diag.Text {
	key := strings.Split(path[strings.LastIndexByte(path, '.')+1:], "[")[0]
	if strings.ContainsFunc(key, func(r rune) bool { return r > unicode.MaxASCII }) {
		key = strconv.Quote(key) // no bare key of TOML
	}
	number, isNumber := asNumber(n.value)
	example := ""
	switch w.kind {
	case "length":
		if isNumber {
			return diag.Say("写成 %[1]s = \"%[2]smm\" 或 \"%[2]spt\"", "write %[1]s = \"%[2]smm\" or \"%[2]spt\"", key, trimFloat(number))
		}
		example = `"10mm"`
	case "string":
		example = quotedForm(n)
	case "bool":
		example = boolForm(n.value)
	case "int", "number":
		example = numberForm(n.value)
	case "duration":
		example = `"36h"`
		if isNumber {
			example = strconv.Quote(trimFloat(number) + "h")
		}
	case "date":
		if strings.HasSuffix(path, "]") {
			return diag.Say("这一项写成 %s，不加引号", "write this element as %s, without quotes", dateForm(n.value))
		}
		return diag.Say("写成 %s = %s，不加引号", "write %s = %s, without quotes", key, dateForm(n.value))
	case "table":
		if strings.HasSuffix(path, "]") {
			return diag.Say("这一项写成 { 键 = 值, … }", "write this element as { key = value, … }")
		}
		return diag.Say("写成 [%s] 一行，下面各行写 键 = 值", "write a line [%s] and its keys = values below it", path)
	case "tables":
		return diag.Say("写成 [[%s]]，每个元素一段", "write [[%s]] above each element", bareIndexes(path))
	case "ints":
		example = "[0, 0, 0, 100]"
	case "array":
		example = "[…]"
		if s, ok := n.value.(string); ok {
			example = "[" + strconv.Quote(s) + "]"
		}
	}
	if strings.HasSuffix(path, "]") {
		return diag.Say("这一项写成 %s", "write this element as %s", example)
	}
	return diag.Say("写成 %s = %s", "write %s = %s", key, example)
}

func quotedForm(n *node) string {
	switch v := n.value.(type) {
	case bool, int64, float64:
		return fmt.Sprintf(`"%v"`, v)
	case time.Time:
		return v.Format(`"2006-01-02"`)
	}
	return `"…"`
}

func boolForm(v any) string {
	if s, ok := v.(string); ok && slices.Contains([]string{"false", "no", "off", "否"}, strings.ToLower(s)) {
		return "false"
	}
	if number, ok := asNumber(v); ok && number == 0 {
		return "false"
	}
	return "true"
}

func numberForm(v any) string {
	if number, ok := asNumber(v); ok {
		return trimFloat(math.Round(number))
	}
	if s, ok := v.(string); ok {
		if number, err := strconv.ParseFloat(strings.TrimSpace(s), 64); err == nil {
			return trimFloat(number)
		}
	}
	return "1"
}

func dateForm(v any) string {
	if s, ok := v.(string); ok {
		if d, err := parseDate(s); err == nil {
			return d.Format("2006-01-02")
		}
	}
	return "2021-01-15"
}

// bareIndexes drops the indexes of a dotted key: template[0].frame → template.frame.
func bareIndexes(path string) string {
	var b strings.Builder
	inside := false
	for _, r := range path {
		switch {
		case r == '[':
			inside = true
		case r == ']':
			inside = false
		case !inside:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// parseDate reads the forms of a date that people put in quotes.
func parseDate(s string) (time.Time, error) {
	var t time.Time
	var err error
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"} {
		if t, err = time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t, nil
		}
	}
	return t, err
}

func asNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func (b *binder) length(n *node, path string, v reflect.Value, f field) {
	s, ok := n.value.(string)
	if !ok {
		b.wrongType(n, path, wantLength)
		return
	}
	l, problem := parseLength(s)
	if problem == nil {
		problem = lengthBounds(l, s, f.bounds)
	}
	if problem != nil {
		b.bad[path] = true
		b.list.Add(n.at, diag.Error, problem.code, keyed(path, problem.message), problem.hint)
		return
	}
	v.Set(reflect.ValueOf(l))
}

func lengthBounds(l Length, s, bounds string) *lengthProblem {
	switch {
	case bounds == "positive" && l.Value <= 0:
		return &lengthProblem{"out-of-range", diag.Say("长度 %q 不是正数", "the length %q is not positive", s),
			diag.Say("写一个大于零的长度", "write a length above zero")}
	case bounds == "not-negative" && l.Value < 0:
		return &lengthProblem{"out-of-range", diag.Say("长度 %q 是负数", "the length %q is negative", s),
			diag.Say("写零或正的长度", "write zero or more")}
	}
	return nil
}

// keyed puts the key before a message.
func keyed(path string, t diag.Text) diag.Text {
	return diag.Text{Zh: path + "：" + t.Zh, En: path + ": " + t.En}
}

func (b *binder) time(n *node, path string, v reflect.Value) {
	t, ok := n.value.(time.Time)
	if !ok || t.Location().String() == localTime {
		b.wrongType(n, path, wantDate)
		return
	}
	if t.Year() < 1 || t.Year() > 9999 {
		b.bad[path] = true
		b.list.Add(n.at, diag.Error, "out-of-range", diag.Say("%s 的年份 %d 不对", "%s has the year %d", path, t.Year()))
		return
	}
	v.Set(reflect.ValueOf(t))
}

// scalar lays a string, a boolean or a number over v and tells whether it fits.
func (b *binder) scalar(n *node, path string, v reflect.Value, f field) bool {
	switch v.Kind() {
	case reflect.String:
		s, ok := n.value.(string)
		if !ok {
			b.wrongType(n, path, wantString)
			return false
		}
		if f.oneof != nil && !slices.Contains(f.oneof, s) {
			b.unknownValue(n, path, s, f.oneof)
			return false
		}
		v.SetString(s)
	case reflect.Bool:
		x, ok := n.value.(bool)
		if !ok {
			b.wrongType(n, path, wantBool)
			return false
		}
		v.SetBool(x)
	case reflect.Int:
		x, ok := n.value.(int64)
		if !ok {
			b.wrongType(n, path, wantInt)
			return false
		}
		if !b.inRange(n, path, float64(x), f.bounds) {
			return false
		}
		v.SetInt(x)
	case reflect.Float64:
		x, ok := asNumber(n.value)
		if !ok {
			b.wrongType(n, path, wantNumber)
			return false
		}
		if !b.inRange(n, path, x, f.bounds) {
			return false
		}
		v.SetFloat(x)
	}
	return true
}

func (b *binder) unknownValue(n *node, path, found string, known []string) {
	b.bad[path] = true
	known = slices.DeleteFunc(slices.Clone(known), func(s string) bool { return s == "" })
	b.list.Add(n.at, diag.Error, "unknown-value",
		diag.Say("%s 不能是 %q", "%s cannot be %q", path, found), choice(found, known)...)
}

func (b *binder) inRange(n *node, path string, x float64, bounds string) bool {
	low, high, ok := strings.Cut(bounds, "..")
	if !ok {
		return true
	}
	least, _ := strconv.ParseFloat(low, 64) // the schema's own tags
	most, _ := strconv.ParseFloat(high, 64)
	if x >= least && x <= most { // false for nan
		return true
	}
	b.bad[path] = true
	b.list.Add(n.at, diag.Error, "out-of-range", diag.Say("%s = %v 超出范围", "%s = %v is out of range", path, x),
		diag.Say("写 %s 到 %s 之间的数", "write a number from %s to %s", low, high))
	return false
}
