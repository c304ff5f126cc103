package config

import "time"

// Schedule says when the issues are due, how they are numbered and what happens when
// their manuscripts are late. Days are run days: those on which an issue is built.
type Schedule struct {
	Cron      string       `toml:"cron"`     // five fields, or @weekly and the like
	Timezone  string       `toml:"timezone"` // empty: that of the publication
	First     time.Time    `toml:"first"`    // local date of the first issue
	Last      time.Time    `toml:"last"`     // zero: there is no last issue
	Holidays  []time.Time  `toml:"holidays"` // local dates without an issue
	Suspended []Suspension `toml:"suspended"`
	Ahead     int          `toml:"ahead" range:"-31..366"` // days from the run day to the date on the issue
	// FirstNumber is the whole number of the first issue. 0: the issues carry none unless
	// issue.toml says so.
	FirstNumber int           `toml:"first_number" range:"1..10000000"`
	FirstInYear int           `toml:"first_in_year" range:"1..10000"` // number of the first issue within its year
	Manuscripts string        `toml:"manuscripts"`                    // folder of an issue under build.sources, with variables
	Ready       string        `toml:"ready"`                          // file in it that says that all is there; empty: manuscripts are enough
	Deadline    time.Duration `toml:"deadline" range:"not-negative"`  // from the due time on; 0: none
	AtDeadline  string        `toml:"at_deadline" oneof:"wait,build,alarm"`
	CatchUpMax  int           `toml:"catch_up_max" range:"0..1000"` // missed issues that are built at most
}

// Suspension is a time without issues; both days belong to it.
type Suspension struct {
	From time.Time `toml:"from" required:"true"` // local date
	To   time.Time `toml:"to" required:"true"`
}

// Service is what one process of the service needs. Paths are relative to the file it
// stands in.
type Service struct {
	Database   string        `toml:"database"` // file of SQLite, or postgres://…
	Store      string        `toml:"store"`    // folder, or a URL of a blob store
	Listen     string        `toml:"listen"`   // host:port of the status page
	Address    string        `toml:"address"`  // URL under which the store is public; empty: none
	Workers    int           `toml:"workers" range:"1..64"`
	JobTimeout time.Duration `toml:"job_timeout" range:"positive"`
	Log        string        `toml:"log" oneof:"debug,info,warn,error"`
}

// Delivery is a place that every released issue goes to, or someone who is told of it.
// Which keys it has depends on Kind; the others are empty.
type Delivery struct {
	Name         string   `toml:"name" required:"true"`
	Kind         string   `toml:"kind" required:"true" oneof:"folder,sftp,s3,webhook,mail"`
	Files        []string `toml:"files"`         // parts: print, ticket … ; never empty
	On           []string `toml:"on"`            // release, alarm; of webhook and mail
	Folder       string   `toml:"folder"`        // relative to config.toml
	Into         string   `toml:"into"`          // folder of one release below the target, with variables
	Address      string   `toml:"address"`       // host:port
	User         string   `toml:"user"`          // login name
	KeyFile      string   `toml:"key_file"`      // private key of SSH
	PasswordFile string   `toml:"password_file"` // its first line is the password
	KnownHosts   string   `toml:"known_hosts"`   // file of host keys, as OpenSSH writes it
	Path         string   `toml:"path"`          // folder on the SFTP server; empty: where the login lands
	URL          string   `toml:"url"`
	SecretFile   string   `toml:"secret_file"` // of the HMAC of a webhook
	From         string   `toml:"from"`
	To           []string `toml:"to"`
	TLS          string   `toml:"tls" oneof:"starttls,tls,none"`
}

// Parts are the files of a release by their use, in the order of a release.
var Parts = []string{"print", "ticket", "preflight", "reading", "epub", "sha256", "cover"}
