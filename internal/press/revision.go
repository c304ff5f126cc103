package press

import "time"

// revision is the instant that goes into the files: never the clock. What issue.toml
// says comes before what is asked for.
func (j *job) revision() time.Time {
	_, written := j.cfg.Keys["revision"]
	switch {
	case j.isRevision() && !written && !j.req.Revised.IsZero():
		return j.req.Revised.Truncate(time.Second).In(j.iss.Date.Location())
	case j.iss.Revision.IsZero():
		return j.iss.Date
	}
	return j.iss.Revision
}

// isRevision tells whether the issue was released before in another form.
func (j *job) isRevision() bool { return j.req.Revision > 1 }

// revisionNumber is what files say that leave it out of the first form: 0 for that.
func (j *job) revisionNumber() int {
	if !j.isRevision() {
		return 0
	}
	return j.req.Revision
}
