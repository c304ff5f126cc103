package epub

import (
	"crypto/sha1"
	"encoding/hex"

	"banxin/internal/issue"
)

// uuid is a universally unique identifier in network byte order (RFC 9562).
type uuid [16]byte

// publicationSpace is the name space in which publications are named. It is an
// arbitrary constant: changing it renames every issue ever made.
var publicationSpace = uuid{0x5b, 0x1d, 0x0f, 0x5e, 0x3c, 0x62, 0x4f, 0x0a, 0x9d, 0x67, 0x2e, 0x41, 0x8a, 0x90, 0xc7, 0x13}

// named gives the version 5 UUID of a name in a space (RFC 9562 §5.5).
func named(space uuid, name string) uuid {
	sum := sha1.Sum(append(space[:], name...))
	u := uuid(sum[:16])
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return u
}

// String writes the UUID in its canonical form.
func (u uuid) String() string {
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// identify gives the identifier of an edition of an issue ("issue/2021-01-15", or
// "print/…" for the printed one), the same for every revision. The
// publication's own identifier names the serial: it tells one publication from
// another of the same name, but is never the identifier of an issue.
func identify(p issue.Publication, what string) string {
	name := "name/" + p.Name
	if p.Identifier != "" {
		name = "identifier/" + p.Identifier
	}
	return "urn:uuid:" + named(named(publicationSpace, name), what).String()
}

// Identifier gives the dc:identifier of an issue's EPUB, the same for every revision.
func Identifier(iss *issue.Issue) string { return identify(iss.Publication, "issue/"+iss.ID) }
