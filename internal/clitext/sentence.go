package clitext

// Sentences is what the command line says in one language. Names with a verb for
// fmt say in their comment what goes in.
type Sentences struct {
	// Help.
	About, Usage, Commands, Arguments, Flags, CommandWord, FlagsWord string
	MoreHelp                                                         string            // program name
	Help                                                             map[string]string // by key of the model
	// Usage errors.
	UsageError     string // message
	UnknownFlag    string // flag
	UnknownCommand string // word
	TooMany        string // word
	NoCommand      string // commands
	NoArgument     string // what is missing
	BadStandard    string // what was given
	BadFormat      string // what was given
	BadDPI         string // what was given, least, most
	NoDPI          string
	BadNext        string // what was given, most
	BadFrom        string // what was given
	NeedsValue     string // flag
	NoValue        string // flag
	BadLang        string // what was given
	DidYouMean     string // candidates
	Or             string // between candidates
	SeeHelp        string // command line
	Stop, Colon    string // between two sentences; before a detail
	// Severities.
	Error, Finding, Note string
	// Ends of a command.
	Built, BuiltDraft string // issue
	Painted           string // issue
	NotBuilt          string // issue
	NotBuiltNoIssue   string
	Checked           string // issue
	Counts            string // errors, findings, notes
	Cancelled         string
	Strict            string
	Fit, Unfit        string // file, standard, rules that pass, fail, warn, do not apply
	NoClaim           string // file, standard
	SameFile          string
	Statuses          map[string]string // verdicts of a preflight
	// Heads of the columns of the coming issues.
	DueIn                                               string // zone
	IssueDate, Number, WholeNumber, Folder, Manuscripts string

	Fault      string // panic value
	NotPrinted string // error
	Template   string // version
	// Progress.
	Phases  map[string]string
	Working string // phase
	// The list beside a draft.
	ListTitle string
	ListEmpty string
	// Notes of one code in one line: by code, with their number.
	Many      map[string]string
	ManyOther string // number, code
}

// In gives the sentences of a language.
func In(lang Lang) *Sentences {
	if lang == En {
		return &english
	}
	return &chinese
}

var chinese = Sentences{
	About:       "把中文报纸的来稿排成印刷 PDF 和 EPUB。",
	Usage:       "用法：",
	Commands:    "命令：",
	Arguments:   "参数：",
	Flags:       "选项：",
	CommandWord: "<命令>",
	FlagsWord:   "[选项]",
	MoreHelp:    "某个命令的说明：%s help <命令>",
	Help: map[string]string{
		"build":          "构建一期：排版，写出印刷 PDF 和 EPUB",
		"check_config":   "只检查配置、来稿和版位，不写文件",
		"preflight":      "按印厂的规则检查任何 PDF：合格退出码 0，不合格 1，读不了 2",
		"pictures":       "把一期的每一版画成图片，另画分享用的图片",
		"flag_format":    "各版的格式：png 或 svg；不写就是 png",
		"value_format":   "格式",
		"flag_dpi":       "PNG 每英寸的像素数，10 到 600；不写就是 150",
		"value_dpi":      "数",
		"arg_file":       "要检查的 PDF",
		"flag_rules":     "按这份配置的 [print]、[output]、[page]、[colour] 检查；不写就按印厂通常的要求",
		"flag_standard":  "标准：x1a 或 x4；不写就按配置，没有配置就按文件自称的",
		"flag_page":      "把给人看的报告（HTML）写到这个文件",
		"value_standard": "标准",
		"schedule":       "列出日程里后面各期：几时、第几期、来稿在哪里、到了没有",
		"flag_next":      "列几期；不写就是 10",
		"value_count":    "数",
		"flag_explain":   "用话解释配置里的日程与送达，指出哪里不对劲",
		"flag_from":      "从这一天算起，如 2027-01-01；不写就从现在算起",
		"value_date":     "日期",
		"version":        "显示版本，和 EPUB 的模板版本",
		"help":           "显示说明",
		"arg_issue":      "期次，即 sources 下的文件夹名；不写就用配置里的 build.issue",
		"arg_command":    "要看哪个命令的说明",
		"flag_help":      "显示说明",
		"flag_lang":      "说明与报告的语言：zh 或 en；不写就看 LC_ALL、LC_MESSAGES、LANG",
		"flag_json":      "在标准输出写一份供机器读的 JSON",
		"flag_quiet":     "只报告错误",
		"flag_config":    "配置文件；不写就用当前文件夹里的 config.toml",
		"flag_out":       "成品放进哪个文件夹；不写就用配置里的 build.out",
		"flag_draft":     "出校样：每版印“校样”二字，旁边附问题清单",
		"flag_strict":    "有待核的问题时以退出码 3 结束",
		"value_file":     "文件",
		"value_folder":   "文件夹",
		"value_lang":     "语言",
		"value_issue":    "期次",
		"value_command":  "命令",
	},
	UsageError:      "命令行有误：%s",
	UnknownFlag:     "没有 %s 这个选项",
	UnknownCommand:  "没有“%s”这个命令",
	TooMany:         "多出了“%s”",
	NoCommand:       "要写一个命令：%s",
	NoArgument:      "缺了 %s",
	BadStandard:     "没有“%s”这个标准：写 x1a 或 x4",
	BadFormat:       "没有“%s”这种格式：写 png 或 svg",
	NoDPI:           "SVG 没有分辨率：去掉 --dpi，或写 --format png",
	BadDPI:          "分辨率不能是“%s”：写 %d 到 %d 的整数",
	BadNext:         "列几期不能是“%s”：写 1 到 %d 的整数",
	BadFrom:         "“%s”不是日期：写成 2027-01-01 这样",
	NeedsValue:      "选项 %s 后面要写值",
	NoValue:         "选项 %s 不带值",
	BadLang:         "没有“%s”这种语言：写 zh 或 en",
	DidYouMean:      "是不是想写 %s？",
	Or:              " 或 ",
	SeeHelp:         "看说明：%s",
	Stop:            "。",
	Colon:           "：",
	Error:           "错误",
	Finding:         "待核",
	Note:            "提示",
	Built:           "%s 构建完成",
	BuiltDraft:      "%s 校样完成",
	Painted:         "%s 各版的图片完成",
	NotBuilt:        "%s 没有构建，原有成品未动",
	NotBuiltNoIssue: "没有构建，原有成品未动",
	Checked:         "%s 检查完毕",
	Counts:          "%d 个错误，%d 处待核，%d 处提示",
	Cancelled:       "已取消",
	Strict:          "有待核的问题，--strict 以退出码 3 结束",
	Fit:             "%s 合格（%s）：%d 条合格，%d 条不合格，%d 条注意，%d 条不涉及",
	Unfit:           "%s 不合格（%s）：%d 条合格，%d 条不合格，%d 条注意，%d 条不涉及",
	NoClaim:         "%s 没有自称合乎 PDF/X，按 %s 检查",
	SameFile:        "这正是要检查的文件，报告要写到别处",
	Statuses:        map[string]string{"pass": "合格", "fail": "不合格", "warn": "注意", "n/a": "不涉及"},
	DueIn:           "到时（%s）",
	IssueDate:       "报上日期",
	Number:          "期号",
	WholeNumber:     "总期号",
	Folder:          "文件夹",
	Manuscripts:     "来稿",
	Fault:           "程序内部出错：%v。请把这句话连同来稿与配置报告给我们",
	NotPrinted:      "结果写不出来：%v",
	Template:        "EPUB 模板 %s",
	Phases: map[string]string{
		"config": "读配置", "read": "读来稿", "place": "安排版位", "compose": "排版",
		"pdf": "写 PDF", "preflight": "印前检查", "reading": "写阅读版 PDF", "epub": "写 EPUB", "pictures": "画图片", "check": "检查", "release": "写入成品",
	},
	Working:   "正在%s……",
	ListTitle: "校样问题清单",
	ListEmpty: "没有问题。",
	Many: map[string]string{
		"half-width-punctuation":  "%d 处半角标点改为全角",
		"half-width-brackets":     "%d 处半角括号改为全角",
		"straight-quotes":         "%d 处直引号改为弯引号",
		"full-width-alphanumeric": "%d 处全角字母数字改为半角",
		"ellipsis-or-dash":        "%d 处省略号、破折号改为规范写法",
		"dot-or-wave":             "%d 处间隔号、连接号改为规范写法",
		"space":                   "%d 处空格删去或改为一个全角空",
		"space-beside-mark":       "%d 处标点旁的空格删去",
		"invisible-character":     "%d 个看不见的字符删去",
		"wrapped-line-joined":     "%d 处按行折断的地方接上",
		"column-cut-joined":       "%d 处被栏尾截断的段落接上",
		"duplicate-tail-removed":  "%d 处接排时重复的字删去",
		"article-flows":           "%d 篇稿件没有指定版位，按版式的 takes 排入",
		"marker":                  "%d 个标记已照办",
		"inline-mark":             "%d 处行内标记已照办",
		"note-sign":               "%d 处注号编了号",
		"table-mark":              "%d 处表格的分隔线已照办",
		"name-separator":          "%d 处名单里的顿号、逗号去掉，改为逐名对齐",
	},
	ManyOther: "%d 处提示（%s）",
}

var english = Sentences{
	About:       "Sets the manuscripts of a Chinese newspaper as a print PDF and an EPUB.",
	Usage:       "Usage:",
	Commands:    "Commands:",
	Arguments:   "Arguments:",
	Flags:       "Options:",
	CommandWord: "<command>",
	FlagsWord:   "[options]",
	MoreHelp:    "More on one command: %s help <command>",
	Help: map[string]string{
		"build":          "build an issue: set it and write the print PDF and the EPUB",
		"check_config":   "check configuration, manuscripts and places, write nothing",
		"preflight":      "check any PDF against a print shop's rules: exit code 0 if it passes, 1 if not, 2 if it cannot be read",
		"pictures":       "paint every page of an issue as a picture, and pictures for sharing the issue",
		"flag_format":    "format of the pages: png or svg; default: png",
		"value_format":   "FORMAT",
		"flag_dpi":       "pixels to the inch of a PNG, 10 to 600; default: 150",
		"value_dpi":      "NUMBER",
		"arg_file":       "PDF to check",
		"flag_rules":     "check by [print], [output], [page] and [colour] of this configuration; default: what print shops usually ask",
		"flag_standard":  "standard: x1a or x4; default: the configuration's, without one what the file says it is",
		"flag_page":      "write the readable report (HTML) to this file",
		"value_standard": "STANDARD",
		"schedule":       "list the coming issues of the schedule: when, which number, where the manuscripts belong and whether they are there",
		"flag_next":      "how many issues; default: 10",
		"value_count":    "NUMBER",
		"flag_explain":   "explain the schedule and the deliveries of the configuration in words, and what looks wrong",
		"flag_from":      "count from this day on, such as 2027-01-01; default: from now on",
		"value_date":     "DATE",
		"version":        "show the version, and that of the EPUB's templates",
		"help":           "show this help",
		"arg_issue":      "issue, a folder under sources; default: build.issue of the configuration",
		"arg_command":    "command to explain",
		"flag_help":      "show this help",
		"flag_lang":      "language of help and reports: zh or en; default: from LC_ALL, LC_MESSAGES, LANG",
		"flag_json":      "write one JSON document for machines to standard output",
		"flag_quiet":     "report errors only",
		"flag_config":    "configuration file; default: config.toml in the current folder",
		"flag_out":       "folder for finished issues; default: build.out of the configuration",
		"flag_draft":     "make a proof: 校样 on every page, and the list of findings beside it",
		"flag_strict":    "end with exit code 3 if there are findings",
		"value_file":     "FILE",
		"value_folder":   "FOLDER",
		"value_lang":     "LANGUAGE",
		"value_issue":    "issue",
		"value_command":  "command",
	},
	UsageError:      "bad command line: %s",
	UnknownFlag:     "there is no option %s",
	UnknownCommand:  "there is no command “%s”",
	TooMany:         "“%s” is one word too many",
	NoCommand:       "a command is needed: %s",
	NoArgument:      "%s is missing",
	BadStandard:     "there is no standard “%s”: write x1a or x4",
	BadFormat:       "there is no format “%s”: write png or svg",
	NoDPI:           "an SVG has no resolution: leave out --dpi, or write --format png",
	BadDPI:          "the resolution cannot be “%s”: write a whole number from %d to %d",
	BadNext:         "the number of issues cannot be “%s”: write a whole number from 1 to %d",
	BadFrom:         "“%s” is no date: write it like 2027-01-01",
	NeedsValue:      "option %s needs a value",
	NoValue:         "option %s takes no value",
	BadLang:         "there is no language “%s”: write zh or en",
	DidYouMean:      "did you mean %s?",
	Or:              " or ",
	SeeHelp:         "for help: %s",
	Stop:            "; ",
	Colon:           ": ",
	Error:           "error",
	Finding:         "finding",
	Note:            "note",
	Built:           "%s built",
	BuiltDraft:      "proof of %s built",
	Painted:         "pictures of the pages of %s made",
	NotBuilt:        "%s not built; what was there stays as it was",
	NotBuiltNoIssue: "nothing built; what was there stays as it was",
	Checked:         "%s checked",
	Counts:          "errors %d, findings %d, notes %d",
	Cancelled:       "cancelled",
	Strict:          "there are findings: --strict ends with exit code 3",
	Fit:             "%s passes (%s): passed %d, failed %d, warnings %d, not applicable %d",
	Unfit:           "%s fails (%s): passed %d, failed %d, warnings %d, not applicable %d",
	NoClaim:         "%s does not claim to be PDF/X; checked as %s",
	SameFile:        "this is the file to check; write the report somewhere else",
	Statuses:        map[string]string{"pass": "pass", "fail": "FAIL", "warn": "warn", "n/a": "n/a"},
	DueIn:           "due (%s)",
	IssueDate:       "date on it",
	Number:          "number",
	WholeNumber:     "whole number",
	Folder:          "folder",
	Manuscripts:     "manuscripts",
	Fault:           "the program is at fault: %v. Please report this sentence, with the manuscripts and the configuration",
	NotPrinted:      "the result cannot be written: %v",
	Template:        "EPUB templates %s",
	Phases: map[string]string{
		"config": "reading the configuration", "read": "reading the manuscripts", "place": "placing the articles",
		"compose": "setting the pages", "pdf": "writing the PDF", "preflight": "checking the PDF",
		"reading": "writing the reading PDF", "epub": "writing the EPUB", "pictures": "painting the pages",
		"check": "checking", "release": "releasing the files",
	},
	Working:   "%s …",
	ListTitle: "Findings of the proof",
	ListEmpty: "There are none.",
	Many: map[string]string{
		"half-width-punctuation":  "%d half-width marks became full-width",
		"half-width-brackets":     "%d half-width brackets became full-width",
		"straight-quotes":         "%d straight quotes became curly",
		"full-width-alphanumeric": "%d full-width letters and digits became half-width",
		"ellipsis-or-dash":        "%d ellipses and dashes were brought into form",
		"dot-or-wave":             "%d middle dots and wave dashes were brought into form",
		"space":                   "%d spaces were removed or became one full em",
		"space-beside-mark":       "%d spaces beside marks were removed",
		"invisible-character":     "%d invisible characters were removed",
		"wrapped-line-joined":     "%d wrapped lines were joined",
		"column-cut-joined":       "%d paragraphs cut by a column foot were joined",
		"duplicate-tail-removed":  "%d doubled tails at joints were removed",
		"article-flows":           "%d articles have no place of their own and flow into the frames that take them",
		"marker":                  "%d markers were obeyed",
		"table-mark":              "%d lines that part cells of tables were obeyed",
		"inline-mark":             "%d inline marks were obeyed",
		"note-sign":               "%d signs of notes were numbered",
		"name-separator":          "%d marks between names were taken out; the names stand in columns",
	},
	ManyOther: "%d notes (%s)",
}
