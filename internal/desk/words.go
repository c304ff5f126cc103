package desk

import (
	"net/http"
	"strconv"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/queue"
)

// words are the sentences of the page, by the name the template has for them.
var words = map[string]diag.Text{
	"program":   {Zh: "版心", En: "Banxin"},
	"desk":      {Zh: "值班台", En: "Desk"},
	"attention": {Zh: "需要处理", En: "Needs somebody"},
	"trouble":   {Zh: "现在看不到状态", En: "The state cannot be shown now"},
	"again":     {Zh: "本页每 30 秒再试一次。", En: "This page tries again every 30 seconds."},
	"pause":     {Zh: "暂停刷新", En: "Pause"},
	"resume":    {Zh: "每 30 秒刷新", En: "Refresh every 30 s"},
	"paused":    {Zh: "已暂停刷新", En: "Paused"},
	"other":     {Zh: "English", En: "中文"},
	"none":      {Zh: "还没有报刊：配置里有 [schedule] 的报刊会出现在这里。", En: "No publication yet: one whose configuration has a [schedule] stands here."},

	"problems":   {Zh: "配置", En: "Configuration"},
	"next":       {Zh: "接下来", En: "Coming"},
	"nextNone":   {Zh: "日程里没有下一期了", En: "Nothing more in the schedule"},
	"issues":     {Zh: "各期", En: "Issues"},
	"issuesNone": {Zh: "还没有到期的一期。", En: "No issue has been due yet."},
	"feeds":      {Zh: "订阅源", En: "Feeds"},

	"issue":      {Zh: "期次", En: "Issue"},
	"state":      {Zh: "状态", En: "State"},
	"due":        {Zh: "排定", En: "Due"},
	"deadline":   {Zh: "最迟", En: "Deadline"},
	"releasedAt": {Zh: "发布", En: "Released"},
	"revision":   {Zh: "修订号", En: "Revision"},
	"findings":   {Zh: "待核", En: "Findings"},
	"reason":     {Zh: "原因", En: "Reason"},
	"files":      {Zh: "文件", En: "Files"},
	"deliveries": {Zh: "投递", En: "Deliveries"},
	"history":    {Zh: "经过", En: "History"},
	"content":    {Zh: "内容", En: "Content"},

	"jobs":      {Zh: "队列", En: "Queue"},
	"jobsNone":  {Zh: "队列是空的。", En: "The queue is empty."},
	"job":       {Zh: "编号", En: "No."},
	"kind":      {Zh: "做什么", En: "What"},
	"attempt":   {Zh: "第几次", En: "Attempt"},
	"created":   {Zh: "排入", En: "Queued"},
	"scheduled": {Zh: "开始", En: "Starts"},
}

// states are the words for how far an issue is.
var states = map[queue.State]diag.Text{
	queue.Waiting:  {Zh: "等稿", En: "Waiting"},
	queue.Queued:   {Zh: "排队", En: "Queued"},
	queue.Building: {Zh: "排版中", En: "Building"},
	queue.Retrying: {Zh: "将重试", En: "Will retry"},
	queue.Released: {Zh: "已发布", En: "Released"},
	queue.Failed:   {Zh: "失败", En: "Failed"},
	queue.Overdue:  {Zh: "误期", En: "Overdue"},
}

// arrivals are the words for how far a delivery is, where they differ.
var arrivals = map[queue.State]diag.Text{
	queue.Released: {Zh: "已送达", En: "Arrived"},
	queue.Failed:   {Zh: "未送达", En: "Not delivered"},
	queue.Queued:   {Zh: "待送", En: "Queued"},
	queue.Building: {Zh: "在送", En: "Under way"},
}

// events are the words for the lines of a history.
var events = map[string]diag.Text{
	queue.EventWaiting:      {Zh: "到时间了，等稿", En: "Due, waiting for manuscripts"},
	queue.EventQueued:       {Zh: "排入队列", En: "Queued"},
	queue.EventCaughtUp:     {Zh: "补排，排入队列", En: "Queued, to catch up"},
	queue.EventOrdered:      {Zh: "有人要求排版", En: "Ordered by hand"},
	queue.EventStarted:      {Zh: "来稿锁定，开始排版", En: "Manuscripts pinned, build begun"},
	queue.EventRetry:        {Zh: "这次没成，将重试", En: "Attempt failed, will retry"},
	queue.EventFailed:       {Zh: "失败，不再重试", En: "Failed, no further attempt"},
	queue.EventOverdue:      {Zh: "误期", En: "Overdue"},
	queue.EventUnchanged:    {Zh: "内容没变，不再发布", En: "Content unchanged, not released again"},
	queue.EventReleased:     {Zh: "发布", En: "Released"},
	queue.EventAdopted:      {Zh: "从成品库补记", En: "Taken over from the store"},
	queue.EventDelivered:    {Zh: "送达", En: "Delivered"},
	queue.EventUndelivered:  {Zh: "这次没送到，将重试", En: "Attempt to deliver failed, will retry"},
	queue.EventNotDelivered: {Zh: "没送到，不再重试", En: "Not delivered, no further attempt"},
}

// kinds are the words for jobs.
var kinds = map[string]diag.Text{
	"issue":   {Zh: "排版", En: "Build"},
	"deliver": {Zh: "投递", En: "Deliver"},
	"feed":    {Zh: "订阅源", En: "Feeds"},
}

// sinks are the words for the kinds of delivery.
var sinks = map[string]diag.Text{
	"folder":  {Zh: "文件夹", En: "folder"},
	"sftp":    {Zh: "SFTP", En: "SFTP"},
	"s3":      {Zh: "S3", En: "S3"},
	"webhook": {Zh: "网络通知", En: "webhook"},
	"mail":    {Zh: "邮件", En: "mail"},
}

// jobStates are the words for the states of jobs, with the colour of the state of an
// issue that is like it.
var jobStates = map[string]struct {
	like queue.State
	text diag.Text
}{
	"available": {queue.Queued, diag.Text{Zh: "等着", En: "waiting"}},
	"pending":   {queue.Queued, diag.Text{Zh: "等着", En: "pending"}},
	"scheduled": {queue.Queued, diag.Text{Zh: "已排定", En: "scheduled"}},
	"running":   {queue.Building, diag.Text{Zh: "在做", En: "running"}},
	"retryable": {queue.Retrying, diag.Text{Zh: "将重试", En: "will retry"}},
	"completed": {queue.Released, diag.Text{Zh: "已完成", En: "done"}},
	"discarded": {queue.Failed, diag.Text{Zh: "已放弃", En: "given up"}},
	"cancelled": {queue.Failed, diag.Text{Zh: "已取消", En: "cancelled"}},
}

var severities = map[diag.Severity]diag.Text{
	diag.Note:    {Zh: "说明", En: "Note"},
	diag.Finding: {Zh: "待核", En: "Finding"},
	diag.Error:   {Zh: "错误", En: "Error"},
}

// asked is what a browser wants of the page.
type asked struct {
	Lang   string // zh or en
	Paused bool   // no refresh
}

// HTMLLang is the language as BCP 47 has it.
func (a asked) HTMLLang() string {
	if a.Lang == "en" {
		return "en"
	}
	return "zh-Hans"
}

// Say gives a sentence of words.
func (a asked) Say(name string) string { return words[name].In(a.Lang) }

// Other leads to the page in the other language, Toggle to it with refreshing switched.
func (a asked) Other() string {
	if a.Lang == "en" {
		return address("zh", a.Paused)
	}
	return address("en", a.Paused)
}

func (a asked) Toggle() string { return address(a.Lang, !a.Paused) }

func address(lang string, paused bool) string {
	if paused {
		return "?lang=" + lang + "&refresh=off"
	}
	return "?lang=" + lang
}

// askedBy reads the request: ?lang=, else Accept-Language, else Chinese.
func askedBy(r *http.Request) asked {
	q := r.URL.Query()
	a := asked{Lang: "zh", Paused: q.Get("refresh") == "off"}
	switch q.Get("lang") {
	case "en":
		a.Lang = "en"
	case "zh":
	default:
		if prefersEnglish(r.Header.Get("Accept-Language")) {
			a.Lang = "en"
		}
	}
	return a
}

// prefersEnglish reads Accept-Language (RFC 9110, 12.5.4).
func prefersEnglish(header string) bool {
	best := map[string]float64{}
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			w, err := strconv.ParseFloat(q, 64)
			if err != nil || w < 0 || w > 1 {
				continue
			}
			weight = w
		}
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), "-")
		best[primary] = max(best[primary], weight)
	}
	return best["en"] > best["zh"]
}

// Times words a number of attempts.
func (a asked) Times(n int) string {
	if a.Lang == "en" && n == 1 {
		return "1 attempt"
	}
	return diag.Say("%d 次", "%d attempts", n).In(a.Lang)
}
