package press

import (
	"slices"
	"testing"

	"banxin/internal/diag"
)

// buildPhases are the phases of Build: all but that of Pictures.
func buildPhases() []string {
	return slices.DeleteFunc(slices.Clone(phaseOrder), func(phase string) bool { return phase == PhasePictures })
}

// TestPicturesTooLarge: a picture of more pixels than there may be is an error.
func TestPicturesTooLarge(t *testing.T) {
	t.Parallel()
	res, err := Pictures(t.Context(), Request{ConfigPath: "../../config.toml", IssueID: "2021-01-15", OutDir: t.TempDir(), DPI: 1e6}, nil)
	if err != nil || res.Verdict != Failed || res.Dir != "" {
		t.Fatalf("a picture of too many pixels: %v, %v in %q", err, res.Verdict, res.Dir)
	}
	if !slices.ContainsFunc(res.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == "png-not-written" }) {
		t.Error("the error does not say that the PNG was not written")
	}
}
