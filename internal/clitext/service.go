package clitext

// Advice is a failure in words, and what to do about it.
type Advice struct{ What, Hint string }

// ServiceSentences is what the commands of the service say.
type ServiceSentences struct {
	Enqueued, AlreadyQueued string // issue, job
	Retried                 string // job, issue
	Migrated                string // steps
	UpToDate, NoJobs        string
	BadJob                  string // what was given
	BadJobs                 string // what was given, most
	Serving                 string // address

	Unusable, NotMigrated, NewerDatabase                            Advice
	NoJob, JobDone, JobRunning, JobReplaced                         Advice
	NoPublication, ManyPublications, NoManuscripts, BrokenConfigAny Advice
}

var chineseService = ServiceSentences{
	Enqueued:      "%s 已排进队列，工作编号 %d",
	AlreadyQueued: "%s 已在队列里，工作编号 %d；要用改过的来稿再做一次，等它做完再排",
	Retried:       "工作 %d（%s）马上再做一次",
	Migrated:      "数据库的表建好了，做了 %d 步",
	UpToDate:      "数据库已是最新",
	NoJobs:        "队列里没有工作",
	BadJob:        "“%s”不是工作编号：编号是整数，见 banxin jobs",
	BadJobs:       "列几件不能是“%s”：写 1 到 %d 的整数",
	Serving:       "状态页在 %s ，用浏览器打开；Ctrl-C 结束",
	Unusable:      Advice{"用不了数据库", "看看 database 的地址（环境变量 BANXIN_DATABASE 优先）、服务器开着没有、文件能不能读写"},
	NotMigrated:   Advice{"数据库里还没有本程序的表，或是旧版的", "先运行 banxin migrate"},
	NewerDatabase: Advice{"数据库的表是更新版本的程序建的", "换用那个版本的程序"},
	NoJob:         Advice{"队列里没有这个编号的工作", "用 banxin jobs 查看编号"},
	JobDone:       Advice{"这件工作已经做完了", "要用改过的来稿再出一次，运行 banxin enqueue 期次"},
	JobRunning:    Advice{"这件工作正在做", "用 banxin jobs 看它做到哪里"},
	JobReplaced:   Advice{"同一件事已由另一件工作接着做", "用 banxin retry 重做那一件"},
	NoPublication: Advice{"没有这个刊物", "用 -p 写出其中一种，如 banxin enqueue -p 刊物 期次"},

	ManyPublications: Advice{"这里有几种刊物，没有说是哪一种", "用 -p 写明，如 banxin enqueue -p 刊物 期次"},
	NoManuscripts:    Advice{"这一期的文件夹里没有来稿", "把 .txt 来稿放进 sources 下这一期的文件夹"},
	BrokenConfigAny:  Advice{"这种刊物的配置有错", "运行 banxin check-config -c 加上这个文件，逐条查看"},
}

var englishService = ServiceSentences{
	Enqueued:      "%s is in the queue as job %d",
	AlreadyQueued: "%s is in the queue already as job %d; to build changed manuscripts once more, wait for its end",
	Retried:       "job %d (%s) runs again now",
	Migrated:      "the tables of the database are ready; steps made: %d",
	UpToDate:      "the database is up to date",
	NoJobs:        "there are no jobs",
	BadJob:        "“%s” is no number of a job: banxin jobs lists them",
	BadJobs:       "the number of jobs cannot be “%s”: write a whole number from 1 to %d",
	Serving:       "the status page is at %s; Ctrl-C ends the program",
	Unusable:      Advice{"the database cannot be used", "see to its address (database, or the environment variable BANXIN_DATABASE), to the server, to the rights on the file"},
	NotMigrated:   Advice{"the database has no tables of this program, or those of an older version", "run banxin migrate first"},
	NewerDatabase: Advice{"a newer version of the program made the tables of the database", "run that version"},
	NoJob:         Advice{"the queue has no job of this number", "banxin jobs lists the numbers"},
	JobDone:       Advice{"this job is done", "to build changed manuscripts, run banxin enqueue ISSUE"},
	JobRunning:    Advice{"this job is running", "banxin jobs shows how far it is"},
	JobReplaced:   Advice{"another job does the same by now", "retry that one"},
	NoPublication: Advice{"there is no such publication", "name one of them with -p: banxin enqueue -p PUBLICATION ISSUE"},

	ManyPublications: Advice{"there are several publications, and none was named", "name it with -p: banxin enqueue -p PUBLICATION ISSUE"},
	NoManuscripts:    Advice{"the folder of the issue has no manuscript", "put .txt manuscripts into the issue's folder under sources"},
	BrokenConfigAny:  Advice{"the configuration of this publication has errors", "run banxin check-config -c with this file"},
}
