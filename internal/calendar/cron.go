package calendar

import "github.com/robfig/cron/v3"

// Cron is a parsed cron expression.
type Cron struct{ spec *cron.SpecSchedule }
