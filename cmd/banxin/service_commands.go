//go:build !noservice

package main

// serviceCommands are the commands of the service. They bring the databases, the network
// and the telemetry into the program, half of its size and a third of its start; built
// with -tags noservice it does without them.
type serviceCommands struct {
	Serve   serveCommand   `cmd:"" help:"${serve}"`
	Worker  workCommand    `cmd:"" help:"${worker}"`
	Enqueue enqueueCommand `cmd:"" help:"${enqueue}"`
	Jobs    jobsCommand    `cmd:"" help:"${jobs}"`
	Retry   retryCommand   `cmd:"" help:"${retry}"`
	Migrate migrateCommand `cmd:"" help:"${migrate}"`
}
