package icc

import (
	"strconv"
	"strings"
)

// Registry is the RegistryName of the ICC's registry of characterisation data.
const Registry = "http://www.color.org"

// Condition is a printing condition of the registry.
type Condition struct {
	Name  string // OutputConditionIdentifier, such as "FOGRA39"
	Title string // what it stands for, in English as the registry words it; empty: the program does not know
}

// conditions are those that the program can describe. alike are the words by which
// the description of a fitting profile is known, beside the name itself.
var conditions = []struct {
	name, title string
	alike       []string
}{
	{"FOGRA27", "Offset printing, coated paper (ISO 12647-2:1996, paper types 1 and 2)", []string{"ISO Coated"}},
	{"FOGRA28", "Web offset printing, light-weight coated paper (ISO 12647-2:1996, paper type 3)", []string{"ISO Web Coated"}},
	{"FOGRA29", "Offset printing, uncoated white paper (ISO 12647-2:1996, paper type 4)", []string{"ISO Uncoated"}},
	{"FOGRA30", "Offset printing, uncoated yellowish paper (ISO 12647-2:1996, paper type 5)", []string{"ISO Uncoated Yellowish"}},
	{"FOGRA39", "Offset printing, gloss or matt coated paper (ISO 12647-2:2004, paper types 1 and 2)", []string{"ISO Coated v2"}},
	{"FOGRA40", "Web offset printing, super-calendered paper (ISO 12647-2:2004)", []string{"SC Paper"}},
	{"FOGRA41", "Web offset printing, machine-finished coated paper (ISO 12647-2:2004)", []string{"PSO MFC"}},
	{"FOGRA42", "Heatset web offset printing, standard newsprint (ISO 12647-2:2004)", []string{"PSO SNP"}},
	{"FOGRA43", "Offset printing, coated paper, non-periodic screening", []string{"PSO Coated NPscreen", "ISO Coated NPscreen"}},
	{"FOGRA44", "Offset printing, uncoated paper, non-periodic screening", []string{"PSO Uncoated NPscreen"}},
	{"FOGRA45", "Web offset printing, improved light-weight coated paper (ISO 12647-2:2004)", []string{"PSO LWC Improved"}},
	{"FOGRA46", "Web offset printing, standard light-weight coated paper (ISO 12647-2:2004)", []string{"PSO LWC Standard"}},
	{"FOGRA47", "Offset printing, uncoated white paper (ISO 12647-2:2004, paper type 4)", []string{"PSO Uncoated ISO 12647"}},
	{"FOGRA48", "Heatset web offset printing, improved newsprint (ISO 12647-2:2004)", []string{"PSO INP"}},
	{"FOGRA51", "Offset printing, premium coated paper (ISO 12647-2:2013, paper type 1)", []string{"PSO Coated v3"}},
	{"FOGRA52", "Offset printing, wood-free uncoated paper (ISO 12647-2:2013, paper type 5)", []string{"PSO Uncoated v3"}},
	{"FOGRA53", "Exchange colour space of a large gamut", []string{"eciCMYK"}},
	{"FOGRA54", "Heatset web offset printing, super-calendered paper (ISO 12647-2:2013)", []string{"PSO SC-B Paper v3"}},
	{"FOGRA59", "Exchange colour space of a large gamut, version 2", []string{"eciCMYK v2"}},
	{"IFRA22", "Coldset newspaper printing, tone value increase 22 %", []string{"newspaper22"}},
	{"IFRA26", "Coldset newspaper printing, tone value increase 26 % (ISO 12647-3)", []string{"newspaper26"}},
	{"IFRA30", "Coldset newspaper printing, tone value increase 30 %", []string{"newspaper30"}},
	{"CGATS TR 001", "SWOP, web offset publication printing", []string{"TR001", "SWOP"}},
	{"CGATS TR 002", "SNAP, coldset newspaper printing", []string{"TR002", "SNAP"}},
	{"CGATS TR 003", "SWOP 2006, coated paper grade 3", []string{"TR003", "SWOP2006 Coated3", "SWOP 2006 Coated3"}},
	{"CGATS TR 005", "SWOP 2006, coated paper grade 5", []string{"TR005", "SWOP2006 Coated5", "SWOP 2006 Coated5"}},
	{"CGATS TR 006", "GRACoL 2006, coated paper grade 1", []string{"TR006", "GRACoL2006", "GRACoL 2006"}},
	{"CGATS21-2-CRPC1", "Universal cold-set newsprint", []string{"CRPC1"}},
	{"CGATS21-2-CRPC2", "Universal heat-set newsprint", []string{"CRPC2"}},
	{"CGATS21-2-CRPC3", "Universal premium uncoated paper", []string{"CRPC3", "GRACoL2013UNC"}},
	{"CGATS21-2-CRPC4", "Universal super-calendered paper", []string{"CRPC4"}},
	{"CGATS21-2-CRPC5", "Universal publication coated paper", []string{"CRPC5", "SWOP2013"}},
	{"CGATS21-2-CRPC6", "Universal premium coated paper", []string{"CRPC6", "GRACoL2013 CRPC6"}},
	{"CGATS21-2-CRPC7", "Universal extra-large gamut", []string{"CRPC7"}},
	{"JC200103", "Japan Color 2001, coated paper", []string{"Japan Color 2001 Coated"}},
	{"JC200104", "Japan Color 2001, uncoated paper", []string{"Japan Color 2001 Uncoated"}},
	{"JCN2002", "Japan Color 2002, newspaper", []string{"Japan Color 2002 Newspaper"}},
	{"JCW2003", "Japan Color 2003, web offset, coated paper", []string{"Japan Color 2003 Web Coated"}},
}

// families are the beginnings of registered names and the numbers that may follow;
// none: any text. The registry grows; its families hardly do.
var families = []struct {
	begin       string
	first, last int
}{
	{"FOGRA", 27, 60}, {"IFRA", 20, 40}, {"EUROSB", 100, 999}, {"CGATS TR 00", 1, 9}, {"CGATS TR00", 1, 9},
	{"CGATS21-2-CRPC", 1, 7}, {"JC20", 0, 999999},
	{"Ifra_", 0, 0}, {"JMPA", 0, 0}, {"APTEC", 0, 0}, {"SWOP", 0, 0}, {"PSR", 0, 0},
}

// Registered tells whether a name is that of a printing condition in the ICC's
// registry, and gives the condition. FOGRA39L, the name of the measurements, is
// FOGRA39.
func Registered(name string) (Condition, bool) {
	short := name
	if strings.HasPrefix(name, "FOGRA") {
		short = strings.TrimSuffix(name, "L")
	}
	for _, c := range conditions {
		if c.name == short {
			return Condition{c.name, c.title}, true
		}
	}
	for _, f := range families {
		rest, ok := strings.CutPrefix(short, f.begin)
		n, err := strconv.Atoi(rest)
		if ok && (f.last == 0 || err == nil && n >= f.first && n <= f.last) {
			return Condition{Name: short}, true
		}
	}
	return Condition{}, false
}

// Fits tells whether a profile's description goes with a printing condition: it
// holds the condition's name or one of the words known for it. It is a heuristic
// that errs towards false.
func Fits(condition, description string) bool {
	short := condition
	if c, ok := Registered(condition); ok {
		short = c.Name
	}
	words := []string{short}
	for _, c := range conditions {
		if c.name == short {
			words = append(words, c.alike...)
		}
	}
	in := plain(description)
	for _, w := range words {
		if w = plain(w); w != "" && holds(in, w) {
			return true
		}
	}
	return false
}

// holds tells whether a text holds a word that does not go on with a digit: FOGRA3
// is not in FOGRA39.
func holds(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		end := from + at + len(word)
		if end == len(text) || text[end] < '0' || text[end] > '9' {
			return true
		}
		from = end
	}
}

// plain takes out what is written now one way, now another: case, spaces and
// hyphens.
func plain(s string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToUpper(s))
}
