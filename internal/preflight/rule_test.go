package preflight

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestDocumented: docs/PREFLIGHT.md lists every rule as it is.
func TestDocumented(t *testing.T) {
	t.Parallel()
	const path = "../../docs/PREFLIGHT.md"
	var b strings.Builder
	b.WriteString(documentHead)
	for _, r := range Rules() {
		standards := "X-1a, X-4"
		if len(r.Standards) == 1 {
			standards = map[Standard]string{X1a: "X-1a", X4: "X-4"}[r.Standards[0]]
		}
		breaks := "不合格 fail"
		if r.Warn {
			breaks = "注意 warning"
		}
		fmt.Fprintf(&b, "| `%s` | %s<br>%s | %s | %s | %s |\n", r.ID, r.Title.Zh, r.Title.En, standards, r.Origin, breaks)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s does not list the rules as they are: run with -update", path)
	}
}

const documentHead = `# 印前检查 Preflight

` + "`banxin preflight FILE.pdf`" + ` 按下面的规则检查任何 PDF；每次构建的印刷文件都先过这一关，
有一条不合格就不出成品，原有的成品不动。带上 ` + "`-c config.toml`" + ` 就按那份配置的 ` + "`[print]`、`[output]`、`[page]`、`[colour]`" + `
检查：文字除黑色外，准用 ` + "`[style]`" + ` 里用到的一两种墨的颜色；图片像素不够只算注意，与构建时一样。不带，就按印厂通常的要求：出血 3 mm，文字离成品边 3 mm，总墨量 300 %，图片 300 ppi（1 位图 1200），
线 0.25 pt，字 5 pt，文字单黑，14 pt 以上的大字可以用一两种墨。

` + "`banxin preflight FILE.pdf`" + ` checks any PDF against these rules; every print file that is
built has to keep them before it is released. With ` + "`-c config.toml`" + ` it asks what that
configuration asks, text may have the colours of one or two inks that ` + "`[style]`" + ` uses beside black, and
pictures of too few pixels are a warning, as in a build; without, what
print shops usually do: 3 mm of bleed, text 3 mm from the trim, 300 % of ink, pictures of 300 ppi (1200 of 1 bit), lines of 0.25 pt, type of 5 pt, text in
black alone, or in one or two inks from 14 pt on.

来源 origin: ISO = ISO 15930-4 (PDF/X-1a:2003) 与 ISO 15930-7 (PDF/X-4)，据公开资料 by what is
publicly known of them; PDF = ISO 32000-1; SHOP = 印厂常规 usage of print shops. 合格不等于认证 A pass is no
certificate.

| 规则 rule | 要求 what it asks | 标准 standard | 来源 origin | 违反 if broken |
|---|---|---|---|---|
`

// TestRuleIDs: IDs are told apart, and every rule is of some standard and origin.
func TestRuleIDs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] || r.ID == "" || r.Title.Zh == "" || r.Title.En == "" || len(r.Standards) == 0 {
			t.Errorf("rule %+v", r)
		}
		seen[r.ID] = true
		for _, o := range strings.Split(r.Origin, "+") {
			if !slices.Contains([]string{"ISO", "PDF", "SHOP"}, o) {
				t.Errorf("%s: origin %q", r.ID, o)
			}
		}
	}
}
