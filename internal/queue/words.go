package queue

import (
	"net/url"
	"strings"

	"banxin/internal/diag"
)

// words gives the words of an error for the history: in Chinese where it has them.
func words(err error) string { return diag.Words(err).Zh }

// publicURL gives the address under which a blob of the store is public.
func (s *Service) publicURL(key string) string {
	parts := strings.Split(key, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.TrimSuffix(s.opt.Service.Address, "/") + "/" + strings.Join(parts, "/")
}
