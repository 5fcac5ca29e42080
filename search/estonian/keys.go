package estonian

// Keys returns one or two keys of a folded word. Two words that share a key are
// taken for forms of one word.
func Keys(word string) []string { return []string{word} }
