package desk_test

import (
	"context"
	"errors"
	"strings"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
	"banxin/internal/queue"
)

// source is a fixed state of things.
type source struct {
	board *queue.Board
	err   error
	ready error
}

func (s source) Board(context.Context) (*queue.Board, error) { return s.board, s.err }
func (s source) Ready(context.Context) error                 { return s.ready }

var (
	shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
	now      = time.Date(2021, 2, 1, 3, 20, 0, 0, time.UTC)
)

func at(day, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// office is a board with one of each state that an issue can be in.
func office() *queue.Board {
	return &queue.Board{
		Now: now, Version: "0.1.0",
		Publications: []queue.PublicationState{
			{ID: "崇川两会专刊", Name: "崇川两会专刊", Zone: shanghai, Next: coming(), Issues: issues()},
			{ID: "campus", Name: "校园周报", Zone: shanghai, Problems: problems(), Next: coming()[:1]},
			{ID: "south", Name: "Southern Bulletin", Zone: time.FixedZone("America/New_York", -5*60*60)},
		},
		Depth: map[string]int{"available": 2, "running": 1, "retryable": 1, "completed": 412, "discarded": 1},
		Jobs: []queue.Job{
			{ID: 418, Kind: "issue", Publication: "崇川两会专刊", Issue: "2021-01-31", State: "running", Attempt: 1, Max: 12, Created: at("2021-02-01", "11:20"), Scheduled: at("2021-02-01", "11:20")},
			{ID: 417, Kind: "deliver", Publication: "崇川两会专刊", Issue: "2021-01-27", Revision: 2, Delivery: "print-shop", State: "retryable", Attempt: 3, Max: 25, Created: at("2021-01-27", "18:00"), Scheduled: at("2021-02-01", "11:42"), Reason: "dial tcp 203.0.113.7:22: connect: connection refused"},
			{ID: 416, Kind: "feed", Publication: "崇川两会专刊", State: "completed", Attempt: 1, Max: 12, Created: at("2021-01-27", "18:00"), Scheduled: at("2021-01-27", "18:00")},
			{ID: 409, Kind: "deliver", Publication: "崇川两会专刊", Issue: "2021-01-15", Delivery: "desk-mail", State: "discarded", Attempt: 1, Max: 25, Created: at("2021-01-15", "18:00"), Scheduled: at("2021-01-15", "18:00"), Reason: "550 5.1.1 no such user"},
		},
	}
}

func coming() []calendar.Occasion {
	return []calendar.Occasion{
		{Due: at("2021-02-05", "18:00"), Date: calendar.Day{Year: 2021, Month: 2, Day: 5}, Number: 7, Whole: 7, Issue: "2021-02-05"},
		{Due: at("2021-02-19", "18:00"), Date: calendar.Day{Year: 2021, Month: 2, Day: 19}, Number: 8, Whole: 8, Issue: "2021-02-19"},
		{Due: at("2021-12-31", "18:00"), Date: calendar.Day{Year: 2022, Month: 1, Day: 1}, Number: 1, Whole: 46, Issue: "2022-01-01"},
	}
}

func problems() diag.List {
	var l diag.List
	l.Add(diag.Pos{File: "campus/config.toml", Line: 212}, diag.Error, "bad-cron",
		diag.Say("schedule.cron：“0 25 * * 5”的第二段 25 不是 0 到 23 的小时", "schedule.cron: 25 in field 2 of “0 25 * * 5” is no hour from 0 to 23"),
		diag.Say("周五下午六点写成 \"0 18 * * 5\"", "for Fridays at six in the evening write \"0 18 * * 5\""))
	l.Add(diag.Pos{File: "campus/config.toml", Line: 8}, diag.Finding, "provisional",
		diag.Say("publication.name 是代用值", "publication.name is a stand-in"))
	return l
}

func issues() []queue.IssueState {
	sum := strings.Repeat("9f86d081", 8)
	files := func(id string, r string) []queue.FileState {
		key := "崇川两会专刊/2021/" + id + "/" + r + "/" + id
		return []queue.FileState{
			{Name: id + "-print.pdf", Key: key + "-print.pdf", Bytes: 1_482_332, SHA256: sum},
			{Name: id + "-ticket.json", Key: key + "-ticket.json", Bytes: 5210, SHA256: sum},
			{Name: id + "-preflight.html", Key: key + "-preflight.html", Bytes: 38_400, SHA256: sum},
			{Name: id + "-reading.pdf", Key: key + "-reading.pdf", Bytes: 912_004, SHA256: sum},
			{Name: id + ".epub", Key: key + ".epub", Bytes: 702_118, SHA256: sum},
			{Name: id + "-sha256.txt", Key: key + "-sha256.txt", Bytes: 512, SHA256: sum},
		}
	}
	return []queue.IssueState{
		{Issue: "2021-01-31", Due: at("2021-02-01", "11:20"), Deadline: at("2021-02-02", "23:20"), State: queue.Building},
		{Issue: "2021-01-29", Due: at("2021-01-29", "18:00"), Deadline: at("2021-01-31", "06:00"), State: queue.Waiting, Overdue: true,
			Reason:  "sources/2021-01-29 里还没有齐稿标记 READY",
			History: []queue.Event{{At: at("2021-01-31", "06:00"), What: queue.EventOverdue, Detail: "没有 sources/2021-01-29/READY"}, {At: at("2021-01-29", "18:00"), What: queue.EventWaiting, Detail: "没有 sources/2021-01-29/READY"}}},
		{Issue: "2021-01-27", Due: at("2021-01-27", "18:00"), Deadline: at("2021-01-29", "06:00"), State: queue.Released, Revision: 2, Content: sum, ReleasedAt: at("2021-01-28", "09:12"), Findings: 3,
			Files: files("2021-01-27", "r2"),
			Deliveries: []queue.DeliveryState{
				{Name: "archive", Kind: "folder", State: queue.Released, Attempts: 1, At: at("2021-01-28", "09:12")},
				{Name: "print-shop", Kind: "sftp", State: queue.Retrying, Attempts: 3, Reason: "dial tcp 203.0.113.7:22: connect: connection refused", At: at("2021-02-01", "11:12")},
				{Name: "desk-mail", Kind: "mail", State: queue.Queued, Attempts: 0},
			},
			History: []queue.Event{
				{At: at("2021-01-28", "09:12"), Revision: 2, What: queue.EventUndelivered, Detail: "print-shop：dial tcp 203.0.113.7:22: connect: connection refused"},
				{At: at("2021-01-28", "09:12"), Revision: 2, What: queue.EventReleased, Detail: "0.41 s"},
				{At: at("2021-01-28", "09:12"), Revision: 2, What: queue.EventStarted, Detail: sum},
				{At: at("2021-01-27", "18:00"), Revision: 1, What: queue.EventReleased, Detail: "0.38 s"},
				{At: at("2021-01-27", "18:00"), What: "of-a-later-version"},
			}},
		{Issue: "2021-01-22", Due: at("2021-01-22", "18:00"), Deadline: at("2021-01-24", "06:00"), State: queue.Failed,
			Reason:  "sources/2021-01-22/issue.toml:4: number：“三”不是数；写成 \"3\"",
			History: []queue.Event{{At: at("2021-01-22", "18:00"), What: queue.EventFailed, Detail: "issue.toml 有错，重试无用"}}},
		{Issue: "2021-01-20", Due: at("2021-01-20", "18:00"), Deadline: at("2021-01-22", "06:00"), State: queue.Retrying, Reason: "写入存储：no space left on device；11:30 再试"},
		{Issue: "2021-01-18", Due: at("2021-01-18", "18:00"), State: queue.Queued},
		{Issue: "2021-01-15", Due: at("2021-01-15", "18:00"), Deadline: at("2021-01-17", "06:00"), State: queue.Released, Revision: 1, Content: sum, ReleasedAt: at("2021-01-15", "18:00"),
			Files: files("2021-01-15", "r1"),
			Deliveries: []queue.DeliveryState{
				{Name: "print-shop", Kind: "sftp", State: queue.Released, Attempts: 2, Reason: "timeout", At: at("2021-01-15", "18:03")},
				{Name: "desk-mail", Kind: "mail", State: queue.Failed, Attempts: 1, Reason: "550 5.1.1 no such user", At: at("2021-01-15", "18:00")},
			}},
		{Issue: "2020-12-25", Due: at("2020-12-25", "18:00"), State: queue.Released, Revision: 1, ReleasedAt: at("2020-12-25", "18:00")},
	}
}

// hostile is a board whose every text would like to be something else.
func hostile() *queue.Board {
	evil := "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{.}}\u202e\x00\x1b[31m" + strings.Repeat("长", 300)
	secret := "connect postgres://banxin:hunter2@db:5432/banxin?sslmode=disable: password=hunter2 refused " + evil
	when := time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC)
	var l diag.List
	l.Add(diag.Pos{File: evil, Line: -4}, diag.Error, evil, diag.Text{Zh: evil, En: evil}, diag.Text{Zh: evil, En: evil})
	return &queue.Board{
		Now: now, Version: evil, Depth: map[string]int{evil: 3, "running": -1},
		Jobs: []queue.Job{{ID: -1, Kind: evil, Publication: evil, Issue: evil, Delivery: evil, State: evil, Reason: secret}},
		Publications: []queue.PublicationState{{
			ID: "javascript:alert(1)//" + evil, Name: evil, Problems: l, Next: []calendar.Occasion{{Issue: evil, Due: when, Number: -1}},
			Issues: []queue.IssueState{{
				Issue: evil, Due: when, Deadline: when, State: queue.State(evil), Overdue: true, Reason: secret, Revision: 1, Content: evil, Findings: -1,
				Files:      []queue.FileState{{Name: evil, Key: "../../javascript:" + evil, SHA256: evil}},
				Deliveries: []queue.DeliveryState{{Name: evil, Kind: evil, State: queue.Failed, Reason: secret}},
				History:    []queue.Event{{What: evil, Detail: secret}},
			}},
		}},
	}
}

var errDown = errors.New("connect postgres://banxin:hunter2@db/banxin: connection refused")
