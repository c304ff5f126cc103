package press

import (
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
)

const (
	scale = 4 // pixels of a module
	quiet = 4 // modules of the quiet zone
)

// bitmap shows modules to the decoder.
func bitmap(t *testing.T, code [][]bool) *gozxing.BinaryBitmap {
	t.Helper()
	side := (len(code) + 2*quiet) * scale
	matrix, err := gozxing.NewSquareBitMatrix(side)
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range code {
		for x, dark := range row {
			if dark {
				if err := matrix.SetRegion((x+quiet)*scale, (y+quiet)*scale, scale, scale); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	source := gozxing.NewLuminanceSourceFromImage(matrix)
	binary, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

// TestModulesDecode: another program reads back what was encoded, at level M.
func TestModulesDecode(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"https://example.org/2021/01/15", "HTTPS://EXAMPLE.ORG", "12345678",
		"https://例子.中国/表彰决定?期=1", strings.Repeat("https://example.org/long/", 20),
	} {
		code, err := modules(address)
		if err != nil {
			t.Fatal(err)
		}
		result, err := qrcode.NewQRCodeReader().Decode(bitmap(t, code), map[gozxing.DecodeHintType]interface{}{
			gozxing.DecodeHintType_PURE_BARCODE: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
		})
		if err != nil {
			t.Fatalf("%.30s: %v", address, err)
		}
		if result.GetText() != address {
			t.Errorf("%q reads as %q", address, result.GetText())
		}
		if level := result.GetResultMetadata()[gozxing.ResultMetadataType_ERROR_CORRECTION_LEVEL]; level != "M" {
			t.Errorf("%.30s: level %v", address, level)
		}
	}
}

func TestModulesTooLong(t *testing.T) {
	t.Parallel()
	if _, err := modules(strings.Repeat("a", 2331)); err != nil {
		t.Errorf("2331 bytes: %v", err)
	}
	if _, err := modules(strings.Repeat("a", 2332)); err == nil {
		t.Error("2332 bytes were encoded")
	}
}

func note(text string) *issue.Block {
	return &issue.Block{Kind: issue.QRNote, Pos: diag.Pos{File: "a.txt", Line: 7}, Inlines: []issue.Inline{{Text: text}}}
}

// qrSettings gives settings with these codes, whose keys stand on lines of their own.
func qrSettings(allow bool, entries ...config.QRCode) *config.Config {
	keys := map[string]diag.Pos{"qr.allow_placeholder": {File: "config.toml", Line: 9}}
	for i := range entries {
		keys["qr.code["+string(rune('0'+i))+"].note"] = diag.Pos{File: "issue.toml", Line: 20 + 2*i}
		keys["qr.code["+string(rune('0'+i))+"].address"] = diag.Pos{File: "issue.toml", Line: 21 + 2*i}
	}
	return &config.Config{Keys: keys, QR: config.QR{AllowPlaceholder: allow, Code: entries}}
}

func summary(l diag.List) string {
	var out []string
	for _, d := range l {
		out = append(out, d.Pos.String()+" "+d.Severity.String()+" "+d.Code)
	}
	return strings.Join(out, "; ")
}

func TestCodes(t *testing.T) {
	t.Parallel()
	address := "https://example.org/"
	for name, c := range map[string]struct {
		cfg  *config.Config
		note string
		code bool
		want string
	}{
		"whole note": {qrSettings(true, config.QRCode{Note: "扫描二维码看决定。", Address: address}), "扫描二维码看决定。", true, ""},
		"beginning, other marks": {qrSettings(true, config.QRCode{Note: "扫码,看"}, config.QRCode{Note: "扫码, 看决定", Address: address}),
			"扫码，看决定。", true, "issue.toml:20 finding qr-code-unused"},
		"placeholder of the configuration": {qrSettings(true, config.QRCode{Note: "扫描"}), "扫描二维码。", false, ""},
		"no entry":                         {qrSettings(true), "扫描二维码。", false, "a.txt:7 finding placeholder-not-fact"},
		"not allowed":                      {qrSettings(false), "扫描二维码。", false, "config.toml:9 error qr-no-address"},
		"too long": {qrSettings(true, config.QRCode{Note: "扫描", Address: strings.Repeat("a", 3000)}), "扫描二维码。", false,
			"issue.toml:21 error qr-address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			codes, block := newCodes(c.cfg), note(c.note)
			got := codes.code(block)
			codes.unused()
			if (got != nil) != c.code || summary(codes.diags) != c.want {
				t.Errorf("code %v, %q; want %v, %q", got != nil, summary(codes.diags), c.code, c.want)
			}
			if c.code && block.Address != address {
				t.Errorf("the EPUB is given the address %q", block.Address)
			}
		})
	}
}
