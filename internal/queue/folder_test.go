package queue

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/config"
)

// newFolder gives a folder of publications with a service.toml, and adds these to it.
func newFolder(t *testing.T, ids ...string) *paper {
	t.Helper()
	p := &paper{t, t.TempDir()}
	p.write("service.toml", "database = \"queue.db\"\nstore = \"store\"\nworkers = 2\n")
	for _, id := range ids {
		p.add(id)
	}
	return p
}

// add adds a publication of the paper's form.
func (p *paper) add(id string) *paper {
	p.t.Helper()
	one := &paper{p.t, filepath.Join(p.dir, id)}
	if err := os.CopyFS(one.dir, os.DirFS("testdata/paper")); err != nil {
		p.t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(one.dir, "config.toml"))
	if err != nil {
		p.t.Fatal(err)
	}
	one.write("config.toml", strings.Replace(string(data), "[publication]\n", "[publication]\nid = \""+id+"\"\n", 1))
	return one
}

// folder gives the options of a service for the whole folder, as "banxin serve" has them.
func (p *paper) folder(c *clock) Options {
	p.t.Helper()
	serving, problems, err := config.LoadService(p.dir)
	if err != nil || problems.HasErrors() {
		p.t.Fatal(err, problems)
	}
	opt := p.options(c)
	opt.Path, opt.Service, opt.Dir = p.dir, serving.Service, serving.Dir
	return opt
}

// of gives a publication of the board; nil: it is not there.
func (b *Board) of(id string) *PublicationState {
	for i := range b.Publications {
		if b.Publications[i].ID == id {
			return &b.Publications[i]
		}
	}
	return nil
}

// has tells whether a publication has released its only issue and delivered it.
func (b *Board) has(id string) bool {
	p := b.of(id)
	if p == nil || len(p.Issues) != 1 {
		return false
	}
	i := &p.Issues[0]
	return i.State == Released && len(i.Deliveries) == 1 && i.Deliveries[0].State == Released
}

func TestAFolderOfPublications(t *testing.T) {
	t.Parallel()
	p := newFolder(t)
	for _, id := range []string{"east", "west"} { // issues of the same name, with their own content
		one := p.add(id)
		one.manuscript(day(0))
		one.write("sources/"+day(0)+"/b.txt", id+"的消息\n\n只有这一份报有。\n")
	}
	s := p.open(p.folder(at("2026-01-01T07:00:00+08:00")))
	s.work(t)
	s.Tick(t.Context())
	b := eventually(t, s, "both delivered", func(b *Board) bool { return b.has("east") && b.has("west") })
	if east, west := b.of("east").Issues[0], b.of("west").Issues[0]; east.Content == west.Content {
		t.Error("both released the same content")
	}
	for _, file := range []string{
		"queue.db", "store/east/2026/" + day(0) + "/r1/release.json", "store/west/2026/" + day(0) + "/r1/release.json",
		"east/delivered/" + day(0) + "-r1/" + day(0) + "-print.pdf", "west/delivered/" + day(0) + "-r1/" + day(0) + "-print.pdf",
	} {
		if _, err := os.Stat(filepath.Join(p.dir, file)); err != nil {
			t.Error(err)
		}
	}
	s.Tick(t.Context())
	if jobs, err := s.Jobs(t.Context(), 100); err != nil || len(jobs) != 6 { // issue, delivery, feeds of each
		t.Errorf("jobs after another tick: %v, %v", jobs, err)
	}
}

func TestABrokenConfigurationStopsNoOther(t *testing.T) {
	t.Parallel()
	p := newFolder(t)
	broken := p.add("broken")
	broken.manuscript(day(0))
	whole, err := os.ReadFile(filepath.Join(broken.dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	broken.write("config.toml", strings.Replace(string(whole), "publisher =", "pubisher =", 1))
	p.add("sound").manuscript(day(0))
	unreadable := p.add("unreadable")
	unreadable.write("config.toml", "[publication\n")
	s := p.open(p.folder(at("2026-01-01T07:00:00+08:00")))
	s.work(t)
	s.Tick(t.Context())
	b := eventually(t, s, "the sound one delivered", func(b *Board) bool { return b.has("sound") })
	state := b.of("broken")
	if state == nil || !state.Problems.HasErrors() || len(state.Issues) != 0 {
		t.Fatalf("the broken one on the board: %+v", state)
	}
	if text := state.Problems[0].Message.Zh; !strings.Contains(text, "pubisher") || state.Problems[0].Pos.Line == 0 {
		t.Errorf("its problem: %v", state.Problems[0])
	}
	if state := b.of("unreadable"); state == nil || !state.Problems.HasErrors() {
		t.Errorf("the unreadable one on the board: %+v", state)
	}
	if problems := b.of("sound").Problems; problems.HasErrors() {
		t.Errorf("the sound one has the problems of others: %v", problems)
	}
	broken.write("config.toml", string(whole))
	s.Tick(t.Context())
	eventually(t, s, "the mended one delivered", func(b *Board) bool { return b.has("broken") })
}

func TestAPublicationMayComeAndGoWhileTheServiceRuns(t *testing.T) {
	t.Parallel()
	p := newFolder(t)
	p.add("east").manuscript(day(0))
	s := p.open(p.folder(at("2026-01-01T07:00:00+08:00")))
	s.work(t)
	s.Tick(t.Context())
	eventually(t, s, "the first delivered", func(b *Board) bool { return b.has("east") })
	p.add("west").manuscript(day(0))
	if due := s.Tick(t.Context()); len(due) != 2 || !due[0].Equal(at("2026-01-02T06:00:00+08:00").now) {
		t.Errorf("due next: %v", due)
	}
	eventually(t, s, "the added one delivered", func(b *Board) bool { return b.has("west") })

	// One that goes leaves what it released, and the others go on.
	if err := os.RemoveAll(filepath.Join(p.dir, "east")); err != nil {
		t.Fatal(err)
	}
	one := &paper{t, filepath.Join(p.dir, "west")}
	one.manuscript(day(1))
	set(&s.opt, "2026-01-02T07:00:00+08:00")
	s.Tick(t.Context())
	b := eventually(t, s, "the next issue of the other", func(b *Board) bool { return b.released(day(1), 1) })
	if b.of("east") != nil {
		t.Error("the one that is gone stands on the board")
	}
	if _, err := os.Stat(filepath.Join(p.dir, "store", "east", "2026", day(0), "r1", "release.json")); err != nil {
		t.Error(err)
	}
}

// TestTheFolderOfAPublicationMayBeRenamed: a job finds its publication by its id.
func TestTheFolderOfAPublicationMayBeRenamed(t *testing.T) {
	t.Parallel()
	p := newFolder(t, "west")
	p.add("east").manuscript(day(0))
	s := p.open(p.folder(at("2026-01-01T07:00:00+08:00")))
	s.Tick(t.Context()) // the job waits, and the service has seen where the publication is
	if err := os.Rename(filepath.Join(p.dir, "east"), filepath.Join(p.dir, "north")); err != nil {
		t.Fatal(err)
	}
	s.work(t)
	eventually(t, s, "delivered from its new folder", func(b *Board) bool { return b.has("east") })
	if _, err := os.Stat(filepath.Join(p.dir, "north", "delivered")); err != nil {
		t.Error(err)
	}
}
