// Package s3 makes stores in buckets of S3 and of servers that speak its protocol
// known to internal/store; importing it is enough. It alone knows the AWS modules,
// which are most of the program's size.
package s3
