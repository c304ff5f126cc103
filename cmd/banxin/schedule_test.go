package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"banxin/internal/clitext"
)

// TestScheduleFromNow: without a day, what is due after the moment of the clock comes.
func TestScheduleFromNow(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-27T05:59:59+08:00": "2026-11-27 06:00 +08:00",
		"2026-11-27T06:00:00+08:00": "2026-12-04 06:00 +08:00",
		"2026-11-26T22:00:00Z":      "2026-12-04 06:00 +08:00",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		var out, said bytes.Buffer
		term := &terminal{out: &out, err: &said, lang: clitext.En, text: clitext.In(clitext.En)}
		c := &scheduleCommand{Config: "../../config.toml", Next: "1"}
		if code := c.at(term, func() time.Time { return at }); code != exitOK || said.Len() > 0 || !strings.Contains(out.String(), "\n"+want) {
			t.Errorf("at %s: exit %d, %s%s", now, code, &out, &said)
		}
	}
}
