package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// layers are the packages of the program from left to right: a package may
// import only packages of a layer further right. An entry stands for the folder
// alone; "cmd/*" stands for every folder below cmd.
var layers = [][]string{
	{"cmd/*"},
	{"internal/clitext", "internal/desk"},
	{"internal/queue"},
	{"internal/press", "internal/feed", "internal/telemetry"},
	{"internal/manuscript", "layout", "internal/pdf", "internal/epub", "internal/picture", "internal/proof", "internal/preflight", "internal/deliver", "internal/sheet"},
	{"layout/inline", "layout/page", "internal/store/s3"},
	{"internal/issue", "layout/display", "fonts", "internal/raster", "internal/config", "internal/store"},
	{"layout/unit", "internal/diag", "internal/han", "internal/likeness", "internal/parallel", "internal/icc", "internal/cos", "internal/fontprogram", "internal/pinyin", "internal/calendar", "internal/volume"},
}

// narrow names all that a package may import from this module where the layers
// alone would allow more.
var narrow = map[string][]string{
	"layout":                       {"layout/inline", "layout/page", "layout/display", "layout/unit", "fonts", "internal/han", "internal/parallel"},
	"layout/inline":                {"layout/display", "layout/unit", "fonts", "internal/han"},
	"layout/page":                  {"layout/display", "layout/unit", "fonts"},
	"layout/display":               {"layout/unit"},
	"internal/manuscript":          {"internal/issue", "internal/diag", "internal/han"},
	"internal/pdf":                 {"layout/display", "layout/unit", "fonts", "internal/raster", "internal/diag", "internal/parallel"},
	"internal/preflight":           {"internal/cos", "internal/icc", "internal/fontprogram", "internal/diag"},
	"internal/fontprogram":         {"internal/diag"},
	"internal/sheet":               {"layout/display", "layout/unit", "fonts"},
	"internal/picture":             {"layout/display", "layout/unit", "fonts", "internal/raster", "internal/parallel"},
	"internal/epub":                {"internal/issue", "internal/raster", "internal/diag", "internal/han", "fonts"},
	"internal/issue":               {"internal/diag"},
	"internal/config":              {"internal/calendar", "internal/diag", "internal/icc", "internal/likeness", "layout/unit"},
	"fonts":                        {"internal/diag", "internal/likeness", "layout/unit"},
	"internal/raster":              {"internal/diag"},
	"internal/deliver":             {"internal/store", "internal/volume", "internal/diag"},
	"internal/store":               {"internal/volume", "internal/diag"},
	"internal/store/s3":            {"internal/store"},
	"internal/volume":              {"internal/diag"},
	"layout/unit":                  {},
	"internal/diag":                {},
	"internal/calendar":            {},
	"internal/han":                 {},
	"internal/pinyin":              {"internal/han"},
	"internal/likeness":            {},
	"internal/parallel":            {},
	"internal/icc":                 {},
	"internal/cos":                 {},
	"internal/archtest":            {},
	"bench/measure":                {"bench/timing"},
	"bench/timing":                 {},
	"bench/naive":                  {},
	"bench/long":                   {"bench/timing"},
	"bench/markdown":               {"internal/manuscript", "internal/issue"},
	"examples/long":                {"internal/manuscript", "internal/issue"},
	"examples/rich":                {},
	"checks/pagepictures":          {},
	"checks/shuffled":              {},
	"checks/extractedtext":         {"internal/manuscript", "internal/issue", "internal/diag"},
	"internal/volume/volumetest":   {"internal/volume"},
	"internal/deliver/delivertest": {},
	"internal/desk":                {"internal/queue", "internal/calendar", "internal/feed", "internal/diag"},
	"internal/feed":                {},
	"internal/telemetry":           {},
	"bench/queue":                  {"bench/timing", "internal/config", "internal/press", "internal/queue", "internal/store"},
}

// aside are programs that belong to the tests, measurements and containers, outside the
// layers: the program may not import them, and what they import stands in narrow.
var aside = []string{"internal/archtest", "bench", "checks", "deploy", "examples", "internal/volume/volumetest", "internal/deliver/delivertest"}

// forTests are those of them that tests share: they may import what only tests may.
var forTests = []string{"internal/volume/volumetest", "internal/deliver/delivertest"}

// soleImporter names the one package that knows a module. The naive program of
// the benchmark is the yardstick for what gopdf does on its own.
var soleImporter = map[string][]string{
	"github.com/signintech/gopdf":  {"internal/pdf", "bench/naive"},
	"github.com/go-shiori/go-epub": {"internal/epub"},
	"github.com/BurntSushi/toml":   {"internal/config"},
	"golang.org/x/image":           {"internal/picture"},
	"github.com/robfig/cron":       {"internal/calendar"},
	"gocloud.dev":                  {"internal/store", "internal/store/s3"},
	"github.com/aws":               {"internal/store/s3"},
	"github.com/pkg/sftp":          {"internal/deliver", "internal/deliver/delivertest"},
	"golang.org/x/crypto":          {"internal/deliver", "internal/deliver/delivertest"},
	"github.com/wneessen/go-mail":  {"internal/deliver"},

	"github.com/prometheus/client_golang": {"internal/telemetry"},
	"go.opentelemetry.io/otel":            {"internal/telemetry"},
}

// testOnly are modules that only tests may import: readers that check what the
// program wrote, and test tools.
var testOnly = []string{
	"github.com/pdfcpu/pdfcpu",
	"github.com/tdewolff/font",
	"github.com/makiuchi-d/gozxing",
	"github.com/mozillazg/go-pinyin",
	"github.com/google/go-cmp",
	"github.com/rogpeppe/go-internal",
	"go.opentelemetry.io/proto/otlp",
	"golang.org/x/net",
	"google.golang.org/protobuf",
	"pgregory.net/rapid",
	"github.com/johannesboyne/gofakes3",
	"github.com/emersion/go-smtp",
	"github.com/emersion/go-sasl",
}

// pure are the packages without hidden input: no files, network, processes,
// environment, log, chance.
var pure = []string{"layout", "fonts", "internal/sheet", "internal/picture", "internal/manuscript", "internal/issue", "internal/raster", "internal/pdf", "internal/epub", "internal/diag", "internal/han", "internal/likeness", "internal/parallel", "internal/icc", "internal/cos", "internal/fontprogram", "internal/preflight", "internal/pinyin", "internal/calendar", "internal/feed"}

// hidden are the packages of the standard library that bring hidden input.
var hidden = []string{"os", "io/ioutil", "path/filepath", "net", "log", "math/rand", "plugin", "flag"}

// clockless are the pure packages that may not know the time at all; the others
// handle instants they are given.
var clockless = []string{"layout", "fonts", "internal/manuscript", "internal/raster", "internal/pinyin"}

// direction checks the imports of all files that are no tests. (Tests may look
// from any side; import cycles are the compiler's business.)
func direction(t *tree) []violation {
	var out []violation
	for _, p := range t.packages {
		for _, f := range p.files {
			if f.test {
				continue
			}
			for _, im := range f.imports {
				if what := wrongImport(t, p.dir, im.path); what != "" {
					out = append(out, violation{f.name, im.line, what})
				}
			}
		}
		if layerOf(p.dir) < 0 && !isAside(p.dir) {
			out = append(out, violation{p.dir, 0, "package has no layer; add it to layers in internal/archtest/direction.go"})
		}
	}
	return out
}

// wrongImport says what is wrong with the import, or nothing.
func wrongImport(t *tree, dir, importPath string) string {
	if to, ok := t.local(importPath); ok {
		return wrongDirection(dir, to)
	}
	for module, importers := range soleImporter {
		if within(importPath, module) && !slices.Contains(importers, dir) {
			return fmt.Sprintf("imports %s; only %s may", importPath, strings.Join(importers, " and "))
		}
	}
	for _, module := range testOnly {
		if within(importPath, module) && !slices.Contains(forTests, dir) {
			return fmt.Sprintf("imports %s, which only tests may", importPath)
		}
	}
	if importPath == "C" || importPath == "unsafe" {
		return fmt.Sprintf("imports %q; the program is pure Go", importPath)
	}
	return hiddenInput(dir, importPath)
}

func wrongDirection(from, to string) string {
	if isAside(to) && !isAside(from) {
		return fmt.Sprintf("imports %s, which belongs to the tests", to)
	}
	if allowed, ok := narrow[from]; ok {
		if slices.Contains(allowed, to) {
			return ""
		}
		return fmt.Sprintf("imports %s; %s may import only: %s", to, from, strings.Join(allowed, ", "))
	}
	if isAside(from) {
		return fmt.Sprintf("imports %s; list it for %s in internal/archtest/direction.go", to, from)
	}
	if l := layerOf(to); l >= 0 && l <= layerOf(from) {
		return fmt.Sprintf("imports %s, which is not further right than %s", to, from)
	}
	return ""
}

func hiddenInput(dir, importPath string) string {
	below := func(folder string) bool { return within(dir, folder) }
	if slices.ContainsFunc(pure, below) && slices.ContainsFunc(hidden, func(h string) bool { return within(importPath, h) }) {
		if dir == "internal/epub" && importPath == "net/http" {
			return "" // the client that refuses every request, handed to go-epub
		}
		if importPath == "net/url" {
			return "" // text only
		}
		return fmt.Sprintf("imports %s; %s has no hidden input", importPath, dir)
	}
	if slices.ContainsFunc(clockless, below) && importPath == "time" {
		return fmt.Sprintf("imports time; %s knows no clock", dir)
	}
	return ""
}

// layerOf gives the index of the package's layer, -1 for none.
func layerOf(dir string) int {
	return slices.IndexFunc(layers, func(layer []string) bool {
		return slices.ContainsFunc(layer, func(entry string) bool {
			if folder, ok := strings.CutSuffix(entry, "/*"); ok {
				return strings.HasPrefix(dir, folder+"/")
			}
			return dir == entry
		})
	})
}

func isAside(dir string) bool {
	return slices.ContainsFunc(aside, func(folder string) bool { return within(dir, folder) })
}
