package config

import (
	"archive/zip"
	"bytes"
	_ "embed" // the time zones
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// zoneInfo is lib/time/zoneinfo.zip of the Go distribution: the IANA time zones,
// which are in the public domain. time.LoadLocation would rather read $ZONEINFO
// and the machine's own zones, and the files of an issue would depend on them.
//
//go:embed zoneinfo.zip
var zoneInfo []byte

// zones gives the files of zoneInfo by name.
var zones = sync.OnceValues(func() (map[string]*zip.File, error) {
	z, err := zip.NewReader(bytes.NewReader(zoneInfo), int64(len(zoneInfo)))
	if err != nil {
		return nil, fmt.Errorf("time zones: %w", err)
	}
	files := make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		files[f.Name] = f
	}
	return files, nil
})

// loadZone gives a time zone by its IANA name, the same on every machine. "" and
// "Local" mean another zone on each and are none.
func loadZone(name string) (*time.Location, error) {
	if name == "UTC" {
		return time.UTC, nil
	}
	files, err := zones()
	if err != nil {
		return nil, err
	}
	f := files[name]
	if f == nil || f.FileInfo().IsDir() {
		return nil, errors.New("time zone: there is none of this name")
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("time zone %s: %w", name, err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("time zone %s: %w", name, err)
	}
	return time.LoadLocationFromTZData(name, data)
}
