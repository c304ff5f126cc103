package manuscript

import (
	"fmt"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// outline gives the parts of a model by one letter each: K kicker, O overline, H
// headline, D deck, L lead, P paragraph, I item, N names, B byline, Q note for a
// QR code, T table; a cut is + after its block, articles are parted by a space, sections
// by a bar.
func outline(text string) string {
	result, _ := Read("m.txt", []byte(text), Options{})
	var sections []string
	for _, s := range result.Sections {
		var articles []string
		for i := range s.Articles {
			articles = append(articles, outlineArticle(&s.Articles[i]))
		}
		sections = append(sections, strings.Join(articles, " "))
	}
	return strings.Join(sections, "|")
}

func outlineArticle(a *issue.Article) string {
	s := ""
	for _, part := range []struct {
		letter string
		there  bool
	}{{"K", len(a.Kicker) > 0}, {"O", len(a.Overline) > 0}, {"H", len(a.Headline) > 0}, {"D", len(a.Deck) > 0}} {
		if part.there {
			s += part.letter
		}
	}
	for _, b := range a.Blocks {
		s += "LPINBQT"[b.Kind:b.Kind+1] + strings.Repeat("+", len(b.Cuts))
	}
	return s
}

// TestOutlines reads short manuscripts that each turn on one rule. Lines are
// parted by / here, a double // is a blank line more.
func TestOutlines(t *testing.T) {
	t.Parallel()
	body := "全区各级干部要真抓实干，确保各项任务落到实处。"
	for _, c := range []struct{ name, text, want string }{
		{"kicker", "区长王晶：/高点定位 争当先锋/" + body, "KHP"},
		{"greeting", "致全区市民的一封信/各位市民：/" + body, "HPP"},
		{"introduction", "工作要点/" + body + "/具体分工如下：/一、抓项目/二、抓民生", "HPPII"},
		{"question as headline", "谁来守护老人的餐桌？/" + body + "/老旧小区怎样加装电梯？/" + body, "HP HP"},
		{"slogans of one length", "标语口号/坚持人民至上的发展思想，奋力谱写新篇章/推进长江经济带绿色发展，建设美丽新家园/贯彻落实全会精神部署，开启现代化新征程/弘扬爱国奋斗务实精神，争当发展的排头兵", "HPPPP"},
		{"meetings of one length", "会议日程/10日上午9:00，政协全体会议在更俗剧院举行/11日上午9:00，政协全体会议在更俗剧院举行/12日上午9:00，政协全体会议在更俗剧院举行/13日上午9:00，政协全体会议在更俗剧院举行", "HPPPP"},
		{"interview", "委员访谈/问：今年有什么打算？/答：" + body + "/问：困难是什么？/答：继续努力！/记者：谢谢您！", "HPPPPP"},
		{"pieces counted", "记者手记三则/" + body, "HP"},
		{"rhetorical paragraph", "夜访社区/" + body + "/这是为什么？/" + body, "HPPP"},
		{"notice", "义务植树通知/一、活动时间/3月12日上午9时/二、活动地点/狼山脚下/南门广场/三、联系人/王伟，电话85512345", "HIPIPPIP"},
		{"notice, then a list of its own", "义务植树通知/一、活动时间/3月12日上午9时/注意事项/1. 自带水杯/2. 穿防滑鞋", "HIP HII"},
		{"item and next article", "工作要点/一、抓项目/二、抓民生/狼山镇开展慰问/" + body, "HIIPP"},
		{"item and next article with a gap", "工作要点/一、抓项目/二、抓民生/狼山镇开展慰问 社区暖意融融/" + body, "HII HP"},
		{"whole item and next article", "工作要点/一、抓项目。/二、抓民生。/狼山镇开展慰问/" + body, "HII HP"},
		{"afterword", "春雨/" + body + "/（作者系本报读者）/夏夜纳凉/" + body, "HPP HP"},
		{"afterword under a byline", "春雨/" + body + "/王伟/（作者系本报读者）/夏夜纳凉/" + body, "HPBP HP"},
		{"headline in brackets", "春雨/" + body + "/（组诗）春天（外一首）/" + body, "HP HP"},
		{"deck", "高点定位 争当先锋/——崇川区工作纪实/" + body, "HDP"},
		{"source of a quotation", "高点定位 争当先锋/" + body + "/——选自《崇川志》", "HPP"},
		{"overline", "在全区工作会议上黄卫锋强调/高点定位 争当先锋/" + body, "OHP"},
		{"remark", "崇川区文明公约/（2021年1月14日）/" + body, "HDP"},
		{"two lines", "高点定位谋发展/真抓实干开新局/" + body, "HP"},
		{"byline on top", "崇川区召开会议/本报记者 王伟/" + body + "/" + body, "HBPP"},
		{"byline above the first headline", "本报记者 王伟/崇川区召开会议/" + body, "HBP"},
		{"byline between articles", "崇川区召开会议/" + body + "/王伟/狼山镇开展慰问/" + body + "/李晓明", "HPB HPB"},
		{"photographer", "崇川区召开会议/" + body + "/文/王伟 图/李晓明", "HPB"},
		{"QR note and next article", "崇川区召开会议/" + body + "/请扫描二维码观看视频/狼山镇开展慰问/" + body, "HPQ HP"},
		{"QR in body", "崇川区启用健康码/市民扫描二维码即可登记，无需排队。全区已设登记点120处。/" + body, "HPP"},
		{"names", "表彰名单/王伟 李晓明 陈静/赵敏、钱进、孙亚东", "HN"},
		{"names inside a sentence", "崇川区召开会议/出席会议的有王伟、/李晓明、陈静/" + body, "HP+P"},
		{"signature", "崇川区通告/" + body + "/崇川区人民政府/2021年1月14日", "HPPP"},
		{"last paragraph without stop, kicker", "区长王晶：/高点定位 争当先锋/" + body + "全区上下要真抓实干/局长李明：/狠抓落实 当主力军/" + body, "KHP KHP"},
		{"last paragraph without stop, headline", "崇川区召开会议/" + body + "全区上下要真抓实干/高点定位 争当先锋/" + body, "HP HP"},
		{"last paragraph without stop, byline", "崇川区召开会议/" + body + "全区上下要真抓实干/（王伟）", "HPB"},
		{"quote after the stop", "崇川区召开会议/他说：“我们一定办好。”/" + body, "HPP"},
		{"clauses with semicolons", "崇川区召开会议/一要抓项目，促增长；/二要抓民生，促和谐；/三要抓安全，促稳定。", "HPPP"},
		{"missing stop", "崇川区召开会议/" + body + "全区上下要真抓实干/严崇明强调，要抓好落实。", "HPP"},
		{"no stops at all", "代表感言/能参加这次会议，我深感责任重大，使命光荣，一定不负重托/作为一线工人，我将立足本职岗位，苦练技能，为全区发展多作贡献/来自社区，我要把群众的心声带上来，把会议的精神带回去", "HPPP"},
		{"cut after a comma", "崇川区召开会议/全区上下要真抓实干，/确保各项任务落到实处。", "HP+"},
		{"cut before a mark", "崇川区召开会议/全区上下要真抓实干/，确保各项任务落到实处。", "HP+"},
		{"cut inside a number", "崇川区召开会议/" + body + "今年拆除违章22/00余处。", "HP+"},
		{"two cuts in a row", "崇川区召开会议/" + body + "全区上下要真抓/实干，确保各项任务落到/实处，不留死角。", "HP++"},
		{"item with a cut", "工作要点/一、抓项目。全年新开工项目要达到六/十个，竣工四十个。/二、抓民生", "HI+I"},
		{"couplet", "元宵诗会/月到十五圆，/人逢佳节乐。/" + body, "HPPP"},
		{"jump line", "崇川区召开会议/" + body + "/（下转第三版）", "HPP"},
		{"blocks", "甲区召开会议/" + body + "///乙区召开会议/" + body, "HP|HP"},
		{"long gap under a headline", "甲区召开会议///" + body + "/" + body, "HPP"},
		{"long gap before a byline", "甲区召开会议/" + body + "///（王伟）", "HPB"},
		{"approximate number", "甲区召开会议/三、四天后，工程即可完工。/" + body, "HPP"},
		{"decimal at the start", "甲区召开会议/1.5万人参加了活动，现场秩序井然。/" + body, "HPP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := strings.ReplaceAll(strings.ReplaceAll(c.text, "文/王伟 图/李晓明", "文：王伟 图：李晓明"), "/", "\n\n")
			if got := outline(text); got != c.want {
				t.Errorf("outline %s, want %s", got, c.want)
			}
			checkAccount(t, []byte(text))
		})
	}
}

// TestRepeatedTail holds that only a tail of two characters or more is taken for
// a repetition.
func TestRepeatedTail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		before, after string
		want          int
	}{
		{"两大重点工作，", "作，重点抓好", 2}, {"重点抓好天生湾", "天生湾、唐闸", 3}, {"深入开发", "发展", 0}, {"完成空间", "规划", 0}, {"工作", "工作", 0},
	} {
		if got := repeated([]rune(c.before), []rune(c.after)); got != c.want {
			t.Errorf("%s|%s: %d, want %d", c.before, c.after, got, c.want)
		}
	}
}

func TestBylineForms(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"·陆蕾·": true, "（陆蕾）": true, "（本报记者　王伟　李晓明）": true, "本报记者 王伟": true, "通讯员 张建国 记者 赵敏": true,
		"记者：王伟": true, "文/王伟 图/李晓明": true, "图文：王伟": true, "■ 王伟": true, "王伟 摄": true, "本报评论员": true, "（王伟/文 李晓明/图）": true,
		"通讯员 区融媒体中心": true, "作者：欧阳建华": true, "【记者 王伟】": true,
		"（待续）": false, "（草案）": false, "文明实践": false, "记者走基层": false, "记者从区政府获悉，工程已完工。": false, "（一）": false, "高点定位 争当先锋": false,
	} {
		glyphs := []glyph{}
		for _, r := range text {
			glyphs = append(glyphs, glyph{r: r})
		}
		if got := isByline(fold(glyphs)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestDoubtfulHeadlinesAreReported: what opens an article, or does not, for no
// better reason than its own form is a finding with its place and what overrides.
func TestDoubtfulHeadlinesAreReported(t *testing.T) {
	t.Parallel()
	body := "全区各级干部要真抓实干，确保各项任务落到实处。"
	for name, c := range map[string]struct{ text, want string }{
		"prose without stop":  {"早市/" + body + "/卖豆腐的王师傅已经忙了两个钟头/" + body, "headline-after-text m.txt:5"},
		"said to be text":     {"早市/" + body + "/%%正文/卖豆腐的王师傅已经忙了两个钟头/" + body, "paragraph-without-stop m.txt:7"},
		"said to be headline": {"早市/" + body + "/%%标题/卖豆腐的王师傅已经忙了两个钟头/" + body, ""},
		"kicker":              {"早市/" + body + "/局长李明：/狼山镇开展慰问/" + body, ""},
		"clause gap":          {"早市/" + body + "/高点定位 争当先锋/" + body, ""},
		"byline before":       {"早市/" + body + "/（王伟）/狼山镇开展慰问/" + body, ""},
		"blank lines before":  {"早市/" + body + "//狼山镇开展慰问/" + body, ""},
		"notice":              {"义务植树通知/一、活动时间/3月12日上午9时/二、活动地点/狼山脚下/三、联系人", ""},
		"after an item":       {"工作要点/一、抓项目/二、抓民生/狼山镇开展慰问/" + body, "unclassified-line m.txt:7"},
		"afterword":           {"春雨/" + body + "/（作者系本报读者）/夏夜 纳凉/" + body, ""},
	} {
		_, list := Read("m.txt", []byte(strings.ReplaceAll(c.text, "/", "\n\n")), Options{})
		var got []string
		for _, d := range list {
			if d.Severity != diag.Note {
				got = append(got, fmt.Sprintf("%s %s:%d", d.Code, d.Pos.File, d.Pos.Line))
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}
