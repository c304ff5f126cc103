package delivertest

import (
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// Login makes the AWS modules log in to the servers of S3 and look nowhere else for how.
func Login() {
	for key, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		os.Setenv(key, value)
	}
}

// S3 serves a bucket "press".
func S3(t testing.TB) (address string, backend *s3mem.Backend) {
	t.Helper()
	backend = s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://"), backend
}

// S3URL is the address of the bucket behind an endpoint. A capacity of 1 leaves no
// request to try again with: the AWS modules wait for seconds before they do.
func S3URL(endpoint string) string {
	return "s3://press/out?region=cn-east-1&rate_limiter_capacity=1&endpoint=" + url.QueryEscape("http://"+endpoint)
}
