package deliver

import (
	"net"
	"net/mail"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/store"
	"banxin/internal/volume"
)

// Open gives the sink of a delivery, or says what is wrong with its settings.
// Secrets are read when something is delivered, so that a new one needs no restart.
func Open(o Options) (Sink, error) {
	if o.Into == "" {
		o.Into = DefaultInto
	}
	switch o.Kind {
	case "folder":
		if o.Folder == "" {
			return nil, missing(o, "folder")
		}
		return shelved(o, &folder{volume.Disk{}, o.path(o.Folder)})
	case "sftp":
		return openSFTP(o)
	case "s3":
		if u, err := url.Parse(o.URL); err != nil || u.Scheme != "s3" || u.Host == "" {
			return nil, refuse(diag.Say("投递 %[1]s 的 url 不对；写 s3://桶/前缀?region=…", "the url of delivery %[1]s is wrong; write s3://bucket/prefix?region=…", o.Name))
		}
		return shelved(o, &bucket{o.URL})
	case "webhook":
		return openWebhook(o)
	case "mail":
		return openMail(o)
	}
	return nil, refuse(diag.Say("投递 %[1]s 的 kind 是 %[2]q；写 folder、sftp、s3、webhook 或 mail", "the kind of delivery %[1]s is %[2]q; write folder, sftp, s3, webhook or mail", o.Name, o.Kind))
}

func shelved(o Options, to shelf) (Sink, error) {
	if err := checkInto(o); err != nil {
		return nil, err
	}
	return &filing{o.Files, o.Into, to}, nil
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// checkInto refuses a pattern that would put two revisions into one folder: which of
// them stood there would depend on which delivery came last.
func checkInto(o Options) error {
	for _, p := range placeholder.FindAllString(o.Into, -1) {
		switch p {
		case "{publication}", "{year}", "{issue}", "{date}", "{revision}":
		default:
			return refuse(diag.Say("投递 %[1]s 的 into 里有 %[2]s；可用 {publication} {year} {issue} {date} {revision}", "into of delivery %[1]s has %[2]s; there are {publication} {year} {issue} {date} {revision}", o.Name, p))
		}
	}
	if !strings.Contains(o.Into, "{revision}") || !strings.Contains(o.Into, "{issue}") && !strings.Contains(o.Into, "{date}") {
		return refuse(diag.Say("投递 %[1]s 的 into = %[2]q 分不开各期各次修订；写上 {issue}（或 {date}）和 {revision}", "into = %[2]q of delivery %[1]s does not keep issues and revisions apart; write {issue} (or {date}) and {revision} in it", o.Name, o.Into))
	}
	return nil
}

// path gives a path of the settings from where the program runs.
func (o Options) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(o.Dir, p)
}

// hostPort completes the address of a server by the port of its protocol.
func (o Options) hostPort(port string) (string, error) {
	if o.Address == "" {
		return "", missing(o, "address")
	}
	address := o.Address
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(strings.Trim(address, "[]"), port)
	}
	host, number, err := net.SplitHostPort(address)
	if err != nil || host == "" || number == "" || strings.ContainsAny(host, " /@\t\r\n") {
		return "", refuse(diag.Say("投递 %[1]s 的 address = %[2]q 不是“主机:端口”", "address = %[2]q of delivery %[1]s is not host:port", o.Name, o.Address))
	}
	return address, nil
}

// mailbox reads an address of mail, with or without a name before it.
func (o Options) mailbox(key, value string) (*mail.Address, error) {
	a, err := mail.ParseAddress(value)
	if err != nil {
		return nil, refuse(diag.Say("投递 %[1]s 的 %[2]s = %[3]q 不是邮箱地址", "%[2]s = %[3]q of delivery %[1]s is no mail address", o.Name, key, value))
	}
	return a, nil
}

func missing(o Options, key string) error {
	return refuse(diag.Say("投递 %[1]s（%[2]s）缺少 %[3]s", "delivery %[1]s (%[2]s) has no %[3]s; write one", o.Name, o.Kind, key))
}

// refuse is an error that no retry heals and that has no cause beside itself.
func refuse(words diag.Text) error { return Permanent(&diag.Fault{Message: words}) }

// because words a failure: what could not be done, and why. An error that has its
// words already passes as it is.
func because(what diag.Text, err error) error {
	return store.Because(what, err)
}
