package press

import (
	"maps"
	"slices"
	"strings"

	"banxin/internal/config"
)

// vars gives the facts of an issue that furniture names in braces.
func vars(cfg *config.Config, iss *config.Issue) map[string]string {
	return map[string]string{
		"name": cfg.Publication.Name, "number": iss.Number, "whole_number": iss.WholeNumber,
		"date": cfg.FormatDate(iss.Date), "weekday": cfg.FormatWeekday(iss.Date),
	}
}

// documentTitle names the issue in the PDF: publication, number and date.
func documentTitle(cfg *config.Config, iss *config.Issue) string {
	parts := []string{cfg.Publication.Name}
	if iss.Number != "" {
		parts = append(parts, "第"+iss.Number+"期")
	}
	return strings.Join(append(parts, cfg.FormatDate(iss.Date)), " ")
}

// sortedKeys gives the keys of a table in an order that does not depend on the map.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
