package epub

import _ "embed" // for issue.css

// stylesheet is the one stylesheet of the edition. It follows a reader into a dark
// scheme, and sets no colours, no font on body or p and no absolute sizes, so that the
// reader's own settings rule. What fonts the edition carries, styled adds.
//
//go:embed issue.css
var stylesheet string

// cssName is the stylesheet's file name under css/.
const cssName = "issue.css"
