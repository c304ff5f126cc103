package main

import (
	"banxin/internal/diag"
	"banxin/internal/epub"
	"banxin/internal/press"
)

// schemaVersion counts the changes of document that take something away or give
// it another meaning.
const schemaVersion = 1

// document is what --json writes.
type document struct {
	Schema   int       `json:"schema"`
	Program  string    `json:"program"`
	Version  string    `json:"version"`
	Template string    `json:"epub_template"` // version of the markup that [accessibility] names
	Command  string    `json:"command,omitempty"`
	Issue    string    `json:"issue"`
	Draft    bool      `json:"draft"`
	Verdict  string    `json:"verdict"` // clean, findings, bad-config, bad-usage, failed
	Exit     int       `json:"exit"`
	Error    string    `json:"error,omitempty"` // bad-usage: what is wrong, in the language chosen
	Counts   counts    `json:"counts"`
	Findings []finding `json:"findings"` // every diagnostic, notes and errors too
	Dir      string    `json:"dir"`      // empty: nothing was released
	Files    []file    `json:"files"`
	// Furniture is every piece of text on the pages that is not of a manuscript,
	// in page order.
	Furniture []string `json:"furniture"`
	Frames    []frame  `json:"frames"` // how well each is filled
	Cuts      []cut    `json:"cuts"`   // column cuts of the original, and where they fell
	Phases    []phase  `json:"phases"`
}

type counts struct {
	Errors   int `json:"errors"`
	Findings int `json:"findings"`
	Notes    int `json:"notes"`
}

type finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`   // 0: the file as a whole
	Column   int    `json:"column"` // in characters; 0: the line as a whole
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  text   `json:"message"`
	Hints    []text `json:"hints"`
}

type text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

type file struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// frame: lines are those of one column.
type frame struct {
	Page     string `json:"page"`
	Template string `json:"template"`
	Frame    string `json:"frame"`
	Columns  int    `json:"columns"`
	Articles int    `json:"articles"`
	Rows     int    `json:"rows"`  // height of the bodies in grid lines
	Under    int    `json:"under"` // lines there is room for yet
	Over     int    `json:"over"`  // lines there was no room for
}

type cut struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // that ends at the cut
	Page   string `json:"page"` // of the nearest column end; empty: none
	Frame  string `json:"frame"`
	Column int    `json:"column"`
	Off    int    `json:"off"` // characters by which our column ends later
}

type phase struct {
	Name         string  `json:"name"`
	Milliseconds float64 `json:"ms"`
}

func newDocument(command string, res *press.Result, draft bool, code int) document {
	d := failure(string(res.Verdict), "", code)
	d.Command, d.Issue, d.Draft, d.Dir = command, res.IssueID, draft, res.Dir
	d.Counts = counts{res.Diagnostics.Count(diag.Error), res.Diagnostics.Count(diag.Finding), res.Diagnostics.Count(diag.Note)}
	for _, x := range res.Diagnostics {
		f := finding{
			File: x.Pos.File, Line: x.Pos.Line, Column: x.Pos.Col,
			Severity: x.Severity.String(), Code: x.Code, Message: text(x.Message), Hints: []text{},
		}
		for _, h := range x.Hints {
			f.Hints = append(f.Hints, text(h))
		}
		d.Findings = append(d.Findings, f)
	}
	for _, x := range res.Files {
		d.Files = append(d.Files, file(x))
	}
	d.Furniture = append(d.Furniture, res.Furniture...)
	for _, x := range res.Frames {
		d.Frames = append(d.Frames, frame(x))
	}
	for _, x := range res.Cuts {
		d.Cuts = append(d.Cuts, cut{x.Pos.File, x.Pos.Line, x.Page, x.Frame, x.Column, x.Off})
	}
	for _, x := range res.Phases {
		d.Phases = append(d.Phases, phase{x.Name, float64(x.Duration.Microseconds()) / 1000})
	}
	return d
}

// failure is a document about a command that has no result.
func failure(verdict, message string, code int) document {
	return document{
		Schema: schemaVersion, Program: "banxin", Version: version, Template: epub.TemplateVersion(), Verdict: verdict, Exit: code, Error: message,
		Findings: []finding{}, Files: []file{}, Furniture: []string{}, Frames: []frame{}, Cuts: []cut{}, Phases: []phase{},
	}
}
