// Package s3 makes stores in buckets of S3, and of servers that speak its protocol,
// known to internal/store; importing it is enough. It alone knows the AWS modules,
// which are most of the program's size.
//
// The address is s3://bucket/prefix with the parameters of gocloud.dev/blob/s3blob.
// endpoint names another server than Amazon's; then the bucket stands in the path of
// requests, not in the name of the host, and only checksums that every server knows
// are sent, unless the address says otherwise. Credentials come from the standard
// environment and files of AWS.
package s3

import (
	"context"
	"net/url"

	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"

	"banxin/internal/store"
)

func init() { store.Register(s3blob.Scheme, open) }

func open(ctx context.Context, address *url.URL) (*blob.Bucket, error) {
	q := address.Query()
	if q.Get("endpoint") != "" {
		for key, value := range map[string]string{
			"use_path_style":               "true",
			"request_checksum_calculation": "when_required",
			"response_checksum_validation": "when_required",
			"region":                       "us-east-1", // what servers of one region take
		} {
			if !q.Has(key) {
				q.Set(key, value)
			}
		}
	}
	u := &url.URL{Scheme: address.Scheme, Host: address.Host, RawQuery: q.Encode()}
	return new(s3blob.URLOpener).OpenBucketURL(ctx, u)
}
