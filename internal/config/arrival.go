package config

import (
	"os"
	"path/filepath"

	"banxin/internal/diag"
)

// Arrival is how far the manuscripts of an issue have come.
type Arrival int

// In the order in which they happen.
const (
	NoFolder      Arrival = iota
	NoManuscripts         // or not all that issue.toml names
	NoMark                // schedule.ready is not there
	Arrived
)

// Text says it.
func (a Arrival) Text() diag.Text {
	return [...]diag.Text{
		diag.Say("没有文件夹", "no folder"), diag.Say("来稿未到", "no manuscripts"),
		diag.Say("来稿未齐", "not marked as ready"), diag.Say("来稿已到", "manuscripts there"),
	}[a]
}

// Arrival tells how far the manuscripts of an issue have come. What is wrong with them
// is not its business.
func (c *Config) Arrival(issue string) Arrival {
	dir := filepath.Join(c.Path(c.Build.Sources), issue)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return NoFolder
	}
	names := fileNames(Disk{}, dir, ".txt")
	if listed := listedManuscripts(filepath.Join(dir, "issue.toml")); len(listed) > 0 {
		names = listed
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil || !info.Mode().IsRegular() {
			return NoManuscripts
		}
	}
	if len(names) == 0 {
		return NoManuscripts
	}
	if c.Schedule.Ready != "" {
		if _, err := os.Stat(filepath.Join(dir, c.Schedule.Ready)); err != nil {
			return NoMark
		}
	}
	return Arrived
}

// listedManuscripts gives what issue.toml names; nil when it names none.
func listedManuscripts(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	root, _ := parse(filepath.Base(file), data)
	if root == nil || root.table["manuscripts"] == nil {
		return nil
	}
	var names []string
	for _, item := range root.table["manuscripts"].items {
		if name, ok := item.value.(string); ok {
			names = append(names, name)
		}
	}
	return names
}
