//go:build !linux && !darwin

package volume

import (
	"errors"
	"fmt"
)

// exchange is not known here: a release moves the old set aside first.
func exchange(a, b string) error {
	return fmt.Errorf("exchange %s and %s: %w", a, b, errors.ErrUnsupported)
}
