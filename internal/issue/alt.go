package issue

// AltBy says whose words stand for a picture.
type AltBy int

const (
	// ByEditor are words that an editor wrote for the purpose.
	ByEditor AltBy = iota
	// ByCaption are the words of the caption, said a second time.
	ByCaption
	// ByMachine are words that a machine wrote.
	ByMachine
)
