package preflight

import (
	"bytes"
	"encoding/json"
	"math"

	"banxin/internal/diag"
)

// jsonSchema counts the changes of the JSON report that take something away or give
// it another meaning.
const jsonSchema = 1

// Subject is what a report is about.
type Subject struct {
	Program string // that made the report
	File    string // base name
	SHA256  string // hexadecimal
}

type jsonReport struct {
	Schema   int          `json:"schema"`
	Program  string       `json:"program"`
	File     string       `json:"file"`
	SHA256   string       `json:"sha256"`
	Standard string       `json:"standard"` // asked for
	Claimed  string       `json:"claimed"`  // by the file; empty: none
	OK       bool         `json:"ok"`
	Counts   jsonCounts   `json:"counts"`
	Version  string       `json:"pdf_version"`
	Bytes    int          `json:"bytes"`
	Pages    int          `json:"pages"`
	Trims    []jsonSize   `json:"trims"`
	Intent   jsonIntent   `json:"output_intent"`
	Fonts    []jsonFont   `json:"fonts"`
	Inks     []jsonInks   `json:"inks"`
	Notes    []jsonText   `json:"notes"`
	Rules    []jsonResult `json:"rules"`
}

type jsonCounts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Warn          int `json:"warn"`
	NotApplicable int `json:"not_applicable"`
}

type jsonSize struct {
	W float64 `json:"width_mm"`
	H float64 `json:"height_mm"`
}

type jsonIntent struct {
	Condition string `json:"identifier"`
	Registry  string `json:"registry,omitempty"`
	Profile   string `json:"profile,omitempty"`
	Space     string `json:"space,omitempty"`
	ICC       string `json:"icc_version,omitempty"`
	Bytes     int    `json:"profile_bytes"`
}

type jsonFont struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Codes  int    `json:"codes_drawn"`
	Glyphs int    `json:"glyphs"`
}

type jsonInks struct {
	Page    int      `json:"page"`
	Inks    []string `json:"inks"`
	Outside []string `json:"outside_bleed"`
	Sum     float64  `json:"highest_sum_percent"`
}

type jsonText struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

type jsonResult struct {
	Rule    string     `json:"rule"`
	Status  Status     `json:"status"`
	Title   jsonText   `json:"title"`
	Origin  string     `json:"origin"`
	Figure  string     `json:"figure,omitempty"`
	Count   int        `json:"count"`
	Details []jsonText `json:"details"`
}

// JSON writes the report out, for programs.
func (r *Report) JSON(about Subject) ([]byte, error) {
	out := jsonReport{
		Schema: jsonSchema, Program: about.Program, File: about.File, SHA256: about.SHA256,
		Standard: r.Standard.Version(), Claimed: r.Claimed, OK: r.OK(),
		Counts:  jsonCounts{r.Count(Pass), r.Count(Fail), r.Count(Warn), r.Count(NotApplicable)},
		Version: r.Version, Bytes: r.Bytes, Pages: r.Pages, Trims: []jsonSize{}, Intent: jsonIntent(r.Intent),
		Fonts: []jsonFont{}, Inks: []jsonInks{}, Notes: jsonTexts(r.Notes), Rules: []jsonResult{},
	}
	for _, s := range r.Trims {
		out.Trims = append(out.Trims, jsonSize(s))
	}
	for _, f := range r.Fonts {
		out.Fonts = append(out.Fonts, jsonFont(f))
	}
	for _, p := range r.Inks {
		out.Inks = append(out.Inks, jsonInks{p.Page, append([]string{}, p.Inks...), append([]string{}, p.Outside...), math.Round(10*p.Sum) / 10})
	}
	for _, o := range r.Outcomes {
		out.Rules = append(out.Rules, jsonResult{o.Rule.ID, o.Status, jsonText(o.Rule.Title), o.Rule.Origin, o.Figure, o.Count, jsonTexts(o.Details)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(out)
	return b.Bytes(), err
}

func jsonTexts(in []diag.Text) []jsonText {
	out := []jsonText{}
	for _, t := range in {
		out = append(out, jsonText(t))
	}
	return out
}
