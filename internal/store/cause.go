package store

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// Because words a failure: what could not be done, and why. An error that has its
// words already passes as it is.
func Because(what diag.Text, err error) error {
	var fault *diag.Fault
	if err == nil || errors.As(err, &fault) {
		return err
	}
	why := Cause(err)
	return &diag.Fault{Message: diag.Text{Zh: what.Zh + "：" + why.Zh, En: what.En + ": " + why.En}, Cause: err}
}

// Cause says why something over a network or in a folder failed, and what to do.
func Cause(err error) diag.Text {
	var service interface{ ErrorCode() string } // what the AWS modules call an API error
	var response interface{ HTTPStatusCode() int }
	failed := errors.As(err, &response) && response.HTTPStatusCode() >= 500
	var name *net.DNSError
	var network *net.OpError
	switch {
	case errors.Is(err, context.Canceled):
		return diag.Say("中途被叫停", "it was stopped midway")
	case errors.Is(err, context.DeadlineExceeded):
		return diag.Say("等得太久，没有做完；查看地址和网络", "it was waited for too long; look after the address and the network")
	case errors.As(err, &service) && failed:
		return diag.Say("服务器出错（HTTP %[1]d %[2]s），稍后再试", "the server failed (HTTP %[1]d %[2]s); try again later", response.HTTPStatusCode(), service.ErrorCode())
	case errors.As(err, &service):
		return serviceCause(service.ErrorCode(), err)
	case failed:
		return diag.Say("服务器出错（HTTP %[1]d），稍后再试", "the server failed (HTTP %[1]d); try again later", response.HTTPStatusCode())
	case errors.As(err, &name):
		return diag.Say("找不到主机 %[1]s；查看地址和网络", "the host %[1]s is not found; look after the address and the network", name.Name)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return diag.Say("连接中断了，稍后再试", "the connection broke off; try again later")
	case errors.As(err, &network):
		return diag.Say("网络不通：%[1]v；查看地址和网络", "the network failed: %[1]v; look after the address and the network", network)
	}
	return volume.Cause(err)
}

// Refused tells whether a bucket's server refused what no other attempt will change.
func Refused(err error) bool {
	var service interface{ ErrorCode() string }
	if !errors.As(err, &service) {
		return false
	}
	switch service.ErrorCode() {
	case "NoSuchBucket", "AccessDenied", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidBucketName":
		return true
	}
	return false
}

func serviceCause(code string, err error) diag.Text {
	switch code {
	case "NoSuchBucket":
		return diag.Say("没有这个存储桶；先建好它，或改正地址", "there is no such bucket; make it first, or correct the address")
	case "AccessDenied", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch":
		return diag.Say("存储桶拒绝访问（%[1]s）；查看 AWS_ACCESS_KEY_ID 等凭据和桶的权限", "the bucket refuses access (%[1]s); look after the credentials, AWS_ACCESS_KEY_ID and the like, and the bucket's policy", code)
	}
	return diag.Text{Zh: err.Error(), En: err.Error()}
}

// badAddress refuses an address. What stands after its host may be secret.
func badAddress(address string, err error) error {
	shown := address
	if u, e := url.Parse(address); e == nil {
		shown = u.Scheme + "://" + u.Host + u.Path
	}
	return &diag.Fault{
		Message: diag.Say("存储地址 %q 不对；写文件夹、file:///文件夹 或 s3://桶/前缀?region=…", "the address %q is not that of a store; write a folder, file:///folder or s3://bucket/prefix?region=…", shown),
		Cause:   err,
	}
}
