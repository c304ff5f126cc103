package clitext

// Advice is a failure in words, and what to do about it.
type Advice struct{ What, Hint string }

// ServiceSentences is what the commands of the service say.
type ServiceSentences struct {
	Enqueued, AlreadyQueued string // issue, job
	Retried                 string // job, issue
	Migrated                string // steps

	NotMigrated, NewerDatabase                                      Advice
	NoJob, JobDone                                                  Advice
	NoPublication, ManyPublications, NoManuscripts, BrokenConfigAny Advice
}

var chineseService = ServiceSentences{
	Enqueued:      "%s 已排进队列，工作编号 %d",
	AlreadyQueued: "%s 已在队列里，工作编号 %d；要用改过的来稿再做一次，等它做完再排",
	Retried:       "工作 %d（%s）马上再做一次",
	Migrated:      "数据库已是最新，新做了 %d 步",
	NotMigrated:   Advice{"数据库里还没有本程序的表，或是旧版的", "先运行 banxin migrate"},
	NewerDatabase: Advice{"数据库的表是更新版本的程序建的", "换用那个版本的程序"},
	NoJob:         Advice{"队列里没有这个编号的工作", "用 banxin jobs 查看编号"},
	JobDone:       Advice{"这件工作已经做完了", "要用改过的来稿再出一次，运行 banxin enqueue 期次"},
	NoPublication: Advice{"没有这个刊物", "用 -p 写 publication.id，或 banxin schedule 查看"},

	ManyPublications: Advice{"这里有几种刊物，没有说是哪一种", "用 -p 写明，如 banxin enqueue -p 刊物 期次"},
	NoManuscripts:    Advice{"这一期的文件夹里没有来稿", "把 .txt 来稿放进 sources 下这一期的文件夹"},
	BrokenConfigAny:  Advice{"这种刊物的配置有错", "运行 banxin check-config 查看"},
}

var englishService = ServiceSentences{
	Enqueued:      "%s is in the queue as job %d",
	AlreadyQueued: "%s is in the queue already as job %d; to build changed manuscripts once more, wait for its end",
	Retried:       "job %d (%s) runs again now",
	Migrated:      "the database is up to date; steps made: %d",
	NotMigrated:   Advice{"the database has no tables of this program, or those of an older version", "run banxin migrate first"},
	NewerDatabase: Advice{"a newer version of the program made the tables of the database", "run that version"},
	NoJob:         Advice{"the queue has no job of this number", "banxin jobs lists the numbers"},
	JobDone:       Advice{"this job is done", "to build changed manuscripts, run banxin enqueue ISSUE"},
	NoPublication: Advice{"there is no such publication", "name its publication.id with -p"},

	ManyPublications: Advice{"there are several publications, and none was named", "name it with -p: banxin enqueue -p PUBLICATION ISSUE"},
	NoManuscripts:    Advice{"the folder of the issue has no manuscript", "put .txt manuscripts into the issue's folder under sources"},
	BrokenConfigAny:  Advice{"the configuration of this publication has errors", "run banxin check-config"},
}
