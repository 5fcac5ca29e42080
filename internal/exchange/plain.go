package exchange

import (
	"strings"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// maxTitle is how much of a plain text's first line becomes its title, in characters.
const maxTitle = 200

// ReadPlain reads a plain text. Its first line that is not blank is its title.
func ReadPlain(source []byte) (Act, error) {
	if len(source) > MaxSource {
		return Act{}, refuse(0, "exchange.too_large", MaxSource>>20)
	}
	text, repairs, err := clean(source)
	if err != nil {
		return Act{}, err
	}
	act := Act{Body: text, Repairs: repairs}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			act.Title = shorten(line)
			break
		}
	}
	return act, nil
}

func shorten(s string) string {
	runes := []rune(s)
	if len(runes) <= maxTitle {
		return s
	}
	return string(runes[:maxTitle-1]) + "…"
}

// clean repairs a text and gives a refusal its line.
func clean(source []byte) (string, []lawtext.Repair, error) {
	text, repairs, err := lawtext.Clean(source)
	f := fault.Of(err)
	if f == nil {
		return text, repairs, err
	}
	refused := &Refused{Reason: f.Message}
	if len(f.Message.Args) == 1 {
		if line, ok := f.Message.Args[0].(int); ok {
			refused.Line = line
		}
	}
	return "", nil, refused
}
