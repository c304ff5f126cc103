package epub

import (
	"bytes"
	"strings"
	"testing"
)

// TestVerifierRefuses changes one thing in a good edition at a time.
func TestVerifierRefuses(t *testing.T) {
	t.Parallel()
	good := mustWrite(t, example(), Options{})
	const article = "EPUB/xhtml/p01-a01.xhtml"
	inArticle := func(markup string) func(map[string]string) {
		return func(f map[string]string) {
			f[article] = strings.Replace(f[article], "</article>", markup+"</article>", 1)
		}
	}
	replace := func(path, old, new string) func(map[string]string) {
		return func(f map[string]string) {
			if !strings.Contains(f[path], old) {
				t.Errorf("%s has no %q", path, old)
			}
			f[path] = strings.Replace(f[path], old, new, 1)
		}
	}
	for name, tc := range map[string]struct {
		change func(map[string]string)
		want   string
	}{
		"named entity":         {inArticle("&nbsp;"), "invalid character entity"},
		"control character":    {inArticle("\x0b"), "illegal character code U+000B"},
		"open element":         {inArticle("<p>甲<br></p>"), "closed by"},
		"bare ampersand":       {inArticle("a & b"), "invalid character entity"},
		"cdata end":            {inArticle("]]>"), "]]>"},
		"not UTF-8":            {inArticle("\xff"), "invalid UTF-8"},
		"unknown prefix":       {inArticle(`<p x:y="1">甲</p>`), "unknown name space"},
		"unknown element":      {inArticle(`<x:p>甲</x:p>`), "unknown name space"},
		"attribute twice":      {inArticle(`<p class="a" class="b">甲</p>`), "twice"},
		"id twice":             {inArticle(`<p id="p01-a01">甲</p>`), "stands twice"},
		"comment":              {inArticle(`<!-- 甲 -->`), "comment"},
		"second root":          {func(f map[string]string) { f[article] += "<html xmlns='http://www.w3.org/1999/xhtml'/>" }, "second root"},
		"text behind":          {func(f map[string]string) { f[article] += "甲" }, "outside the root"},
		"doctype with entity":  {replace(article, "<!DOCTYPE html>", `<!DOCTYPE html [<!ENTITY x "y">]>`), "directive"},
		"image without alt":    {inArticle(`<img src="../css/issue.css"/>`), "no alt"},
		"script":               {inArticle(`<script></script>`), "a <script>"},
		"inline SVG":           {inArticle(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`), "a <svg>"},
		"inline MathML":        {inArticle(`<math xmlns="http://www.w3.org/1998/Math/MathML"></math>`), "a <math>"},
		"remote image":         {inArticle(`<img alt="" src="https://example.org/a.png"/>`), "out of the book"},
		"remote frame":         {inArticle(`<iframe src="https://example.org/"></iframe>`), "may not have a src"},
		"link to nothing":      {inArticle(`<a href="p09.xhtml">甲</a>`), "not there"},
		"link to no id":        {inArticle(`<a href="p01.xhtml#x">甲</a>`), "an id that is not there"},
		"script link":          {inArticle(`<a href="javascript:x">甲</a>`), "out of the book"},
		"link without text":    {inArticle(`<a href="p01.xhtml"> </a>`), "has no text"},
		"label of nothing":     {inArticle(`<p aria-labelledby="x">甲</p>`), "points nowhere"},
		"skipped heading":      {inArticle(`<h4>甲</h4>`), "from 2 to 4"},
		"no language":          {replace(article, ` lang="zh-Hans"`, ""), "xml:lang"},
		"empty title":          {replace(article, "<title>良田连片　机声入画　农事正忙", "<title>"), "has no text"},
		"not in manifest":      {func(f map[string]string) { f["EPUB/x.css"] = "a{}" }, "not in the manifest"},
		"missing file":         {func(f map[string]string) { delete(f, cssPath) }, "not in the zip"},
		"media type":           {replace(packagePath, `media-type="text/css"`, `media-type="text/plain"`), `as "text/plain"`},
		"row twice":            {replace(packagePath, `href="toc.ncx" media-type="application/x-dtbncx+xml"`, `href="css/issue.css" media-type="text/css"`), "twice"},
		"spine of nothing":     {replace(packagePath, `idref="p01.xhtml"`, `idref="x"`), `has "x"`},
		"spine twice":          {replace(packagePath, `idref="p01.xhtml"`, `idref="p02.xhtml"`), "stands twice"},
		"nav not read":         {replace(packagePath, `<itemref idref="nav"/>`, ""), "not in the spine"},
		"no nav":               {replace(packagePath, ` properties="nav"`, ""), "navigation document"},
		"contents out of step": {replace(navPath, `<li><a href="xhtml/cover.xhtml">封面</a></li>`, `<li><a href="xhtml/colophon.xhtml">封面</a></li>`), "out of reading order"},
		"no contents":          {replace(navPath, `epub:type="toc"`, `epub:type="x"`), "contents is empty"},
		"two dates":            {replace(packagePath, "</metadata>", `<meta property="dcterms:modified">2026-03-05T00:30:00Z</meta></metadata>`), "2 dates"},
		"no identifier":        {replace(packagePath, `id="pub-id"`, `id="pub"`), "no identifier"},
		"no title":             {replace(packagePath, `<dc:title id="title">《江海新报》2026年第12期（总第340期）`, `<dc:title id="title">`), "dc:title"},
		"other uid":            {replace(ncxPath, `content="urn:uuid:`, `content="urn:uuid:0`), "dtb:uid"},
		"refines nothing":      {replace(packagePath, `refines="#title"`, `refines="#x"`), "points nowhere"},
		"no container":         {func(f map[string]string) { delete(f, containerPath) }, "no META-INF/container.xml"},
		"no package":           {replace(containerPath, "package.opf", "x.opf"), "x.opf"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := verify(repack(t, good, tc.change))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want %q", err, tc.want)
			}
		})
	}
	if err := verify(repack(t, good, func(map[string]string) {})); err != nil {
		t.Errorf("the good edition: %v", err)
	}
}

// TestVerifierRefusesMimetype: Java's streaming reader refuses what go-epub writes.
func TestVerifierRefusesMimetype(t *testing.T) {
	t.Parallel()
	raw, err := stage(plan(example(), Options{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(raw); err == nil || !strings.Contains(err.Error(), "mimetype has flags 0x8") {
		t.Errorf("go-epub's own zip: %v", err)
	}
	good := mustWrite(t, example(), Options{})
	for want, data := range map[string][]byte{
		"is no zip":         nil,
		"bytes, more than":  append(bytes.Clone(good), make([]byte, maxBytes)...),
		"the edition is no": good[:40],
		"does not begin":    append([]byte("PK\x03\x04"), good[100:]...),
		"open zip":          good[:len(good)-40],
	} {
		if err := verify(data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
