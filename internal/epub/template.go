package epub

import (
	_ "embed" // for template.txt
	"strings"
)

// templateVersion is a digest of the markup and the style that the specimens of
// template_test.go come out in.
//
//go:embed template.txt
var templateVersion string

// TemplateVersion names the markup and the style in which this program makes every
// edition, whatever it says. It changes when they change, and an evaluation of the
// accessibility holds for the version that was evaluated.
func TemplateVersion() string { return strings.TrimSpace(templateVersion) }
