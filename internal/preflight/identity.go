package preflight

import "strings"

// claim reads which version of PDF/X the file says it is: in Info as X-1a asks, in
// XMP as X-4 does; empty: none.
func (c *checker) claim() string {
	if v := c.meta.info["GTS_PDFXVersion"]; v != "" {
		return v
	}
	if v := c.meta.xmp["pdfxid:GTS_PDFXVersion"]; v != "" {
		return v
	}
	return c.meta.xmp["pdfx:GTS_PDFXVersion"]
}

// claimedStandard is the standard that the claim stands for, X1a if there is none.
func (c *checker) claimedStandard() Standard {
	if strings.HasPrefix(c.claimed, "PDF/X-4") {
		return X4
	}
	return X1a
}

// checkIdentity asks ID-*.
func (c *checker) checkIdentity() {
	c.saw("ID-INFO")
	want := c.opt.Standard.Version()
	have, there := c.meta.info["GTS_PDFXVersion"]
	if (!c.x4 || there) && have != want {
		c.breach("ID-INFO", "%q，应为 %q", "%q, not %q", have, want)
	}
	if c.x4 {
		c.saw("ID-XMP")
		if v := c.meta.xmp["pdfxid:GTS_PDFXVersion"]; v != want {
			c.breach("ID-XMP", "pdfxid:GTS_PDFXVersion 为 %q，应为 %q", "pdfxid:GTS_PDFXVersion %q, not %q", v, want)
		}
		return
	}
	for _, k := range []string{"pdfx:GTS_PDFXVersion", "pdfxid:GTS_PDFXVersion"} {
		v, ok := c.meta.xmp[k]
		if ok {
			c.saw("ID-XMP")
		}
		if ok && v != want {
			c.breach("ID-XMP", "%s 为 %q，应为 %q", "%s %q, not %q", k, v, want)
		}
	}
}
