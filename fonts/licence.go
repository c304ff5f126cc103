package fonts

import _ "embed" // the licences

var (
	//go:embed OFL-LXGWWenKai.txt
	oflLXGWWenKai string
	//go:embed OFL-NotoSansSC.txt
	oflNotoSansSC string
	//go:embed OFL-NotoSerifSC.txt
	oflNotoSerifSC string
)

// LicenceText gives the whole licence of an embedded face by its PostScript name, in
// English, as it has to go with every copy; empty for other names.
func LicenceText(name string) string {
	return map[string]string{
		"LXGWWenKai-Regular": oflLXGWWenKai, "NotoSansSC-Bold": oflNotoSansSC,
		"NotoSerifSC-Bold": oflNotoSerifSC, "NotoSerifSC-Regular": oflNotoSerifSC,
	}[name]
}
