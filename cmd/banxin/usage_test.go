package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestUsage gives bad command lines in both languages. The whole of standard
// error is held against the forms of kong's sentences, so that a new version of
// it cannot let English slip into Chinese.
func TestUsage(t *testing.T) {
	t.Parallel()
	const zhHelp, enHelp = "\n    看说明：banxin help", "\n    for help: banxin help"
	for args, want := range map[string][2]string{
		"": {"命令行有误：要写一个命令：build, check-config, preflight, pictures, schedule, serve, worker, enqueue, jobs, retry, migrate, version, help" + zhHelp,
			"bad command line: a command is needed: build, check-config, preflight, pictures, schedule, serve, worker, enqueue, jobs, retry, migrate, version, help" + enHelp},
		"bild": {"命令行有误：没有“bild”这个命令。是不是想写 build？" + zhHelp,
			"bad command line: there is no command “bild”; did you mean build?" + enHelp},
		"help bild": {"命令行有误：没有“bild”这个命令。是不是想写 build？" + zhHelp,
			"bad command line: there is no command “bild”; did you mean build?" + enHelp},
		"print": {"命令行有误：没有“print”这个命令" + zhHelp,
			"bad command line: there is no command “print”" + enHelp},
		"build --darft": {"命令行有误：没有 --darft 这个选项。是不是想写 --draft？" + zhHelp + " build",
			"bad command line: there is no option --darft; did you mean --draft?" + enHelp + " build"},
		"build -x": {"命令行有误：没有 -x 这个选项" + zhHelp + " build",
			"bad command line: there is no option -x" + enHelp + " build"},
		"build -o": {"命令行有误：选项 --out 后面要写值" + zhHelp + " build",
			"bad command line: option --out needs a value" + enHelp + " build"},
		"build --draft=maybe": {"命令行有误：选项 --draft 不带值" + zhHelp + " build",
			"bad command line: option --draft takes no value" + enHelp + " build"},
		"build a b": {"命令行有误：多出了“b”" + zhHelp + " build",
			"bad command line: “b” is one word too many" + enHelp + " build"},
		"version --strict": {"命令行有误：没有 --strict 这个选项" + zhHelp + " version",
			"bad command line: there is no option --strict" + enHelp + " version"},
	} {
		for i, locale := range []string{"zh_CN.UTF-8", "en_GB.UTF-8"} {
			code, out, said := runWith(locale, strings.Fields(args)...)
			if code != exitUsage || out != "" || said != want[i]+"\n" {
				t.Errorf("%q in %s: exit %d, output %q, said:\n%swant:\n%s", args, locale, code, out, said, want[i])
			}
		}
	}
}

// runWith runs the program with a locale and nothing else in its environment.
func runWith(locale string, args ...string) (code int, out, said string) {
	var stdout, stderr bytes.Buffer
	code = run(args, func(name string) string {
		if name == "LANG" {
			return locale
		}
		return ""
	}, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// TestLanguageOption: --lang rules over the environment wherever it stands, and
// for messages about the command line too.
func TestLanguageOption(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"--lang en bild":            "there is no command “bild”",
		"bild --lang=en":            "there is no command “bild”",
		"--lang zh_CN bild":         "没有“bild”这个命令",
		"--lang=en help":            "",
		"--lang fr version":         "没有“fr”这种语言：写 zh 或 en",
		"version --lang":            "选项 --lang 后面要写值",
		"version --lang=en --lang=": "",
		"--lang=en bild --lang zh":  "没有“bild”这个命令",
	} {
		if _, _, said := runWith("", strings.Fields(args)...); !strings.Contains(said, want) || want == "" && said != "" {
			t.Errorf("%q said %q, want %q", args, said, want)
		}
	}
}

// TestFlagsAsParsed: json, quiet and help count wherever and however the command
// line says them, and not where they are another flag's value.
func TestFlagsAsParsed(t *testing.T) {
	t.Parallel()
	const document, help, usage, line = "{\n", "构建一期", "命令行有误", "banxin 0"
	for args, want := range map[string]struct {
		code      int
		out, said string
	}{
		"version --json=true":    {exitOK, document, ""},
		"version --json=false":   {exitOK, line, ""},
		"build -qh":              {exitOK, help, ""},
		"build -hq":              {exitOK, help, ""},
		"-qh build":              {exitOK, help, ""},
		"help build --help":      {exitOK, help, ""},
		"build -qh a b":          {exitOK, help, ""},
		"build -x -qh":           {exitOK, help, ""},
		"--json=true bild":       {exitUsage, document, ""},
		"build a b -oh":          {exitUsage, "", usage},
		"build a b -- --help":    {exitUsage, "", usage},
		"build -o -q":            {exitUsage, "", usage},
		"build -q -o -h -- a":    {exitOK, help, ""}, // cannot be parsed, and asks for help
		"version --quiet --json": {exitOK, document, ""},
	} {
		code, out, said := runWith("", strings.Fields(args)...)
		if code != want.code || !strings.HasPrefix(out, want.out) || !strings.HasPrefix(said, want.said) || (want.out == "") != (out == "") {
			t.Errorf("%q: exit %d, output %.40q, said %.60q; want %+v", args, code, out, said, want)
		}
	}
}

// explode panics as soon as it is written to.
type explode struct{}

func (explode) Write([]byte) (int, error) { panic("out of paper") }

// TestPanicIsReported: whatever panics, the user sees a sentence and no trace.
func TestPanicIsReported(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	code := run([]string{"--lang=en", "version"}, func(string) string { return "" }, explode{}, &stderr)
	want := "error: the program is at fault: out of paper. Please report this sentence, with the manuscripts and the configuration\n"
	if code != exitFailed || stderr.String() != want {
		t.Errorf("exit %d, said %q", code, stderr.String())
	}
}

// full is a device without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

type fullError struct{}

func (fullError) Error() string { return "no room" }

var errFull = fullError{}

// TestOutputThatFails: a result that could not be written is a failure.
func TestOutputThatFails(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"version", "version --json", "help"} {
		var stderr bytes.Buffer
		code := run(strings.Fields(args), func(string) string { return "" }, full{}, &stderr)
		if code != exitFailed || stderr.String() != "结果写不出来：no room\n" {
			t.Errorf("%s: exit %d, said %q", args, code, stderr.String())
		}
	}
}
