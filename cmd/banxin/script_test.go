package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"banxin": main})
}

// TestScripts runs testdata/*.txtar: each is one behaviour of the command line.
// A script starts in a copy of the shipped configuration and issue.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		Setup:               shipPaper,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "document": checkDocument, "only": only, "same": same, "picture": drawPicture, "sql": alter,
		},
	})
}

// foreignZone is a time zone file of UTC (RFC 9636, version 1).
const foreignZone = "TZif" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04" +
	"\x00\x00\x00\x00\x00\x00" + "UTC\x00"

// shipPaper puts the shipped paper into the script's folder, below what the
// script brings itself, and a folder of zones that no machine should have.
func shipPaper(env *testscript.Env) error {
	zones := filepath.Join(env.WorkDir, "zoneinfo", "Asia")
	if err := os.MkdirAll(zones, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(zones, "Shanghai"), []byte(foreignZone), 0o666); err != nil {
		return err
	}
	for _, path := range []string{"config.toml", "sources/2021-01-15/issue.toml", "sources/2021-01-15/bulletin.txt"} {
		to := filepath.Join(env.WorkDir, path)
		if _, err := os.Stat(to); err == nil {
			continue
		}
		data, err := os.ReadFile(filepath.Join("../..", path))
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// exits CODE COMMAND… runs a command that must end with the exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// checkDocument KEY=VALUE… reads the last standard output as the one JSON
// document, holds its top keys against the values (of lists and objects: their
// length) and its files against those on the disk.
func checkDocument(ts *testscript.TestScript, _ bool, args []string) {
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var raw json.RawMessage
	ts.Check(dec.Decode(&raw))
	if _, err := dec.Token(); err != io.EOF {
		ts.Fatalf("more than one document")
	}
	var d document
	var top map[string]any
	ts.Check(json.Unmarshal(raw, &d))
	ts.Check(json.Unmarshal(raw, &top))
	for _, arg := range args {
		key, want, _ := strings.Cut(arg, "=")
		got := fmt.Sprint(top[key])
		if list, ok := top[key].([]any); ok {
			got = fmt.Sprint(len(list))
		}
		if got != want {
			ts.Fatalf("%s is %s, want %s", key, got, want)
		}
	}
	for _, f := range d.Files {
		data, err := os.ReadFile(ts.MkAbs(d.Dir + "/" + f.Name))
		ts.Check(err)
		if sum := sha256.Sum256(data); len(data) != f.Bytes || hex.EncodeToString(sum[:]) != f.SHA256 {
			ts.Fatalf("%s has %d bytes and hash %x", f.Name, len(data), sum)
		}
	}
}

// only FOLDER NAME… demands that the folder holds these names and no other.
func only(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := slices.Sorted(slices.Values(args[1:])); !slices.Equal(names, want) {
		ts.Fatalf("%s holds %q, want %q", args[0], names, want)
	}
}

// same A B demands that two folders hold the same files, byte for byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	a, b := hashes(ts, args[0]), hashes(ts, args[1])
	if (a == b) == neg {
		ts.Fatalf("%s:\n%s%s:\n%s", args[0], a, args[1], b)
	}
}

// alter FILE STATEMENT changes a database.
func alter(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

func hashes(ts *testscript.TestScript, dir string) string {
	entries, err := os.ReadDir(ts.MkAbs(dir))
	ts.Check(err)
	var out strings.Builder
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(ts.MkAbs(dir), e.Name()))
		ts.Check(err)
		fmt.Fprintf(&out, "%x %s\n", sha256.Sum256(data), e.Name())
	}
	return out.String()
}
