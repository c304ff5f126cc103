package config

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"banxin/internal/diag"
)

// checkProvisional gives a finding for each value that is a stand-in, and an
// error for a name in a list of stand-ins that is no key.
func (l *loader) checkProvisional(issueRead bool) {
	l.provisional("publication.", "publication.provisional", l.cfg.Publication.Provisional, reflect.ValueOf(l.cfg.Publication))
	if !issueRead {
		return
	}
	l.provisional("", "provisional", l.issue.Provisional, reflect.ValueOf(*l.issue))
	for i, code := range l.cfg.QR.Code {
		key := at("qr.code", i) + ".address"
		if code.Address != "" || l.wrong(key) {
			continue
		}
		if !l.cfg.QR.AllowPlaceholder {
			l.list.Add(l.at(key), diag.Error, "missing-key",
				diag.Say("二维码「%s」没有地址", "the QR code for %q has no address", code.Note),
				diag.Say("写上 address；尚未定时，写 qr.allow_placeholder = true 印占位框", "give its address, or allow an empty frame by qr.allow_placeholder = true"))
			continue
		}
		l.placeholder(l.at(key), diag.Say("二维码「%s」没有地址，占位框", "the QR code for %q has no address; its empty frame", code.Note),
			diag.Say("定下后写上 address", "give its address when it is settled"))
	}
}

// provisional checks one list of stand-ins against the table it is in.
func (l *loader) provisional(prefix, list string, names []string, table reflect.Value) {
	var known []string
	for _, f := range l.fieldsOf(table.Type()) {
		if k := table.Field(f.index).Kind(); k == reflect.String || table.Field(f.index).Type() == timeType {
			known = append(known, f.name)
		}
	}
	for i, name := range names {
		entry := at(list, i)
		switch value, ok := l.shown(name, table); {
		case l.wrong(entry):
		case !slices.Contains(known, name):
			l.list.Add(l.at(entry), diag.Error, "unknown-name", diag.Say("%s：没有 %q 这个键", "%s: there is no key %q", entry, name),
				choice(name, known)...)
		case l.wrong(prefix + name):
		case !ok:
			l.list.Add(l.at(entry), diag.Error, "missing-key",
				diag.Say("%s：%s 没有值，谈不上代用", "%s: %s has no value that could be a placeholder", entry, prefix+name),
				diag.Say("写上 %[2]s 的值，或从 %[1]s 中删去", "give %[2]s a value, or take it out of %[1]s", list, prefix+name))
		default:
			l.placeholder(l.at(prefix+name), diag.Say("%s「%s」", "%s %q", prefix+name, value),
				diag.Say("核实后改正，并从 %s 中删去", "put in the fact and take it out of %s", list))
		}
	}
}

// shown gives the value of a key as a reader would write it; false: none.
func (l *loader) shown(name string, table reflect.Value) (string, bool) {
	f, v, ok := l.find(name, []reflect.Value{table})
	if !ok {
		return "", false
	}
	switch value := v.Field(f.index).Interface().(type) {
	case time.Time:
		return value.Format("2006-01-02"), !value.IsZero()
	default:
		s := fmt.Sprint(value)
		return s, s != ""
	}
}

func (l *loader) placeholder(pos diag.Pos, what, hint diag.Text) {
	l.list.Add(pos, diag.Finding, "placeholder-not-fact",
		diag.Text{Zh: what.Zh + "是代用值，不是事实", En: what.En + " is a placeholder, not fact"}, hint)
}
