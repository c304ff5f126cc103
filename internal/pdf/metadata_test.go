package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/layout/display"
)

func TestInfo(t *testing.T) {
	t.Parallel()
	for _, title := range []string{"崇川两会专刊", "Plain title", `With (brackets) and \ and #`, "Beyond: \U00020087\U0001F600", "Ω"} {
		meta := testMeta()
		meta.Title = title
		out, err := Write(onePage(), Resources{}, meta, Print{})
		if err != nil {
			t.Fatal(err)
		}
		ctx := open(t, out)
		info, err := ctx.DereferenceDict(*ctx.Info)
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"Title": title, "Author": "编辑部", "Producer": "Banxin test"} {
			if got, err := ctx.DereferenceText(info[key]); err != nil || got != want {
				t.Errorf("/%s is %q (error %v), not %q", key, got, err, want)
			}
		}
		for _, key := range []string{"CreationDate", "ModDate"} {
			if got := fmt.Sprint(info[key]); got != "(D:20210115000000+08'00')" {
				t.Errorf("/%s is %s", key, got)
			}
		}
		if *info.NameEntry("Trapped") != "False" {
			t.Errorf("/Trapped is %v", info["Trapped"])
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	zone := func(minutes int) *time.Location { return time.FixedZone("", minutes*60) }
	for _, c := range []struct {
		zone *time.Location
		want string
	}{
		{time.UTC, "(D:20210105070809+00'00')"},
		{zone(8 * 60), "(D:20210105070809+08'00')"},
		{zone(-(3*60 + 30)), "(D:20210105070809-03'30')"},
		{zone(5*60 + 45), "(D:20210105070809+05'45')"},
	} {
		if got := dateString(time.Date(2021, 1, 5, 7, 8, 9, 0, c.zone)); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	ctx := open(t, write(t, bulletin(t, faces), faces))
	catalog, err := ctx.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	if lang, err := ctx.DereferenceText(catalog["Lang"]); err != nil || lang != "zh-Hans" {
		t.Errorf("/Lang is %q (error %v)", lang, err)
	}
	for _, key := range []string{"OpenAction", "AA", "AcroForm", "Names", "OCProperties", "Version"} {
		if v, has := catalog.Find(key); has {
			t.Errorf("catalogue has /%s %v", key, v)
		}
	}
	if got := outlineText(t, ctx, dictOf(t, ctx, catalog, "Outlines"), ""); got != bulletinOutline {
		t.Errorf("outline is\n%s\nnot\n%s", got, bulletinOutline)
	}
}

// The pages of the bulletin are 90 mm high with 3 mm bleed: the upper trim edge
// is at 263.622 pt.
const bulletinOutline = `第1版: page 1, 263.622
  以高质量发展（一）: page 1, 223.622
Second page: page 2, 253.622
`

// outlineText writes an outline with the destinations, following the links as a
// viewer does and checking those that lead back.
func outlineText(t *testing.T, ctx *model.Context, parent types.Dict, indent string) string {
	t.Helper()
	var b strings.Builder
	var last types.Object
	for ref, has := parent.Find("First"); has; {
		d, err := ctx.DereferenceDict(ref)
		if err != nil {
			t.Fatal(err)
		}
		title, err := ctx.DereferenceText(d["Title"])
		if err != nil {
			t.Fatal(err)
		}
		dest := d.ArrayEntry("Dest")
		page, err := ctx.PageNumber(int(dest[0].(types.IndirectRef).ObjectNumber))
		if err != nil || len(dest) != 5 {
			t.Fatalf("destination %v: %v", dest, err)
		}
		fmt.Fprintf(&b, "%s%s: page %d, %.3f\n", indent, title, page, numberOf(t, dest[3]))
		if prev, _ := d.Find("Prev"); prev != last {
			t.Errorf("%s: /Prev is %v, not %v", title, prev, last)
		}
		children := outlineText(t, ctx, d, indent+"  ")
		if n := strings.Count(children, "\n"); n > 0 && *d.IntEntry("Count") != n {
			t.Errorf("%s: /Count %v, not %d", title, d["Count"], n)
		}
		b.WriteString(children)
		if action, has := d.Find("A"); has {
			t.Errorf("%s has an action %v", title, action)
		}
		last = ref
		ref, has = d.Find("Next")
	}
	if end, _ := parent.Find("Last"); end != last {
		t.Errorf("/Last is %v, not %v", end, last)
	}
	return b.String()
}

func TestOutlineLevels(t *testing.T) {
	t.Parallel()
	doc := onePage()
	for i, level := range []int{2, 4, 3, 1, 0, 2, 2, 1} {
		doc.Outline = append(doc.Outline, display.Entry{Title: fmt.Sprint("e", i), Level: level})
	}
	out, err := Write(doc, Resources{}, testMeta(), Print{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := open(t, out)
	catalog, err := ctx.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(outlineText(t, ctx, dictOf(t, ctx, catalog, "Outlines"), ""), ": page 1, 200.000", "")
	if want := "e0\n  e1\n  e2\ne3\ne4\n  e5\n  e6\ne7\n"; got != want {
		t.Errorf("outline is\n%s\nnot\n%s", got, want)
	}
}

func TestPageLabels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		labels []string
		want   string
	}{
		{[]string{"1", "2", "3"}, "0<</S/D/St 1>>"},
		{[]string{"5", "6", "8"}, "0<</S/D/St 5>>2<</S/D/St 8>>"},
		{[]string{"A", "B1", "1", "2"}, "0<</P(A)>>1<</P(B1)>>2<</S/D/St 1>>"},
		{[]string{"封面", "", "01", "0", "-1"}, "0<</P<FEFF5C019762>>>1<</P()>>2<</P(01)>>3<</P(0)>>4<</P(-1)>>"},
	} {
		var pages []display.Page
		for _, l := range c.labels {
			pages = append(pages, display.Page{Label: l})
		}
		if got := pageLabels(pages); got != "/PageLabels<</Nums["+c.want+"]>>" {
			t.Errorf("%q: %s, want %s", c.labels, got, c.want)
		}
	}
}
