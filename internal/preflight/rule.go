package preflight

import (
	"slices"

	"banxin/internal/diag"
)

// Rule is one thing that a check looks at.
type Rule struct {
	ID        string // stable, such as "BOX-TRIM"
	Title     diag.Text
	Origin    string     // ISO: the standard; PDF: the PDF Reference; SHOP: a print shop's own rule; or two of them
	Standards []Standard // those that ask for it
	Warn      bool       // breaking it is a warning alone
}

// Rules gives all rules, in the order of reports.
func Rules() []Rule { return slices.Clone(rules) }

var (
	both = []Standard{X1a, X4}
	isX1 = []Standard{X1a}
	isX4 = []Standard{X4}
)

// ruleIndex finds a rule by its ID.
var ruleIndex = func() map[string]int {
	index := map[string]int{}
	for i, r := range rules {
		index[r.ID] = i
	}
	return index
}()

// rules are those of the file and what it says about itself; artRules those of
// what it paints.
var rules = slices.Concat(fileRules, artRules)

var fileRules = []Rule{
	{"FILE-HEADER", diag.Text{Zh: "文件头版本：X-1a 不高于 1.4，X-4 不高于 1.6", En: "header version at most 1.4 (X-1a), 1.6 (X-4)"}, "ISO", both, false},
	{"FILE-BINMARK", diag.Text{Zh: "第二行是二进制标记注释", En: "the second line is a comment of binary characters"}, "PDF", both, false},
	{"FILE-ENCRYPT", diag.Text{Zh: "没有加密", En: "no encryption"}, "ISO", both, false},
	{"FILE-ID", diag.Text{Zh: "文件标识 ID 为两个非空字符串", En: "trailer ID of two non-empty strings"}, "ISO", both, false},
	{"FILE-SYNTAX", diag.Text{Zh: "语法完好，无须修复", En: "syntax in order, nothing to repair"}, "PDF", both, false},
	{"FILE-XREF", diag.Text{Zh: "X-1a：没有对象流和交叉引用流", En: "X-1a: no object streams or cross-reference streams"}, "ISO", isX1, false},
	{"FILE-ORPHANS", diag.Text{Zh: "没有无人引用的对象", En: "no object that nothing refers to"}, "SHOP", both, false},
	{"FILE-REVISIONS", diag.Text{Zh: "只有一个版本，文件尾后没有多余字节", En: "one revision, nothing after its end"}, "SHOP", both, false},
	{"FILE-SIZE", diag.Text{Zh: "文件不超过规定大小", En: "file within the size asked for"}, "SHOP", both, false},
	{"FILE-FILTERS", diag.Text{Zh: "压缩方式合规：没有 LZW、Crypt；X-1a 没有 JBIG2、JPEG 2000", En: "filters allowed: no LZW, no Crypt; X-1a: no JBIG2, no JPEG 2000"}, "ISO", both, false},
	{"FILE-EXTERNAL", diag.Text{Zh: "数据流不引用外部文件", En: "no stream data in other files"}, "ISO", both, false},
	{"FILE-EMBEDDED", diag.Text{Zh: "没有附件", En: "no embedded files"}, "ISO+SHOP", both, false},
	{"ID-INFO", diag.Text{Zh: "Info 标明 PDF/X 版本", En: "Info names the version of PDF/X"}, "ISO", both, false},
	{"ID-XMP", diag.Text{Zh: "XMP 标明 PDF/X 版本", En: "XMP names the version of PDF/X"}, "ISO", both, false},
	{"META-INFO", diag.Text{Zh: "X-1a：Info 有标题、创建与修改日期", En: "X-1a: Info has title, creation and modification date"}, "ISO", isX1, false},
	{"META-XMP", diag.Text{Zh: "X-4：XMP 有标题、各日期、文件标识、陷印状态", En: "X-4: XMP has title, dates, document identifiers, trapping"}, "ISO", isX4, false},
	{"META-WELLFORMED", diag.Text{Zh: "XMP 格式完好、未压缩", En: "XMP is well-formed and not compressed"}, "ISO+PDF", both, false},
	{"META-MATCH", diag.Text{Zh: "Info 与 XMP 一致", En: "Info and XMP agree"}, "ISO", both, false},
	{"META-DATES", diag.Text{Zh: "日期完整，带时区，先创建后修改", En: "dates complete, with zone, created before modified"}, "ISO+PDF", both, false},
	{"META-TRAPPED", diag.Text{Zh: "陷印状态为 True 或 False", En: "Trapped is True or False"}, "ISO", both, false},
	{"META-REC", diag.Text{Zh: "写明编制软件、作者、语言", En: "creator, producer, author and language are named"}, "SHOP", both, true},
	{"OI-ONE", diag.Text{Zh: "恰有一个 PDF/X 输出意图", En: "exactly one output intent of PDF/X"}, "ISO", both, false},
	{"OI-COND", diag.Text{Zh: "输出意图写明印刷条件", En: "the output intent names its printing condition"}, "ISO", both, false},
	{"OI-PROFILE", diag.Text{Zh: "嵌入输出特性文件；X-1a 也可用登记在册的印刷条件", En: "output profile embedded; X-1a: or a registered condition"}, "ISO", both, false},
	{"OI-INFO", diag.Text{Zh: "未登记的印刷条件有说明", En: "a condition not registered is described"}, "ISO", both, false},
	{"OI-REGISTRY", diag.Text{Zh: "登记处与印刷条件相符", En: "registry and condition belong together"}, "ISO", both, false},
	{"OI-ICC", diag.Text{Zh: "特性文件完好，为 CMYK 输出设备，版本合规", En: "profile in order, of a CMYK output device, of an allowed version"}, "ISO", both, false},
	{"OI-MATCH", diag.Text{Zh: "特性文件与印刷条件相符", En: "profile and condition belong together"}, "SHOP", both, true},
	{"OI-EXPECT", diag.Text{Zh: "印刷条件是印厂要的那一个", En: "the condition is the one asked for"}, "SHOP", both, false},
	{"OI-OTHERS", diag.Text{Zh: "其他输出意图用同一特性文件，不引用外部特性文件", En: "other intents share the profile; none is external"}, "ISO", both, false},
	{"BOX-MEDIA", diag.Text{Zh: "每页有 MediaBox", En: "MediaBox on each page"}, "PDF", both, false},
	{"BOX-TRIM", diag.Text{Zh: "每页有 TrimBox 或 ArtBox，不并存", En: "TrimBox or ArtBox on each page, never both"}, "ISO", both, false},
	{"BOX-NEST", diag.Text{Zh: "成品框在出血框内，出血框在页面框内", En: "trim inside bleed inside media box"}, "ISO", both, false},
	{"BOX-BLEED", diag.Text{Zh: "四边出血足够", En: "enough bleed on every side"}, "SHOP", both, false},
	{"BOX-SAME", diag.Text{Zh: "各页成品尺寸相同，不旋转，不缩放", En: "all pages of one trimmed size, not turned, not scaled"}, "SHOP", both, false},
	{"BOX-COUNT", diag.Text{Zh: "页数是规定数的倍数", En: "the number of pages is a multiple of the one asked for"}, "SHOP", both, false},
	{"PAGE-PRESEP", diag.Text{Zh: "没有预分色页和替换放映", En: "no pre-separated pages, no alternate presentations"}, "ISO", both, false},
	{"PAGE-VIEWPREF", diag.Text{Zh: "显示与打印区域设置合规", En: "viewing and printing areas as allowed"}, "ISO", both, false},
	{"PAGE-ANNOT", diag.Text{Zh: "批注不在出血框内", En: "no annotations inside the bleed"}, "ISO", both, false},
	{"PAGE-ANNOT-NONE", diag.Text{Zh: "没有批注和表单", En: "no annotations and no form at all"}, "SHOP", both, false},
	{"DOC-ACTIONS", diag.Text{Zh: "没有动作和脚本", En: "no actions and no JavaScript"}, "ISO", both, false},
	{"DOC-OCG", diag.Text{Zh: "没有图层", En: "no optional content"}, "ISO+SHOP", both, false},
}
