package manuscript

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"banxin/internal/diag"
)

// TestEncodings holds that the bulletin gives the same model in every encoding
// and with every kind of line end.
func TestEncodings(t *testing.T) {
	t.Parallel()
	data := readFile(t, bulletin)
	want, _ := Read("m.txt", data, Options{})
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, variant := range map[string][]byte{
		"GB18030":       gb,
		"BOM":           append([]byte("\uFEFF"), data...),
		"CRLF":          bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")),
		"CR":            bytes.ReplaceAll(data, []byte("\n"), []byte("\r")),
		"GB18030, CRLF": bytes.ReplaceAll(gb, []byte("\n"), []byte("\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, list := Read("m.txt", variant, Options{})
			if list.HasErrors() || !reflect.DeepEqual(want, got) {
				t.Errorf("the model differs; %d errors", list.Count(diag.Error))
			}
			checkAccount(t, variant)
		})
	}
}

// TestUnknownEncodings holds that other bytes are one error with the offset.
func TestUnknownEncodings(t *testing.T) {
	t.Parallel()
	big5, err := traditionalchinese.Big5.NewEncoder().String("政協崇川區第一屆委員會第二次會議勝利閉幕，大會在雄壯的國歌聲中閉幕。")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, data, offset string }{
		{"damaged UTF-8", "会议闭幕。\n会议\xff指出。", "第 22 个字节"},
		{"cut UTF-8", "会议闭幕\xe3\x80", "第 12 个字节"},
		{"UTF-16", "\xff\xfe\x01\x4f", "第 0 个字节"},
		{"zero byte", "会议\x00", "第 6 个字节"},
		{"Latin-1", "caf\xe9 au lait\n", "第 3 个字节"},
		{"Big5", big5, "第 0 个字节"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			result, list := Read("m.txt", []byte(c.data), Options{})
			if len(result.Sections) > 0 || len(list) != 1 || list[0].Code != "unknown-encoding" || list[0].Severity != diag.Error || !strings.Contains(list[0].Message.Zh, c.offset) {
				t.Errorf("got %d sections, %+v", len(result.Sections), list)
			}
		})
	}
}

func TestControlCharacters(t *testing.T) {
	t.Parallel()
	data := "标题一行\n\n正文\x01有一个字。\u202e\n"
	result, list := Read("m.txt", []byte(data), Options{})
	if n := list.Count(diag.Finding); n != 2 {
		t.Errorf("%d findings: %v", n, list)
	}
	if got := describe(result, nil); !strings.Contains(got, "正文有一个字。\n") {
		t.Error(got)
	}
	checkAccount(t, []byte(data))
}

func TestEmptyManuscript(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "\n\n", "\uFEFF \u3000\n"} {
		result, list := Read("m.txt", []byte(data), Options{})
		if len(result.Sections) > 0 || !list.HasErrors() || list[len(list)-1].Code != "empty-manuscript" {
			t.Errorf("%q: %v", data, list)
		}
	}
}
