//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// first is the date of the repository's own issue; the others are of the days after it.
const first = "2021-01-15"

// project makes a publication in a folder of its own: config.toml and the issue of the
// repository, under as many dates as are built.
func (b *bench) project(w *way) (dir string, issues []string, err error) {
	if dir, err = os.MkdirTemp(b.dir, "paper-"); err != nil {
		return "", nil, err
	}
	config, err := os.ReadFile("config.toml")
	if err != nil {
		return "", nil, err
	}
	for _, c := range b.changes(w) {
		changed := c.from.ReplaceAll(config, []byte(c.to))
		if bytes.Equal(changed, config) && !c.from.Match(config) {
			return "", nil, fmt.Errorf("config.toml: nothing matches %s", c.from)
		}
		config = changed
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o666); err != nil {
		return "", nil, err
	}
	day, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return "", nil, err
	}
	for i := range warm + b.issues {
		issue := day.AddDate(0, 0, i).Format(time.DateOnly)
		if err := copyIssue(dir, issue); err != nil {
			return "", nil, err
		}
		issues = append(issues, issue)
	}
	return dir, issues, nil
}

// change is a line of config.toml that is another one here.
type change struct {
	from *regexp.Regexp
	to   string
}

// changes are the lines that differ: the calendar has an issue each day, one process does
// as many jobs as the way wants.
func (b *bench) changes(w *way) []change {
	list := []change{
		{regexp.MustCompile(`(?m)^cron = .*$`), `cron = "0 6 * * *"`},
		{regexp.MustCompile(`(?m)^workers = .*$`), fmt.Sprintf("workers = %d", w.lanes/max(1, w.processes))},
		{regexp.MustCompile(`(?m)^listen = .*$`), `listen = "127.0.0.1:0"`},
	}
	if !b.covers {
		list = append(list, change{regexp.MustCompile(`(?m)^epub_cover = true`), `epub_cover = false`})
	}
	if !b.deliveries {
		list = append(list, change{regexp.MustCompile(`(?m)^\[\[delivery\]\]\n(.+\n)+`), ""})
	}
	return list
}

// copyIssue copies the repository's issue to another date.
func copyIssue(dir, date string) error {
	from, to := filepath.Join("sources", first), filepath.Join(dir, "sources", date)
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	for _, name := range []string{"issue.toml", "bulletin.txt"} {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		data = bytes.ReplaceAll(data, []byte("date = "+first), []byte("date = "+date))
		if err := os.WriteFile(filepath.Join(to, name), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
