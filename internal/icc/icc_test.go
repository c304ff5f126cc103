package icc

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

func shipped(t testing.TB) []byte {
	t.Helper()
	packed, _, ok := Shipped("FOGRA39")
	if !ok {
		t.Fatal("no profile is shipped for FOGRA39")
	}
	data, err := Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestShippedProfile(t *testing.T) {
	t.Parallel()
	data := shipped(t)
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57" {
		t.Errorf("hash %s, THIRD_PARTY.md names another", got)
	}
	_, p, _ := Shipped("FOGRA39L")
	if p.Version() != "2.2" || p.Class != "prtr" || p.Space != "CMYK" || p.PCS != "Lab" || p.Components() != 4 || p.Description != "FOGRA39L Coated" {
		t.Errorf("profile %+v", p)
	}
	for _, name := range []string{"A2B0", "B2A0"} {
		if _, ok := p.Tag(name); !ok {
			t.Errorf("no tag %s", name)
		}
	}
	if damage := p.Damage(); damage != nil {
		t.Errorf("damaged: %q", damage)
	}
	if !Fits("FOGRA39", p.Description) {
		t.Error("name and profile do not belong together")
	}
	if _, _, ok := Shipped("FOGRA51"); ok {
		t.Error("FOGRA51 is said to be shipped")
	}
}

func TestNoProfile(t *testing.T) {
	t.Parallel()
	whole := shipped(t)
	noSignature := slices.Clone(whole)
	copy(noSignature[36:], "xxxx")
	for name, data := range map[string][]byte{"empty": nil, "cut off in the header": whole[:131], "no signature": noSignature} {
		if _, err := Parse(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDamage(t *testing.T) {
	t.Parallel()
	whole := shipped(t)
	for want, change := range map[string]func([]byte) []byte{
		"size field":   func(d []byte) []byte { return d[:len(d)-1] },
		"2147483648 t": func(d []byte) []byte { binary.BigEndian.PutUint32(d[128:], 1<<31); return d },
		"past the end": func(d []byte) []byte { binary.BigEndian.PutUint32(d[132+4:], 1<<31); return d },
	} {
		p, err := Parse(change(slices.Clone(whole)))
		if err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if got := strings.Join(p.Damage(), "; "); !strings.Contains(got, want) {
			t.Errorf("damage %q, want %q", got, want)
		}
	}
}

func TestDescriptionOfVersion4(t *testing.T) {
	t.Parallel()
	tag := append([]byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x06\x00\x00\x00\x1c"), "\x00P\x7b\x2c\x00O"...)
	if got := description(tag); got != "P第O" {
		t.Errorf("%q", got)
	}
	binary.BigEndian.PutUint32(tag[20:], 1<<31)
	if got := description(tag); got != "" {
		t.Errorf("text of 2 GiB: %q", got)
	}
}

func TestRegistered(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"FOGRA39": "FOGRA39", "FOGRA39L": "FOGRA39", "FOGRA51": "FOGRA51", "FOGRA60": "FOGRA60", "IFRA26": "IFRA26", "JC200103": "JC200103",
		"JCN2002": "JCN2002", "CGATS TR 006": "CGATS TR 006", "CGATS TR006": "CGATS TR006", "CGATS21-2-CRPC6": "CGATS21-2-CRPC6", "SWOP2006": "SWOP2006",
		"FOGRA": "", "FOGRAL": "", "fogra39": "", "Coated FOGRA39": "", "": "", "FOGRA39 (coated)": "", "IFRA26L": "",
	} {
		c, ok := Registered(name)
		if c.Name != want || ok != (want != "") {
			t.Errorf("%q: %+v, %v", name, c, ok)
		}
	}
	if c, _ := Registered("IFRA26"); !strings.Contains(c.Title, "newspaper") {
		t.Errorf("IFRA26 is titled %q", c.Title)
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		condition, description string
		want                   bool
	}{
		{"FOGRA39", "FOGRA39L Coated", true}, {"FOGRA39L", "Coated FOGRA39 (ISO 12647-2:2004)", true}, {"FOGRA39", "ISO Coated v2 (ECI)", true},
		{"FOGRA39", "FOGRA27L Coated", false}, {"FOGRA3", "FOGRA39L Coated", false}, {"FOGRA3", "FOGRA39 and FOGRA3", true},
		{"IFRA26", "WAN-IFRAnewspaper26v5", true}, {"IFRA26", "ISOnewspaper30v4", false},
		{"FOGRA51", "PSO_Coated_v3", true}, {"CGATS TR 006", "FOGRA39L Coated", false}, {"CGATS TR 001", "U.S. Web Coated (SWOP) v2", true},
		{"JC200103", "Japan Color 2001 Coated", true}, {"Our press", "Our press, 2024", true}, {"Our press", "FOGRA39", false}, {"FOGRA39", "", false},
	} {
		if got := Fits(c.condition, c.description); got != c.want {
			t.Errorf("%s with %q: %v", c.condition, c.description, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	whole := shipped(f)
	f.Add(whole[:600])
	f.Add([]byte("acsp"))
	long := slices.Clone(whole[:400])
	binary.BigEndian.PutUint32(long[128:], 1<<32-1)
	f.Add(long)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if (p == nil) == (err == nil) {
			t.Fatalf("profile %v and error %v", p, err)
		}
		if p != nil && len(p.Tags) > mostTags {
			t.Errorf("%d tags", len(p.Tags))
		}
	})
}
