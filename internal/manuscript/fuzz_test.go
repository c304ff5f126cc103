package manuscript

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// FuzzRead holds over any bytes: no panic, the same result twice, and the
// account of every character.
func FuzzRead(f *testing.F) {
	for _, name := range []string{bulletin, "testdata/gb18030.txt", "testdata/report-crlf-bom.txt", "testdata/one-article-indented.txt", "testdata/tables.txt", "testdata/marks.txt"} {
		f.Add(readFile(f, name))
	}
	f.Add([]byte("%%标题\n甲\n%%接\n乙，\n\n乙，丙。\r\n\u200b\r\f·王伟·"))
	f.Fuzz(func(t *testing.T, data []byte) {
		one, notes := Read("m", data, Options{})
		two, again := Read("m", data, Options{})
		if !reflect.DeepEqual(one, two) || !reflect.DeepEqual(notes, again) {
			t.Error("two readings differ")
		}
		checkAccount(t, data)
	})
}

// TestAccountProperty holds the account over manuscripts put together from
// fragments that the recognisers are about.
func TestAccountProperty(t *testing.T) {
	t.Parallel()
	fragments := []string{"\n", "\n\n", "\n\n\n\n", "\r\n", "王伟、李晓明", "本报记者 王伟", "高点定位 争当先锋", "区长王晶:", "会议指出,", "要抓好落实。", "抓项目。", "工作,", "作,", "（一）", "1.", "——", "“", "”", "...", " ", "　", "\u200b", "扫描二维码查看", "２０２１年", "GDP", "(试行)", "·", "%%标题", "%%接", "%%副题", "\t", "|", "甲|乙\n", "|丙|丁|\n", "|---|:-:|\n", "王伟\t李明\n", "\\", "%%表\n", "%%名单\n", "王 伟 李 明\n", "\v", "\x01", "{*", "*}", "{**", "**}", "*", "{", "|音}", "{崇川|chóng chuān}", "[", "[甲](https://example.org/a)", "](x:y)", "[^1]", "［^1］", "[^1]: 注文", "\n[^二]：", "www.example.org", "a@b.cn"}
	rapid.Check(t, func(rt *rapid.T) {
		text := ""
		for _, s := range rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 60).Draw(rt, "fragments") {
			text += s
		}
		checkAccount(propertyT{t, rt}, []byte(text))
	})
}

// propertyT reports to rapid, which shrinks what failed.
type propertyT struct {
	testing.TB
	rt *rapid.T
}

func (p propertyT) Errorf(format string, args ...any) { p.rt.Errorf(format, args...) }

func BenchmarkReadBulletin(b *testing.B) {
	data := readFile(b, bulletin)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Read("bulletin.txt", data, Options{})
	}
}
