package archtest

import (
	"os"
	"testing"
)

const root = "../.."

// TestProject holds the project itself to every rule.
func TestProject(t *testing.T) {
	t.Parallel()
	tr, err := load(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	if tr.module != "banxin" || len(tr.packages) < 10 {
		t.Fatalf("loaded module %q with %d packages: not the project", tr.module, len(tr.packages))
	}
	for name, check := range map[string]func(*tree) []violation{
		"direction": direction, "size": size, "comments": comments, "clock": clock,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, v := range check(tr) {
				t.Error(v)
			}
		})
	}
}

func TestProjectModFile(t *testing.T) {
	t.Parallel()
	mod, err := os.ReadFile(root + "/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range modFile(string(mod)) {
		t.Error(v)
	}
}
