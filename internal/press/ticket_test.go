package press

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTicket: the ticket of the shipped issue says what the file holds.
func TestTicket(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	res, err := Build(t.Context(), Request{ConfigPath: "../../config.toml", OutDir: dir, Version: "test"}, nil)
	if err != nil || res.Dir == "" {
		t.Fatalf("%v, %s", err, summary(res.Diagnostics))
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(res.Dir, "2021-01-15"+name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var got ticket
	if err := json.Unmarshal(read("-ticket.json"), &got); err != nil {
		t.Fatal(err)
	}
	if got.File.Name != "2021-01-15-print.pdf" || got.File.SHA256 != res.Files[0].SHA256 || got.File.Bytes != res.Files[0].Bytes {
		t.Errorf("file %+v, but %+v was released", got.File, res.Files[0])
	}
	if got.Standard != "PDF/X-1a:2003" || got.Condition.Identifier != "FOGRA39" || got.Condition.Embedded || got.InkLimit != 300 {
		t.Errorf("%s, %+v, %d", got.Standard, got.Condition, got.InkLimit)
	}
	if got.Trim != (ticketSize{270, 390}) || got.Bleed != 3 {
		t.Errorf("trim %v, bleed %v", got.Trim, got.Bleed)
	}
	for _, p := range got.Pages {
		if !slices.Equal(p.Inks, []string{"M", "Y", "K"}) || p.Other != nil {
			t.Errorf("page %+v", p)
		}
	}
	if len(got.Pages) != 2 || len(got.Fonts) != 4 || len(got.Pictures) != 0 {
		t.Errorf("%d pages, fonts %q, pictures %v", len(got.Pages), got.Fonts, got.Pictures)
	}
	if len(got.Codes) != 1 || !got.Codes[0].Placeholder || !strings.HasPrefix(got.Codes[0].Note, "扫描二维码") {
		t.Errorf("codes %+v", got.Codes)
	}
	if !slices.Equal(got.Provisional, []string{"publication.name", "date", "number"}) {
		t.Errorf("provisional %q", got.Provisional)
	}
	sums := string(read("-sha256.txt"))
	for _, f := range res.Files[:len(res.Files)-1] {
		if !strings.Contains(sums, f.SHA256+"  "+f.Name+"\n") {
			t.Errorf("no checksum of %s in\n%s", f.Name, sums)
		}
	}
}
