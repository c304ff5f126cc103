package issue

import (
	"time"

	"banxin/internal/diag"
)

// Correction sets right what was published before.
type Correction struct {
	Pos  diag.Pos
	Date time.Time // civil date on which it was made, 00:00 in the publication's zone
	Text []Inline
}
