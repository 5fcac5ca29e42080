package cite

import "strings"

// Read finds the reference in what a person has typed to search for, and
// returns the rest of the words. What stands before a provision is taken for
// the name of its act even when no act with this name is known. An act alone
// is a reference too; then the rest is the whole query. The last result is
// whether there is a reference at all.
func Read(query string, names *Names) (Reference, string, bool) {
	r := reader{text: query, names: names, list: pieces(query), lenient: true}
	r.run()
	for _, ref := range r.found {
		if ref.Place.Empty() || ref.Section.N == 0 {
			continue
		}
		return r.typed(ref)
	}
	for _, ref := range r.found {
		if ref.Place.Empty() && ref.Scope == Named {
			ref.Written = query[ref.Start:ref.End]
			return ref, query, true
		}
	}
	return Reference{}, query, false
}

// typed completes the reference to a provision with what stands around it.
func (r *reader) typed(ref Reference) (Reference, string, bool) {
	before, after := strings.TrimSpace(r.text[:ref.Start]), strings.TrimSpace(r.text[ref.End:])
	if ref.Scope == Named {
		ref.Written = r.until(ref)
		return ref, strings.TrimSpace(before + " " + after), true
	}
	// "§ 121 KarS" names the act last.
	for _, act := range r.found {
		if act.Place.Empty() && act.Scope == Named {
			ref.Scope, ref.Act, ref.Written = Named, act.Act, r.text[act.Start:act.End]
			rest := strings.Replace(before+" "+after, ref.Written, " ", 1)
			return ref, strings.TrimSpace(rest), true
		}
	}
	if before != "" {
		ref.Scope, ref.Written = Foreign, before
	}
	return ref, after, true
}

// until is the name at the beginning of a reference, as written.
func (r *reader) until(ref Reference) string {
	for i := range r.list {
		if r.list[i].start < ref.Start {
			continue
		}
		if level, _ := r.lead(i); level >= 0 {
			return strings.TrimRight(r.text[ref.Start:r.list[i].start], " ")
		}
	}
	return r.text[ref.Start:ref.End]
}
