package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"banxin/internal/parallel"
)

// flateLevel is the compression of every stream but the samples of pictures. The
// best level costs a few milliseconds more than the default and saves some 1 % of
// the file. On 4 million pixels of a picture it would cost seconds, for 1 % too.
const (
	flateLevel   = zlib.BestCompression
	samplesLevel = 4
)

// file is a PDF file in the making: its objects in the order of their numbers.
// The cross-reference table and the file identifier follow from the content.
type file struct {
	version string // of the header
	gathers bool   // object streams and a cross-reference stream: PDF 1.5 or newer
	objects []fileObject
}

// fileObject is an object: dictionary entries, or with a stream those beside
// /Length and /Filter.
type fileObject struct {
	entries string
	stream  []byte                 // raw; nil: none
	packed  []byte                 // as it stands in the file
	filter  string                 // of packed
	packing func() ([]byte, error) // gives packed of a stream that is being deflated already; nil: none is
	samples bool                   // of a picture
	home    int                    // number of the object stream that it is in; 0: none
	at      int                    // its index there
}

// reserve gives the number of an object that is written later.
func (f *file) reserve() int {
	f.objects = append(f.objects, fileObject{})
	return len(f.objects)
}

// set writes the entries of the dictionary of object n.
func (f *file) set(n int, format string, args ...any) {
	f.objects[n-1].entries = fmt.Sprintf(format, args...)
}

// add writes a dictionary and gives its number.
func (f *file) add(format string, args ...any) int {
	n := f.reserve()
	f.set(n, format, args...)
	return n
}

// addStream writes a stream with further dictionary entries and gives its
// number.
func (f *file) addStream(data []byte, entries string) int {
	if data == nil {
		data = []byte{}
	}
	f.objects = append(f.objects, fileObject{entries: entries, stream: data})
	return len(f.objects)
}

// addPacked writes a stream that is packed already, by the filter named; none: it
// stands as it is.
func (f *file) addPacked(data []byte, filter, entries string) int {
	f.objects = append(f.objects, fileObject{entries: entries, packed: data, filter: filter})
	return len(f.objects)
}

// bytes gives the whole file in one revision: unless it gathers objects, with a plain
// cross-reference table. root and info are object numbers.
func (f *file) bytes(root, info int) ([]byte, error) {
	if f.gathers {
		f.gather()
	}
	if err := f.deflate(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	// Four bytes over 127 tell transfer programs that the file is binary (PDF
	// 1.4, 3.4.1).
	b.WriteString("%PDF-" + f.version + "\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(f.objects))
	for i, o := range f.objects {
		if o.home != 0 {
			continue
		}
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n<<", i+1)
		b.WriteString(o.entries)
		if o.packed == nil {
			b.WriteString(">>\nendobj\n")
			continue
		}
		if o.filter != "" {
			b.WriteString("/Filter" + o.filter)
		}
		fmt.Fprintf(&b, "/Length %d>>\nstream\n", len(o.packed))
		b.Write(o.packed)
		b.WriteString("\nendstream\nendobj\n")
	}
	id := sha256.Sum256(b.Bytes())
	start := b.Len()
	trailer := fmt.Sprintf("/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]", root, info, id[:16], id[:16])
	if f.gathers {
		cross, err := f.crossReferences(offsets, start, trailer)
		b.Write(cross)
		fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
		return b.Bytes(), err
	}
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, start)
	return b.Bytes(), nil
}

// digest gives a hash of the objects so far.
func (f *file) digest() [sha256.Size]byte {
	h := sha256.New()
	for _, o := range f.objects {
		fmt.Fprintf(h, "%d %d %d\n", len(o.entries), len(o.stream), len(o.packed))
		io.WriteString(h, o.entries)
		h.Write(o.stream)
		h.Write(o.packed)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// deflate packs the streams, several at once; each result depends on its stream
// alone.
func (f *file) deflate() error {
	errs := make([]error, len(f.objects))
	parallel.Do(len(f.objects), func() func(int) {
		best, err := zlib.NewWriterLevel(io.Discard, flateLevel)
		fast, second := zlib.NewWriterLevel(io.Discard, samplesLevel)
		err = errors.Join(err, second)
		return func(i int) {
			z := best
			if f.objects[i].samples {
				z = fast
			}
			if errs[i] = err; err == nil {
				errs[i] = f.objects[i].deflate(z)
			}
		}
	})
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("pdf: compression: %w", err)
		}
	}
	return nil
}

// deflate packs the stream of the object, if it has one, with the writer given.
func (o *fileObject) deflate(z *zlib.Writer) error {
	if o.stream == nil {
		return nil
	}
	var err error
	if o.packing != nil {
		o.packed, err = o.packing()
	} else {
		o.packed, err = deflated(o.stream, z)
	}
	o.filter = "/FlateDecode"
	return err
}

// deflated packs data with the writer given.
func deflated(data []byte, z *zlib.Writer) ([]byte, error) {
	var b bytes.Buffer
	z.Reset(&b)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}
